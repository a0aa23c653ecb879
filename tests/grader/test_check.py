"""The check in a notebook: the number nbgrader reads, hints that unlock, the Validate button."""

import json
import pickle

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from grader import Report, check
from grader.attempts import Attempts
from grader.exercises import EXERCISES
from w2vlib import gradients


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("W2V_STATE_DIR", str(tmp_path))
    monkeypatch.setattr(Attempts, "in_memory", {})
    for name in ("NBGRADER_VALIDATING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)


def wrong(factor):
    return lambda u: factor * gradients.softmax(u)


def graded_cell(report, points):
    data = {"text/plain": repr(report), "text/html": report.html()}
    metadata = {"nbgrader": {"grade": True, "solution": False, "points": points, "grade_id": "check_softmax"}}
    return new_code_cell(metadata=metadata, outputs=[new_output("execute_result", data)])


def test_the_report_is_a_plain_number_to_nbgrader():
    report = check("softmax", wrong(2))
    assert repr(report) == repr(float(report))
    assert determine_grade(graded_cell(report, 2)) == (float(report), 2.0)
    right = check("softmax", gradients.softmax)
    assert determine_grade(graded_cell(right, 1)) == (1.0, 1.0)


def test_partial_credit_is_read_as_such():
    half = check("softmax", lambda u: np.exp(u) / np.exp(u).sum(axis=-1, keepdims=True))
    assert 0 < half < 1
    assert determine_grade(graded_cell(half, 1))[0] == float(half)


def test_hints_unlock_with_changed_attempts_only():
    shown = [check("softmax", wrong(f)).text() for f in (2, 2, 3, 4, 5, 6)]
    counts = [text.count("\n  ") for text in shown]
    assert shown[0] == shown[1], "the same attempt again unlocks nothing"
    assert "The smallest failing case" not in shown[0]
    assert "The smallest failing case" in shown[2]
    assert "A question" in shown[3]
    assert "The formula, and a case beside yours" in shown[5]
    assert counts == sorted(counts)
    assert "next hint unlocks" not in shown[5]


def test_attempts_survive_a_new_kernel_and_a_broken_file(tmp_path):
    check("softmax", wrong(2))
    Attempts.in_memory.clear()
    assert "The smallest failing case" in check("softmax", wrong(3)).text()
    (tmp_path / "attempts.json").write_text("not json")
    assert "softmax" in check("softmax", wrong(4)).text()
    (tmp_path / "attempts.json").write_text(json.dumps(["a list"]))
    assert check("softmax", wrong(5)).unlocked >= 1


def test_a_folder_that_cannot_be_written_loses_nothing_in_this_process(monkeypatch):
    monkeypatch.setenv("W2V_STATE_DIR", "/dev/null/nowhere")
    assert check("softmax", wrong(2)).unlocked == 1
    assert check("softmax", wrong(3)).unlocked == 2


def test_an_unwritten_function_is_told_what_to_do_first():
    def softmax(u):
        raise NotImplementedError

    report = check("softmax", softmax)
    assert (report.status, float(report)) == ("missing", 0.0)
    assert "What to do first" in report.text()
    assert "softmax(u)" in report.html()


def test_validate_raises_with_the_whole_diagnosis(monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    with pytest.raises(AssertionError, match="one sum over the whole batch"):
        check("softmax", lambda u: np.exp(u - u.max()) / np.exp(u - u.max()).sum())
    assert check("softmax", gradients.softmax) is None


def test_executed_by_plain_nbgrader_a_right_answer_gives_no_output(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check("softmax", gradients.softmax) is None
    assert isinstance(check("softmax", wrong(2)), Report)


def test_prints_and_warnings_stay_quiet(capfd):
    def noisy(u):
        print("debug", u)
        np.log(np.zeros(1))
        return gradients.softmax(u)

    assert check("softmax", noisy).status == "correct"
    assert capfd.readouterr() == ("", "")


def test_a_student_s_text_is_escaped_in_html():
    def hostile(u):
        raise ValueError("<script>alert(1)</script>")

    report = check("softmax", hostile)
    assert "<script>" not in report.full_html()
    assert "&lt;script&gt;" in report.full_html()


@pytest.mark.parametrize("name, function, error", [("softmax", 3.0, TypeError), ("nope", abs, KeyError)])
def test_a_wrong_call_says_how_to_call(name, function, error):
    with pytest.raises(error):
        check(name, function)


def test_a_report_out_of_range_is_refused_and_is_not_pickled():
    with pytest.raises(ValueError, match="fraction from 0 to 1"):
        Report(1.5, exercise=EXERCISES["softmax"], status="correct")
    with pytest.raises(TypeError, match="can't be pickled"):
        pickle.dumps(check("softmax", gradients.softmax))


def test_a_keyboard_interrupt_passes_through():
    def stopped(u):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("softmax", stopped)
