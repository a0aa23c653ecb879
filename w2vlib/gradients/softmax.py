"""From scores to probabilities to a loss, and back: u → y → E → ∂E/∂u = y − t.

u (V,) holds the logits, one score per word; y (V,) the prediction; t (V,) the truth, one-hot or any
distribution; E the loss in nats. Rong's letters; seed 001 writes ŷ and CS224n writes y for our t.
"""

import numpy as np

from w2vlib.arguments import float_array, same_shape


def log_sum_exp(u) -> np.ndarray | float:
    """log Σⱼ exp(uⱼ) over the last axis, without overflow.

    The largest logit is taken out of the sum first: exp never sees a positive number.

    Parameters
    ----------
    u : (V,) logits, or (B, V), one row per example.

    Returns
    -------
    float for (V,), array (B,) for (B, V).

    Raises
    ------
    TypeError, ValueError : u isn't a non-empty array of real numbers with one or two axes.

    Source: the second term of E in seed 001; Rong 2014, eq. (7).
    """
    u = float_array("u", u, ndim=(1, 2))
    largest = u.max(axis=-1, keepdims=True)
    return (largest + np.log(np.exp(u - largest).sum(axis=-1, keepdims=True)))[..., 0][()]


def softmax(u) -> np.ndarray:
    """Probabilities yⱼ = exp(uⱼ) / Σₖ exp(uₖ) over the last axis.

    Parameters
    ----------
    u : (V,) logits, or (B, V), one row per example.

    Returns
    -------
    y, the shape of u; each row sums to 1.

    Raises
    ------
    TypeError, ValueError : as `log_sum_exp`.

    Source: seed 001, p(w_j | w_I) = y_j; Rong 2014, eq. (3).
    """
    u = float_array("u", u, ndim=(1, 2))
    exponentials = np.exp(u - u.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def softmax_jacobian(y) -> np.ndarray:
    """Jacobian of the softmax, J[i, j] = ∂yᵢ/∂uⱼ = yᵢ([i = j] − yⱼ), from its value y.

    Parameters
    ----------
    y : (V,) probabilities, the softmax's own output.

    Returns
    -------
    J (V, V) = diag(y) − y yᵀ: symmetric, each row sums to 0.

    Raises
    ------
    TypeError, ValueError : y isn't a non-empty vector of real numbers.

    Source: the step between softmax and ∂E/∂u in seed 001, which prints only the result.
    """
    y = float_array("y", y, ndim=1)
    return np.diag(y) - np.outer(y, y)


def cross_entropy(u, t) -> float:
    """Loss E = −Σⱼ tⱼ log yⱼ, computed from the logits as (Σⱼ tⱼ) log Σₖ exp(uₖ) − Σⱼ tⱼ uⱼ.

    The logits, not y: where y underflows to 0, log y is lost and u still knows it.

    Parameters
    ----------
    u : (V,) logits.
    t : (V,) truth, one-hot or any distribution.

    Returns
    -------
    E in nats.

    Raises
    ------
    TypeError, ValueError : u and t aren't real vectors of one shape.

    Source: seed 001, E; seed 002 eq. (1) for one-hot t, where it is −log y_o.
    """
    u, t = _logits_and_truth(u, t)
    return float(t.sum() * log_sum_exp(u) - t @ u)


def cross_entropy_slope(y, t) -> np.ndarray:
    """∂E/∂yⱼ = −tⱼ/yⱼ of E = −Σⱼ tⱼ log yⱼ, with y taken as free.

    Parameters
    ----------
    y : (V,) probabilities, all above 0.
    t : (V,) truth.

    Returns
    -------
    (V,) slopes.

    Raises
    ------
    TypeError, ValueError : y and t aren't real vectors of one shape.

    Source: the first factor of the chain rule behind ∂E/∂u in seed 001.
    """
    y, t = float_array("y", y, ndim=1), float_array("t", t, ndim=1)
    same_shape(y=y, t=t)
    return -t / y


def cross_entropy_gradient(u, t) -> np.ndarray:
    """∂E/∂u = (Σⱼ tⱼ) y − t, which is the error e = y − t when t is a distribution.

    Parameters
    ----------
    u : (V,) logits.
    t : (V,) truth, one-hot or any distribution.

    Returns
    -------
    e (V,), summing to 0; all 0 where y = t.

    Raises
    ------
    TypeError, ValueError : u and t aren't real vectors of one shape.

    Source: seed 001, ∂E/∂u (its index corrected: e_j = y_j − t_j); Rong 2014, eq. (8).
    """
    u, t = _logits_and_truth(u, t)
    return t.sum() * softmax(u) - t


def cross_entropy_and_gradient(u, t) -> tuple[float, np.ndarray]:
    """Both `cross_entropy` and `cross_entropy_gradient`: (E, ∂E/∂u), shapes () and (V,)."""
    return cross_entropy(u, t), cross_entropy_gradient(u, t)


def _logits_and_truth(u, t) -> tuple[np.ndarray, np.ndarray]:
    u, t = float_array("u", u, ndim=1), float_array("t", t, ndim=1)
    same_shape(u=u, t=t)
    return u, t
