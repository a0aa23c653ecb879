"""Is a returned value the expected one, and if not, in what way? The only home of the tolerances."""

from dataclasses import dataclass

import numpy as np

ABSOLUTE = 1e-9  # below this, two numbers are the same
UNTOUCHED = 16  # times the type's own precision: what x + h − h may leave behind
FLOAT32 = 1e-4  # relative tolerance where the inputs are float32


@dataclass(frozen=True)
class Difference:
    """How a value misses: `kind` is "none", "type", "shape", "nan" or "values"; `seen` says it in words."""

    kind: str
    seen: str


def as_array(value) -> np.ndarray | None:
    """The value as a float64 array, or None where it isn't numbers."""
    if value is None or isinstance(value, str | bytes):
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # a ragged list
        return None
    return array.astype(np.float64) if array.dtype.kind in "buif" else None


def difference(expected, value, *, scalar: bool, tolerance: float) -> Difference | None:
    """None where `value` is as good as `expected`; else the first thing that is wrong with it.

    Type before shape, shape before NaN, NaN before numbers: a later fault is told only when the earlier
    ones are absent, because it would be a mere consequence.
    """
    if value is None:
        return Difference("none", "the function returns None; is there a return line?")
    got, want = as_array(value), np.asarray(expected, dtype=np.float64)
    if got is None:
        return Difference("type", f"the result is a {type(value).__name__}, not numbers")
    if scalar and got.size == 1:
        got = got.reshape(want.shape)
    if got.shape != want.shape:
        return Difference("shape", f"the result has shape {got.shape}, expected {want.shape}")
    if (np.isnan(got) & ~np.isnan(want)).any() or (np.isinf(got) & ~np.isinf(want)).any():
        return Difference("nan", "the result holds nan or inf where a number is due")
    if not same_numbers(want, got, tolerance):
        return Difference("values", "the numbers differ")
    return None


def left_alone(before, after) -> bool:
    """Whether an argument is what it was, but for the rounding of a change that was taken back."""
    if not isinstance(before, np.ndarray):
        return True
    rounding = UNTOUCHED * np.finfo(before.dtype).eps if before.dtype.kind == "f" else 0
    return same_numbers(before, np.asarray(after), rounding)


def same_numbers(a, b, tolerance: float) -> bool:
    """Whether two arrays of one shape agree entry by entry, nan with nan and inf with inf."""
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=tolerance, atol=ABSOLUTE, equal_nan=True))
