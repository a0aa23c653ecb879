"""Which mistake is it? The bank first, then general signatures; where two explanations fit, neither is named.

A false name is worse than none. A bank mistake is named only when its outputs equal the student's on every
case, right and wrong alike, and no other mistake's do.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from grader.compare import as_array, left_alone, same_numbers
from grader.exercise import Exercise, Mistake
from grader.signatures import SIGNATURES, Compared, Finding, shape_finding
from grader.verdict import CaseVerdict, as_outputs, judge_case, tolerance_of

FAR_OUT = {  # what to ask where only the cases far from 0 fail
    "nan": "Which number overflows, or becomes 0 before a logarithm or a division?",
    "values": "What is added, clipped or rounded to be safe, and what does it cost this far out?",
}


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong: `mistake` is its name, empty where none can be given with certainty.

    `where` names the smallest failing case, `hint` says what is seen, `question` leads on, `equation` is
    the line that is broken.
    """

    mistake: str
    where: str
    hint: str
    question: str
    equation: str


def diagnose(exercise: Exercise, verdicts: tuple[CaseVerdict, ...]) -> tuple[Diagnosis, ...]:
    """Name the mistake behind these verdicts, or say what is seen."""
    failing = [v for v in verdicts if not v.right]
    named = known_mistake(exercise, verdicts)
    if named:
        return (_from_bank(named, failing or list(verdicts)),)
    if not failing:
        return (_inputs_changed(exercise, verdicts),)
    plain = tuple(v for v in verdicts if v.case.kind != "stability")
    if any(not v.right for v in plain) and len(plain) < len(verdicts):
        named = known_mistake(exercise, plain)
        if named:
            return (_from_bank(named, failing),)
    return (_from_first_fault(exercise, failing) or _from_numbers(exercise, verdicts, failing[0]),)


def known_mistake(exercise: Exercise, verdicts: tuple[CaseVerdict, ...]) -> Mistake | None:
    """The one mistake of the bank that gives what the student's function gives in all these cases."""
    fitting = [m for m in exercise.mistakes if all(gives_the_same(exercise, m.function, v) for v in verdicts)]
    return fitting[0] if len(fitting) == 1 else None


def gives_the_same(exercise: Exercise, function: Callable, verdict: CaseVerdict) -> bool:
    """Whether `function` does in this case what the student's did: values, error, and marks on the inputs."""
    args = verdict.case.fresh_args()
    try:
        with np.errstate(all="ignore"):
            value = function(*args)
    except Exception as error:
        raised = verdict.outcome.status == "raised"
        return raised and verdict.outcome.message.split(":")[0] == type(error).__name__
    if verdict.outcome.status != "returned":
        return False
    changed = not all(map(left_alone, verdict.case.args, args))
    return changed == verdict.mutated and _same_outputs(exercise, value, verdict)


def _same_outputs(exercise: Exercise, value, verdict: CaseVerdict) -> bool:
    mine, theirs = as_outputs(exercise, value), as_outputs(exercise, verdict.outcome.value)
    if len(mine) != len(theirs):
        return False
    tolerance = tolerance_of(exercise, verdict.case)
    return all(_same_value(a, b, tolerance) for a, b in zip(mine, theirs, strict=True))


def _same_value(a, b, tolerance: float) -> bool:
    first, second = as_array(a), as_array(b)
    if first is None or second is None:
        return type(a) is type(b)
    return same_numbers(first, second, tolerance)


def _from_bank(mistake: Mistake, failing: list[CaseVerdict]) -> Diagnosis:
    return Diagnosis(mistake.name, failing[0].case.name, mistake.hint, mistake.question, mistake.equation)


def _inputs_changed(exercise: Exercise, verdicts: tuple[CaseVerdict, ...]) -> Diagnosis:
    where = next(v.case.name for v in verdicts if v.mutated)
    return Diagnosis(
        "the input is changed",
        where,
        "The values are right, but the array handed in is not what it was: whoever calls you keeps using it.",
        "Which line writes into an argument (an in-place operator, or an index on the left of =)?",
        exercise.equation,
    )


