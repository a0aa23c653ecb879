"""The oracle against finite differences, brute force and its own invariants."""

import itertools
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from w2vlib import gradcheck, gradients

ELEMENTARY = [
    name
    for name in gradients.__all__
    if getattr(gradients, name).__module__ in ("w2vlib.gradients.softmax", "w2vlib.gradients.sigmoid")
]
logits = arrays(np.float64, st.integers(1, 8), elements=st.floats(-30, 30))
numbers = st.floats(-30, 30)


def distribution(u):
    t = np.abs(u) + 0.1
    return t / t.sum()


@given(logits)
def test_softmax_is_the_quotient_of_exponentials(u):
    exponentials = [math.exp(x) for x in u]
    expected = [e / math.fsum(exponentials) for e in exponentials]
    np.testing.assert_allclose(gradients.softmax(u), expected, rtol=1e-12)


@given(logits, st.floats(-500, 500))
def test_a_common_shift_changes_no_probability(u, shift):
    np.testing.assert_allclose(gradients.softmax(u + shift), gradients.softmax(u), rtol=1e-9, atol=1e-14)


def test_a_batch_is_its_rows():
    u = np.random.default_rng(0).normal(size=(4, 6))
    np.testing.assert_array_equal(gradients.softmax(u), [gradients.softmax(row) for row in u])
    np.testing.assert_array_equal(gradients.log_sum_exp(u), [gradients.log_sum_exp(row) for row in u])


@given(logits)
def test_log_sum_exp_is_the_logarithm_of_the_sum(u):
    assert gradients.log_sum_exp(u) == pytest.approx(
        math.log(math.fsum(map(math.exp, u))), rel=1e-12, abs=1e-12
    )


@pytest.mark.parametrize("offset", [-1e5, -1000.0, 1000.0, 1e5])
def test_far_logits_stay_finite(offset):
    u = offset + np.array([0.0, math.log(3.0)])
    np.testing.assert_allclose(gradients.softmax(u), [0.25, 0.75])
    assert gradients.log_sum_exp(u) == pytest.approx(offset + math.log(4))
    assert gradients.cross_entropy(u, [1.0, 0.0]) == pytest.approx(math.log(4))


def test_a_loss_that_y_has_forgotten_is_known_to_the_logits():
    assert gradients.softmax([800.0, 0.0])[1] == 0
    assert gradients.cross_entropy([800.0, 0.0], [0.0, 1.0]) == 800.0


@given(logits)
def test_the_loss_equals_its_log_sum_exp_form(u):
    t = distribution(u)
    direct = -np.sum(t * np.log(gradients.softmax(u)))
    assert gradients.cross_entropy(u, t) == pytest.approx(direct, rel=1e-12, abs=1e-12)


@given(logits)
def test_cross_entropy_gradient_against_finite_differences(u):
    t = distribution(u)
    assert gradcheck.check_gradient(
        lambda v: gradients.cross_entropy(v, t), gradients.cross_entropy_gradient(u, t), u, h=1e-4
    )


@given(logits)
def test_the_error_sums_to_zero_and_vanishes_at_the_truth(u):
    t = distribution(u)
    assert gradients.cross_entropy_gradient(u, t).sum() == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(gradients.cross_entropy_gradient(np.log(t), t), 0, atol=1e-15)


@given(logits)
def test_jacobian_against_finite_differences(u):
    measured = [
        gradcheck.numerical_gradient(lambda v, i=i: gradients.softmax(v)[i], u) for i in range(len(u))
    ]
    np.testing.assert_allclose(gradients.softmax_jacobian(gradients.softmax(u)), measured, atol=1e-8)


@given(logits)
def test_the_chain_rule_gives_the_error(u):
    """∂E/∂u = Jᵀ ∂E/∂y, the derivation of lesson 01 with numbers."""
    u, t = u / 10, distribution(u)
    y = gradients.softmax(u)
    chained = gradients.softmax_jacobian(y).T @ gradients.cross_entropy_slope(y, t)
    np.testing.assert_allclose(chained, gradients.cross_entropy_gradient(u, t), atol=1e-12)


def test_jacobian_rows_and_columns_sum_to_zero():
    jacobian = gradients.softmax_jacobian([0.1, 0.2, 0.7])
    np.testing.assert_allclose(jacobian.sum(axis=0), 0, atol=1e-15)
    np.testing.assert_array_equal(jacobian, jacobian.T)


@given(numbers)
def test_sigmoid_is_its_formula(x):
    assert gradients.sigmoid(x) == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-13)
    assert gradients.log_sigmoid(x) == pytest.approx(-math.log1p(math.exp(-x)), rel=1e-13)


@given(numbers)
def test_sigmoid_mirrors(x):
    assert gradients.sigmoid(x) + gradients.sigmoid(-x) == pytest.approx(1, rel=1e-15)
    assert gradients.sigmoid_derivative(x) == pytest.approx(gradients.sigmoid_derivative(-x), rel=1e-14)
    assert gradients.log_sigmoid_derivative(x) == gradients.sigmoid(-x)


@pytest.mark.parametrize(
    "function, slope",
    [
        (gradients.sigmoid, gradients.sigmoid_derivative),
        (gradients.log_sigmoid, gradients.log_sigmoid_derivative),
    ],
)
@given(x=arrays(np.float64, (2, 3), elements=st.floats(-8, 8)))
def test_sigmoid_slopes_against_finite_differences(function, slope, x):
    assert gradcheck.check_gradient(lambda v: np.sum(function(v)), slope(x), x)


