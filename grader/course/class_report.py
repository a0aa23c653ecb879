"""The class report: one HTML file that needs nothing else, for light and dark, with everything escaped."""

from html import escape
from pathlib import Path
from urllib.parse import quote

from grader.course.layout import Layout
from grader.course.standings import Standing, strange_folders
from grader.course.summary import BINS, cell_text, common_mistakes, distribution, hardest

SHOWN = 12  # mistakes that are in sight at once
STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def class_report(layout: Layout, found: list[Standing], lessons: list[str]) -> str:
    """The whole page."""
    parts = [
        _headline(found, lessons),
        _not_graded(layout, found),
        _distributions(found, lessons),
        _mistakes(found),
        _hardest(found),
        _table(layout, found, lessons),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Class report</title><style>{STYLE}</style></head>\n<body><main>\n"
        + "\n".join(p for p in parts if p)
        + "\n</main></body></html>\n"
    )


def _headline(found: list[Standing], lessons: list[str]) -> str:
    students = len({s.student for s in found})
    blank = sum(s.points is None for s in found)
    awaiting = sum(s.awaiting for s in found)
    facts = [f"{students} students", f"{len(lessons)} lessons", f"{len(found) - blank} notebooks graded"]
    facts += [f"{blank} not graded"] * bool(blank) + [f"{awaiting:g} written points await a reader"] * bool(
        awaiting
    )
    return f"<h1>Class report</h1><p class='facts'>{' · '.join(facts)}</p>"


def _not_graded(layout: Layout, found: list[Standing]) -> str:
    rows = [
        f"<li><b>{escape(s.student)}</b>, {escape(s.lesson)}: not graded, because {escape(s.reason)}</li>"
        for s in found
        if s.points is None
    ]
    rows += [
        f"<li><b>{escape(name)}</b>: not graded, because there is no lesson of this name</li>"
        for name in strange_folders(layout, layout.lessons())
    ]
    if not rows:
        return ""
    return (
        "<section><h2>Not graded</h2><p>These have no score, which is not a 0. Nothing else was held up.</p>"
        f"<ul>{''.join(rows)}</ul></section>"
    )


def _distributions(found: list[Standing], lessons: list[str]) -> str:
    charts = [_chart(lesson, distribution(found, lesson)) for lesson in lessons]
    charts = [c for c in charts if c]
    if not charts:
        return ""
    return (
        "<section><h2>How the points are spread</h2><p>Students by the share of their judged points.</p>"
        f"<div class='charts'>{''.join(charts)}</div></section>"
    )


def _chart(lesson: str, counts: list[int]) -> str:
    """Bars as SVG, their numbers above them; the caption says the same in words."""
    if not sum(counts):
        return ""
    width, height, top = 30, 90, max(counts)
    bars = "".join(_bar(n, count, top, width, height) for n, count in enumerate(counts))
    words = f"{counts[-1]} of {sum(counts)} have all points"
    return (
        f"<figure><svg viewBox='0 0 {width * len(counts)} {height + 34}' role='img' "
        f"aria-label='{escape(lesson)}: {words}'>{bars}</svg>"
        f"<figcaption><b>{escape(lesson)}</b><br>{words}</figcaption></figure>"
    )


def _bar(n: int, count: int, top: int, width: int, height: int) -> str:
    tall = height * count / top
    label = "all" if n == BINS else f"{n * 100 // BINS}%"
    middle = n * width + width / 2
    number = f"<text x='{middle}' y='{height - tall + 10:.1f}'>{count}</text>" if count else ""
    box = f"x='{n * width + 3}' y='{height - tall + 14:.1f}' width='{width - 6}' height='{tall:.1f}'"
    return f"<rect {box} rx='2'/>{number}<text class='axis' x='{middle}' y='{height + 28}'>{label}</text>"


def _mistakes(found: list[Standing]) -> str:
    rows = [
        f"<tr><td class='number'>{m.count}</td><td><code>{escape(m.exercise)}</code></td>"
        f"<td>{escape(m.mistake)}</td><td>{escape(m.seen)}</td></tr>"
        for m in common_mistakes(found)
    ]
    if not rows:
        return ""
    head = ("students", "exercise", "mistake", "shows, for example, in")
    words = "Named only where the outputs leave no doubt. A good start for the next lecture."
    section = _section("Most common mistakes", words, head, rows[:SHOWN])
    if len(rows) <= SHOWN:
        return section
    more = f"<details><summary>{len(rows) - SHOWN} more</summary>{_table_of(head, rows[SHOWN:])}</details>"
    return section.replace("</section>", f"{more}</section>")


def _hardest(found: list[Standing]) -> str:
    rows = [
        f"<tr><td><code>{escape(h.exercise)}</code></td><td>{escape(h.lesson)}</td>"
        f"<td class='number'>{h.right} of {h.graded}</td>"
        f"<td><meter min='0' max='{h.graded}' value='{h.right}'>{h.right / h.graded:.0%}</meter></td>"
        f"<td class='number'>{h.unwritten}</td></tr>"
        for h in hardest(found)
    ]
    return (
        _section("Hardest exercises", "", ("exercise", "lesson", "right", "", "not written yet"), rows)
        if rows
        else ""
    )


def _section(title: str, words: str, head: tuple[str, ...], rows: list[str]) -> str:
    text = f"<p>{words}</p>" if words else ""
    return f"<section><h2>{title}</h2>{text}{_table_of(head, rows)}</section>"


def _table_of(head: tuple[str, ...], rows: list[str]) -> str:
    columns = "".join(f"<th scope='col'>{h}</th>" for h in head)
    return (
        f"<div class='wide'><table><thead><tr>{columns}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _table(layout: Layout, found: list[Standing], lessons: list[str]) -> str:
    where = {(s.student, s.lesson): s for s in found}
    rows = [
        f"<tr><th scope='row'>{escape(student)}</th>"
        + "".join(_entry(layout, where.get((student, lesson))) for lesson in lessons)
        + "</tr>"
        for student in dict.fromkeys(s.student for s in found)
    ]
    words = (
        "Points of those judged; “+2?” are written points that await a reader. Each links to its feedback."
    )
    return _section("Students", words, ("student", *(escape(x) for x in lessons)), rows)


def _entry(layout: Layout, standing: Standing | None) -> str:
    text = escape(cell_text(standing))
    if standing is None:
        return f"<td>{text}</td>"
    page = layout.path("feedback", standing.student, standing.lesson) / f"{standing.lesson}.html"
    link = quote(page.relative_to(layout.running).as_posix())
    return f"<td class='{_shade(standing)}'><a href='{link}'>{text}</a></td>"


def _shade(standing: Standing) -> str:
    if standing.points is None:
        return "blank"
    possible = standing.max_points - standing.awaiting
    share = standing.points / possible if possible else standing.done / max(1, standing.checks)
    return "full" if share >= 1 else "some" if share > 0 else "none"
