"""What every public function says about an argument it can't use: its name, what was expected, what came."""

from operator import index as as_integer

import numpy as np


def float_array(name: str, value, ndim: int | tuple[int, ...] | None = None) -> np.ndarray:
    """Return `value` as a float64 array with at least one entry.

    Parameters
    ----------
    name : the argument's name, for the message.
    value : anything NumPy can read as numbers.
    ndim : the number of axes allowed, or several; None allows any.

    Raises
    ------
    TypeError : `value` holds something that isn't a real number.
    ValueError : it is empty, or has another number of axes.
    """
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "buif":
            raise TypeError(array.dtype)
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{name}: expected real numbers, got {_described(value)}") from None
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed is not None and array.ndim not in allowed:
        axes = " or ".join(map(str, allowed))
        raise ValueError(f"{name}: expected an array with {axes} axes, got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name}: expected at least one number, got shape {array.shape}")
    return array


def same_shape(**arrays: np.ndarray) -> None:
    """Raise ValueError, naming both, unless the two arrays have one shape."""
    (first, a), (second, b) = arrays.items()
    if a.shape != b.shape:
        raise ValueError(
            f"{second}: expected the shape of {first}, {a.shape}, got {b.shape}; "
            f"each number of {first} belongs to one of {second}"
        )


def word_number(name: str, value, size: int) -> int:
    """Return `value` as the number of one of `size` rows.

    Raises
    ------
    TypeError : `value` isn't a whole number; True isn't 1.
    IndexError : there is no such row; −1 isn't the last one.
    """
    try:
        number = as_integer(None if isinstance(value, bool) else value)
    except TypeError:
        raise TypeError(f"{name}: expected a row number, got {_described(value)}") from None
    if not 0 <= number < size:
        raise IndexError(f"{name}: expected a row number from 0 to {size - 1}, got {number}")
    return number


def word_numbers(name: str, values, size: int, may_be_empty: bool = False) -> np.ndarray:
    """Return `values` as an array of row numbers, repeats and order kept.

    Raises
    ------
    TypeError : `values` isn't a sequence of whole numbers.
    ValueError : it is empty and mustn't be.
    IndexError : there is no such row.
    """
    try:
        values = list(values)
    except TypeError:
        raise TypeError(f"{name}: expected a sequence of row numbers, got {_described(values)}") from None
    if not values and not may_be_empty:
        raise ValueError(f"{name}: expected at least one row number, got none")
    return np.array([word_number(name, value, size) for value in values], dtype=np.intp)


def one_of(name: str, value: str, allowed) -> str:
    """Return `value` if it is one of the allowed words; ValueError lists them otherwise."""
    if value not in allowed:
        raise ValueError(f"{name}: expected one of {', '.join(map(repr, allowed))}; got {_described(value)}")
    return value


def frequencies(name: str, value) -> np.ndarray:
    """Return `value` as a float64 vector of counts; ValueError where one is negative, infinite or NaN."""
    counts = float_array(name, value, ndim=1)
    bad = np.flatnonzero(~((counts >= 0) & np.isfinite(counts)))
    if bad.size:
        raise ValueError(f"{name}: expected counts of 0 or more, got {counts[bad[0]]} for word {bad[0]}")
    return counts


def whole_number(name: str, value, least: int = 0) -> int:
    """Return `value` as an int of at least `least`; TypeError or ValueError, naming it, for anything else."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name}: expected a whole number of at least {least}, got {_described(value)}")
    if value < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {value}")
    return int(value)


def _described(value) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 60 else text[:57] + '...'}"
