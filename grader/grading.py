"""Judge a whole notebook: run it in the sandbox, compare, and turn fractions into points.

The source notebook says which cells carry points; the submission only says what the functions do.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from grader.check import public_cases
from grader.exercise import Case, Exercise
from grader.exercises import EXERCISES
from grader.healing import Submission
from grader.judge import credit_steps, judge
from grader.notebook import GradeCell, SourceNotebook, grade_id, is_answer, mark, text_of
from grader.outcome import Outcome
from grader.report import WORDS, Report
from grader.sandbox import CodeCell, Sandbox
from grader.shim import shim_source

AWAITING, NO_RESPONSE, NOT_GRADED = "awaiting", "no response", "not graded"


@dataclass(frozen=True)
class CellResult:
    """What one cell with points earned.

    `points` is None where nobody has judged yet. `status` is the report's, or "passed" and "failed" for an
    instructor's own test (unprotected: it shares a process with the student's code), or AWAITING,
    NO_RESPONSE, NOT_GRADED.
    """

    grade_id: str
    points: float | None
    max_points: float
    status: str
    exercise: str | None = None
    report: Report | None = None
    message: str = ""

    @property
    def unprotected(self) -> bool:
        """Whether the student's code could have reached this verdict."""
        return self.status in ("passed", "failed")


@dataclass(frozen=True)
class NotebookResult:
    """One student's notebook judged; `reason` completes "not graded, because …" and is "" when graded."""

    lesson: str
    student: str
    cells: tuple[CellResult, ...]
    notes: tuple[str, ...] = ()
    reason: str = ""

    @property
    def points(self) -> float | None:
        """Points given so far, None when not graded."""
        return None if self.reason else sum(c.points for c in self.cells if c.points is not None)


def not_graded(source: SourceNotebook, student: str, reason: str) -> NotebookResult:
    """The result that is no score: every cell without points."""
    cells = tuple(CellResult(c.grade_id, None, c.points, NOT_GRADED, c.exercise) for c in source.grade_cells)
    return NotebookResult(source.lesson, student, cells, reason=reason)


def grade_notebook(
    source: SourceNotebook,
    submission: Submission,
    *,
    student: str,
    secret: bytes | None,
    sandbox: Sandbox,
    only: Iterable[str] = (),
) -> NotebookResult:
    """Judge a submission.

    Parameters
    ----------
    source : the lesson, which says what carries points.
    submission : the healed notebook.
    student : goes into the seed of the inputs, so that an appeal can be replayed.
    secret : the course's; None takes the public cases of a student's own check, and shows them.
    sandbox : where the student's code runs.
    only : names of exercises; empty means all.
    """
    cells = [c for c in source.grade_cells if not only or c.exercise in only]
    judged, notes = _run(cells, submission, source, student, secret, sandbox)
    results = tuple(_cell_result(c, judged, source, submission) for c in cells)
    return NotebookResult(source.lesson, student, results, (*submission.notes, *notes))


def seeded(secret: bytes, student: str, exercise: Exercise) -> np.random.Generator:
    """The generator of a student's secret cases: unforeseeable, and replayed by who has the secret."""
    message = "\0".join((student, exercise.lesson, exercise.name, str(exercise.version))).encode()
    return np.random.default_rng(int.from_bytes(hmac.digest(secret, message, hashlib.sha256)))


def _run(cells, submission, source, student, secret, sandbox) -> tuple[dict, list[str]]:
    """Judge every code cell; one session for each set of helpers, so that none reaches another's answer."""
    judged: dict[str, Report | Outcome] = {}
    notes: dict[str, None] = {}
    code, own = code_cells(submission), _own_cells(submission, source)
    for provides, group in _by_provides(cells).items():
        session = sandbox.open(code, shim=shim_source(provides))
        try:
            for cell in group:
                judged[cell.grade_id] = _judge_cell(cell, session, student, secret)
            notes |= dict.fromkeys(_session_notes(session, own))
        finally:
            session.close()
    reports = {r.exercise.name: r for r in judged.values() if isinstance(r, Report)}
    credited = credit_steps(reports)
    return {k: credited[r.exercise.name] if isinstance(r, Report) else r for k, r in judged.items()}, list(
        notes
    )


