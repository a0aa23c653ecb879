"""What every public function says about an argument it can't use: its name, what was expected, what came."""

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
            f"{first} and {second} hold one number per word"
        )


def _described(value) -> str:
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 60 else text[:57] + '...'}"
