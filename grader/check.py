"""The check a reader runs in a notebook: `check("softmax", softmax)`.

It calls the function in the reader's own process on cases that are the same each time, so that a failing case
can be looked at. Scores that count are made elsewhere, from secret cases, by the same judgement.
"""

import contextlib
import io
import os
import traceback
import warnings
from collections.abc import Callable, Iterator

import numpy as np

from grader.attempts import Attempts
from grader.doubles import Double
from grader.exercise import Case, Exercise
from grader.exercises import find_exercise
from grader.judge import judge
from grader.outcome import Outcome
from grader.report import Report

PUBLIC_SEED = 2013  # the year of word2vec; any number would do, as long as it stays


def check(name: str, function: Callable, attempts: Attempts | None = None) -> Report | None:
    """Compare a function with what the exercise asks, and say what is right, what isn't, and why.

    Parameters
    ----------
    name : the exercise, e.g. "softmax".
    function : yours.
    attempts : where earlier attempts are remembered; by default the reader's own file.

    Returns
    -------
    Report, whose hints unlock one by one as you change your function. When nbgrader validates or executes
    the notebook, None stands for a right answer: nbgrader reads no output as full marks.

    Raises
    ------
    KeyError : there is no such exercise; the message lists those there are.
    TypeError : `function` isn't a function.
    AssertionError : under nbgrader's Validate, where the answer isn't right: its text is the report.
    """
    exercise = find_exercise(name)
    if not callable(function):
        raise TypeError(
            f"function: expected your function {name}, got {type(function).__name__}; "
            f'write check("{name}", {name}) without parentheses after the name'
        )
    cases = public_cases(exercise)
    report = judge(exercise, cases, call_all(function, cases))
    if os.environ.get("NBGRADER_VALIDATING"):
        if report.status != "correct":
            raise AssertionError(report.full_text())
        return None
    if os.environ.get("NBGRADER_EXECUTION") and report.status == "correct":
        return None
    remembered = attempts if attempts is not None else Attempts()
    return report.unlocking(remembered.count(report))


def public_cases(exercise: Exercise) -> tuple[Case, ...]:
    """The cases every reader gets, the same each time."""
    return tuple(exercise.cases(np.random.default_rng(PUBLIC_SEED)))


def call_all(function: Callable, cases: tuple[Case, ...]) -> list[Outcome]:
    """Call the function once per case; an unwritten function is asked only once."""
    outcomes: list[Outcome] = []
    for case in cases:
        unwritten = outcomes and outcomes[0].status == "missing"
        outcomes.append(outcomes[0] if unwritten else call_once(function, case))
    return outcomes


def call_once(function: Callable, case: Case) -> Outcome:
    """Call the function on one case, quietly, and describe what came."""
    args = case.fresh_args()
    try:
        with _quiet():
            value = function(*args)
    except NotImplementedError:
        return Outcome("missing", message="not written yet")
    except Exception as error:
        return Outcome("raised", message=f"{type(error).__name__}: {error}", line=_line_of(error))
    transcripts = tuple(
        a.transcript for a, spec in zip(args, case.args, strict=True) if isinstance(spec, Double)
    )
    return Outcome("returned", value, args_after=args, transcripts=transcripts)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """No prints and warnings: a check calls ten times what the reader wants to see once."""
    nowhere = io.StringIO()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _line_of(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[1:]
    return (frames[0].line or "") if frames else ""
