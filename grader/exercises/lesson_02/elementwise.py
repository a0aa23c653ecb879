"""The cases of every function of one x: a number or an array of any shape, elementwise."""

import numpy as np

from grader.exercise import Case


def elementwise_cases(rng):
    """Vectors, a matrix, a plain number, then arguments far from 0."""
    yield Case("three numbers", (np.array([-2.0, 0.0, 1.0]),))
    yield Case("six numbers", (rng.normal(size=6) * 3,))
    yield Case("a matrix", (rng.normal(size=(2, 3)),))
    yield Case("one number, no array", (0.8,), kind="edge")
    yield Case("float32", (rng.normal(size=5).astype(np.float32),), kind="float32")
    yield Case("x = −1000", (np.array([-1000.0, -1.0]),), kind="stability")
    yield Case("x = 1000", (np.array([1000.0, 1.0]),), kind="stability")
