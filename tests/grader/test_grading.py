"""Judging a notebook: points from fractions, secret but repeatable inputs, no 0 for our own faults."""

import numpy as np
import pytest
from small_course import LESSONS, code, lesson_cells, marked, notebook

from grader.exercise import pasted_source
from grader.exercises import EXERCISES
from grader.grade_one import grade_submission
from grader.grading import AWAITING, NO_RESPONSE, code_cells, grade_notebook, not_graded, seeded
from grader.healing import heal
from grader.notebook import SourceNotebook, grade_id
from grader.sandbox import Sandbox

LESSON = "01_softmax"
SECRET = b"a secret of the tests"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as box:
        yield box


def lesson_source(*more: dict) -> SourceNotebook:
    """The lesson with stubs for answers, as the gradebook knows it, and any further cells."""
    cells = lesson_cells(LESSON)
    for cell in cells:
        name = grade_id(cell)
        if name in LESSONS[LESSON]:
            cell["source"] = f"def {name}(*arguments):\n    raise NotImplementedError"
        elif name == "written_why":
            cell["source"] = "*Your answer here.*"
    return SourceNotebook(LESSON, notebook([*cells, *more]))


def graded(sandbox, answers: dict[str, str], *more: dict, student: str = "ada", source=None):
    """Grade the lesson with these answers in place of the stubs and further cells at its end."""
    source = source or lesson_source()
    cells = [{**c} for c in source.notebook["cells"]]
    for cell in cells:
        cell["source"] = answers.get(grade_id(cell), cell["source"])
    submission = heal(notebook([*cells, *more]), source)
    result = grade_notebook(source, submission, student=student, secret=SECRET, sandbox=sandbox)
    return {c.exercise or c.grade_id: c for c in result.cells}, result


def right(*names: str) -> dict[str, str]:
    return {name: pasted_source(EXERCISES[name].styles[0], name) for name in names or LESSONS[LESSON]}


def planted(exercise: str, number: int = 0) -> tuple[str, str]:
    mistake = EXERCISES[exercise].mistakes[number]
    return mistake.name, pasted_source(mistake.function, exercise)


def test_right_answers_earn_every_point(sandbox):
    cells, result = graded(sandbox, right())
    assert result.points == 7 and not result.reason and result.notes == ()
    assert all(cells[name].points == points for name, points in LESSONS[LESSON].items())


def test_untouched_cells_earn_nothing_and_say_so(sandbox):
    cells, result = graded(sandbox, {})
    assert result.points == 0
    assert {cells[name].status for name in LESSONS[LESSON]} == {"missing"}
    assert cells["written_why"].status == NO_RESPONSE and cells["written_why"].points == 0


def test_a_written_answer_waits_for_its_reader(sandbox):
    cells, result = graded(sandbox, {"written_why": "It cancels."})
    assert cells["written_why"].status == AWAITING and cells["written_why"].points is None
    assert result.points == 0


def test_points_are_the_fraction_of_the_cells_points(sandbox):
    name, source = planted("cross_entropy_and_gradient")
    cells, _ = graded(sandbox, {"cross_entropy_and_gradient": source})
    cell = cells["cross_entropy_and_gradient"]
    assert cell.points == float(cell.report) * 2 and cell.points < 2
    assert name in [d.mistake for d in cell.report.diagnoses]


def test_a_right_final_function_credits_its_steps(sandbox):
    cells, result = graded(sandbox, right("cross_entropy_and_gradient"))
    assert cells["cross_entropy_slope"].points == 1 and cells["softmax_jacobian"].points == 2
    assert cells["softmax"].points == 0 and result.points == 5


def test_a_wrong_step_costs_once(sandbox):
    answers = right() | {"softmax": planted("softmax")[1]}
    cells, _ = graded(sandbox, answers)
    assert cells["softmax"].points < 2
    assert cells["cross_entropy_and_gradient"].points == 2


def test_scores_repeat_and_cases_are_secret(sandbox):
    exercise = EXERCISES["softmax"]
    mistaken = {"softmax": planted("softmax", 3)[1]}
    first, again = (graded(sandbox, mistaken)[0]["softmax"] for _ in range(2))
    assert first.points == again.points and first.report.full_text() == again.report.full_text()

    def inputs(secret, student):
        return [a for c in exercise.cases(seeded(secret, student, exercise)) for a in c.args]

    base = inputs(SECRET, "ada")
    assert all(np.array_equal(a, b) for a, b in zip(base, inputs(SECRET, "ada"), strict=True))
    for other in (inputs(SECRET, "eve"), inputs(b"another", "ada")):
        assert any(a.shape != b.shape or not np.array_equal(a, b) for a, b in zip(base, other, strict=True))


