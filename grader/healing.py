"""Put a submission back into the lesson's form: locked cells and all marks from the source.

What a student wrote stays; what the lesson locked (set-up and check cells, points, ids) is the lesson's.
Each repair is said in a note, so that nobody wonders where a cell came from.
"""

from dataclasses import dataclass

from grader.harmless import harmless_attachments, harmless_markdown
from grader.notebook import (
    NotGraded,
    SourceNotebook,
    carries_points,
    grade_id,
    is_answer,
    mark,
    recognise_lesson,
    text_of,
)

UNCHANGED = "lesson-unchanged"  # tag of a cell that is word for word the lesson's own


@dataclass(frozen=True)
class Submission:
    """A submission that can be graded: the healed notebook and what was mended."""

    notebook: dict
    notes: tuple[str, ...] = ()


class Notes:
    """What was mended: one line for each kind of repair, with the cells it was done to."""

    def __init__(self):
        self._cells: dict[str, list[str]] = {}

    def add(self, repair: str, name: str) -> None:
        """Note a repair of one cell."""
        self._cells.setdefault(repair, []).append(name)

    def lines(self) -> tuple[str, ...]:
        """The notes, in the order in which the repairs began."""
        return tuple(f"{repair}: {', '.join(names)}" for repair, names in self._cells.items())


def is_locked(cell: dict) -> bool:
    """Whether the lesson's text of this cell counts, whatever the student's file says."""
    return (
        bool(mark(cell)) and not is_answer(cell) and bool(mark(cell).get("grade") or mark(cell).get("locked"))
    )


def heal(
    notebook: dict, source: SourceNotebook, others: dict[str, SourceNotebook] | None = None
) -> Submission:
    """The student's cells in the lesson's frame.

    Raises
    ------
    NotGraded : no cell of this lesson is in the notebook.
    """
    cells = notebook["cells"]
    if not {grade_id(c) for c in cells} & source.marked.keys():
        raise NotGraded(_wrong_notebook(notebook, source, others or {}))
    notes = Notes()
    healed = _insert_missing(_healed_cells(cells, source, notes), source, notes)
    for number, cell in enumerate(healed, 1):
        cell["id"] = f"cell-{number:03d}"  # ids from outside reach HTML: ours are plain and unique
    frame = {key: source.notebook[key] for key in ("nbformat", "nbformat_minor", "metadata")}
    return Submission({**frame, "nbformat_minor": 5, "cells": healed}, notes.lines())


def _wrong_notebook(notebook: dict, source: SourceNotebook, others: dict[str, SourceNotebook]) -> str:
    other = recognise_lesson(notebook, {k: v for k, v in others.items() if k != source.lesson})
    looks = f"; it looks like {other}" if other else ""
    return f"no cell of lesson {source.lesson} is in it{looks}; hand in the notebook of {source.lesson}"


def _healed_cells(cells: list[dict], source: SourceNotebook, notes: Notes) -> list[dict]:
    last = {
        grade_id(c): n for n, c in enumerate(cells)
    }  # of two answers the later one is marked, as it runs later
    healed, seen = [], set()
    for number, cell in enumerate(cells):
        name = grade_id(cell)
        original = source.marked.get(name)
        if original is None:
            healed.append(_plain_cell(cell, source))
        elif is_locked(original):
            if name not in seen:
                healed.append(_locked_cell(cell, original, notes))
        else:
            healed.append(
                _answer_cell(cell, original, notes) if last[name] == number else _plain_cell(cell, source)
            )
        if original is not None and name in seen and last[name] == number:
            notes.add(_twice(original), name)
        seen.add(name)
    return healed


def _twice(original: dict) -> str:
    kept = "one copy was kept" if is_locked(original) else "all copies were run, the last one is marked"
    return f"more than once in the notebook ({kept})"


def _new_cell(cell_type: str, source: str, metadata: dict) -> dict:
    code = {"outputs": [], "execution_count": None} if cell_type == "code" else {}
    return {"cell_type": cell_type, "metadata": metadata, "source": source, **code}


def _plain_cell(cell: dict, source: SourceNotebook) -> dict:
    """A cell without a mark: metadata and outputs (which reach HTML) dropped, the lesson's own told apart."""
    text = text_of(cell)
    if (cell["cell_type"], text.strip()) in source.own_texts:
        return _new_cell(cell["cell_type"], text, {"tags": [UNCHANGED]})
    if cell["cell_type"] == "code":
        return _new_cell("code", text_of(cell), {})
    return _text_cell(cell, {})


def _text_cell(cell: dict, metadata: dict) -> dict:
    attachments = harmless_attachments(cell.get("attachments"))
    text = harmless_markdown(text_of(cell), frozenset(attachments))
    return _new_cell("markdown", text, metadata) | ({"attachments": attachments} if attachments else {})


def _locked_cell(cell: dict, original: dict, notes: Notes) -> dict:
    if text_of(cell).strip() != text_of(original).strip():
        notes.add("locked, but changed (the lesson's own cell was used)", grade_id(original))
    return _new_cell(original["cell_type"], text_of(original), original["metadata"])


def _answer_cell(cell: dict, original: dict, notes: Notes) -> dict:
    kind = original["cell_type"]
    if cell["cell_type"] != kind:
        notes.add(f"of another type (read as {kind})", grade_id(original))
    if kind == "code":
        return _new_cell("code", text_of(cell), original["metadata"])
    if text_of(cell).strip() == text_of(original).strip():  # untouched: the lesson's own text needs no care
        return _new_cell(kind, text_of(original), original["metadata"])
    return _text_cell(cell, original["metadata"])


def _insert_missing(cells: list[dict], source: SourceNotebook, notes: Notes) -> list[dict]:
    """Add what was deleted behind the nearest earlier cell that is there; an answer in code stays missing."""
    present = {grade_id(c) for c in cells}
    position = 0
    for name, original in source.marked.items():
        if name in present:
            position = next(n for n, c in enumerate(cells) if grade_id(c) == name) + 1
        elif is_locked(original) or carries_points(original):
            notes.add("missing (put back from the lesson)", name)
            cells.insert(position, _new_cell(original["cell_type"], text_of(original), original["metadata"]))
            position += 1
        else:
            notes.add("missing (its function was looked for in the other cells)", name)
    return cells
