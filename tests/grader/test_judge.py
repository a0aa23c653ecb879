"""Scores and diagnoses for answers that are in no bank."""

import numpy as np
import pytest

from grader.check import call_all, public_cases
from grader.exercises import EXERCISES
from grader.judge import credit_steps, judge
from w2vlib import gradients

SOFTMAX = EXERCISES["softmax"]
JACOBIAN = EXERCISES["softmax_jacobian"]
FINAL = EXERCISES["cross_entropy_and_gradient"]


def judged(exercise, function, public=True):
    cases = public_cases(exercise)
    return judge(exercise, cases, call_all(function, cases), public=public)


def named(report):
    return report.diagnoses[0].mistake


@pytest.mark.parametrize(
    "exercise, function, status, says",
    [
        (SOFTMAX, lambda u: None, "wrong", "returns None"),
        (SOFTMAX, lambda u: "probabilities", "wrong", "a str, not numbers"),
        (SOFTMAX, lambda u: {"y": u}, "wrong", "a dict, not numbers"),
        (SOFTMAX, lambda u: u / 0 * np.nan, "wrong", "holds nan or inf"),
        (SOFTMAX, lambda u: u[0, 0, 0], "error", "IndexError"),
        (SOFTMAX, lambda u: 1 / 0, "error", "ZeroDivisionError: division by zero"),
        (SOFTMAX, lambda u, extra: u, "error", "missing 1 required positional argument"),
        (
            SOFTMAX,
            lambda u: gradients.softmax(u)[None],
            "wrong",
            "the result has shape (1, 3), expected (3,)",
        ),
        (FINAL, lambda u, t: 3.0, "wrong", "returns one value (float), expected (E, ∂E/∂u)"),
        (FINAL, lambda u, t: (1.0, u, t), "wrong", "returns 3 values"),
    ],
)
def test_the_first_fault_is_the_one_message(exercise, function, status, says):
    report = judged(exercise, function)
    assert report.status == status
    assert float(report) == 0
    assert says in report.full_text().replace("\n    ", " ")
    assert len(report.diagnoses) == 1


@pytest.mark.parametrize(
    "exercise, function, name",
    [
        (JACOBIAN, lambda y: -3 * gradients.softmax_jacobian(y), "-3 times what it should be"),
        (JACOBIAN, lambda y: 2 * gradients.softmax_jacobian(y), "twice what it should be"),
        (JACOBIAN, lambda y: gradients.softmax_jacobian(y) / len(y), "divided by the number of entries"),
        (JACOBIAN, lambda y: gradients.softmax_jacobian(y) + 0.25, "every number is off by +0.25"),
        (SOFTMAX, lambda u: gradients.softmax(u)[..., ::-1], "the right numbers in another order"),
        (SOFTMAX, lambda u: u, "an argument comes back unchanged"),
        (JACOBIAN, lambda y: gradients.softmax_jacobian(y) * (1 + 1e-3 * y), "close, but not equal"),
        (SOFTMAX, lambda u: gradients.softmax(u).sum(), "one number where one per word is due"),
        (SOFTMAX, lambda u: gradients.softmax(u)[None], "an axis of length 1 too many or too few"),
    ],
)
def test_mistakes_nobody_listed_are_described(exercise, function, name):
    assert named(judged(exercise, function)) == name


def test_right_results_in_the_wrong_order_are_said_to_be_so():
    report = judged(FINAL, lambda u, t: gradients.cross_entropy_and_gradient(u, t)[::-1])
    assert named(report) == "the results are in another order"
    assert "(E, ∂E/∂u)" in report.diagnoses[0].hint


@pytest.mark.parametrize("safe", [lambda y: y + 1e-12, lambda y: np.maximum(y, 1e-15)])
def test_what_is_added_to_be_safe_is_asked_about(safe):
    def answer(u, t):
        y = gradients.softmax(u)
        return -np.sum(t * np.log(safe(y))), y - t

    report = judged(FINAL, answer)
    assert (report.status, named(report)) == ("unstable", "")
    assert report.diagnoses[0].question.startswith("What is added, clipped or rounded")