def test_secret_cases_are_not_shown_and_public_ones_are(sandbox):
    source = lesson_source()
    answers = {"softmax": planted("softmax")[1]}
    cells = [{**c, "source": answers.get(grade_id(c), c["source"])} for c in source.notebook["cells"]]
    submission = heal(notebook(cells), source)
    own, scored = (
        grade_notebook(source, submission, student="ada", secret=s, sandbox=sandbox, only=["softmax"])
        for s in (None, SECRET)
    )
    assert [c.exercise for c in own.cells] == ["softmax"]
    assert "u = " in own.cells[0].report.full_text() and "u = [" not in scored.cells[0].report.full_text()


ODD = {
    "returns None": "return None",
    "returns text": "return 'y'",
    "wrong shape": "return np.zeros((7, 7, 7))",
    "returns nan": "return np.full(np.shape(u), np.nan)",
    "raises": "raise ValueError('no')",
    "returns an object": "return object()",
    "exits": "import os; os._exit(0)",
    "exits politely": "raise SystemExit(0)",
    "calls itself": "return softmax(u)",
    "writes megabytes": "print('x' * 10**7); return None",
    "a huge value": "return np.zeros(10**8)",
}


ENDLESS = pytest.param("while True: pass", id="does not end", marks=pytest.mark.slow)


@pytest.mark.parametrize("body", [*(pytest.param(b, id=n) for n, b in ODD.items()), ENDLESS])
def test_an_odd_function_costs_its_own_points_alone(sandbox, body):
    answers = right() | {"softmax": f"def softmax(u):\n    {body}"}
    cells, result = graded(sandbox, answers)
    assert cells["softmax"].points == 0 and not result.reason
    assert result.points == 5
    assert cells["softmax"].report.full_text().strip()


def test_a_cell_that_raises_is_noted_and_the_rest_goes_on(sandbox):
    source = lesson_source()
    cells = [{**c, "source": right().get(grade_id(c), c["source"])} for c in source.notebook["cells"]]
    cells.insert(2, code("broken = 1 / 0\ngood = 1"))
    result = grade_notebook(
        source, heal(notebook(cells), source), student="ada", secret=SECRET, sandbox=sandbox
    )
    assert result.points == 7
    assert len(result.notes) == 1 and "ZeroDivisionError" in result.notes[0] and "line 1" in result.notes[0]


def test_the_check_cells_of_the_student_are_never_run(sandbox):
    checks = [code("softmax = None", marked("check_softmax", grade=True, points=2))]
    source = lesson_source()
    submission = heal(notebook([*source.notebook["cells"], *checks]), source)
    assert "softmax = None" not in [c.source for c in code_cells(submission)]
    assert not any(c.source.startswith("check(") for c in code_cells(submission))


def test_instructors_own_tests_run_unprotected(sandbox):
    tests = [
        code("assert softmax([0, 0])[0] == 0.5", marked("test_half", grade=True, locked=True, points=3)),
        code("assert 1 == 2, 'no <b>'", marked("test_never", grade=True, locked=True, points=3)),
    ]
    cells, result = graded(sandbox, right(), source=lesson_source(*tests))
    assert cells["test_half"].points == 3 and cells["test_half"].unprotected
    assert cells["test_never"].points == 0 and cells["test_never"].status == "failed"
    assert not cells["softmax"].unprotected and result.points == 10


def test_an_exercise_never_finds_its_answer_in_the_library(sandbox):
    answers = {"softmax": "from w2vlib.gradients import softmax"}
    cells, _ = graded(sandbox, answers)
    assert cells["softmax"].points == 0 and cells["softmax"].status == "missing"


def test_a_fault_of_the_grader_is_no_score(sandbox, monkeypatch, caplog):
    def broken(*_, **__):
        raise OSError("no processes left")

    source = lesson_source()
    monkeypatch.setattr(sandbox, "open", broken)
    submission = heal(source.notebook, source)
    result = grade_submission(source, submission, student="ada", secret=SECRET, sandbox=sandbox)
    assert result.points is None and "the grader itself failed (OSError)" in result.reason
    assert all(c.points is None for c in result.cells)


def test_a_sandbox_that_cannot_run_is_no_score_and_no_traceback(caplog):
    source = lesson_source()
    closed = Sandbox()
    closed.close()
    submission = heal(source.notebook, source)
    result = grade_submission(source, submission, student="ada", secret=SECRET, sandbox=closed)
    assert result.points is None and "sandbox could not be used" in result.reason
    assert not caplog.records


def test_not_graded_has_no_points():
    result = not_graded(lesson_source(), "ada", "the file is empty")
    assert result.points is None and {c.points for c in result.cells} == {None}
