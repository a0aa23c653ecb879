"""`nbgrader export` that tells a score of 0 from no score."""

import csv
from collections.abc import Iterator

from nbgrader.api import Assignment, Gradebook
from nbgrader.plugins import CsvExportPlugin

from grader.course.gradebook import Entry, entries_of

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "remark",
)


class CsvExport(CsvExportPlugin):
    """nbgrader's CSV, with blank scores where nothing could be graded and a remark that says why not."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file named by --to, by default grades.csv."""
        path = self.to or "grades.csv"
        self.log.info("Exporting grades to %s", path)
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            for assignment in gradebook.assignments:
                if not self.assignment or assignment.name in self.assignment:
                    writer.writerows(self._rows(gradebook, assignment))

    def _rows(self, gradebook: Gradebook, assignment: Assignment) -> Iterator[dict]:
        entries = entries_of(gradebook, assignment.name)
        wanted = {str(name) for name in self.student}
        for student in gradebook.students:
            if not wanted or student.id in wanted:
                person = {c: getattr(student, c) for c in ("last_name", "first_name", "email")}
                yield _row(assignment, entries.get(student.id)) | person | {"student_id": student.id}


def _row(assignment: Assignment, entry: Entry | None) -> dict:
    row = {"assignment": assignment.name, "duedate": assignment.duedate, "max_score": assignment.max_score}
    if entry is None:  # as in nbgrader, who hands in nothing has 0
        return row | {
            "raw_score": 0.0,
            "late_submission_penalty": 0.0,
            "score": 0.0,
            "remark": "not handed in",
        }
    row |= {"timestamp": entry.timestamp, "late_submission_penalty": entry.penalty}
    if not entry.graded:
        return row | {"remark": "not graded"}
    remark = f"{entry.awaiting:g} points await a reader" if entry.awaiting else ""
    return row | {"raw_score": entry.raw, "score": entry.total, "remark": remark}
