"""The lessons as nbgrader prepares them: answers replaced by stubs, checksums set, known to the gradebook.

Every step is nbgrader's own: its list of preprocessors, read from its configuration, up to or with the one
that saves the cells. So a lesson is the same here and in `nbgrader generate_assignment`.
"""

import logging
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells

from grader.course.layout import Layout
from grader.errors import GraderError
from grader.notebook import SourceNotebook, mark, notebook_from_text


def prepared_source(layout: Layout, lesson: str) -> SourceNotebook:
    """The lesson as the gradebook knows it: stubs for answers, hidden tests still in the check cells."""
    converter = GenerateAssignment(coursedir=layout.coursedir, config=layout.config)
    exporter = NotebookExporter(config=converter.config)
    for preprocessor in converter.preprocessors:
        if getattr(preprocessor, "__name__", str(preprocessor)).endswith("SaveCells"):
            break
        exporter.register_preprocessor(preprocessor)
    text, _ = exporter.from_filename(
        str(layout.notebook("source", ".", lesson)), resources=_resources(layout, lesson)
    )
    return SourceNotebook(lesson, notebook_from_text(text))


def _resources(layout: Layout, lesson: str) -> dict:
    nbgrader = {"notebook": lesson, "assignment": lesson, "db_url": layout.coursedir.db_url}
    return {"nbgrader": nbgrader, "unique_key": lesson, "output_files_dir": f"{lesson}_files"}


def register_lesson(layout: Layout, gradebook: Gradebook, source: SourceNotebook) -> None:
    """Make the gradebook know the lesson and its cells, as `nbgrader generate_assignment` does."""
    if _is_registered(gradebook, source):
        return
    gradebook.update_or_create_assignment(source.lesson)
    cells = nbformat.from_dict(deepcopy(source.notebook))
    try:
        SaveCells(config=layout.config).preprocess(cells, _resources(layout, source.lesson))
    except RuntimeError:
        raise GraderError(
            f"{source.lesson} has other graded cells than when its submissions were graded. Restore the "
            f"lesson's cells, or move the gradebook ({layout.coursedir.db_url}) away to grade anew"
        ) from None
    gradebook.db.expire_all()  # nbgrader saved through a connection of its own


def _is_registered(gradebook: Gradebook, source: SourceNotebook) -> bool:
    """Whether the gradebook has exactly these cells: a checksum covers text, id, kind and points."""
    try:
        notebook = gradebook.find_notebook(source.lesson, source.lesson)
    except MissingEntry:
        return False
    known = {c.name: c.checksum for c in notebook.source_cells}
    return known == {name: mark(c).get("checksum") for name, c in source.marked.items()}


def open_gradebook(layout: Layout) -> Gradebook:
    """nbgrader's gradebook, made where there is none."""
    url = layout.coursedir.db_url
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    with _commands_of_this_python():
        return Gradebook(url, layout.coursedir.course_id or "default_course")


@contextmanager
def _commands_of_this_python():
    """A new gradebook calls `alembic`, which lies beside this Python but perhaps not on the PATH."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), before))
    try:
        yield
    finally:
        os.environ["PATH"] = before


def release(layout: Layout, lessons: list[str]) -> list[Path]:
    """Write the students' version of each lesson, the same bytes on each run; stale files are removed."""
    return [_release_one(layout, lesson) for lesson in lessons]


def _release_one(layout: Layout, lesson: str) -> Path:
    target = layout.path("release", ".", lesson)
    with tempfile.TemporaryDirectory() as folder:
        coursedir = deepcopy(layout.coursedir)
        coursedir.release_directory, coursedir.assignment_id = folder, lesson
        config = deepcopy(layout.config)
        config.SaveCells.enabled = False
        converter = GenerateAssignment(coursedir=coursedir, config=config, no_database=True)
        converter.log.setLevel(logging.ERROR)
        converter.start()
        _replace(Path(folder) / lesson, target)
    return target / f"{lesson}.ipynb"


def _replace(made: Path, target: Path) -> None:
    wanted = {p.relative_to(made) for p in made.rglob("*") if p.is_file()}
    for old in [p for p in target.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts]:
        if old.relative_to(target) not in wanted:
            old.unlink()
    for name in sorted(wanted):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if not (target / name).exists() or (target / name).read_bytes() != (made / name).read_bytes():
            shutil.copyfile(made / name, target / name)
