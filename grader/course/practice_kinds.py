"""The odd notebooks of a practice class: each is something that real classes hand in."""

import json
from collections.abc import Callable

from grader.course.practice import FULL, NO_SCORE, ZERO, Answer, Plan, right_plan, untouched
from grader.exercise import Exercise
from grader.notebook import grade_id, is_answer, mark

PLOT = """import matplotlib.pyplot as plt
import w2vlib
from w2vlib.gradients import sigmoid as their_sigmoid

x = np.linspace(-3, 3, 50)
figure, axes = plt.subplots()
axes.plot(x, their_sigmoid(x))
plt.show()"""
CRASH = """import a_package_nobody_has

broken = 1 / 0
raise RuntimeError("this cell stops here")"""
STRANGE = {
    "returns None": "def {name}(*arguments):\n    result = 1",
    "returns text": "def {name}(*arguments):\n    return 'the answer <script>alert(1)</script>'",
    "wrong shape": "def {name}(*arguments):\n    return np.zeros((2, 3, 4, 5))",
    "returns nan": "def {name}(*arguments):\n    return np.full(np.shape(arguments[0]), np.nan)",
    "raises": "def {name}(*arguments):\n    raise ValueError('<script>alert(2)</script>')",
}


def untouched_plan(exercises: list[Exercise]) -> Plan:
    """As released: nothing done."""
    return Plan("untouched", {e.name: untouched() for e in exercises})


def half_done(exercises: list[Exercise]) -> Plan:
    """Right up to the middle; a right final function would credit later steps, so none comes first."""
    plan = right_plan(exercises, 0)
    for exercise in exercises[len(exercises) // 2 :]:
        plan.answers[exercise.name] = untouched()
    return Plan("half done", plan.answers)


def plots(exercises: list[Exercise]) -> Plan:
    """Right, with a figure made by matplotlib and w2vlib."""
    return Plan("plots", right_plan(exercises, 1).answers, lambda nb: _with_cell(nb, PLOT, at=2))


def crashes(exercises: list[Exercise]) -> Plan:
    """Right, below a cell of the student's own that raises."""
    return Plan("a cell raises", right_plan(exercises, 2).answers, lambda nb: _with_cell(nb, CRASH, at=2))


def chatty(exercises: list[Exercise]) -> Plan:
    """Right, but each call prints megabytes."""
    plan = right_plan(exercises, 0)
    first = exercises[0].name
    loud = plan.answers[first].source + f"\n\nquiet_{first} = {first}\n\n\n" + _loud(first)
    plan.answers[first] = Answer(loud, "prints megabytes", FULL)
    return Plan("chatty", plan.answers)


def _loud(name: str) -> str:
    return f"def {name}(*arguments):\n    print('x' * 2_000_000)\n    return quiet_{name}(*arguments)"


def one_spoiled(kind: str, body: str) -> Callable[[list[Exercise]], Plan]:
    """Right but for one function, which does something worse than being wrong."""

    def make(exercises: list[Exercise]) -> Plan:
        plan = right_plan(exercises, 1)
        victim = next(e for e in reversed(exercises) if not any(e.name in f.steps for f in exercises))
        plan.answers[victim.name] = Answer(body.format(name=victim.name), kind, ZERO)
        return Plan(kind, plan.answers)

    return make


def strange_values(exercises: list[Exercise]) -> Plan:
    """Each function returns something else that isn't an answer, or raises."""
    kinds = list(STRANGE.items())
    bodies = {e.name: kinds[n % len(kinds)] for n, e in enumerate(exercises)}
    answers = {name: Answer(body.format(name=name), kind, ZERO) for name, (kind, body) in bodies.items()}
    return Plan("strange values", answers)


def missing_answer(exercises: list[Exercise]) -> Plan:
    """One answer cell deleted."""
    plan = right_plan(exercises, 0)
    victim = next(e for e in reversed(exercises) if not any(e.name in f.steps for f in exercises))
    plan.answers[victim.name] = Answer(None, "cell deleted", ZERO)
    return Plan("missing cell", plan.answers, lambda nb: _without(nb, lambda c: grade_id(c) == victim.name))


def deleted_checks(exercises: list[Exercise]) -> Plan:
    """Right, with every check cell deleted."""
    return Plan(
        "checks deleted",
        right_plan(exercises, 2).answers,
        lambda nb: _without(nb, lambda c: mark(c).get("grade") and not is_answer(c)),
    )


def duplicated(exercises: list[Exercise]) -> Plan:
    """Right, with every answer and check cell there twice, under the same id."""

    def twice(notebook: dict) -> dict:
        cells = [c for cell in notebook["cells"] for c in ([cell, dict(cell)] if grade_id(cell) else [cell])]
        return {**notebook, "cells": cells}

    return Plan("duplicate ids", right_plan(exercises, 3).answers, twice)


def _broken(kind: str, spoil: Callable[[dict], dict | str]) -> Callable[[list[Exercise]], Plan]:
    def make(exercises: list[Exercise]) -> Plan:
        answers = {e.name: Answer(None, kind, NO_SCORE) for e in exercises}
        return Plan(kind, answers, spoil)

    return make


def _with_cell(notebook: dict, source: str, at: int) -> dict:
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    return {**notebook, "cells": [*notebook["cells"][:at], cell, *notebook["cells"][at:]]}


def _without(notebook: dict, unwanted: Callable[[dict], object]) -> dict:
    return {**notebook, "cells": [c for c in notebook["cells"] if not unwanted(c)]}


def _in_r(notebook: dict) -> dict:
    return {**notebook, "metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}}


BROKEN = (
    _broken("cut off in the middle", lambda nb: json.dumps(nb)[: len(json.dumps(nb)) // 2]),
    _broken("empty file", lambda nb: ""),
    _broken("not a notebook", lambda nb: "[1, 2, 3]"),
    _broken("no cells", lambda nb: {**nb, "cells": []}),
    _broken("another language", _in_r),
)
ENDLESS = one_spoiled("endless loop", "def {name}(*arguments):\n    while True:\n        pass")
EXITS = one_spoiled("ends the process", "import os\n\n\ndef {name}(*arguments):\n    os._exit(0)")
KINDS = (
    untouched_plan,
    ENDLESS,
    EXITS,
    plots,
    crashes,
    missing_answer,
    deleted_checks,
    duplicated,
    strange_values,
    chatty,
    half_done,
)
