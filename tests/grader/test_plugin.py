"""nbgrader's own commands on the practice class: the same scores, and no student who stops the batch."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import answered, code, gradebook_rows, hand_in, make_course, marked

from grader.cli import main
from grader.course.record import read_record

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("graded class")]
LESSON = "01_softmax"


def nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run nbgrader as an instructor would, in the course root, with this Python's commands on the PATH."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
    )


def autograded(root: Path) -> dict[str, str]:
    folder = root / "course" / "autograded"
    return {str(p.relative_to(folder)): p.read_text() for p in folder.glob(f"*/{LESSON}/*.ipynb")}


@pytest.fixture(scope="module")
def nbgraders_class(graded_class, tmp_path_factory) -> Path:
    """A lesson of the same class, graded from nothing by `nbgrader autograde`."""
    root = tmp_path_factory.mktemp("nbgrader") / "root"
    shutil.copytree(graded_class, root)
    for made in ("autograded", "feedback"):
        shutil.rmtree(root / "course" / made)
    (root / "course" / "gradebook.db").unlink()
    ended = nbgrader(root, "autograde", LESSON)
    assert ended.returncode == 0, ended.stderr
    return root


def test_both_ways_in_give_the_same_gradebook_and_notebooks(graded_class, nbgraders_class):
    rows = gradebook_rows(nbgraders_class)
    assert len(rows) == 26 * (5 + 5)
    assert rows == {k: v for k, v in gradebook_rows(graded_class).items() if k[0] == LESSON}
    assert autograded(nbgraders_class) == autograded(graded_class)


def test_a_second_autograde_gives_the_same_scores(nbgraders_class):
    before = gradebook_rows(nbgraders_class)
    ended = nbgrader(nbgraders_class, "autograde", LESSON, "--force")
    assert ended.returncode == 0, ended.stderr
    assert gradebook_rows(nbgraders_class) == before


def test_grader_grade_keeps_what_nbgrader_graded(nbgraders_class, tmp_path, monkeypatch, capsys):
    root = shutil.copytree(nbgraders_class, tmp_path / "root")
    monkeypatch.chdir(root)
    for student in (root / "course" / "submitted").iterdir():  # kept are those that have a page
        page = root / "course" / "feedback" / student.name / LESSON / f"{LESSON}.html"
        page.parent.mkdir(parents=True)
        page.touch()
    assert main(["grade", LESSON]) == 0
    assert "1 graded now, 25 unchanged" in capsys.readouterr().out


def test_generate_feedback_makes_our_pages(graded_class, nbgraders_class):
    ended = nbgrader(nbgraders_class, "generate_feedback", LESSON)
    assert ended.returncode == 0, ended.stderr
    ours, theirs = (root / "course" / "feedback" for root in (graded_class, nbgraders_class))
    pages = list(ours.glob(f"*/{LESSON}/*.html"))
    assert len(pages) == 26
    for page in pages:
        assert (theirs / page.relative_to(ours)).read_text() == page.read_text()


def test_export_leaves_blank_what_is_not_graded(nbgraders_class):
    ended = nbgrader(nbgraders_class, "export", "--to", "all.csv")
    assert ended.returncode == 0, ended.stderr
    with open(nbgraders_class / "all.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    blank = [r for r in rows if r["remark"] == "not graded"]
    assert len(rows) == 26 and len(blank) == 1
    assert all(r["score"] == r["raw_score"] == "" for r in blank)
    assert all(float(r["score"]) <= float(r["max_score"]) for r in rows if r not in blank)
    assert any(r["remark"] == "2 points await a reader" for r in rows)


@pytest.fixture(scope="module")
def odd_class(tmp_path_factory) -> Path:
    """Hand-ins that stop or mislead plain nbgrader, each beside a right one."""
    root, before = make_course(tmp_path_factory.mktemp("odd") / "root"), Path.cwd()
    os.chdir(root)
    try:
        assert main(["release"]) == 0
    finally:
        os.chdir(before)
    lesson = "02_sigmoid"  # the shorter one
    right = answered(root, lesson)
    old = json.loads(json.dumps(right))
    for cell in old["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"schema_version": 1, "points": 99}
    forged = [*right["cells"], code("100", marked("check_sigmoid", grade=True, locked=True, points=100))]
    hand_in(root, "ada", lesson, right)
    hand_in(root, "bob", lesson, {**right, "cells": [c for c in right["cells"] for _ in range(2)]})
    hand_in(root, "cyd", lesson, "not json")
    hand_in(root, "dan", lesson, old)
    hand_in(root, "eve", lesson, {**right, "cells": forged})
    hand_in(root, "zoe", lesson, right)
    ended = nbgrader(root, "autograde", lesson)
    assert ended.returncode == 0, ended.stderr
    return root


def test_no_odd_hand_in_stops_the_batch(odd_class):
    rows = gradebook_rows(odd_class)
    scores = {k[1]: v for k, v in rows.items() if k[2] == "check_sigmoid" and k[3] == "Grade"}
    assert scores.pop("cyd") == (None, None, True)
    assert scores == dict.fromkeys(["ada", "bob", "dan", "eve", "zoe"], (2.0, None, False))


def test_the_reason_is_in_comment_and_notebook(odd_class):
    comment = gradebook_rows(odd_class)["02_sigmoid", "cyd", "sigmoid", "Comment"]
    assert comment.startswith("Not graded, because the file is not JSON")
    path = odd_class / "course" / "autograded" / "cyd" / "02_sigmoid" / "02_sigmoid.ipynb"
    assert read_record(path).reason.startswith("the file is not JSON")


def test_plain_nbgraders_commands_work_on_the_graded_course(odd_class):
    """Validation of the release, the list of assignments and a forced regrade of one student."""
    assert nbgrader(odd_class, "db", "assignment", "list").returncode == 0
    again = nbgrader(odd_class, "autograde", "02_sigmoid", "--student", "bob", "--force")
    assert again.returncode == 0, again.stderr
    assert "more than once" in " ".join(
        read_record(odd_class / "course/autograded/bob/02_sigmoid/02_sigmoid.ipynb").notes
    )
