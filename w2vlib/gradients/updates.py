"""One step of stochastic gradient descent, and the same step taken apart into pushes and pulls.

Descent subtracts the gradient of a loss. Seed 003 ascends a log-likelihood instead: both signs turn, the step
is the same.
"""

from collections.abc import Callable
from math import isfinite

import numpy as np

from w2vlib.arguments import float_array, same_shape
from w2vlib.shapes import outer_product


def sgd_step(parameters, gradient, learning_rate: float) -> np.ndarray:
    """New parameters θ − η ∂E/∂θ, any shape; the old ones are left as they were.

    Raises
    ------
    TypeError, ValueError : the shapes differ, or the learning rate is negative or no number.

    Source: seed 001, every update; Rong 2014, eq. (11).
    """
    parameters, gradient = float_array("parameters", parameters), float_array("gradient", gradient)
    same_shape(parameters=parameters, gradient=gradient)
    return parameters - _checked(learning_rate) * gradient


def sgd(f: Callable[[np.ndarray], tuple], x, learning_rate: float, iterations: int) -> np.ndarray:
    """Repeat `sgd_step`; f(x) returns (loss, ∂loss/∂x). Source: CS224n's program, which seed 002 answers."""
    for _ in range(iterations):
        _, gradient = f(x)
        x = sgd_step(x, gradient, learning_rate)
    return x


def updated_outside_vectors(outside_vectors, e, h, learning_rate: float) -> np.ndarray:
    """All outside vectors after a step, v'_j − η e_j h.

    Parameters
    ----------
    outside_vectors : W' (V, N).
    e : (V,) errors y − t; for skip-gram the summed error EI.
    h : (N,).
    learning_rate : η ≥ 0.

    Returns
    -------
    (V, N), new.

    Raises
    ------
    TypeError, ValueError : the shapes don't fit.

    Source: seed 001, v'_j^(new); seed 004, (34); Rong 2014, eq. (11) and (34).
    """
    return sgd_step(outside_vectors, outer_product(e, h), learning_rate)


def updated_input_vectors(input_vectors, shares, EH, learning_rate: float) -> np.ndarray:
    """All input vectors after a step, v_k − η x_k EH: only words that went into h move, each by its share.

    Parameters
    ----------
    input_vectors : W (V, N).
    shares : x (V,), one-hot for one word, 1/C for each of C context words.
    EH : ∂E/∂h (N,).
    learning_rate : η ≥ 0.

    Returns
    -------
    (V, N), new.

    Raises
    ------
    TypeError, ValueError : the shapes don't fit.

    Source: seed 001, v_I^(new) and v_{I,c}^(new); seed 004, (35); Rong 2014, eq. (16) and (23).
    """
    return sgd_step(input_vectors, outer_product(shares, EH), learning_rate)


def pulls_on_outside_vectors(e, h, learning_rate: float) -> np.ndarray:
    """Arrow −η e_j h on each outside vector: towards h where e_j < 0 (the target), away from h elsewhere.

    Parameters
    ----------
    e : (V,); h : (N,); learning_rate : η ≥ 0.

    Returns
    -------
    (V, N), row j for v'_j. Source: seed 001's reading of over- and underestimating.
    """
    return -_checked(learning_rate) * outer_product(e, h)


def pulls_on_input_vector(e, outside_vectors, learning_rate: float) -> np.ndarray:
    """What each outside vector does to v_I: −η e_j v'_j; the step is the sum of these rows.

    The true target pulls with η(1 − y_O) v'_O; every other word pushes, by its predicted probability y_j.

    Parameters
    ----------
    e : (V,); outside_vectors : (V, N); learning_rate : η ≥ 0.

    Returns
    -------
    (V, N), row j from v'_j.

    Raises
    ------
    TypeError, ValueError : e isn't one number per row of outside_vectors.

    Source: seed 001's sentence after v_I^(new), mended (the target pulls, not the predicted word).
    """
    e, outside_vectors = float_array("e", e, ndim=1), float_array("outside_vectors", outside_vectors, ndim=2)
    if len(e) != len(outside_vectors):
        raise ValueError(f"e: expected {len(outside_vectors)} numbers, one per row, got {len(e)}")
    return -_checked(learning_rate) * e[:, None] * outside_vectors


def _checked(learning_rate: float) -> float:
    if not (isfinite(learning_rate) and learning_rate >= 0):
        raise ValueError(f"learning_rate: expected a finite number of 0 or more, got {learning_rate!r}")
    return learning_rate
