"""The library checks itself: each gradient against central differences of the loss it belongs to."""

from collections.abc import Callable, Iterator

import numpy as np

from w2vlib import gradients
from w2vlib.gradcheck import GradientCheck, check_gradient
from w2vlib.huffman import huffman_tree

Pair = tuple[str, Callable, Callable, np.ndarray]  # name, function to a number, its claimed gradient, a point


def function_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Yield the derivatives of softmax, cross-entropy and sigmoid."""
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


def model_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Yield both gradients of each of the nine models, with a repeated word and repeated negatives."""
    W, U, nodes = rng.normal(size=(6, 4)), rng.normal(size=(6, 4)), rng.normal(size=(5, 4))
    tree, drawn = huffman_tree([9, 5, 4, 3, 2, 1]), [1, 5, 5]
    words = {"one_word": (2, 4), "cbow": ([1, 3, 3], 4), "skip_gram": (2, [4, 0, 4])}
    for side, pair in words.items():
        draws = [drawn] * 3 if side == "skip_gram" else drawn
        yield from _both(f"{side}_softmax", W, U, lambda f, W, U, p=pair: f(*p, W, U))
        yield from _both(f"{side}_hierarchical", W, nodes, lambda f, W, U, p=pair: f(*p, W, U, tree))
        yield from _both(f"{side}_negative", W, U, lambda f, W, U, p=pair, d=draws: f(*p, d, W, U))


def _both(name: str, W: np.ndarray, U: np.ndarray, call: Callable) -> Iterator[Pair]:
    def model(W, U):
        return call(getattr(gradients, name), W, U)

    yield f"{name} ∂W", lambda v: model(v, U).loss, lambda v: model(v, U).input_vectors, W
    yield f"{name} ∂W'", lambda v: model(W, v).loss, lambda v: model(W, v).output_vectors, U


def self_check(seed: int = 1) -> dict[str, GradientCheck]:
    """Check every gradient at a random point; names to outcomes."""
    rng = np.random.default_rng(seed)
    pairs = (*function_pairs(rng), *model_pairs(rng))
    return {name: check_gradient(f, gradient, point) for name, f, gradient, point in pairs}
