"""Write results into nbgrader's gradebook: one transaction a submission, a reader's own scores untouched."""

from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook

from grader.grading import NO_RESPONSE, NotebookResult
from grader.harmless import harmless_markdown


def save_result(gradebook: Gradebook, result: NotebookResult, timestamp: datetime | None) -> None:
    """Save one student's scores.

    A score given by hand stays and, as in nbgrader, asks to be looked at again. A cell nobody could judge has
    no score and asks for a reader: None, never 0. The time stamp changes together with the scores.
    """
    student = gradebook.update_or_create_student(result.student)
    try:
        submission = gradebook.find_submission(result.lesson, student.id)
    except MissingEntry:
        with gradebook.db.no_autoflush:  # spares nbgrader's half-made rows SQLAlchemy's warnings
            submission = gradebook.add_submission(result.lesson, student.id)
    submission.timestamp = timestamp
    save_scores(gradebook, result)
    gradebook.db.commit()


def save_scores(gradebook: Gradebook, result: NotebookResult) -> None:
    """Set scores and comments of a submission that the gradebook knows; the caller commits."""
    notebook = gradebook.find_submission_notebook(result.lesson, result.lesson, result.student)
    points = {c.grade_id: c.points for c in result.cells}
    for grade in notebook.grades:
        grade.auto_score = points.get(grade.cell.name)
        grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
    _save_comments(notebook, result)


def _save_comments(notebook: SubmittedNotebook, result: NotebookResult) -> None:
    unanswered = {c.grade_id for c in result.cells if c.status == NO_RESPONSE}
    untouched = {c.exercise for c in result.cells if c.status == "missing"}
    for comment in notebook.comments:
        name = comment.cell.name
        if result.reason:
            comment.auto_comment = harmless_markdown(f"Not graded, because {result.reason}.")
        elif name in unanswered or name in untouched:
            comment.auto_comment = "No response."
        else:
            comment.auto_comment = None


@dataclass(frozen=True)
class Score:
    """One cell in the gradebook."""

    auto: float | None
    manual: float | None
    extra: float | None
    points: float
    written: bool

    @property
    def value(self) -> float | None:
        """The score that counts: a reader's before ours; None where neither has judged."""
        given = self.auto if self.manual is None else self.manual
        return None if given is None else given + (self.extra or 0.0)


@dataclass(frozen=True)
class Entry:
    """One submission in the gradebook; `by_hand` says whether a reader has been at it."""

    scores: dict[str, Score]
    comments: dict[str, str]
    penalty: float
    by_hand: bool
    timestamp: datetime | None

    @property
    def graded(self) -> bool:
        """Whether every cell of code has been judged, by us or by a reader."""
        return all(s.value is not None for s in self.scores.values() if not s.written)

    @property
    def awaiting(self) -> float:
        """Points of written answers that no reader has judged yet."""
        return sum(s.points for s in self.scores.values() if s.written and s.value is None)

    @property
    def raw(self) -> float:
        """Points so far."""
        return sum(s.value or 0.0 for s in self.scores.values())

    @property
    def total(self) -> float:
        """Points so far, after a penalty for being late."""
        return max(0.0, self.raw - self.penalty)


def entries_of(gradebook: Gradebook, lesson: str) -> dict[str, Entry]:
    """Every submission of a lesson, by student."""
    gradebook.db.expire_all()
    try:
        submissions = gradebook.assignment_submissions(lesson)
    except MissingEntry:
        return {}
    return {s.student.id: _entry(s) for s in submissions}


def entry_of(gradebook: Gradebook, lesson: str, student: str) -> Entry:
    """One submission; nbgrader's MissingEntry where there is none."""
    return _entry(gradebook.find_submission(lesson, student))


def _entry(submission: SubmittedAssignment) -> Entry:
    notebooks = submission.notebooks
    grades = [g for n in notebooks for g in n.grades]
    scores = {g.cell.name: _score(g) for g in grades}
    marked = any(s.manual is not None or s.extra is not None for s in scores.values())
    comments = [c for n in notebooks for c in n.comments]
    return Entry(
        scores,
        {c.cell.name: c.comment for c in comments if c.comment},
        penalty=sum(n.late_submission_penalty or 0.0 for n in notebooks),
        by_hand=marked or any(c.manual_comment for c in comments),
        timestamp=submission.timestamp,
    )


def _score(grade: Grade) -> Score:
    cell = grade.cell
    return Score(
        grade.auto_score,
        grade.manual_score,
        grade.extra_credit,
        points=cell.max_score,
        written=cell.cell_type != "code",
    )
