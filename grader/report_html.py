"""A report as HTML: the colours of the reader's theme, words beside every colour, everything escaped."""

from html import escape

from grader.hints import NEXT_ATTEMPT, Hint
from grader.report import WORDS, Report

COLOURS = {"correct": "var(--jp-success-color1, #2e7d32)", "missing": "var(--jp-info-color1, #0277bd)"}
ATTENTION = "var(--jp-warn-color1, #b26a00)"


def html_of(report: Report, unlocked: int | None) -> str:
    """The verdict, the cases in words, and the first `unlocked` hints (the newest one open), or all, open."""
    hints = report.hints[:unlocked]
    colour = COLOURS.get(report.status, ATTENTION)
    parts = [
        f'<div class="w2v-report" data-status="{report.status}" role="group" '
        f'aria-label="Check of {escape(report.exercise.name)}" style="border-left: 4px solid {colour}; '
        f'padding: 2px 0 2px 12px; margin: 4px 0; color: var(--jp-ui-font-color1, inherit)">',
        f"<p style='margin: 2px 0'><strong>{escape(report.exercise.name)}: "
        f"{WORDS[report.status]}</strong> ({float(report):.0%}){_credit(report)}</p>",
        _cases(report),
        *[_hint(h, opened=unlocked is None or h is hints[-1]) for h in hints],
    ]
    if unlocked is not None and unlocked < len(report.hints):
        parts.append(f"<p style='margin: 2px 0'><em>{NEXT_ATTEMPT}</em></p>")
    return "".join(parts) + "</div>"


def _credit(report: Report) -> str:
    if not report.credited:
        return ""
    return f": it is a step of <code>{escape(report.credited)}</code>, which is right"


def _cases(report: Report) -> str:
    """One short line: how many cases of which kind are right."""
    if report.status in ("missing", "correct") or not report.verdicts:
        return ""
    right = [v.case.name for v in report.verdicts if v.right]
    wrong = [v.case.name for v in report.verdicts if not v.right]
    parts = [
        f"{word}: {escape('; '.join(names))}"
        for word, names in (("right", right), ("not yet", wrong))
        if names
    ]
    return f"<p style='margin: 2px 0'>{' · '.join(parts)}</p>"


def _hint(hint: Hint, opened: bool) -> str:
    lines = (
        f"<pre style='margin: 4px 0 4px 16px'>{escape(chr(10).join(hint.lines))}</pre>" if hint.lines else ""
    )
    return (
        f"<details{' open' if opened else ''}><summary>{escape(hint.title)}</summary>"
        f"<p style='margin: 2px 0 2px 16px'>{escape(hint.text)}</p>{lines}</details>"
    )
