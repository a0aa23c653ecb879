"""Take practice students out of the course again."""

import shutil

from nbgrader.api import MissingEntry

from grader.course.layout import Layout
from grader.course.sources import open_gradebook


def forget(layout: Layout, students: list[str]) -> None:
    """Remove these students' graded notebooks, feedback and rows in the gradebook."""
    graded = [s for s in students if layout.path("autograded", s, ".").is_dir()]
    if not graded:
        return
    gradebook = open_gradebook(layout)
    try:
        for student in graded:
            for step in ("autograded", "feedback"):
                shutil.rmtree(layout.path(step, student, "."), ignore_errors=True)
            try:
                gradebook.remove_student(student)
            except MissingEntry:
                continue
    finally:
        gradebook.close()
