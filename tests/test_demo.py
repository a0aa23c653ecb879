"""`grader demo` shows the whole way, stops at the first surprise, and leaves a running course alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader import demo
from grader.cli import parser

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course root with a class being taught and an earlier demo; the demo's commands are only noted."""
    (tmp_path / "nbgrader_config.py").touch()
    for name in ("course/gradebook.db", "course/demo/gradebook.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer_with(monkeypatch, *statuses):
    """Let the demo's commands end with these statuses; returns the list of what was called."""
    called, left = [], list(statuses)

    def run(command, cwd):
        called.append(command[3:])
        return subprocess.CompletedProcess(command, left.pop(0))

    monkeypatch.setattr(demo.subprocess, "run", run)
    return called


def test_an_untouched_notebook_is_expected_to_fail(course, monkeypatch):
    called = answer_with(monkeypatch, 0, 1, 0, 0)
    assert demo.show_course(7) == 0
    assert [arguments[0] for arguments in called] == ["check", "check", "simulate", "grade"]


def test_the_first_surprise_ends_it(course, monkeypatch):
    called = answer_with(monkeypatch, 0, 0)  # an untouched notebook passes: something is wrong
    assert demo.show_course() == 1
    assert len(called) == 2


def test_a_running_course_is_left_alone_and_an_earlier_demo_is_not_mixed_in(course, monkeypatch):
    answer_with(monkeypatch, 0, 1, 0, 0)
    demo.show_course()
    assert (course / "course" / "gradebook.db").exists()
    assert not (course / "course" / "demo").exists()


def test_each_command_is_one_a_person_could_type():
    for step in demo.steps(7):
        options = parser().parse_args(step.arguments)
        if hasattr(options, "course"):
            assert options.course == demo.FOLDER
    assert parser().parse_args(demo.steps(7)[2].arguments).students == 7


@pytest.mark.slow
def test_a_small_class_is_graded_from_end_to_end():
    command = [sys.executable, "-m", "grader", "demo", "--students", "2"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "student02" in shown.stdout
    for name in ("report.html", "grades.csv", "feedback"):
        assert (ROOT / demo.FOLDER / name).exists() and name in shown.stdout
