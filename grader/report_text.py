"""A report as plain text, for terminals and for readers of the screen."""

import textwrap

from grader.hints import NEXT_ATTEMPT


def text_of(report, unlocked: int | None) -> str:
    """The summary and the first `unlocked` hints (None: all of them)."""
    parts = [report.summary]
    for hint in report.hints[:unlocked]:
        parts.append(
            textwrap.fill(f"{hint.title}: {hint.text}", 96, initial_indent="  ", subsequent_indent="    ")
        )
        parts += [textwrap.indent(line, "      ") for line in hint.lines]
    if unlocked is not None and unlocked < len(report.hints):
        parts.append(f"  {NEXT_ATTEMPT}")
    return "\n".join(parts)
