"""The graded notebook: the student's cells as handed in, our reports as the outputs of the check cells."""

from copy import deepcopy
from html import escape

import nbformat
from nbformat import NotebookNode

from grader.course.record import KEY, Record
from grader.grading import AWAITING, NOT_GRADED, CellResult, NotebookResult
from grader.harmless import harmless_markdown
from grader.healing import Submission
from grader.notebook import SourceNotebook, grade_id

NOTES = "grader-notes"  # tag of the cell that holds the grader's notes


def graded_notebook(
    result: NotebookResult, submission: Submission | None, source: SourceNotebook, record: Record
) -> NotebookNode:
    """The notebook for the folder `autograded`.

    A submission that couldn't be read is stood in for by the lesson as released, with the reason on top.
    """
    notebook = deepcopy(submission.notebook if submission else source.notebook)
    outcomes = {c.grade_id: c for c in result.cells}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            found = outcomes.get(grade_id(cell))
            cell["outputs"] = [_output(found)] if found else []
            cell["execution_count"] = None
    notes = _notes_cell(result)
    notebook["cells"] = [*([notes] if notes else []), *notebook["cells"]]
    notebook["metadata"] = {**notebook["metadata"], KEY: record.as_metadata()}
    return nbformat.from_dict(notebook)


def _output(cell: CellResult) -> dict:
    """What stands under a check cell; the plain number is what nbgrader would read as its score."""
    reported = cell.report is not None  # a report of 0 is a false float
    html = cell.report.full_html() if reported else f"<p>{escape(_sentence(cell))}</p>"
    if cell.points is None:
        return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
    data = {"text/html": html, "text/plain": repr(cell.points)}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}


def _sentence(cell: CellResult) -> str:
    if cell.status == NOT_GRADED:
        return "Not graded."
    if cell.status == AWAITING:
        return "Awaiting a reader."
    word = {"passed": "The test passed.", "failed": "The test failed"}.get(cell.status, cell.status)
    colon = f": {cell.message}" if cell.status == "failed" and cell.message else ""
    return f"{word}{colon} (This test shares a process with the notebook's own code.)"


def _notes_cell(result: NotebookResult) -> dict | None:
    lines = [f"**Not graded, because** {_one_line(result.reason)}."] if result.reason else []
    if result.notes:
        lines += ["**Notes of the grader**", ""]
        lines += [f"- {_one_line(n)}" for n in result.notes]
    if not lines:
        return None
    return {
        "cell_type": "markdown",
        "id": NOTES,
        "metadata": {"tags": [NOTES]},
        "source": "\n".join(lines),
    }


def _one_line(text: str) -> str:
    """Student's words among ours: no markup, no second line."""
    return harmless_markdown(" ".join(text.split())).replace("`", "'").replace("*", "∗").replace("_", "\\_")
