"""Late penalties as nbgrader has them: its own preprocessor, with whatever plug-in is configured."""

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from grader.course.layout import Layout


def assign_late_penalty(layout: Layout, gradebook: Gradebook, student: str, lesson: str) -> None:
    """Set the penalty of a submission whose lesson has a due date."""
    if gradebook.find_assignment(lesson).duedate is None:
        return
    names = {"notebook": lesson, "assignment": lesson, "student": student, "db_url": layout.coursedir.db_url}
    AssignLatePenalties(config=layout.config).preprocess(nbformat.v4.new_notebook(), {"nbgrader": names})
    gradebook.db.expire_all()  # nbgrader saved through a connection of its own
