"""The main job from end to end: a lesson checked as its student would, then a practice class graded."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from grader.places import find_course_root

LESSON = "01_softmax"
FOLDER = "course/demo"  # of its own: a class that is being taught in course/ stays untouched


@dataclass(frozen=True)
class Step:
    """One command of the demonstration: what it shows, its arguments, the exit status it must have."""

    shows: str
    arguments: tuple[str, ...]
    expected: int = 0


def steps(students: int) -> tuple[Step, ...]:
    """Return the commands of the demonstration in order."""
    notebook = f"{LESSON}/{LESSON}.ipynb"
    return (
        Step("A student checks a notebook that is right", ("check", f"solutions/{notebook}")),
        Step(
            "A student checks an untouched one: exit status 1", ("check", f"lessons/{notebook}"), expected=1
        ),
        Step(
            f"A practice class of {students} hands in its notebooks",
            ("simulate", "--course", FOLDER, "--students", str(students)),
        ),
        Step("The class is graded", ("grade", "--course", FOLDER)),
    )


def run_step(number: int, step: Step, root: Path) -> bool:
    """Run one command as a person would type it; return whether it ended as expected."""
    print(f"\n== {number}. {step.shows}\n$ grader {shlex.join(step.arguments)}", flush=True)
    start = time.monotonic()
    status = subprocess.run([sys.executable, "-m", "grader", *step.arguments], cwd=root).returncode
    print(f"({time.monotonic() - start:.1f} s, exit status {status})", flush=True)
    return status == step.expected


def show_course(students: int = 30) -> int:
    """Run the demonstration in a folder of its own.

    Parameters
    ----------
    students : int
        The size of the practice class.

    Returns
    -------
    int
        0 when every command ended as it should, else 1 after the first that did not.
    """
    root = find_course_root()
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    for number, step in enumerate(steps(students), start=1):
        if not run_step(number, step, root):
            print(f"Expected exit status {step.expected}: the demo stops here.", file=sys.stderr)
            return 1
    print(f"\nAll of it lies in {FOLDER}{os.sep}; the next demo starts afresh. Next: make lab", flush=True)
    return 0