def _by_provides(cells: list[GradeCell]) -> dict[tuple, list[GradeCell]]:
    groups: dict[tuple, list[GradeCell]] = {}
    for cell in cells:
        if cell.kind != "written":
            exercise = EXERCISES.get(cell.exercise or "")
            groups.setdefault(tuple(sorted(exercise.provides)) if exercise else (), []).append(cell)
    return groups


def code_cells(submission: Submission) -> list[CodeCell]:
    """The code to run: every code cell but the checks, which are ours to make."""
    return [
        CodeCell(grade_id(c) or f"cell {n}", text_of(c))
        for n, c in enumerate(submission.notebook["cells"], 1)
        if c["cell_type"] == "code" and not _is_check(c)
    ]


def _is_check(cell: dict) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade")) and not is_answer(cell)


def _own_cells(submission: Submission, source: SourceNotebook) -> set[str]:
    """Ids of the cells a student wrote in: what happens in the lesson's demonstrations is no news."""
    lesson = {text_of(c).strip() for c in source.notebook["cells"] if not is_answer(c)}
    return {c.id for c in code_cells(submission) if c.source.strip() not in lesson}


def _session_notes(session, own: set[str]) -> list[str]:
    return [f"{n.cell_id}, line {n.line_number}: {n.message}" for n in session.notes if n.cell_id in own]


def _judge_cell(cell: GradeCell, session, student: str, secret: bytes | None) -> Report | Outcome:
    exercise = EXERCISES.get(cell.exercise or "")
    if exercise is None:
        return session.run_cell(cell.source)
    cases = (
        public_cases(exercise) if secret is None else tuple(exercise.cases(seeded(secret, student, exercise)))
    )
    return judge(exercise, cases, _call_all(session, exercise, cases), public=secret is None)


def _call_all(session, exercise: Exercise, cases: tuple[Case, ...]) -> list[Outcome]:
    """Call once per case; an unwritten function isn't called again."""
    outcomes: list[Outcome] = []
    for case in cases:
        unwritten = bool(outcomes) and outcomes[0].status == "missing"
        outcomes.append(outcomes[0] if unwritten else _call(session, exercise, case))
    return outcomes


def _call(session, exercise: Exercise, case: Case) -> Outcome:
    outcome = session.call(exercise.names, case.args)
    if outcome.status == "raised" and outcome.message.startswith("NotImplementedError"):
        return Outcome("missing", message="not written yet")
    return outcome


def _cell_result(cell: GradeCell, judged: dict, source: SourceNotebook, submission: Submission) -> CellResult:
    if cell.kind == "written":
        return _written_result(cell, source, submission)
    verdict = judged[cell.grade_id]
    if isinstance(verdict, Report):
        points = float(verdict) * cell.points
        return CellResult(
            cell.grade_id, points, cell.points, verdict.status, cell.exercise, verdict, WORDS[verdict.status]
        )
    passed = verdict.status == "returned"
    status, points = ("passed", cell.points) if passed else ("failed", 0.0)
    return CellResult(cell.grade_id, points, cell.points, status, message=verdict.message)


def _written_result(cell: GradeCell, source: SourceNotebook, submission: Submission) -> CellResult:
    """A written answer waits for its reader; an untouched one gets nbgrader's 0, "No response."."""
    answer = next(c for c in submission.notebook["cells"] if grade_id(c) == cell.grade_id)
    untouched = text_of(answer).strip() in ("", text_of(source.marked[cell.grade_id]).strip())
    if untouched and not mark(answer).get("task"):
        return CellResult(cell.grade_id, 0.0, cell.points, NO_RESPONSE)
    return CellResult(cell.grade_id, None, cell.points, AWAITING)
