"""What a wrong number looks like when nobody listed the mistake: scaled, turned, cut, or almost right.

Each signature takes the compared outputs of all cases and answers with a `Finding` only where it explains
*every* failing one. Several may fit; deciding then is `grader.diagnose`'s business.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader.compare import same_numbers

CLOSE = 1e-6  # relative tolerance within which a signature counts as fitting
NEARLY = 1e-2  # relative error below which a result is called nearly right


@dataclass(frozen=True)
class Compared:
    """One output in one case: what was due, what came, whether they agree, and the call's arguments."""

    expected: np.ndarray
    got: np.ndarray
    right: bool
    args: tuple

    @property
    def sizes(self) -> dict[str, int]:
        """Lengths in this call that a stray factor might be."""
        shapes = [np.shape(a) for a in self.args if isinstance(a, np.ndarray)]
        lengths = [n for shape in shapes for n in shape]
        return {"the number of entries": max(lengths)} if lengths else {}


@dataclass(frozen=True)
class Finding:
    """A fitting signature: its name and the question that leads on."""

    name: str
    question: str


def scaled(rows: list[Compared]) -> Finding | None:
    """All results are the same multiple, or the size of the input times, what is due."""
    factors = [_factor(r) for r in rows if not r.right]
    if not factors or None in factors:
        return None
    failing = [r for r in rows if not r.right]
    if np.allclose(factors, factors[0], rtol=CLOSE):
        return _named_factor(float(factors[0]))
    for name in failing[0].sizes:
        lengths = np.array([r.sizes.get(name, np.nan) for r in failing], dtype=float)
        if np.allclose(factors, lengths, rtol=CLOSE):
            return Finding(f"too large by {name}", "Where is a sum taken that should be a mean, or nothing?")
        if np.allclose(factors, 1 / lengths, rtol=CLOSE):
            return Finding(f"divided by {name}", "Where is a mean taken that should be a sum, or nothing?")
    return None


def _factor(row: Compared) -> float | None:
    square = float(np.vdot(row.expected, row.expected))
    if square == 0 or not np.isfinite(square):
        return None
    factor = float(np.vdot(row.expected, row.got)) / square
    fits = factor != 0 and same_numbers(factor * row.expected, row.got, CLOSE)
    return factor if fits else None


def _named_factor(factor: float) -> Finding:
    known = {-1.0: "the sign is flipped", 2.0: "twice what it should be", 0.5: "half of what it should be"}
    name = known.get(round(factor, 6), f"{factor:.4g} times what it should be")
    asks = "Which way does the loss fall?" if factor == -1 else "Which constant enters, and at which line?"
    return Finding(name, asks)


def shifted(rows: list[Compared]) -> Finding | None:
    """Every number is off by one and the same amount."""
    offsets = np.concatenate([(r.got - r.expected).ravel() for r in rows if not r.right])
    several = len(offsets) > 2 and np.allclose(offsets, offsets[0], rtol=CLOSE) and abs(offsets[0]) > CLOSE
    if not several:
        return None
    return Finding(f"every number is off by {offsets[0]:+.4g}", "Which term is missing, or there twice?")


def transposed(rows: list[Compared]) -> Finding | None:
    """Rows and columns are swapped."""
    return _all_failing(
        rows,
        lambda r: r.expected.ndim == 2 and same_numbers(r.expected.T, r.got, CLOSE),
        Finding("rows and columns are swapped", "Which index runs over the words: the first or the second?"),
    )


def permuted(rows: list[Compared]) -> Finding | None:
    """The right numbers stand in another order."""
    return _all_failing(
        rows,
        lambda r: (
            r.expected.size > 1
            and same_numbers(np.sort(r.expected, None), np.sort(r.got, None), CLOSE)
            and not same_numbers(r.expected.T, r.got, CLOSE)  # that has a name of its own
        ),
        Finding("the right numbers in another order", "Which entry of the result belongs to which word?"),
    )


def all_zero(rows: list[Compared]) -> Finding | None:
    """Nothing but zeros comes back."""
    return _all_failing(
        rows,
        lambda r: not r.got.any(),
        Finding("all zeros", "Which line writes into the result, and does it run?"),
    )


def echoed(rows: list[Compared]) -> Finding | None:
    """An argument comes back as it was given."""
    return _all_failing(
        rows,
        lambda r: any(
            isinstance(a, np.ndarray | float) and same_numbers(np.asarray(a), r.got, 0) for a in r.args
        ),
        Finding("an argument comes back unchanged", "What should have happened to it before the return?"),
    )


def truncated(rows: list[Compared]) -> Finding | None:
    """The fractions are cut off: the result was stored as integers."""
    return _all_failing(
        rows,
        lambda r: same_numbers(np.trunc(r.expected), r.got, 0),
        Finding("the fractions are cut off", "Which type of numbers does the array hold that you fill?"),
    )


def nearly(rows: list[Compared]) -> Finding | None:
    """Close, yet not equal: a finite step, a rounding, a small constant added for safety."""
    return _all_failing(
        rows,
        lambda r: np.allclose(r.expected, r.got, rtol=NEARLY, atol=NEARLY * np.abs(r.expected).max()),
        Finding("close, but not equal", "What is approximated, rounded, or added to be safe?"),
    )


def _all_failing(rows: list[Compared], fits: Callable[[Compared], bool], found: Finding) -> Finding | None:
    failing = [r for r in rows if not r.right]
    return found if failing and all(fits(r) for r in failing) else None


SIGNATURES = (scaled, shifted, transposed, permuted, all_zero, echoed, truncated, nearly)


def shape_finding(expected: tuple[int, ...], got: tuple[int, ...]) -> Finding:
    """What a wrong shape suggests."""
    if tuple(n for n in got if n != 1) == tuple(n for n in expected if n != 1):
        return Finding("an axis of length 1 too many or too few", "Which operation keeps or drops an axis?")
    if got == expected[::-1]:
        return Finding("rows and columns are swapped", "Which index runs over the words?")
    if got == ():
        return Finding("one number where one per word is due", "What is summed that should stay apart?")
    if int(np.prod(got)) == int(np.prod(expected)):
        return Finding("the right count in another shape", "Which shape does the input have?")
    return Finding("another shape than asked", "Write down the shape after each line: where does it change?")
