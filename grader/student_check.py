"""`grader check`: a student's own check of a notebook, through the same sandbox that makes the scores."""

from pathlib import Path

from grader.errors import GraderError
from grader.grading import CellResult, NotebookResult, grade_notebook
from grader.healing import heal
from grader.notebook import NotGraded, SourceNotebook, read_notebook, read_source, recognise_lesson
from grader.places import find_course_root
from grader.sandbox import Sandbox

FOLDERS = ("solutions", "lessons")  # a student's bundle has lessons alone


def find_sources(root: Path) -> dict[str, SourceNotebook]:
    """The lessons of the course around, from its sources where they are, else as released."""
    found: dict[str, SourceNotebook] = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*/*.ipynb")):
            if path.stem == path.parent.name and path.stem not in found:
                found[path.stem] = read_source(path, path.stem)
    return found


def check_notebook(path: Path, only: str | None = None) -> NotebookResult:
    """Judge a notebook on the public cases.

    Raises
    ------
    GraderError : the file can't be judged, or has no such exercise; says what to do.
    """
    if not path.is_file():
        raise GraderError(f"{path}: there is no such file; give the path of a lesson's notebook")
    try:
        notebook = read_notebook(path)
    except NotGraded as why:
        raise GraderError(f"{path} can't be checked: {why}") from None
    source = _source_of(path, notebook, find_sources(find_course_root(path.parent)))
    cells = tuple(c for c in source.grade_cells if c.kind != "written" and (not only or c.exercise == only))
    if not cells:
        names = ", ".join(c.exercise for c in source.grade_cells if c.exercise)
        raise GraderError(f"{source.lesson} has no exercise {only!r}; it has {names}")
    submission = heal(notebook, source)
    with Sandbox() as sandbox:
        result = grade_notebook(
            source, submission, student="", secret=None, sandbox=sandbox, only=[only] if only else ()
        )
    return result


def _source_of(path: Path, notebook: dict, sources: dict[str, SourceNotebook]) -> SourceNotebook:
    lesson = recognise_lesson(notebook, sources)
    if lesson is None:
        known = f"; the lessons are {', '.join(sources)}" if sources else ""
        raise GraderError(f"{path} is not a notebook of a lesson: none of its cells is known{known}")
    return sources[lesson]


def report_text(result: NotebookResult) -> str:
    """What the student reads: each report, then the points and what to do next."""
    judged = [c for c in result.cells if c.report is not None or c.unprotected]
    parts = [f"{result.lesson}", ""]
    parts += [f"- {note}" for note in result.notes] + [""] * bool(result.notes)
    for cell in judged:
        parts.append(_cell_text(cell))
    parts += ["", _points_line(result), _next_step(judged)]
    return "\n".join(parts)


def _cell_text(cell: CellResult) -> str:
    if cell.report is not None:
        return cell.report.full_text()
    return f"{cell.grade_id}: {cell.status}{f' ({cell.message})' if cell.message else ''}"


def _points_line(result: NotebookResult) -> str:
    judged = [c for c in result.cells if c.report is not None or c.unprotected]
    right = sum(_is_right(c) for c in judged)
    line = f"{right} of {len(judged)} checks are right"
    possible = sum(c.max_points for c in judged)
    if possible:
        line += f": {sum(c.points for c in judged):.4g} of {possible:g} points"
    written = sum(c.max_points for c in result.cells if c not in judged)
    return line + (f"; {written:g} written points wait for a reader" if written else "") + "."


def _is_right(cell: CellResult) -> bool:
    return cell.status in ("correct", "passed")


def all_right(result: NotebookResult) -> bool:
    """Whether every check that can be made here is right."""
    return all(_is_right(c) for c in result.cells if c.report is not None or c.unprotected)


def _next_step(judged: list[CellResult]) -> str:
    left = [c for c in judged if not _is_right(c)]
    if not left:
        return "Everything that can be checked is right."
    first = left[0]
    name = first.exercise or first.grade_id
    if all(c.status == "missing" for c in judged):
        summary = first.report.exercise.summary
        return (
            f"Nothing is written yet. Begin with {name}: {summary}\n"
            f"Open the notebook, find the cell that defines {name}, put your own lines in place of the stub, "
            "save, and check again."
        )
    return f"Next: {name}."
