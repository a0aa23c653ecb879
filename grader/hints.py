"""The ladder of hints: from what is seen to the formula with a worked case; never the answer."""

import textwrap
from dataclasses import dataclass

import numpy as np

from grader.doubles import Double
from grader.verdict import CaseVerdict

NEXT_ATTEMPT = "Change your function and check again: the next hint unlocks with a changed attempt."


@dataclass(frozen=True)
class Hint:
    """One rung: a heading, what it says in a sentence or two, and lines to be shown as they are."""

    title: str
    text: str
    lines: tuple[str, ...] = ()


def hints_of(report) -> tuple[Hint, ...]:
    """The rungs that apply to this report, in the order in which they unlock."""
    if report.status == "correct":
        return ()
    if report.status == "missing":
        return (_first_step(report),)
    found = report.diagnoses[0]
    first = next((v for v in report.verdicts if not v.right), report.verdicts[0])
    rungs = [_seen(report, first), _smallest_case(report, first)]
    if found.question:
        rungs.append(Hint("A question", found.question))
    if found.mistake:
        rungs.append(Hint("The mistake", f"This is what it looks like: {found.mistake}. {found.hint}"))
    rungs.append(Hint("The formula, and a case beside yours", f"{found.equation}. {report.exercise.worked}"))
    return tuple(rungs)


def _first_step(report) -> Hint:
    exercise = report.exercise
    text = (
        f"Write {exercise.signature} in the cell above, run that cell, then this one. "
        f"What it does: {exercise.summary}"
    )
    return Hint("What to do first", text)


def _seen(report, first: CaseVerdict) -> Hint:
    wrong = [v for v in report.verdicts if not v.right]
    fault = first.first_difference
    if fault is None:
        return Hint("What is seen", "The values are right, but an argument was changed by the call.")
    seen = f"the call stops with {fault.seen}" if fault.kind == "raised" else fault.seen
    counted = f"{len(wrong)} of {len(report.verdicts)} cases fail." if len(report.verdicts) > 1 else ""
    broken = broken_property(report, first) if fault.kind == "values" else ""
    return Hint("What is seen", f"{place_of(report, first)}{seen}. {counted} {broken}".strip())


def place_of(report, verdict: CaseVerdict) -> str:
    """Which output is at fault, where there are several and the call returned."""
    outputs = report.exercise.outputs
    if len(outputs) == 1 or not verdict.values:
        return "In the first failing case "
    names = [o.name for o, d in zip(outputs, verdict.differences, strict=True) if d]
    return f"In the first failing case, look at {' and '.join(names)}: "


def broken_property(report, verdict: CaseVerdict) -> str:
    """The first invariant of the exercise that the returned value breaks."""
    if not verdict.values:
        return ""
    value = verdict.values[0] if len(verdict.values) == 1 else verdict.values
    for prop in report.exercise.properties:
        if not _holds(prop, value, verdict):
            return f"A right answer keeps this, yours doesn't: {prop.name}."
    return ""


def _holds(prop, value, verdict: CaseVerdict) -> bool:
    try:
        with np.errstate(all="ignore"):
            return bool(prop.holds(value, *verdict.case.fresh_args()))
    except (TypeError, ValueError, IndexError):
        return True  # a value too odd to ask: another rung says what is wrong with it


def _smallest_case(report, verdict: CaseVerdict) -> Hint:
    name = verdict.case.name
    if not report.public:
        return Hint("The smallest failing case", f"It is of this sort: {name}.")
    outputs = report.exercise.outputs
    lines = [shown(f"{p} = ", a) for p, a in zip(parameters(report), verdict.case.args, strict=False)]
    if verdict.values:
        lines += [shown(f"yours:    {o.name} = ", v) for o, v in zip(outputs, verdict.values, strict=True)]
        lines += [shown(f"expected: {o.name} = ", v) for o, v in zip(outputs, verdict.expected, strict=True)]
    elif verdict.outcome.line:
        lines.append(f"stops at: {verdict.outcome.line}")
    return Hint("The smallest failing case", f"{name}.", tuple(lines))


def parameters(report) -> list[str]:
    """Names of the parameters, read off the signature."""
    inner = report.exercise.signature.partition("(")[2].rpartition(")")[0]
    return [p.split("=")[0].strip() for p in inner.split(",")]


def shown(label: str, value) -> str:
    """A value behind its label, in a line or a few, long arrays shortened."""
    if isinstance(value, float | np.floating):
        return f"{label}{float(value) + 0:.6g}"
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        layout = {"precision": 4, "threshold": 24, "edgeitems": 3, "max_line_width": 96}
        return label + np.array2string(value + 0, prefix=label, **layout)  # + 0 turns -0. into 0.
    if isinstance(value, Double):
        return textwrap.fill(f"{label.replace(' =', '(x) =')}{value}", 96, subsequent_indent="    ")
    text = repr(value)
    return label + (text if len(text) <= 120 else text[:117] + "...")
