"""The practice class: every kind and every mistake is in it, and nothing of a real class is touched."""

import csv
import json
import random
from collections import Counter

import pytest
from small_course import hand_in, released

from grader.cli import main
from grader.course.practice import FULL, NAMED, needed_for_mistakes
from grader.course.practice_kinds import BROKEN, KINDS
from grader.course.simulate import needed_students, plans_for
from grader.exercises import LESSONS, lesson_exercises
from grader.notebook import notebook_from_text


def key_rows(root) -> list[dict]:
    with open(root / "course" / "practice_key.csv", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("lesson", LESSONS)
def test_thirty_students_carry_every_kind_and_every_mistake(lesson):
    exercises = list(lesson_exercises(lesson))
    assert needed_students(exercises) <= 30
    plans = plans_for(exercises, 30, random.Random(1), 0)
    planted = {(name, a.planted) for p in plans for name, a in p.answers.items() if a.expected == NAMED}
    assert planted == {(e.name, m.name) for e in exercises for m in e.mistakes}
    assert len({p.kind for p in plans}) == len(KINDS) + 3  # and a broken file, the right ones, the mistaken
    styles = {(name, a.planted) for p in plans for name, a in p.answers.items() if a.expected == FULL}
    assert all(len([s for n, s in styles if n == e.name]) >= min(3, len(e.styles)) for e in exercises)


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("students", [1, 5, 13, 40])
def test_every_size_of_class_is_planned(lesson, students):
    exercises = list(lesson_exercises(lesson))
    plans = plans_for(exercises, students, random.Random(2), 1)
    assert len(plans) == students
    assert all(p.answers.keys() == {e.name for e in exercises} for p in plans)


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_right_final_function_hides_a_mistaken_step(lesson):
    exercises = list(lesson_exercises(lesson))
    for plan in plans_for(exercises, 60, random.Random(3), 0):
        for final in exercises:
            if plan.answers[final.name].expected == FULL:
                assert not any(plan.answers[s].expected == NAMED for s in final.steps)


def test_a_broken_file_of_another_sort_in_each_lesson(course):
    exercises = list(lesson_exercises("01_softmax"))
    kinds = {p.kind for n in range(len(BROKEN)) for p in plans_for(exercises, 2, random.Random(4), n)}
    assert len(kinds - {"right"}) == len(BROKEN)


def test_too_few_students_are_said(course, capsys):
    assert main(["simulate", "--students", "3", "01_softmax"]) == 0
    said = capsys.readouterr().out
    needed = needed_students([e for e in lesson_exercises("01_softmax") if e.name != "log_sum_exp"])
    assert f"3 students can't carry every mistake and kind; that takes {needed}" in said
    assert needed > needed_for_mistakes(list(lesson_exercises("01_softmax")))


def test_real_submissions_are_never_overwritten(course, capsys):
    real = hand_in(course, "ada", "01_softmax", released(course, "01_softmax"))
    before = real.read_bytes()
    assert main(["simulate", "--students", "2"]) == 2
    assert "did not write, such as ada/01_softmax/01_softmax.ipynb" in capsys.readouterr().err
    assert real.read_bytes() == before
    assert list((course / "course" / "submitted").iterdir()) == [real.parents[1]]


def test_an_edited_practice_notebook_is_a_real_one(course):
    assert main(["simulate", "--students", "3"]) == 0
    path = course / "course" / "submitted" / "student02" / "01_softmax" / "01_softmax.ipynb"
    path.write_text(path.read_text() + " ")
    assert main(["simulate", "--students", "3"]) == 2
    assert path.read_text().endswith(" ")


def test_a_new_practice_class_replaces_the_old_one(course):
    assert main(["simulate", "--students", "4"]) == 0
    assert main(["simulate", "--students", "2", "02_sigmoid"]) == 0
    submitted = course / "course" / "submitted"
    assert sorted(p.name for p in submitted.iterdir()) == ["student01", "student02"]
    assert [p.name for p in (submitted / "student01").iterdir()] == ["02_sigmoid"]
    assert {r["lesson"] for r in key_rows(course)} == {"02_sigmoid"}


def test_a_seed_makes_the_same_class_again(course):
    keys = []
    for seed in ("1", "1", "2"):
        assert main(["simulate", "--students", "6", "--seed", seed]) == 0
        keys.append(key_rows(course))
    assert keys[0] == keys[1] != keys[2]


def test_the_files_are_submissions_as_nbgrader_has_them(course):
    assert main(["simulate", "--students", "14", "01_softmax"]) == 0
    folder = course / "course" / "submitted"
    stamps = [p.read_text() for p in folder.glob("*/01_softmax/timestamp.txt")]
    assert len(stamps) == 14 and all(s.endswith(" UTC") for s in stamps)
    kinds = Counter(r["kind"] for r in key_rows(course) if r["exercise"] == "softmax")
    untouched = next(r["student"] for r in key_rows(course) if r["kind"] == "untouched")
    path = folder / untouched / "01_softmax" / "01_softmax.ipynb"
    given = notebook_from_text(json.dumps(released(course, "01_softmax")))
    assert notebook_from_text(path.read_text())["cells"] == given["cells"]
    assert kinds["endless loop"] == kinds["plots"] == kinds["cut off in the middle"] == 1
