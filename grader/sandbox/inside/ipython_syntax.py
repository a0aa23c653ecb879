"""From a notebook's cell to Python: cell magics peeled off, IPython's other syntax translated.

IPython's own translator is used, taken along by `libraries.load` before site-packages leaves the path.
"""

import re

RUN_THEIR_BODY = ("time", "capture", "prun")
BODY_STAYS_INSIDE = (
    "timeit",
)  # runs Python too, but what it defines is gone afterwards, in a notebook as well


class NotPython(Exception):
    """The cell is in another language, or what it does doesn't last; the text says which."""


def without_cell_magic(source: str) -> str:
    """The Python in a cell that may start with magics such as %%time, with the same line numbers.

    Raises
    ------
    NotPython : a magic whose body isn't run while grading.
    """
    lines = lines_of(source)
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("%%"):
            break
        name = line[2:].split(maxsplit=1)[0] if line[2:].strip() else ""
        if name and name not in RUN_THEIR_BODY:
            raise NotPython(f"a %%{name} cell is not run while grading")
        lines[number] = ""
    return "\n".join(lines)


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: `str.splitlines` also splits at form feeds and the like."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def translated(source: str, transform_cell) -> str:
    """Python for a cell with IPython syntax, with the same line numbers.

    `%time x = f()` stays as `x = f()`: it is the one common line magic that binds names.
    """
    source = re.sub(r"(?m)^([ \t]*)%(?:time|prun)[ \t]+(?!-)", r"\1", source)
    blank = len(source) - len(source.lstrip("\n"))  # IPython drops blank lines at the top
    return "\n" * blank + transform_cell(source)
