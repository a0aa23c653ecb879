"""A practice class on paper: who hands in what, made from right styles and the bank of known mistakes."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest

from grader.exercise import Exercise, Mistake, pasted_source
from grader.exercises import EXERCISES
from grader.notebook import SourceNotebook

FULL, NAMED, ZERO, NO_SCORE = "full marks", "mistake named", "no marks", "not graded"


@dataclass(frozen=True)
class Answer:
    """What a student wrote for one exercise; `source` None leaves the stub as it was."""

    source: str | None
    planted: str
    expected: str


@dataclass
class Plan:
    """One notebook to be handed in.

    `spoil` changes the finished notebook (a dict) or replaces it by the text of a broken file.
    """

    kind: str
    answers: dict[str, Answer] = field(default_factory=dict)
    spoil: Callable[[dict], dict | str] | None = None


def exercises_of(source: SourceNotebook) -> list[Exercise]:
    """The exercises that the lesson checks, in its order."""
    return [EXERCISES[c.exercise] for c in source.grade_cells if c.exercise in EXERCISES]


def right_answer(exercise: Exercise, style: int) -> Answer:
    """A right answer; styles repeat when there are fewer."""
    function = exercise.styles[style % len(exercise.styles)]
    return Answer(pasted_source(function, exercise.name), f"style {function.__name__}", FULL)


def wrong_answer(exercise: Exercise, mistake: Mistake) -> Answer:
    """A known mistake."""
    return Answer(pasted_source(mistake.function, exercise.name), mistake.name, NAMED)


def untouched() -> Answer:
    """The stub, as released."""
    return Answer(None, "untouched", ZERO)


def right_plan(exercises: list[Exercise], style: int) -> Plan:
    """Everything right, in one style."""
    return Plan("right", {e.name: right_answer(e, style) for e in exercises})


def mistake_plans(exercises: list[Exercise], students: int, style: int) -> list[Plan]:
    """Spread every known mistake over some students, at most one of an exercise to each."""
    plans = [Plan("mistakes", right_plan(exercises, style + n).answers) for n in range(students)]
    by_rank = zip_longest(*[[(e, m) for m in e.mistakes] for e in exercises])
    queue = [pair for rank in by_rank for pair in rank if pair]
    for number, (exercise, mistake) in enumerate(queue):
        turns = [plans[(number + n) % students] for n in range(students)] if students else []
        free = next((p for p in turns if p.answers[exercise.name].expected == FULL), None)
        if free:
            free.answers[exercise.name] = wrong_answer(exercise, mistake)
    for plan in plans:
        _leave_no_credit(plan, exercises)
    return plans


def _leave_no_credit(plan: Plan, exercises: list[Exercise]) -> None:
    """A right final function credits its steps: beside a mistaken step it is left undone."""
    for final in exercises:
        mistaken = any(s in plan.answers and plan.answers[s].expected != FULL for s in final.steps)
        if mistaken and plan.answers[final.name].expected == FULL:
            plan.answers[final.name] = untouched()


def needed_for_mistakes(exercises: list[Exercise]) -> int:
    """How many students it takes to carry every mistake, one of an exercise to each."""
    return max((len(e.mistakes) for e in exercises), default=0)


def random_plan(exercises: list[Exercise], rng: random.Random) -> Plan:
    """An ordinary student: mostly right, here and there a mistake or nothing."""
    plan = right_plan(exercises, rng.randrange(8))
    for exercise in exercises:
        chance = rng.random()
        if chance < 0.15:
            plan.answers[exercise.name] = untouched()
        elif chance < 0.4 and exercise.mistakes:
            plan.answers[exercise.name] = wrong_answer(exercise, rng.choice(exercise.mistakes))
    _leave_no_credit(plan, exercises)
    return plan
