"""What a check answers: a number for nbgrader, and faces for people.

A `Report` is a float whose repr is the plain number, because nbgrader gives full marks to anything else. It
holds a fraction from 0 to 1; points live in the notebook's cell metadata alone.
"""

from grader.diagnose import Diagnosis
from grader.exercise import Exercise
from grader.hints import Hint, hints_of
from grader.verdict import CaseVerdict

WORDS = {
    "correct": "right",
    "wrong": "not right yet",
    "unstable": "right formula, but it breaks on large numbers",
    "missing": "not written yet",
    "error": "it stops with an error",
}


class Report(float):
    """Outcome of one check.

    Attributes
    ----------
    exercise : the Exercise.
    status : "correct", "wrong", "unstable", "missing" or "error".
    verdicts : one CaseVerdict per call.
    diagnoses : tuple of Diagnosis; empty when correct or missing.
    public : whether cases may be shown with their expected values.
    unlocked : how many hints `text` and `html` show; None shows all.
    credited : name of the right final function that earned this step its marks, or "".
    """

    exercise: Exercise
    status: str
    verdicts: tuple[CaseVerdict, ...]
    diagnoses: tuple[Diagnosis, ...]
    public: bool
    unlocked: int | None
    credited: str

    def __new__(
        cls,
        score: float,
        *,
        exercise: Exercise,
        status: str,
        verdicts: tuple[CaseVerdict, ...] = (),
        diagnoses: tuple[Diagnosis, ...] = (),
        public: bool = True,
        unlocked: int | None = None,
        credited: str = "",
    ):
        """Make a report of the given fraction; ValueError unless it lies in [0, 1]."""
        if not 0 <= score <= 1:
            raise ValueError(f"score: expected a fraction from 0 to 1, got {score!r}")
        report = super().__new__(cls, score)
        report.__dict__.update(
            exercise=exercise,
            status=status,
            verdicts=verdicts,
            diagnoses=diagnoses,
            public=public,
            unlocked=unlocked,
            credited=credited,
        )
        return report

    def __reduce__(self):
        """Reports stay in the process that made them: exercises hold functions that can't be pickled."""
        raise TypeError("a Report can't be pickled; send report.full_text() or float(report)")

    def _with(self, score: float, **changes) -> "Report":
        return Report(score, **{**self.__dict__, **changes})

    def unlocking(self, count: int) -> "Report":
        """The same report with its first `count` hints to be seen."""
        return self._with(float(self), unlocked=count)

    def credited_by(self, final: str) -> "Report":
        """The same step with full marks, because `final`, which contains it, is right."""
        return self._with(1.0, status="correct", credited=final)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The whole ladder, from what is seen to the formula with a worked case."""
        return hints_of(self)

    @property
    def summary(self) -> str:
        """One line: name, verdict, fraction."""
        reason = f" (its step is part of {self.credited}, which is right)" if self.credited else ""
        return f"{self.exercise.signature}: {WORDS[self.status]}, {float(self):.0%}{reason}"

    def text(self) -> str:
        """Student's face as plain text: the hints unlocked so far."""
        from grader.report_text import text_of

        return text_of(self, self.unlocked)

    def html(self) -> str:
        """Student's face as HTML: the hints unlocked so far."""
        from grader.report_html import html_of

        return html_of(self, self.unlocked)

    def full_text(self) -> str:
        """Every hint and the named mistake, as plain text."""
        from grader.report_text import text_of

        return text_of(self, None)

    def full_html(self) -> str:
        """Every hint and the named mistake, as HTML; all that came from the student is escaped."""
        from grader.report_html import html_of

        return html_of(self, None)

    def __repr__(self) -> str:
        """The plain number: all that nbgrader reads."""
        return float.__repr__(self)

    def __str__(self) -> str:
        """The text face, for print()."""
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()
