"""The table of all equations as a Markdown page."""

from w2vlib.equations.registry import EQUATIONS, SEEDS, Equation

HEAD = """\
# Every equation of the seeds, and where it lives

Written by `python -m w2vlib.equations docs/equations.md`; don't edit it by hand.

Each line is checked on random examples: the check computes both sides, one with the function named here,
the other by plain NumPy from the formula or by finite differences. Where a seed slips, the formula is the
right one and the last column names the slip; `tests/w2vlib/test_errata.py` shows the mathematical ones,
printed form against right form.

Letters are the course's: y prediction, t truth, e = y − t; S2 keeps CS224n's ŷ and y.
"""
COLUMNS = "| no. | what it says | formula | function | check | slips mended |\n|---|---|---|---|---|---|\n"


def page() -> str:
    """Whole page, one table a seed."""
    parts = [HEAD]
    for seed, name in SEEDS.items():
        rows = "".join(map(_row, (entry for entry in EQUATIONS if entry.seed == seed)))
        parts.append(f"\n## {seed}: seed {name}\n\n{COLUMNS}{rows}")
    return "".join(parts)


def _row(entry: Equation) -> str:
    functions = ", ".join(f"`{name}`" for name in entry.functions)
    check = f"`{entry.check.__module__.rpartition('.')[2]}.{entry.check.__name__}`"
    cells = (entry.number, entry.title, f"$`{entry.formula}`$", functions, check, ", ".join(entry.errata))
    return f"| {' | '.join(cells)} |\n"
