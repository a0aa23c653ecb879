"""One `grader grade` from beginning to end: grade, write the report and the table, say where things are."""

import argparse
import sys

from grader.course.class_report import class_report
from grader.course.driver import ClassGrader, Counts
from grader.course.files import write_atomically
from grader.course.layout import Layout
from grader.course.standings import Standing, standings, strange_folders, write_grades
from grader.course.summary import common_mistakes, printed_table
from grader.errors import GraderError

SHOWN = 5  # lines of the most common mistakes in the terminal; the report has all


def grade_class(layout: Layout, options: argparse.Namespace) -> bool:
    """Grade the class and print what came of it; returns whether it was interrupted."""
    lessons = layout.chosen_lessons(options.lessons)
    if not layout.students():
        raise GraderError(
            f"{layout.submitted} holds no submissions. Put them there as STUDENT/LESSON/LESSON.ipynb, "
            "or make a practice class: grader simulate"
        )
    with ClassGrader(layout, lessons) as grader:
        counts = grader.run(jobs=options.jobs, regrade=options.regrade)
        found = standings(layout, grader.gradebook, layout.lessons())
    write_grades(layout, found)
    write_atomically(layout.running / "report.html", class_report(layout, found, _graded_lessons(found)))
    _print_class(layout, found, counts)
    return counts.interrupted


def _graded_lessons(found: list[Standing]) -> list[str]:
    return sorted({s.lesson for s in found})


def _print_class(layout: Layout, found: list[Standing], counts: Counts) -> None:
    print(printed_table(found, _graded_lessons(found)))
    blank = [s for s in found if s.points is None]
    print(f"\n{counts.graded} graded now, {counts.unchanged} unchanged.")
    for s in blank:
        print(f"{s.student}, {s.lesson}: not graded, because {s.reason}")
    for name in strange_folders(layout, layout.lessons()):
        print(f"{name}: not graded, because there is no lesson of this name")
    common = common_mistakes(found)[:SHOWN]
    if common:
        print("\nMost common mistakes:")
        print("\n".join(f"{m.count:4d}  {m.exercise}: {m.mistake}" for m in common))
    print(f"\nReport     {layout.running / 'report.html'}")
    print(f"Scores     {layout.running / 'grades.csv'}")
    print(f"Feedback   {layout.running / 'feedback'}")
    if counts.interrupted:
        print("Stopped. What was graded is kept; run the same command to go on.", file=sys.stderr)
