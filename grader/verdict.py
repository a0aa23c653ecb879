"""One call judged: each output compared with the oracle's."""

from dataclasses import dataclass

from grader.compare import FLOAT32, Difference, difference, left_alone
from grader.exercise import Case, Exercise
from grader.outcome import Outcome


@dataclass(frozen=True)
class CaseVerdict:
    """One case judged: `differences` holds None for each output that is right."""

    case: Case
    outcome: Outcome
    expected: tuple
    values: tuple  # the student's outputs, one per expected output; empty when there is nothing to compare
    differences: tuple[Difference | None, ...]
    mutated: bool = False

    @property
    def right(self) -> bool:
        """Whether every output is right."""
        return not any(self.differences)

    @property
    def fraction(self) -> float:
        """Share of the outputs that are right."""
        return sum(d is None for d in self.differences) / len(self.differences)

    @property
    def first_difference(self) -> Difference | None:
        """The first output's fault, if any output has one."""
        return next((d for d in self.differences if d), None)


def judge_case(exercise: Exercise, case: Case, outcome: Outcome) -> CaseVerdict:
    """Compare what one call gave with what the oracle gives on the same arguments."""
    expected = as_outputs(exercise, exercise.oracle(*case.fresh_args()))
    if outcome.status != "returned":
        failed = Difference(outcome.status, outcome.message)
        return CaseVerdict(case, outcome, expected, (), (failed,) * len(expected))
    mutated = arguments_changed(case, outcome)
    values = as_outputs(exercise, outcome.value)
    if len(values) != len(expected):
        wanted = ", ".join(o.name for o in exercise.outputs)
        count = Difference("count", f"the function returns {described(outcome.value)}, expected ({wanted})")
        return CaseVerdict(case, outcome, expected, (), (count,) * len(expected), mutated)
    differences = tuple(
        difference(e, v, scalar=o.scalar, tolerance=tolerance_of(exercise, case))
        for e, v, o in zip(expected, values, exercise.outputs, strict=True)
    )
    return CaseVerdict(case, outcome, expected, values, differences, mutated)


def tolerance_of(exercise: Exercise, case: Case) -> float:
    """Relative tolerance in this case: float32 inputs can't give float64 digits."""
    return FLOAT32 if case.kind == "float32" else exercise.tolerance


def as_outputs(exercise: Exercise, value) -> tuple:
    """The returned value as one entry per output."""
    if len(exercise.outputs) == 1:
        return (value,)
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def arguments_changed(case: Case, outcome: Outcome) -> bool:
    """Whether the call altered an array it was given."""
    return not all(map(left_alone, case.args, outcome.args_after))


def described(value) -> str:
    """A returned value in a few words."""
    if isinstance(value, tuple | list):
        return f"{len(value)} values"
    return "None" if value is None else f"one value ({type(value).__name__})"
