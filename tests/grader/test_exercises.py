"""The bank: every right style earns all, every known mistake is caught and called by its own name."""

import inspect

import numpy as np
import pytest

from grader.check import call_all
from grader.exercise import Case, Exercise, Output, pasted_source
from grader.exercises import EXERCISES, LESSONS, find_exercise, lesson_exercises
from grader.judge import judge
from grader.shim import closure

SEEDS = (0, 1)
STYLES = [(e, s) for e in EXERCISES.values() for s in e.styles]
MISTAKES = [(e, m) for e in EXERCISES.values() for m in e.mistakes]


def pasted(exercise, function):
    """The function as a student's notebook would hold it: from its source, with NumPy alone."""
    namespace = {"np": np}
    exec(pasted_source(function, exercise.name), namespace)
    return namespace[exercise.name]


def judged(exercise, function, seed):
    cases = tuple(exercise.cases(np.random.default_rng(seed)))
    return judge(exercise, cases, call_all(function, cases))


@pytest.mark.parametrize("exercise, style", STYLES, ids=lambda v: getattr(v, "name", None) or v.__name__)
def test_every_right_style_earns_full_marks(exercise, style):
    for seed in SEEDS:
        report = judged(exercise, pasted(exercise, style), seed)
        assert float(report) == 1.0, report.full_text()


@pytest.mark.parametrize("exercise, mistake", MISTAKES, ids=lambda v: v.name)
def test_every_known_mistake_is_caught_and_named(exercise, mistake):
    for seed in SEEDS:
        report = judged(exercise, pasted(exercise, mistake.function), seed)
        assert report < 1
        assert [d.mistake for d in report.diagnoses] == [mistake.name], report.full_text()


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_an_exercise_is_complete(exercise):
    parameters = exercise.signature.partition("(")[2].rstrip(")").split(",")
    assert exercise.signature.startswith(f"{exercise.name}(")
    for function in [exercise.oracle, *exercise.styles, *[m.function for m in exercise.mistakes]]:
        assert len(inspect.signature(function).parameters) == len(parameters), function
    assert len(exercise.styles) >= 3
    assert len(exercise.mistakes) >= 4
    assert len({m.name for m in exercise.mistakes}) == len(exercise.mistakes)
    assert all(m.hint.strip() and m.question.endswith("?") for m in exercise.mistakes)
    assert set(exercise.steps) <= set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_zeros_and_ones_earn_nothing(exercise):
    """Constants are what an answer looks like that was never computed."""
    for constant in (0.0, 1.0):

        def answer(*args, constant=constant):
            full = [np.full(np.shape(v), constant) for v in expected(exercise, args)]
            return full[0] if len(full) == 1 else tuple(full)

        assert float(judged(exercise, answer, 0)) == 0.0


def expected(exercise, args):
    value = exercise.oracle(*args)
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_cases_repeat_with_the_seed_and_change_with_it(exercise):
    def numbers(seed):
        cases = exercise.cases(np.random.default_rng(seed))
        return [repr(c.args) for c in cases if not any(hasattr(a, "build") for a in c.args)]

    assert numbers(5) == numbers(5)
    assert numbers(5) != numbers(6) or not numbers(5)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_the_oracle_keeps_its_own_properties(exercise):
    for case in exercise.cases(np.random.default_rng(0)):
        args = case.fresh_args()
        for prop in exercise.properties:
            assert prop.holds(exercise.oracle(*args), *args), (prop.name, case.name)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
def test_no_answer_is_reachable_from_what_the_lesson_provides(exercise):
    reachable = {name.rpartition(".")[2] for name in closure(exercise.provides)}
    answers = {n for e in lesson_exercises(exercise.lesson) for n in (e.name, e.oracle.__name__)}
    assert not reachable & answers


def test_lessons_hold_their_exercises():
    assert sum(len(lesson_exercises(lesson)) for lesson in LESSONS) == len(EXERCISES)
    assert list(LESSONS) == sorted(LESSONS)
    with pytest.raises(KeyError, match="01_softmax"):
        lesson_exercises("99_none")


def test_an_unknown_name_gets_near_ones():
    with pytest.raises(KeyError, match="near it: softmax"):
        find_exercise("sofmax")


def test_a_case_of_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="expected one of"):
        Case("x", (), kind="odd")


def test_pasted_source_drops_the_decorator_and_renames():
    exercise = Exercise("f", 1, "f(x)", "", abs, lambda rng: iter(()), (Output("y", "()"),), "", "")

    @exercise.mistake("wrong", hint="h", question="q?")
    def some_name(x):
        return -abs(x)

    source = pasted_source(some_name, "f")
    assert source.startswith("def f(x):")
    assert "mistake" not in source
