"""Noise words for negative sampling: counts to the power ¾, as a line of M slots and exactly.

A line of length 1 is cut into V pieces, piece w as long as p(w). The seed marks M slots on it and draws a
slot; the exact sampler draws a point. The slots are as good as M is large: a word with p(w)·M well below 1
may get none.
"""

from typing import NamedTuple

import numpy as np

from w2vlib.arguments import float_array, frequencies, word_number


def noise_distribution(counts, exponent: float = 0.75) -> np.ndarray:
    """p(w) = count_w^¾ / Σ_u count_u^¾: the power is taken of each count, below the line before summing.

    Parameters
    ----------
    counts : (V,) counts of 0 or more, not all 0. A count of 0 has p = 0, with exponent 0 too.
    exponent : 1 gives the counts' own shares, 0 the uniform distribution.

    Returns
    -------
    p (V,), summing to 1.

    Raises
    ------
    TypeError, ValueError : as said above.

    Source: seed 003, P38 (exponent 1) and P39.
    """
    counts = frequencies("counts", counts)
    if not counts.any():
        raise ValueError("counts: expected a word with a count above 0, got zeros only")
    powers = np.where(counts > 0, (counts / counts.max()) ** exponent, 0)  # of shares: no power overflows
    return powers / powers.sum()


def noise_line(counts, exponent: float = 0.75) -> np.ndarray:
    """Where each word's piece ends (V,): piece w is [line[w − 1], line[w]), the last end is exactly 1."""
    return _ends(noise_distribution(counts, exponent))


def _ends(lengths: np.ndarray) -> np.ndarray:
    ends = np.cumsum(lengths)
    return ends / ends[-1]


def words_at(line, points) -> np.ndarray:
    """Word whose piece of the line holds each point, 0 ≤ point < 1, any shape.

    Raises
    ------
    TypeError, ValueError : a point lies off the line.

    Source: seed 003, the line of V pieces.
    """
    points = float_array("points", points)
    if not ((points >= 0) & (points < 1)).all():
        raise ValueError(f"points: expected numbers from 0 to below 1, got {points.min()} to {points.max()}")
    return _piece_of(line, points)


def _piece_of(line, points) -> np.ndarray:
    return np.searchsorted(float_array("line", line, ndim=1), points, side="right")


def slot_table(line, slots: int) -> np.ndarray:
    """Word of each of M slots: slot m belongs to the piece that holds its middle, (m + ½)/M.

    word2vec.c fills its table by a running sum instead and may be off by a slot at each border.

    Parameters
    ----------
    line : from `noise_line`.
    slots : M ≥ 1; the seed's 10⁸ take 400 MB.

    Returns
    -------
    (M,) word numbers, rising.

    Raises
    ------
    ValueError : M isn't above 0.

    Source: seed 003, P40.
    """
    if slots < 1:
        raise ValueError(f"slots: expected 1 or more, got {slots}")
    line = float_array("line", line, ndim=1)
    first_slots = np.ceil(line * slots - 0.5).astype(np.int64)  # where each piece has ended
    return np.repeat(np.arange(len(line), dtype=np.int32), np.diff(first_slots, prepend=0))


def draw_from_table(table, size, rng: np.random.Generator) -> np.ndarray:
    """Words of `size` slots, each slot as likely. Source: seed 003, P40."""
    return np.asarray(table)[rng.integers(len(table), size=size)]


def draw_exactly(line, size, rng: np.random.Generator) -> np.ndarray:
    """Words of `size` points on the line: each word with its p(w), to the last bit of a float64."""
    return _piece_of(line, rng.random(size))


def draw_without(line, word: int, size, rng: np.random.Generator) -> np.ndarray:
    """Draws in which `word` doesn't occur, the others in their proportions.

    The same as repeating each draw in which it came up, as CS224n does, but on a line without its piece.

    Raises
    ------
    ValueError : no other word can be drawn.
    IndexError : there is no such word.
    """
    p = np.diff(float_array("line", line, ndim=1), prepend=0)
    p[word_number("word", word, len(p))] = 0
    if not p.any():
        raise ValueError(f"word: expected a word beside which others can be drawn, got {word}, the only one")
    return draw_exactly(_ends(p), size, rng)


class TableDifference(NamedTuple):
    """How far a slot table is from the distribution it stands for.

    Attributes
    ----------
    total_variation : half of Σ_w |share of slots − p(w)|, the largest error in the probability of any event.
    largest : the largest |share − p(w)| of one word.
    without_slot : numbers of the words that can be drawn exactly but own no slot.
    """

    total_variation: float
    largest: float
    without_slot: np.ndarray


def table_difference(table, line) -> TableDifference:
    """Measure a slot table against the line. Source: seed 003's claim that M ≫ V gives every word a slot."""
    p = np.diff(float_array("line", line, ndim=1), prepend=0)
    slots = np.bincount(table, minlength=len(p))
    difference = np.abs(slots / len(table) - p)
    return TableDifference(
        float(difference.sum() / 2), float(difference.max()), np.flatnonzero((slots == 0) & (p > 0))
    )
