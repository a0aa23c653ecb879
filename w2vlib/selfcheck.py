"""The library checks itself: each gradient against central differences of the loss it belongs to."""

from collections.abc import Callable, Iterator

import numpy as np

from w2vlib import gradients
from w2vlib.gradcheck import GradientCheck, check_gradient


def gradient_pairs(rng: np.random.Generator) -> Iterator[tuple[str, Callable, Callable, np.ndarray]]:
    """Yield (name, function to a number, its claimed gradient, a point) for every derivative there is."""
    u, x = rng.normal(size=6), rng.normal(size=(2, 3)) * 3
    t = gradients.softmax(rng.normal(size=6))
    weights = rng.normal(size=6)
    yield "log_sum_exp", gradients.log_sum_exp, gradients.softmax, u
    yield (
        "softmax_jacobian",
        lambda v: weights @ gradients.softmax(v),
        lambda v: gradients.softmax_jacobian(gradients.softmax(v)).T @ weights,
        u,
    )
    yield (
        "cross_entropy_slope",
        lambda y: -t @ np.log(y),
        lambda y: gradients.cross_entropy_slope(y, t),
        gradients.softmax(u),
    )
    yield (
        "cross_entropy_gradient",
        lambda v: gradients.cross_entropy(v, t),
        lambda v: gradients.cross_entropy_gradient(v, t),
        u,
    )
    yield "sigmoid_derivative", lambda v: np.sum(gradients.sigmoid(v)), gradients.sigmoid_derivative, x
    yield (
        "log_sigmoid_derivative",
        lambda v: np.sum(gradients.log_sigmoid(v)),
        gradients.log_sigmoid_derivative,
        x,
    )


def self_check(seed: int = 1) -> dict[str, GradientCheck]:
    """Check every gradient at a random point; names to outcomes."""
    pairs = gradient_pairs(np.random.default_rng(seed))
    return {name: check_gradient(f, gradient, point) for name, f, gradient, point in pairs}
