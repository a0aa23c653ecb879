"""What the grader remembers of a graded notebook, kept inside the notebook in the folder `autograded`.

One file, moved into place at once: reasons can't get separated from the notebook they belong to, and both
ways in (`grader grade` and `nbgrader autograde`) leave the same.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.exercises import EXERCISES
from grader.grading import CellResult, NotebookResult
from grader.notebook import SourceNotebook

KEY = "word2vec_grader"  # in the notebook's metadata
FORMAT = 1  # raised whenever scores may change though neither lesson nor exercise did


@dataclass(frozen=True)
class CellRecord:
    """One cell with points, without its report: the mistakes' names are kept, in order of the report."""

    grade_id: str
    points: float | None
    max_points: float
    status: str
    exercise: str | None
    mistakes: tuple[str, ...]
    seen: str  # what the first diagnosis says, for the class report


@dataclass(frozen=True)
class Record:
    """One graded notebook."""

    student: str
    lesson: str
    reason: str
    notes: tuple[str, ...]
    cells: tuple[CellRecord, ...]
    fingerprint: str

    def as_metadata(self) -> dict:
        """Plain values, to be kept in the notebook."""
        return json.loads(json.dumps(asdict(self)))


def record_of(result: NotebookResult, fingerprint: str) -> Record:
    """The record of a result."""
    cells = tuple(_cell_record(c) for c in result.cells)
    return Record(result.student, result.lesson, result.reason, result.notes, cells, fingerprint)


def _cell_record(cell: CellResult) -> CellRecord:
    found = cell.report.diagnoses if cell.report is not None else ()
    names = tuple(dict.fromkeys(d.mistake for d in found if d.mistake))
    seen = str(found[0].where) if found else cell.message
    return CellRecord(cell.grade_id, cell.points, cell.max_points, cell.status, cell.exercise, names, seen)


def read_record(path: Path) -> Record | None:
    """The record in a graded notebook, None where there is none of this format."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["metadata"][KEY]
        cells = tuple(CellRecord(**{**c, "mistakes": tuple(c["mistakes"])}) for c in kept["cells"])
        return Record(**{**kept, "notes": tuple(kept["notes"]), "cells": cells})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def fingerprint(path: Path, timestamp: object, source: SourceNotebook, secret: bytes) -> str:
    """Everything a score depends on, in one word: when it is unchanged, so is the score."""
    versions = {
        c.exercise: EXERCISES[c.exercise].version for c in source.grade_cells if c.exercise in EXERCISES
    }
    parts = [
        FORMAT,
        file_hash(path),
        str(timestamp),
        source.notebook,
        versions,
        hashlib.sha256(secret).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file, "" where there is no plain file."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
