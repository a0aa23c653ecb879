"""Every lesson: released from its source, run from top to bottom, worth its points, and complete.

A notebook is executed once; the tests of one lesson share the result, and one worker runs them all.
"""

import functools
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from grader.cli import main
from grader.course.layout import read_layout
from grader.course.sources import release
from grader.exercises import LESSONS, lesson_exercises
from grader.notebook import checked_exercise, read_source

ROOT = Path(__file__).parents[2]
FOLDERS = ("solutions", "lessons")
POINTS = {"00_start_here": (0, 0), "01_softmax": (8, 2), "02_sigmoid": (8, 0)}  # checked, written
UNWELCOME = ("simply", "obviously", "did you forget")  # words that make a reader feel slow

every_lesson = pytest.mark.parametrize(
    "lesson", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in LESSONS]
)
both_folders = pytest.mark.parametrize("folder", FOLDERS)


def path_of(folder: str, lesson: str) -> Path:
    return ROOT / folder / lesson / f"{lesson}.ipynb"


def cells_of(lesson: str, kind: str, folder: str = "solutions") -> list:
    notebook = nbformat.read(path_of(folder, lesson), as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


@functools.cache
def executed(folder: str, lesson: str):
    """The notebook with its outputs, run once in a kernel of its own."""
    notebook = nbformat.read(path_of(folder, lesson), as_version=4)
    client = NotebookClient(notebook, timeout=120, allow_errors=True, kernel_name="python3")
    return client.execute(cwd=str(path_of(folder, lesson).parent))


def outputs_of(notebook, cell_id: str = "") -> list:
    cells = [c for c in notebook.cells if c.cell_type == "code" and cell_id in ("", c.id)]
    return [output for cell in cells for output in cell.outputs]


@pytest.fixture(autouse=True)
def own_attempts(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("W2V_STATE_DIR", str(tmp_path_factory.mktemp("attempts")))


def test_lessons_are_what_the_solutions_release(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    layout = read_layout()
    layout.coursedir.release_directory = str(tmp_path)
    release(layout, list(LESSONS))
    fresh = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    lessons = ROOT / "lessons"
    kept = {
        p.relative_to(lessons): p.read_bytes() for p in lessons.rglob("*.ipynb") if "." not in p.parent.name
    }
    assert fresh.keys() == kept.keys()
    assert [str(name) for name in fresh if fresh[name] != kept[name]] == [], "run `make lessons`"


@pytest.mark.slow
@every_lesson
@both_folders
def test_it_runs_from_top_to_bottom(folder, lesson):
    outputs = outputs_of(executed(folder, lesson))
    assert [o for o in outputs if o.output_type == "error"] == []
    assert [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"] == []


@pytest.mark.slow
@every_lesson
def test_a_figure_says_in_words_what_it_shows(lesson):
    for output in outputs_of(executed("solutions", lesson)):
        data = output.get("data", {})
        assert not set(data) & {"image/png", "image/svg+xml"}, "an image without alt text: use w2vlib.plots"
        for tag in re.findall(r"<img\b[^>]*>", "".join(data.get("text/html", ""))):
            assert re.search(r'alt="[^"]{40,}"', tag)


@pytest.mark.slow
@every_lesson
def test_in_the_notebook_solutions_are_right_and_stubs_are_told_what_to_do_first(lesson):
    for exercise in lesson_exercises(lesson):
        (right,) = outputs_of(executed("solutions", lesson), f"check_{exercise.name}")
        assert right.data["text/plain"] == "1.0"
        (stub,) = outputs_of(executed("lessons", lesson), f"check_{exercise.name}")
        assert stub.data["text/plain"] == "0.0"
        assert "What to do first" in stub.data["text/html"]


@pytest.mark.slow
@every_lesson
def test_grader_check_passes_the_solution_and_starts_the_released_one(lesson, capsys):
    assert main(["check", str(path_of("solutions", lesson))]) == 0
    said = capsys.readouterr().out
    checked = POINTS[lesson][0]
    assert "Everything that can be checked is right" in said
    assert f"{checked} of {checked} points" in said or not checked
    assert main(["check", str(path_of("lessons", lesson))]) == 1
    said = capsys.readouterr().out
    first = next(filter(None, (checked_exercise(c.source) for c in cells_of(lesson, "code"))))
    assert f"0 of {len(lesson_exercises(lesson))} checks are right" in said
    assert f"Begin with {first}" in said


@every_lesson
def test_points_are_the_plan_s(lesson):
    cells = read_source(path_of("solutions", lesson), lesson).grade_cells
    checked = sum(c.points for c in cells if c.kind == "check")
    written = sum(c.points for c in cells if c.kind == "written")
    assert (checked, written) == POINTS[lesson]


@every_lesson
def test_every_exercise_has_an_answer_and_then_its_check(lesson):
    notebook = nbformat.read(path_of("solutions", lesson), as_version=4)
    ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in notebook.cells]
    for exercise in lesson_exercises(lesson):
        answer = ids.index(exercise.name)
        assert ids[answer + 1] == f"check_{exercise.name}"
        assert notebook.cells[answer + 1].source == f'check("{exercise.name}", {exercise.name})'
        assert f"def {exercise.name}(" in notebook.cells[answer].source
        assert "### BEGIN SOLUTION" in notebook.cells[answer].source
    named = {checked_exercise(c.source) for c in notebook.cells if c.cell_type == "code"} - {None}
    assert named == {e.name for e in lesson_exercises(lesson)}


@every_lesson
def test_the_first_code_cell_is_the_locked_set_up(lesson):
    first = cells_of(lesson, "code")[0]
    assert first.metadata.tags == ["setup"]
    assert first.metadata.nbgrader.locked


@every_lesson
def test_headings_are_in_order_and_links_go_to_them(lesson):
    prose = "\n".join(cell.source for cell in cells_of(lesson, "markdown"))
    headings = re.findall(r"^(#+) (.+)$", re.sub(r"```.*?```", "", prose, flags=re.S), flags=re.M)
    levels = [len(marks) for marks, title in headings if "SOLUTION" not in title]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    anchors = {title.strip().replace(" ", "-") for _, title in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", prose)) <= anchors


@every_lesson
def test_prose_is_kind_and_pictures_have_words(lesson):
    prose = "\n".join(cell.source for cell in cells_of(lesson, "markdown"))
    assert [word for word in UNWELCOME if word in prose.lower()] == []
    assert "![](" not in prose


def test_every_lesson_has_its_points():
    assert tuple(POINTS) == LESSONS
