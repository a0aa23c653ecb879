"""Do two rows of numbers go together? Pearson's correlation, and Spearman's, which only sees the order."""

import numpy as np

from w2vlib.arguments import float_array, same_shape


def ranks(values) -> np.ndarray:
    """Ranks (n,) of numbers (n,), from 1; equal numbers share the mean of their ranks."""
    _, group, sizes = np.unique(_finite("values", values), return_inverse=True, return_counts=True)
    return (np.cumsum(sizes) - (sizes - 1) / 2)[group]


def pearson(x, y) -> float:
    """Correlation of two rows of numbers (n,), from −1 to 1.

    Raises
    ------
    TypeError, ValueError : they aren't finite numbers, differ in length, or one of them is constant.
    """
    x, y = _finite("x", x), _finite("y", y)
    same_shape(x=x, y=y)
    for name, values in (("x", x), ("y", y)):
        if values.min() == values.max():
            raise ValueError(f"{name}: expected at least two different numbers, got only {values[0]}")
    x, y = _centred(x), _centred(y)
    return float(np.clip(x @ y / np.sqrt((x @ x) * (y @ y)), -1, 1))


def spearman(x, y) -> float:
    """Correlation of the ranks of two rows of numbers (n,), ties sharing theirs; errors as `pearson`."""
    return pearson(ranks(x), ranks(y))


def _finite(name: str, values) -> np.ndarray:
    values = float_array(name, values, ndim=1)
    if not np.isfinite(values).all():
        raise ValueError(f"{name}: expected finite numbers, got {values[~np.isfinite(values)][0]}")
    return values


def _centred(values: np.ndarray) -> np.ndarray:
    values = values / np.abs(values).max()  # first, so that no square overflows or vanishes
    return values - values.mean()
