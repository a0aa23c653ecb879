"""Is a gradient right? Ask the loss itself, one coordinate at a time.

The central difference (f(x + h) − f(x − h)) / 2h is off by h²·f'''/6: halve h and the error falls to a
quarter, until rounding (about ε|f|/h) takes over. In float64 h near 1e-5 serves well.
What a passing check can't show: that the loss is the right loss.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from w2vlib.arguments import float_array, same_shape


class GradientCheck(NamedTuple):
    """Outcome of `check_gradient`: true when `passed`, with the worst place and its two numbers."""

    passed: bool
    worst_error: float
    worst_index: tuple[int, ...]
    claimed: float
    measured: float

    def __bool__(self) -> bool:
        return self.passed


def numerical_gradient(f: Callable[[np.ndarray], float], x, h: float = 1e-5) -> np.ndarray:
    """Central differences of f at x.

    Parameters
    ----------
    f : takes an array of x's shape, returns a number.
    x : array of any shape; left as it was.
    h : half the distance between the two points, in the unit of x.

    Returns
    -------
    The shape of x: entry k is (f(x + h·eₖ) − f(x − h·eₖ)) / 2h.

    Raises
    ------
    TypeError, ValueError : x isn't an array of real numbers, or h isn't above 0.
    """
    x = float_array("x", x)
    if not h > 0:
        raise ValueError(f"h: expected a step above 0, got {h!r}")
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (float(f(x + step)) - float(f(x - step))) / (2 * h)
    return gradient


def relative_error(a, b) -> np.ndarray | float:
    """|a − b| / max(1, |a|, |b|), entry by entry: absolute for small numbers, relative for large ones.

    Raises ValueError where the shapes differ.
    """
    a, b = float_array("a", a), float_array("b", b)
    same_shape(a=a, b=b)
    return (np.abs(a - b) / np.maximum(1, np.maximum(np.abs(a), np.abs(b))))[()]


def check_gradient(f, gradient, x, h: float = 1e-5, tolerance: float = 1e-6) -> GradientCheck:
    """Compare a claimed gradient with central differences of f.

    Parameters
    ----------
    f : as in `numerical_gradient`.
    gradient : the claimed ∂f/∂x, an array of x's shape or a function of x that returns one.
    x, h : as in `numerical_gradient`.
    tolerance : the largest `relative_error` that passes.

    Returns
    -------
    GradientCheck. A NaN anywhere fails.

    Raises
    ------
    TypeError, ValueError : the shapes differ, or as `numerical_gradient`.
    """
    x = float_array("x", x)
    claimed = float_array("gradient", gradient(x.copy()) if callable(gradient) else gradient)
    same_shape(x=x, gradient=claimed)
    measured = numerical_gradient(f, x, h)
    errors = np.nan_to_num(np.asarray(relative_error(claimed, measured)), nan=np.inf)
    worst = tuple(int(i) for i in np.unravel_index(errors.argmax(), errors.shape))
    return GradientCheck(
        bool(errors[worst] <= tolerance),
        float(errors[worst]),
        worst,
        float(claimed[worst]),
        float(measured[worst]),
    )
