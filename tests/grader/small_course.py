"""A small course in a folder of its own, made from the real exercises, for tests of the course driver."""

import json
import shutil
from pathlib import Path

from nbgrader.api import Gradebook

from grader.exercise import pasted_source
from grader.exercises import EXERCISES

REPOSITORY = Path(__file__).resolve().parents[2]
LESSONS = {
    "01_softmax": {
        "softmax": 2,
        "cross_entropy_slope": 1,
        "softmax_jacobian": 2,
        "cross_entropy_and_gradient": 2,
    },
    "02_sigmoid": {"sigmoid": 2, "two_class_probability": 1},
}
WRITTEN = {"01_softmax": 2}
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def marked(grade_id: str, *, grade=False, solution=False, locked=False, points=None) -> dict:
    """nbgrader's metadata."""
    mark = {"grade": grade, "grade_id": grade_id, "locked": locked, "schema_version": 3, "solution": solution}
    return {"nbgrader": mark | ({"points": points} if points is not None else {})}


def code(source: str, metadata: dict | None = None) -> dict:
    return {
        "cell_type": "code",
        "metadata": metadata or {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def markdown(source: str, metadata: dict | None = None) -> dict:
    return {"cell_type": "markdown", "metadata": metadata or {}, "source": source}


def lesson_cells(lesson: str) -> list[dict]:
    """The cells of a lesson's source: set-up, demonstration, answers with checks, a written question."""
    setup = marked(f"setup_{lesson[:2]}", locked=True) | {"tags": ["setup"]}
    cells = [
        markdown(f"# Lesson {lesson}"),
        code("import numpy as np\n\nfrom grader import check", setup),
        code("a_demonstration = np.arange(3) / 2"),
    ]
    for name, points in LESSONS[lesson].items():
        right = pasted_source(EXERCISES[name].styles[0], name).split("\n")
        body = "\n".join([right[0], "    ### BEGIN SOLUTION", *right[1:], "    ### END SOLUTION"])
        cells += [
            code(body, marked(name, solution=True)),
            code(f'check("{name}", {name})', marked(f"check_{name}", grade=True, locked=True, points=points)),
        ]
    if lesson in WRITTEN:
        metadata = marked("written_why", grade=True, solution=True, points=WRITTEN[lesson])
        cells.append(markdown("Why?\n\n### BEGIN SOLUTION\nIt cancels.\n### END SOLUTION", metadata))
    return cells


def notebook(cells: list[dict]) -> dict:
    """A notebook of these cells."""
    cells = [{**c, "id": f"c{n}"} for n, c in enumerate(cells)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL, "cells": cells}


def write_notebook(path: Path, content: dict) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))
    return path


def make_course(root: Path) -> Path:
    """A course root: the real nbgrader_config.py beside small lessons."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root / "nbgrader_config.py")
    for lesson in LESSONS:
        write_notebook(root / "solutions" / lesson / f"{lesson}.ipynb", notebook(lesson_cells(lesson)))
    return root


def gradebook_rows(root: Path) -> dict:
    """All that nbgrader's gradebook says of scores and comments, by lesson, student and cell."""
    gradebook = Gradebook(f"sqlite:///{root / 'course' / 'gradebook.db'}", "word2vec")
    try:
        return {
            (assignment.name, submission.student.id, cell.cell.name, type(cell).__name__): (
                (cell.auto_score, cell.manual_score, cell.needs_manual_grade)
                if hasattr(cell, "auto_score")
                else cell.auto_comment
            )
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for cell in (*notebook.grades, *notebook.comments)
        }
    finally:
        gradebook.close()


def hand_in(root: Path, student: str, lesson: str, content: dict | str) -> Path:
    """Put a notebook, or the text of a broken one, into the folder of submissions."""
    path = root / "course" / "submitted" / student / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def released(root: Path, lesson: str) -> dict:
    """The lesson as students get it."""
    return json.loads((root / "lessons" / lesson / f"{lesson}.ipynb").read_text())


def answered(root: Path, lesson: str, **answers: str) -> dict:
    """The released lesson with right answers, or those given by name (None leaves the stub)."""
    content = released(root, lesson)
    for cell in content["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = cell["source"] if answers[name] is None else answers[name]
        elif name in LESSONS[lesson]:
            cell["source"] = pasted_source(EXERCISES[name].styles[0], name)
    return content
