"""Who stands where: the records of all graded notebooks beside the gradebook's scores."""

import csv
import io
from dataclasses import dataclass

from nbgrader.api import Gradebook

from grader.course.files import write_atomically
from grader.course.gradebook import Entry, entries_of
from grader.course.layout import Layout
from grader.course.record import Record, read_record

COLUMNS = ("student", "lesson", "points", "max_points", "awaiting_reader", "late_penalty", "reason")


@dataclass(frozen=True)
class Standing:
    """One student's lesson. `points` is None where it isn't graded, and `reason` then says why."""

    student: str
    lesson: str
    points: float | None
    max_points: float
    awaiting: float
    penalty: float
    done: int
    checks: int
    reason: str
    record: Record


def standings(layout: Layout, gradebook: Gradebook, lessons: list[str]) -> list[Standing]:
    """Every submission that was looked at, by student and lesson."""
    entries = {lesson: entries_of(gradebook, lesson) for lesson in lessons}
    found = []
    for student in layout.students():
        for lesson in lessons:
            record = read_record(layout.notebook("autograded", student, lesson))
            entry = entries[lesson].get(student)
            if record and entry:
                found.append(_standing(record, entry))
    return found


def _standing(record: Record, entry: Entry) -> Standing:
    checks = [c for c in record.cells if c.exercise]
    return Standing(
        record.student,
        record.lesson,
        entry.total if entry.graded else None,
        sum(s.points for s in entry.scores.values()),
        entry.awaiting if entry.graded else 0.0,
        entry.penalty,
        sum(c.status == "correct" for c in checks),
        len(checks),
        "" if entry.graded else record.reason or "a cell has no score in the gradebook",
        record,
    )


def strange_folders(layout: Layout, lessons: list[str]) -> list[str]:
    """Submissions under a name that no lesson has."""
    return [
        f"{student}/{folder.name}"
        for student in layout.students()
        for folder in sorted((layout.submitted / student).iterdir())
        if folder.is_dir() and folder.name not in lessons and not folder.name.startswith(".")
    ]


def write_grades(layout: Layout, found: list[Standing]) -> None:
    """Write grades.csv: not graded is blank, with the reason beside it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for s in found:
        blank = s.points is None
        row = ("", "", "") if blank else (_plain(s.points), _plain(s.awaiting), _plain(s.penalty))
        writer.writerow((_cell(s.student), s.lesson, row[0], _plain(s.max_points), *row[1:], _cell(s.reason)))
    write_atomically(layout.running / "grades.csv", text.getvalue())


def _plain(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _cell(text: str) -> str:
    """A spreadsheet must not take a student's text for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