@given(numbers, numbers)
def test_two_class_softmax_is_a_sigmoid(a, b):
    assert gradients.two_class_probability(a, b) == pytest.approx(gradients.softmax([a, b])[0], rel=1e-12)


def test_slope_from_the_value_is_the_slope():
    x = np.linspace(-5, 5, 21)
    np.testing.assert_allclose(
        gradients.sigmoid_slope_from_value(gradients.sigmoid(x)), gradients.sigmoid_derivative(x), rtol=1e-12
    )
    assert gradients.sigmoid_derivative(0) == 0.25


@pytest.mark.parametrize("x", [-1e4, -1000.0, 1000.0, 1e4])
def test_far_arguments_give_numbers_without_warnings(x):
    with np.errstate(all="raise", under="ignore"):
        assert gradients.sigmoid(x) == (x > 0)
        assert gradients.log_sigmoid(x) == min(x, 0)
        assert gradients.sigmoid_derivative(x) == 0
        assert gradients.log_sigmoid_derivative(x) == (x < 0)


@pytest.mark.parametrize("name", ELEMENTARY)
def test_integers_and_float32_are_computed_in_float64(name):
    function = getattr(gradients, name)
    count = function.__code__.co_argcount
    plain = function(*[np.array([1.0, 2.0, 4.0]) / 8] * count)
    small = function(*[np.array([1, 2, 4], np.float32) / np.float32(8)] * count)
    pairs = zip(plain, small, strict=True) if isinstance(plain, tuple) else [(plain, small)]
    for a, b in pairs:
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: gradients.softmax("king"), "u: expected real numbers, got str 'king'"),
        (lambda: gradients.softmax([]), "at least one number, got shape (0,)"),
        (lambda: gradients.softmax(np.zeros((2, 2, 2))), "1 or 2 axes, got shape (2, 2, 2)"),
        (lambda: gradients.softmax_jacobian(0.5), "y: expected an array with 1 axes, got shape ()"),
        (lambda: gradients.cross_entropy([1.0, 2.0], [1.0]), "t: expected the shape of u, (2,), got (1,)"),
        (lambda: gradients.sigmoid(None), "x: expected real numbers, got NoneType None"),
        (lambda: gradients.sigmoid(1j), "x: expected real numbers"),
        (lambda: gradients.sigmoid([[1.0], [1.0, 2.0]]), "x: expected real numbers"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((TypeError, ValueError)) as raised:
        call()
    assert says in str(raised.value)


def test_inputs_are_left_alone():
    u, t = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    gradients.cross_entropy_and_gradient(u, t)
    gradients.softmax(u)
    np.testing.assert_array_equal(np.stack([u, t]), [[1.0, 2.0], [0.0, 1.0]])


def test_the_core_imports_numpy_alone():
    blocked = ("matplotlib", "ipywidgets", "anywidget", "traitlets", "tqdm", "IPython", "nbgrader", "grader")
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({blocked!r}))\n"
        "import w2vlib.gradients, w2vlib.gradcheck, w2vlib.shapes\n"
        "print(w2vlib.gradients.sigmoid(0.0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "0.5", done.stderr


def test_every_pair_of_formulas_agrees_on_one_example():
    """Numbers worked by hand: u = (0, log 3), the truth is the first word."""
    u, t = [0.0, math.log(3)], [1.0, 0.0]
    by_hand = {
        "y": [0.25, 0.75],
        "E": math.log(4),
        "e": [-0.75, 0.75],
        "J": [[3 / 16, -3 / 16], [-3 / 16, 3 / 16]],
    }
    computed = {
        "y": gradients.softmax(u),
        "E": gradients.cross_entropy(u, t),
        "e": gradients.cross_entropy_gradient(u, t),
        "J": gradients.softmax_jacobian([0.25, 0.75]),
    }
    for name in by_hand:
        np.testing.assert_allclose(computed[name], by_hand[name], err_msg=name)


def test_seed_001_index_slip_is_wrong_and_its_mending_right():
    """Seed 001 prints ∂E/∂u_i = y_j − t_j: with i ≠ j the two sides differ; with one index they agree."""
    u, t = np.array([0.3, -0.2, 1.0]), np.array([0.0, 1.0, 0.0])
    measured = gradcheck.numerical_gradient(lambda v: gradients.cross_entropy(v, t), u)
    e = gradients.softmax(u) - t
    assert all(abs(measured[i] - e[j]) > 0.1 for i, j in itertools.permutations(range(3), 2))
    np.testing.assert_allclose(measured, e, atol=1e-9)


def test_seed_002_positivity_singles_nothing_out():
    """Seed 002 (8) argues from σ' > 0 alone: σ(2 − σ) is positive as well, and isn't the slope."""
    x = np.linspace(-4, 4, 33)
    s = gradients.sigmoid(x)
    measured = np.array([gradcheck.numerical_gradient(gradients.sigmoid, v) for v in x])
    assert np.all(s * (2 - s) > 0)
    assert np.abs(s * (2 - s) - measured).max() > 0.9
    np.testing.assert_allclose(gradients.sigmoid_slope_from_value(s), measured, atol=1e-9)
