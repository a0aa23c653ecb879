"""Take outputs, counts and traces of a run out of the notebooks that git keeps.

    python tools/clean_notebooks.py [NOTEBOOK ...]     all of solutions/ when none is named

lessons/ is generated from solutions/, so clean sources are enough.
Exits 1 when a notebook had to be changed, as a commit hook must.
"""

import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}  # its version would change with each author's Python
TRACES = ("collapsed", "execution", "ExecuteTime", "scrolled")


def source_notebooks() -> list[Path]:
    """Return the notebooks of solutions/, checkpoints left out."""
    found = (ROOT / "solutions").rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def clean_cell(cell: dict) -> None:
    """Remove from one cell, in place, what a run left behind."""
    if cell["cell_type"] == "code":
        cell["outputs"], cell["execution_count"] = [], None
    for trace in TRACES:
        cell["metadata"].pop(trace, None)


def clean(notebook: dict) -> dict:
    """Return the notebook without what a run left behind, naming kernel ``python3``."""
    for cell in notebook["cells"]:
        clean_cell(cell)
    notebook["metadata"].pop("widgets", None)
    notebook["metadata"]["kernelspec"] = dict(KERNEL)
    notebook["metadata"]["language_info"] = dict(LANGUAGE)
    return notebook


def clean_file(path: Path) -> bool:
    """Clean one file and say whether it had to be written."""
    before = path.read_text(encoding="utf-8")
    after = nbformat.writes(clean(nbformat.reads(before, as_version=4))) + "\n"
    if after == before:
        return False
    path.write_text(after, encoding="utf-8", newline="\n")
    return True


def main(names: list[str]) -> int:
    """Clean the named notebooks, print those that changed, return 1 if any did."""
    changed = [path for path in (map(Path, names) if names else source_notebooks()) if clean_file(path)]
    for path in changed:
        print(f"cleaned {path}")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
