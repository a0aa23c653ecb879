"""The gradient check: what it finds, what it can't, and how it errs."""

import numpy as np
import pytest

from w2vlib.gradcheck import check_gradient, numerical_gradient, relative_error


def cubic(x):
    return float(np.sum(x**3))


def test_central_differences_are_off_by_h_squared():
    x = np.array([2.0, -1.0])
    error = numerical_gradient(cubic, x, h=0.1) - 3 * x**2
    np.testing.assert_allclose(error, 0.1**2, rtol=1e-9)
    halved = numerical_gradient(cubic, x, h=0.05) - 3 * x**2
    np.testing.assert_allclose(error / halved, 4, rtol=1e-7)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (1, 2, 2)])
def test_any_shape(shape):
    x = np.random.default_rng(1).normal(size=shape)
    np.testing.assert_allclose(numerical_gradient(cubic, x), 3 * x**2, atol=1e-8)


def test_x_is_left_as_it_was():
    x = np.array([1.0, 2.0])
    numerical_gradient(cubic, x)
    np.testing.assert_array_equal(x, [1.0, 2.0])


def test_a_right_gradient_passes_and_a_wrong_one_is_located():
    x = np.array([1.0, 2.0, 3.0])
    assert check_gradient(cubic, lambda v: 3 * v**2, x)
    wrong = 3 * x**2
    wrong[1] = -wrong[1]
    found = check_gradient(cubic, wrong, x)
    assert not found
    assert found.worst_index == (1,)
    assert (found.claimed, round(found.measured, 6)) == (-12.0, 12.0)


def test_nan_fails():
    assert not check_gradient(cubic, np.array([np.nan, 12.0]), np.array([1.0, 2.0]))
    assert not check_gradient(lambda x: float("nan"), np.zeros(2), np.array([1.0, 2.0]))


def test_a_loss_and_gradient_scaled_together_pass():
    """What a gradient check can't show: that the loss is the right loss."""
    x = np.array([1.0, 2.0])
    assert check_gradient(lambda v: 7 * cubic(v), lambda v: 21 * v**2, x)


def test_relative_error_is_absolute_for_small_numbers():
    assert relative_error(1e-9, 0.0) == 1e-9
    assert relative_error(100.0, 101.0) == pytest.approx(1 / 101)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: numerical_gradient(cubic, [1.0], h=0), "h: expected a step above 0, got 0"),
        (lambda: numerical_gradient(cubic, [1.0], h=float("nan")), "h: expected a step above 0"),
        (lambda: check_gradient(cubic, [1.0, 2.0], [1.0]), "gradient: expected the shape of x"),
        (lambda: numerical_gradient(cubic, "x"), "x: expected real numbers"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call()


def test_a_small_wrong_is_wrong():
    x = np.array([1.0, 2.0])
    assert not check_gradient(cubic, 3 * x**2 * (1 + 1e-5), x)
