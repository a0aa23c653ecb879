"""The sigmoid σ(x) = 1/(1 + e⁻ˣ), its logarithm, and their slopes, elementwise on any shape.

Each form is chosen so that no exp sees a large positive number: x = ±1000 gives a number, not a warning.
"""

import numpy as np

from w2vlib.arguments import float_array


def sigmoid(x) -> np.ndarray | float:
    """σ(x) = 1/(1 + e⁻ˣ).

    For x < 0 the same fraction is written e^x/(1 + e^x), so that exp only ever sees −|x|.

    Parameters
    ----------
    x : a number or an array of any shape.

    Returns
    -------
    The shape of x, values in [0, 1].

    Raises
    ------
    TypeError, ValueError : x holds no real numbers.

    Source: seed 002, eq. (8) and (9); seed 003, P21.
    """
    x = float_array("x", x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))[()]


def sigmoid_slope_from_value(s) -> np.ndarray | float:
    """σ'(x) = s(1 − s) from the value s = σ(x), any shape. Source: seed 002, eq. (8)."""
    s = float_array("s", s)
    return (s * (1 - s))[()]


def sigmoid_derivative(x) -> np.ndarray | float:
    """σ'(x) = σ(x)(1 − σ(x)) = σ(x) σ(−x).

    The second form is computed: 1 − σ(x) loses its digits where σ(x) rounds to 1.

    Parameters
    ----------
    x : a number or an array of any shape; x itself, not σ(x).

    Returns
    -------
    The shape of x, values in [0, ¼], ¼ at x = 0.

    Raises
    ------
    TypeError, ValueError : x holds no real numbers.

    Source: seed 002, eq. (8).
    """
    x = float_array("x", x)
    return sigmoid(x) * sigmoid(-x)


def log_sigmoid(x) -> np.ndarray | float:
    """log σ(x) = −log(1 + e⁻ˣ).

    Parameters
    ----------
    x : a number or an array of any shape.

    Returns
    -------
    The shape of x, values ≤ 0: close to x for very negative x, close to 0 for large x.

    Raises
    ------
    TypeError, ValueError : x holds no real numbers.

    Source: the terms of seed 002, eq. (9).
    """
    return -np.logaddexp(0, -float_array("x", x))


def log_sigmoid_derivative(x) -> np.ndarray | float:
    """d log σ(x)/dx = 1 − σ(x) = σ(−x), any shape. Source: the factor in seed 002, eq. (10)–(12)."""
    return sigmoid(-float_array("x", x))


def two_class_probability(a, b) -> np.ndarray | float:
    """First entry of softmax([a, b]), which is σ(a − b); a and b broadcast. Source: seed 002, eq. (8)."""
    return sigmoid(float_array("a", a) - float_array("b", b))
