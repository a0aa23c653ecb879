"""What a class did, in numbers: the same for the printed table and for the report."""

from collections import Counter
from dataclasses import dataclass

from grader.course.standings import Standing

BINS = 10


@dataclass(frozen=True)
class Common:
    """A mistake many made: how many students, and an example of where it shows."""

    lesson: str
    exercise: str
    mistake: str
    count: int
    seen: str


@dataclass(frozen=True)
class Hard:
    """An exercise: how many of those who were graded have it right, and how many never wrote it."""

    lesson: str
    exercise: str
    right: int
    unwritten: int
    graded: int


def common_mistakes(found: list[Standing]) -> list[Common]:
    """Named mistakes, the most common first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], str] = {}
    for standing in found:
        for cell in standing.record.cells:
            for mistake in cell.mistakes if cell.status != "correct" else ():
                key = (standing.lesson, cell.exercise or cell.grade_id, mistake)
                counts[key] += 1
                examples.setdefault(key, cell.seen)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Common(*key, count, examples[key]) for key, count in ranked]


def hardest(found: list[Standing]) -> list[Hard]:
    """Checked exercises, the one fewest have right first."""
    tallies: dict[tuple[str, str], list[str]] = {}
    for standing in found:
        if not standing.reason:
            for cell in standing.record.cells:
                if cell.exercise:
                    tallies.setdefault((standing.lesson, cell.exercise), []).append(cell.status)
    rows = [Hard(*key, s.count("correct"), s.count("missing"), len(s)) for key, s in tallies.items()]
    return sorted(rows, key=lambda h: (h.right / h.graded, h.lesson, h.exercise))


def distribution(found: list[Standing], lesson: str) -> list[int]:
    """How many graded students reach each tenth of the points judged so far; the last holds full marks."""
    counts = [0] * (BINS + 1)
    for s in found:
        possible = s.max_points - s.awaiting
        if s.lesson == lesson and s.points is not None and possible > 0:
            counts[min(BINS, int(s.points / possible * BINS + 1e-9))] += 1
    return counts


def cell_text(standing: Standing | None) -> str:
    """One student's lesson in a few characters."""
    if standing is None:
        return "–"
    if standing.points is None:
        return "not graded"
    if not standing.max_points:
        return f"{standing.done}/{standing.checks} done"
    waiting = f" +{standing.awaiting:g}?" if standing.awaiting else ""
    return f"{short(standing.points)}/{short(standing.max_points - standing.awaiting)}{waiting}"


def short(points: float) -> str:
    """Points with two decimals at most."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def printed_table(found: list[Standing], lessons: list[str]) -> str:
    """The class as plain text, one line a student."""
    rows = [["student", *lessons]]
    where = {(s.student, s.lesson): s for s in found}
    for student in dict.fromkeys(s.student for s in found):
        rows.append([student, *(cell_text(where.get((student, lesson))) for lesson in lessons)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(r, widths, strict=True)).rstrip() for r in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])
