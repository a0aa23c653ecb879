"""The command line: what it prints, and its exit codes."""

import json

import pytest
from small_course import answered, hand_in, released, write_notebook

from grader.cli import main
from grader.sandbox import SandboxUnavailable

LESSON = "01_softmax"


def test_an_untouched_notebook_is_told_what_to_do_first(course, capsys):
    assert main(["check", f"lessons/{LESSON}/{LESSON}.ipynb"]) == 1
    said = capsys.readouterr().out
    assert "Nothing is written yet. Begin with softmax:" in said
    assert "0 of 4 checks are right: 0 of 7 points; 2 written points wait for a reader." in said


def test_solutions_are_right(course, capsys):
    assert main(["check", f"solutions/{LESSON}/{LESSON}.ipynb"]) == 0
    said = capsys.readouterr().out
    assert (
        "4 of 4 checks are right: 7 of 7 points" in said and "Everything that can be checked is right" in said
    )


def test_a_copy_under_another_name_elsewhere_is_recognised(course, tmp_path, capsys):
    copy = answered(course, "02_sigmoid", sigmoid="def sigmoid(x):\n    return 1 / (1 + np.exp(x))")
    path = write_notebook(tmp_path / "downloads" / "my work (2).ipynb", copy)
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("02_sigmoid") and "The mistake" in said and "Next: sigmoid." in said


def test_one_exercise_alone(course, capsys):
    content = answered(course, LESSON, softmax=None)
    path = str(write_notebook(course / "mine.ipynb", content))
    assert main(["check", path, "--exercise", "softmax_jacobian"]) == 0
    assert main(["check", path, "--exercise", "softmax"]) == 1
    capsys.readouterr()
    assert main(["check", path, "--exercise", "poetry"]) == 2
    assert "it has softmax," in capsys.readouterr().err


def test_a_student_without_solutions_can_check(course, capsys):
    path = f"lessons/{LESSON}/{LESSON}.ipynb"
    (course / "solutions").rename(course.parent / "kept by the instructor")
    assert main(["check", path]) == 1
    assert "of 7 points" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        ("", "is empty"),
        ("{", "not JSON"),
        (json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x"}]}), "none of its cells"),
    ],
)
def test_unusable_files_exit_2_with_one_line(course, capsys, content, said):
    path = course / "bad.ipynb"
    if content is not None:
        path.write_text(content)
    assert main(["check", str(path)]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_a_sandbox_that_cannot_run_is_said_in_one_line(course, capsys, monkeypatch):
    def unavailable(*_):
        raise SandboxUnavailable("this needs Linux; use WSL")

    monkeypatch.setattr("grader.student_check.Sandbox", unavailable)
    assert main(["check", f"solutions/{LESSON}/{LESSON}.ipynb"]) == 2
    assert capsys.readouterr().err == "grader: this needs Linux; use WSL\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "99_nothing"], "there is no lesson '99_nothing'; there are 01_softmax, 02_sigmoid"),
        (["grade"], "holds no submissions"),
        (["release", "99_nothing"], "there is no lesson"),
        (["simulate", "99_nothing"], "there is no lesson"),
    ],
)
def test_unusable_requests_exit_2_with_one_line(course, capsys, arguments, said):
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["grade", "--jobs", "0"], ["simulate", "--students", "x"]]
)
def test_a_wrong_command_line_exits_2(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_release_writes_the_same_bytes_and_removes_what_is_stale(course):
    path = course / "lessons" / LESSON / f"{LESSON}.ipynb"
    first = path.read_bytes()
    (path.parent / "stale.png").write_text("old")
    assert main(["release"]) == 0
    assert path.read_bytes() == first and not (path.parent / "stale.png").exists()
    text = first.decode()
    assert "BEGIN SOLUTION" not in text and "It cancels." not in text and "your code here" in text


def test_simulate_needs_released_lessons(course, capsys):
    (course / "lessons" / LESSON / f"{LESSON}.ipynb").unlink()
    assert main(["simulate", "--students", "2"]) == 2
    assert f"make it first: grader release {LESSON}" in capsys.readouterr().err


@pytest.mark.slow
def test_the_running_course_may_lie_elsewhere(course, tmp_path, capsys):
    elsewhere = tmp_path / "summer school"
    assert main(["simulate", "--students", "2", "--course", str(elsewhere), LESSON]) == 0
    assert main(["grade", "--course", str(elsewhere)]) == 0
    assert (elsewhere / "report.html").is_file() and (elsewhere / "gradebook.db").is_file()
    assert (elsewhere / "feedback" / "student01" / LESSON / f"{LESSON}.html").is_file()
    assert not (course / "course" / "submitted").exists()


@pytest.mark.slow
def test_an_unknown_lesson_folder_is_reported(course, capsys):
    hand_in(course, "ada", LESSON, released(course, LESSON))
    hand_in(course, "ada", "99_unknown", "{}")
    assert main(["grade", LESSON]) == 0
    assert "ada/99_unknown: not graded, because there is no lesson of this name" in capsys.readouterr().out
    assert "99_unknown" in (course / "course" / "report.html").read_text()
