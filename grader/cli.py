"""The command `grader`: one function a subcommand; what is slow to import is imported where it is used."""

import argparse
import os
import sys
from pathlib import Path

from grader.errors import GraderError

WRONG, UNUSABLE, INTERRUPTED = 1, 2, 130


def parser() -> argparse.ArgumentParser:
    """Every subcommand with its options."""
    main_parser = argparse.ArgumentParser(
        prog="grader", description="Check a lesson, grade a class, release lessons, open the course."
    )
    commands = main_parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_grade(commands)
    _add_simulate(commands)
    _add_release(commands)
    _add_lab(commands)
    _add_demo(commands)
    return main_parser


def _command(commands, name: str, run, words: str, more: str = "") -> argparse.ArgumentParser:
    added = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}. {more}")
    added.set_defaults(run=run)
    return added


def _add_check(commands) -> None:
    more = "Exit code: 0 if every check is right, 1 if not, 2 if the file can't be checked."
    added = _command(commands, "check", run_check, "check your own notebook", more)
    added.add_argument("notebook", type=Path, metavar="NOTEBOOK.ipynb", help="a lesson's notebook, or a copy")
    added.add_argument("--exercise", metavar="NAME", help="check this exercise alone, such as softmax")


def _add_course(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="such as 01_softmax; all where none is named"
    )
    added.add_argument(
        "--course",
        metavar="DIR",
        help="another course root (it holds nbgrader_config.py), or a folder for the running course alone",
    )


def _add_grade(commands) -> None:
    more = "Unchanged notebooks keep their scores. Ctrl-C keeps what is written; run it again to go on."
    added = _command(commands, "grade", run_grade, "grade every submission of a class", more)
    _add_course(added)
    added.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="sandboxes at once (%(default)s)",
    )
    added.add_argument("--regrade", action="store_true", help="judge unchanged notebooks again, too")


def _add_simulate(commands) -> None:
    more = "Right answers in several styles, known mistakes and odd files, with a key: practice_key.csv."
    added = _command(commands, "simulate", run_simulate, "write a practice class", more)
    _add_course(added)
    added.add_argument("--students", type=_positive, default=30, metavar="N", help="how many (%(default)s)")
    added.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another seed, another class (%(default)s)"
    )


def _add_release(commands) -> None:
    words = "make the students' lessons from solutions/ with nbgrader"
    _add_course(_command(commands, "release", run_release, words))


def _add_lab(commands) -> None:
    added = _command(commands, "lab", run_lab, "open the course in JupyterLab")
    added.add_argument("--lesson", default="00_start_here", help="the lesson to open (%(default)s)")
    added.add_argument("--port", type=_positive, default=8888, metavar="N", help="port (%(default)s)")
    added.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def _add_demo(commands) -> None:
    added = _command(commands, "demo", run_demo, "check a lesson, then simulate and grade a class")
    added.add_argument("--students", type=_positive, default=30, metavar="N", help="how many (%(default)s)")


def _positive(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 up, got {text!r}")
    return number


def run_check(options: argparse.Namespace) -> int:
    """Print the reports of one notebook."""
    from grader.student_check import all_right, check_notebook, report_text

    result = check_notebook(options.notebook, options.exercise)
    print(report_text(result))
    return 0 if all_right(result) else WRONG


def run_grade(options: argparse.Namespace) -> int:
    """Grade a class and say where everything lies."""
    from grader.course.layout import read_layout
    from grader.course.session import grade_class

    return INTERRUPTED if grade_class(read_layout(options.course), options) else 0


def run_simulate(options: argparse.Namespace) -> int:
    """Write a practice class."""
    from grader.course.layout import read_layout
    from grader.course.simulate import KEY_FILE, simulate

    layout = read_layout(options.course)
    lessons = layout.chosen_lessons(options.lessons)
    made = simulate(layout, lessons, options.students, options.seed)
    print(f"{made.notebooks} notebooks of {made.students} students are in {layout.submitted}")
    print(f"Who planted what: {layout.running / KEY_FILE}")
    for lesson, needed in made.short_of.items():
        print(f"{lesson}: {made.students} students can't carry every mistake and kind; that takes {needed}")
    print("Grade them: grader grade" + (f" --course {options.course}" if options.course else ""))
    return 0


def run_release(options: argparse.Namespace) -> int:
    """Make lessons/ from solutions/."""
    from grader.course.layout import read_layout
    from grader.course.sources import release

    layout = read_layout(options.course)
    for path in release(layout, layout.chosen_lessons(options.lessons)):
        print(path)
    return 0


def run_lab(options: argparse.Namespace) -> int:
    """Open JupyterLab."""
    from grader.lab import open_lab

    open_lab(options.port, options.lesson, False if options.no_browser else None)
    return 0


def run_demo(options: argparse.Namespace) -> int:
    """The main job, end to end."""
    from grader.demo import show_course

    return show_course(options.students)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except GraderError as error:
        print(f"grader: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:  # the reader of our output, such as `head`, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except KeyboardInterrupt:
        print("grader: stopped", file=sys.stderr)
        return INTERRUPTED
