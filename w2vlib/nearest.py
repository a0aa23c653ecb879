"""Nearest rows of a large float32 matrix: the cosines of `w2vlib.similarity` without its float64 copy."""

import numpy as np

from w2vlib.similarity import normalize_rows


def row_norms(vectors: np.ndarray) -> np.ndarray:
    """Lengths (V,) of the rows, float64, so that no square of a float32 overflows or vanishes."""
    return np.sqrt(np.einsum("vn,vn->v", vectors, vectors, dtype=np.float64))


def row_cosines(vectors: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Cosine (V,) of every row with a unit vector (N,), to float32's precision; 0 for a zero row."""
    norms = row_norms(vectors)
    dots = vectors @ direction.astype(np.float32)
    return np.divide(dots, norms, out=np.zeros(len(norms)), where=norms > 0)


def mean_direction(plus: list[np.ndarray], minus: list[np.ndarray]) -> np.ndarray:
    """Unit vector (N,) of the mean of unit vectors, those of `minus` negated.

    Raises
    ------
    ValueError : no vector at all, or they cancel to the zero vector, which has no direction.
    """
    if not plus and not minus:
        raise ValueError("positive, negative: expected at least one word or vector, got none")
    signs = np.repeat([1.0, -1.0], [len(plus), len(minus)])
    mean = signs @ normalize_rows(np.stack([*plus, *minus])) / len(signs)
    if np.linalg.norm(mean) < 1e-7:  # what float32 vectors that cancel may leave over
        raise ValueError("positive, negative: their mean is the zero vector, which has no direction")
    return normalize_rows(mean[None])[0]


def largest(values: np.ndarray, count: int) -> np.ndarray:
    """Places of the largest `count` values, falling; equal ones in the order of their places; never −inf."""
    count = min(count, int((values > -np.inf).sum()))
    if count == 0:
        return np.zeros(0, dtype=np.intp)
    least = -np.partition(-values, count - 1)[count - 1]
    candidates = np.flatnonzero(values >= least)
    return candidates[np.argsort(-values[candidates], kind="stable")][:count]