def _from_first_fault(exercise: Exercise, failing: list[CaseVerdict]) -> Diagnosis | None:
    """Faults that hide all others: the call fails, or type, count or shape are wrong."""
    first = failing[0]
    fault = first.first_difference
    empty = Diagnosis("", first.case.name, fault.seen, "", exercise.equation)
    if fault.kind == "raised":
        at = f", at the line `{first.outcome.line}`" if first.outcome.line else ""
        return replace(
            empty,
            hint=f"It stops with {fault.seen}{at}.",
            question="What does each name hold at that line: which type, which shape?",
        )
    if _swapped(exercise, failing):
        return replace(
            empty,
            mistake="the results are in another order",
            hint=f"Each is right in itself; expected are ({', '.join(o.name for o in exercise.outputs)}).",
            question="In which order does the exercise ask for them?",
        )
    if fault.kind == "shape":
        place = first.differences.index(fault)
        found = shape_finding(np.shape(first.expected[place]), np.shape(as_array(first.values[place])))
        return replace(empty, mistake=found.name, hint=_sentence(fault.seen), question=found.question)
    if fault.kind in ("values", "nan"):
        return None
    return replace(empty, hint=_sentence(fault.seen))


def _swapped(exercise: Exercise, failing: list[CaseVerdict]) -> bool:
    """Whether the outputs are right in reversed order, wherever nothing overflows."""
    plain = [v for v in failing if v.case.kind != "stability"]
    if len(exercise.outputs) < 2 or not plain or not all(v.values for v in plain):
        return False
    turned = (replace(v.outcome, value=v.values[::-1]) for v in plain)
    return all(judge_case(exercise, v.case, o).right for v, o in zip(plain, turned, strict=True))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".?") + ("?" if words.endswith("?") else ".")


def _from_numbers(exercise: Exercise, verdicts: tuple[CaseVerdict, ...], first: CaseVerdict) -> Diagnosis:
    seen = seen_in(exercise, verdicts, first)
    question = "Take the smallest failing case to paper: at which line do your numbers leave the formula?"
    unnamed = Diagnosis("", first.case.name, seen, question, exercise.equation)
    if first.case.kind == "stability":
        return replace(unnamed, question=FAR_OUT[first.first_difference.kind])
    found = [
        f for f in (fitting_signatures(exercise, verdicts, i) for i in range(len(exercise.outputs))) if f
    ]
    names = {f.name for group in found for f in group}
    if len(names) != 1:
        return unnamed
    finding: Finding = found[0][0]
    return replace(unnamed, mistake=finding.name, question=finding.question)


def fitting_signatures(exercise: Exercise, verdicts: tuple[CaseVerdict, ...], output: int) -> list[Finding]:
    """Every signature that explains all failing plain cases of one output."""
    rows = []
    for v in verdicts:
        if v.case.kind == "stability" or not v.values:
            continue
        got, expected = as_array(v.values[output]), np.asarray(v.expected[output], dtype=float)
        if got is None or got.size != expected.size:
            return []
        rows.append(
            Compared(expected, got.reshape(expected.shape), v.differences[output] is None, v.case.args)
        )
    if all(r.right for r in rows):
        return []
    return [f for f in (signature(rows) for signature in SIGNATURES) if f]


def seen_in(exercise: Exercise, verdicts: tuple[CaseVerdict, ...], first: CaseVerdict) -> str:
    """Which outputs and cases are right and which aren't, in one sentence."""
    wrong = [o.name for o, d in zip(exercise.outputs, first.differences, strict=True) if d]
    right = [o.name for o, d in zip(exercise.outputs, first.differences, strict=True) if not d]
    count = sum(not v.right for v in verdicts)
    also = f"; {' and '.join(right)} is right there" if right else ""
    kinds = {v.case.kind for v in verdicts if not v.right}
    only = f" (all of kind {kinds.pop()!r})" if len(kinds) == 1 and count < len(verdicts) else ""
    fault = next(d for d in first.differences if d)
    return f"{' and '.join(wrong)}: {fault.seen} in {count} of {len(verdicts)} cases{only}{also}."