def test_an_overflow_nobody_listed_is_asked_about():
    report = judged(SOFTMAX, lambda u: gradients.softmax(u) * (1 if np.min(u) > -900 else np.nan))
    assert (report.status, named(report)) == ("unstable", "")
    assert report.diagnoses[0].question.startswith("Which number overflows")


def test_two_explanations_give_no_name():
    """All zeros and cut-off fractions look alike where every result is below 1: say what is seen."""
    report = judged(SOFTMAX, lambda u: np.trunc(gradients.softmax(u)))
    assert named(report) == ""
    assert "the numbers differ" in report.diagnoses[0].hint


def test_a_known_mistake_that_also_overflows_keeps_its_name():
    """Two mistakes at once: the sum over the whole batch, without a shift."""

    def both(u):
        return np.exp(u) / np.sum(np.exp(u))

    assert named(judged(SOFTMAX, both)) == "one sum over the whole batch"


def test_a_right_formula_that_overflows_loses_only_the_stability_part():
    report = judged(FINAL, lambda u, t: (np.log(np.exp(u).sum()) - t @ u, np.exp(u) / np.exp(u).sum() - t))
    assert report.status == "unstable"
    assert report == 0.8


def test_credit_is_by_output_and_case():
    report = judged(
        FINAL, lambda u, t: (gradients.cross_entropy(u, t), -gradients.cross_entropy_gradient(u, t))
    )
    assert 0.5 < report < 0.7
    assert named(report) == "the sign of the gradient is flipped"


def test_nothing_plain_right_earns_nothing():
    """Right on a lone word and on far logits only: those cases depend on the plain ones."""
    report = judged(
        SOFTMAX, lambda u: gradients.softmax(u) if np.abs(u).max() > 100 or u.size == 1 else 0 * u
    )
    assert float(report) == 0


def test_changing_the_input_costs_one_case_and_is_named():
    def in_place(y):
        result = np.diag(y) - np.outer(y, y)
        y *= 2
        return result

    report = judged(JACOBIAN, in_place)
    assert report.status == "wrong"
    assert report == pytest.approx(7 / 8)
    assert named(report) == "the input is changed"


def test_what_rounding_leaves_behind_is_no_change():
    def there_and_back(y):
        y += 0.1
        y -= 0.1
        return gradients.softmax_jacobian(y)

    assert judged(JACOBIAN, there_and_back).status == "correct"


def test_a_function_among_the_arguments_is_shown_as_its_formula():
    text = judged(EXERCISES["numerical_gradient"], lambda f, x, h=1e-5: np.zeros_like(x)).full_text()
    assert "f(x) = ½ x·Ax + b·x with A, b = [[" in text


def test_scalars_may_come_in_any_wrapping():
    exercise = EXERCISES["log_sum_exp"]
    for wrap in (float, np.float64, np.array, lambda v: np.array([v]), lambda v: [v]):
        assert judged(exercise, lambda u, wrap=wrap: wrap(gradients.log_sum_exp(u))).status == "correct"


def test_a_right_final_function_credits_its_steps():
    def unwritten(*args):
        raise NotImplementedError

    reports = {
        "softmax_jacobian": judged(JACOBIAN, unwritten),
        FINAL.name: judged(FINAL, gradients.cross_entropy_and_gradient),
    }
    lifted = credit_steps(reports)
    assert float(lifted["softmax_jacobian"]) == 1.0
    assert "part of cross_entropy_and_gradient" in lifted["softmax_jacobian"].summary
    earned = {**reports, "softmax_jacobian": judged(JACOBIAN, gradients.softmax_jacobian)}
    assert credit_steps(earned)["softmax_jacobian"].credited == "", "its own work needs no credit"
    wrong_final = {**reports, FINAL.name: judged(FINAL, unwritten)}
    assert float(credit_steps(wrong_final)["softmax_jacobian"]) == 0.0


def test_secret_cases_are_never_shown():
    report = judged(SOFTMAX, lambda u: u, public=False)
    assert "expected:" not in report.full_text()
    assert "expected:" not in report.full_html()
    assert "expected:" in judged(SOFTMAX, lambda u: u).full_text()


def test_outcomes_and_cases_must_match():
    with pytest.raises(ValueError, match="expected one per case"):
        judge(SOFTMAX, public_cases(SOFTMAX), [])
