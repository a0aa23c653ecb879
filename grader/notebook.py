"""Read notebooks: the lesson's own (trusted) and a submission (anything at all).

Nothing here imports nbformat or nbgrader: a student's own check must start quickly, and a file from outside
is safer read with `json` alone. What can't be graded raises `NotGraded`, with one line for its student.
"""

import ast
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LARGEST_NOTEBOOK = 20_000_000  # bytes; a lesson with every output is well below 2 MB
CELL_TYPES = ("code", "markdown", "raw")


class NotGraded(Exception):
    """The submission could not be judged; the message completes "not graded, because …"."""


@dataclass(frozen=True)
class GradeCell:
    """A cell that carries points in the lesson.

    `kind` is "check" (our own check of `exercise`), "assert" (an instructor's own test code) or "written"
    (a reader gives the points).
    """

    grade_id: str
    kind: str
    points: float
    source: str
    exercise: str | None = None


@dataclass(frozen=True)
class SourceNotebook:
    """A lesson as its author wrote it: the only place that points and check cells are taken from."""

    lesson: str
    notebook: dict

    @property
    def marked(self) -> dict[str, dict]:
        """The cells that have a grade id, by that id, in the lesson's order."""
        return {grade_id(c): c for c in self.notebook["cells"] if grade_id(c)}

    @property
    def grade_cells(self) -> tuple[GradeCell, ...]:
        """The cells that carry points, in the lesson's order."""
        return tuple(_grade_cell(c) for c in self.marked.values() if carries_points(c))

    @cached_property
    def own_texts(self) -> frozenset[tuple[str, str]]:
        """Type and text of the lesson's prose and demonstrations, by which a submission's are recognised."""
        return frozenset((c["cell_type"], text_of(c).strip()) for c in self.notebook["cells"])


def mark(cell: dict) -> dict:
    """The cell's nbgrader metadata, empty where there is none."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def grade_id(cell: dict) -> str:
    """The cell's grade id, or "" for a plain cell."""
    found = mark(cell).get("grade_id", "")
    return found if isinstance(found, str) else ""


def carries_points(cell: dict) -> bool:
    """Whether the gradebook has a grade for this cell."""
    return bool(mark(cell).get("grade") or mark(cell).get("task"))


def is_answer(cell: dict) -> bool:
    """Whether students write in this cell."""
    return bool(mark(cell).get("solution") or mark(cell).get("task"))


def text_of(cell: dict) -> str:
    """The cell's text; the file format allows a list of lines as well."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else source


def checked_exercise(source: str) -> str | None:
    """The name in a cell that is exactly `check("name", …)`, else None."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "check"):
        return None
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _grade_cell(cell: dict) -> GradeCell:
    name = checked_exercise(text_of(cell)) if cell["cell_type"] == "code" else None
    kind = "written" if is_answer(cell) or cell["cell_type"] != "code" else "check" if name else "assert"
    return GradeCell(grade_id(cell), kind, float(mark(cell).get("points", 0)), text_of(cell), name)


def read_notebook(path: Path, limit: int = LARGEST_NOTEBOOK) -> dict:
    """Read a notebook file that may hold anything.

    Returns
    -------
    The notebook as plain values, its cells' sources joined to one text each.

    Raises
    ------
    NotGraded : says in one line what the file is instead of a notebook.
    """
    return notebook_from_text(_read_text(Path(path), limit))


def _read_text(path: Path, limit: int) -> str:
    if path.is_symlink() or not path.is_file():
        raise NotGraded(f"{path.name} is not a plain file; hand in the notebook file itself")
    size = path.stat().st_size
    if size > limit:
        raise NotGraded(
            f"the file is too large ({size / 1e6:.0f} MB, at most {limit / 1e6:.0f} MB are read); "
            "clear all outputs, save, and hand it in again"
        )
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotGraded("the file is not text (a notebook is UTF-8 JSON); save it again in Jupyter") from None


def notebook_from_text(text: str) -> dict:
    """Parse the text of a notebook file and check that it has the form of one."""
    if not text.strip():
        raise NotGraded("the file is empty; save the notebook and hand it in again")
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise NotGraded(f"the file is not JSON{where}; save it again in Jupyter, or restore a copy") from None
    return _checked(notebook)


def _checked(notebook: object) -> dict:
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise NotGraded("the file is JSON but not a notebook; hand in the .ipynb file that Jupyter saves")
    if notebook["nbformat"] != 4:
        raise NotGraded(
            f"its notebook format is {str(notebook['nbformat'])[:9]}, expected 4; open and save it in Jupyter"
        )
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not cells:
        raise NotGraded("the notebook has no cells; hand in the one with your answers")
    _check_language(notebook.get("metadata"))
    return {**notebook, "cells": [_checked_cell(n, c) for n, c in enumerate(cells, 1)]}


def _checked_cell(number: int, cell: object) -> dict:
    if not isinstance(cell, dict) or cell.get("cell_type") not in CELL_TYPES:
        raise NotGraded(f"cell {number} is damaged: it has no known type; restore a copy of the notebook")
    lines = cell.get("source", "")
    lines = lines if isinstance(lines, list) else [lines]
    if not all(isinstance(line, str) for line in lines):
        raise NotGraded(f"cell {number} is damaged: its source is not text; restore a copy of the notebook")
    text = "".join(lines).encode("utf-8", "replace").decode("utf-8")  # half a character can't be written
    return {**cell, "source": text}


def _check_language(metadata: object) -> None:
    metadata = metadata if isinstance(metadata, dict) else {}
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        section = metadata.get(part)
        language = section.get(key) if isinstance(section, dict) else None
        if isinstance(language, str) and not language.lower().startswith(("python", "ipython")):
            raise NotGraded(
                f"its kernel speaks {language[:30]}, expected Python; choose a Python kernel and save"
            )


def read_source(path: Path, lesson: str) -> SourceNotebook:
    """Read a lesson's own notebook; raises FileNotFoundError where there is none."""
    return SourceNotebook(lesson, notebook_from_text(Path(path).read_text(encoding="utf-8")))


def recognise_lesson(notebook: dict, sources: dict[str, SourceNotebook]) -> str | None:
    """The lesson that most of the notebook's grade ids belong to, whatever the file is called."""
    ids = {grade_id(c) for c in notebook["cells"]} - {""}
    common = {lesson: len(ids & source.marked.keys()) for lesson, source in sources.items()}
    best = max(common, key=common.get, default=None)
    return best if best and common[best] else None
