"""From what the calls gave to a verdict: what share of the points, and why.

Nothing here runs a student's code: `judge` sees only values. So the same judgement serves the check in a
notebook and the scores made through the sandbox.
"""

from grader.diagnose import diagnose
from grader.exercise import Case, Exercise
from grader.outcome import Outcome
from grader.report import Report
from grader.verdict import CaseVerdict, judge_case

INPUTS_WEIGHT = 1.0  # what leaving the arguments untouched counts: as much as one plain case


def judge(
    exercise: Exercise, cases: tuple[Case, ...], outcomes: list[Outcome], public: bool = True
) -> Report:
    """Compare each outcome with the oracle and make the report.

    Parameters
    ----------
    exercise : what was asked.
    cases, outcomes : the calls and what came of them, in the same order.
    public : whether the cases may be shown with their expected values (not when they are secret).

    Raises
    ------
    ValueError : there isn't one outcome per case.
    """
    if len(cases) != len(outcomes):
        raise ValueError(f"outcomes: expected one per case, {len(cases)}, got {len(outcomes)}")
    verdicts = tuple(judge_case(exercise, c, o) for c, o in zip(cases, outcomes, strict=True))
    score = fraction(verdicts)
    status = status_of(verdicts, score)
    found = () if status in ("correct", "missing") else diagnose(exercise, verdicts)
    return Report(score, exercise=exercise, status=status, verdicts=verdicts, diagnoses=found, public=public)


def fraction(verdicts: tuple[CaseVerdict, ...]) -> float:
    """Credit by case and output; nothing where no plain case has anything right."""
    if not any(v.fraction for v in verdicts if v.case.kind == "values"):
        return 0.0
    earned = sum(v.case.weight * v.fraction for v in verdicts)
    possible = sum(v.case.weight for v in verdicts)
    untouched = not any(v.mutated for v in verdicts)
    return (earned + INPUTS_WEIGHT * untouched) / (possible + INPUTS_WEIGHT)


def status_of(verdicts: tuple[CaseVerdict, ...], score: float) -> str:
    """One word: correct, wrong, unstable, missing or error."""
    if score == 1:
        return "correct"
    statuses = {v.outcome.status for v in verdicts}
    if "missing" in statuses:
        return "missing"
    if "returned" not in statuses:
        return "error"
    failing = [v for v in verdicts if not v.right]
    stable_faults = any(v.case.kind != "stability" for v in failing) or any(v.mutated for v in verdicts)
    return "wrong" if stable_faults else "unstable"


def credit_steps(reports: dict[str, Report]) -> dict[str, Report]:
    """Lift the steps of every final function that is wholly right to full marks."""
    lifted = dict(reports)
    for final in reports.values():
        for step in final.exercise.steps if final.status == "correct" else ():
            if step in lifted and lifted[step].status != "correct":
                lifted[step] = lifted[step].credited_by(final.exercise.name)
    return lifted
