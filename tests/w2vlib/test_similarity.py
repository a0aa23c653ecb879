"""Directions: rows of length 1, cosines, analogies and what they leave out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from w2vlib.similarity import analogy, analogy_scores, cosine_similarity, cosines, normalize_rows

KING, MAN, WOMAN, QUEEN, APPLE = range(5)
WORDS = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.1], [1.0, 0.0, 1.0], [1.0, 1.0, 0.9], [-1.0, 0.2, 0.3]])


@given(arrays(np.float64, (3, 2), elements=st.floats(-1e6, 1e6)))
def test_rows_get_length_one_and_keep_their_direction(W):
    for row, unit in zip(W, normalize_rows(W), strict=True):
        length = math.hypot(*row)
        assert math.hypot(*unit) == pytest.approx(1 if length else 0, rel=1e-12)
        np.testing.assert_allclose(unit * length, row, rtol=1e-12, atol=1e-300)


def test_the_handouts_example():
    np.testing.assert_allclose(
        normalize_rows([[3.0, 4.0], [1.0, 2.0]]), [[0.6, 0.8], [0.4472136, 0.89442719]]
    )


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_very_short_and_very_long_rows(scale):
    np.testing.assert_allclose(normalize_rows([[3 * scale, -4 * scale]]), [[0.6, -0.8]], rtol=1e-12)


@given(arrays(np.float64, 3, elements=st.floats(-9, 9)), arrays(np.float64, 3, elements=st.floats(-9, 9)))
def test_cosine_is_the_product_over_the_lengths(a, b):
    lengths = math.hypot(*a) * math.hypot(*b)
    expected = math.fsum(a * b) / lengths if lengths > 1e-200 else None
    if expected is not None:
        assert cosine_similarity(a, b) == pytest.approx(expected, abs=1e-12)


def test_a_zero_vector_has_cosine_zero():
    assert cosine_similarity([0.0, 0.0], [1.0, 2.0]) == 0


def test_cosines_are_those_of_each_row():
    query = np.array([0.3, -2.0, 1.0])
    np.testing.assert_allclose(cosines(WORDS, query), [cosine_similarity(row, query) for row in WORDS])


def test_analogy_scores_by_hand():
    unit = [row / math.hypot(*row) for row in WORDS]
    wanted = unit[KING] - unit[MAN] + unit[WOMAN]
    expected = [row @ wanted / math.hypot(*wanted) for row in unit]
    np.testing.assert_allclose(analogy_scores(WORDS, MAN, KING, WOMAN), expected)


def test_analogy_with_and_without_the_words_asked_with():
    assert analogy(WORDS, MAN, KING, WOMAN) == QUEEN
    near = WORDS.copy()
    near[QUEEN] = [0.2, 1.0, 0.2]
    near[WOMAN] = [1.0, 0.1, 0.3]
    assert analogy(near, MAN, KING, WOMAN, exclude_inputs=False) == KING
    assert analogy(near, MAN, KING, WOMAN) == QUEEN


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: cosine_similarity([1.0], [1.0, 2.0]), "b: expected 1 numbers, as many as a has, got 2"),
        (lambda: analogy(np.eye(3), 0, 1, 2), "vectors: expected a word besides a, b and c, got 3 rows"),
        (lambda: analogy(np.eye(3), 0, 1, 3), "c: expected a row number from 0 to 2, got 3"),
        (lambda: analogy(np.eye(3), -1, 1, 2), "a: expected a row number from 0 to 2, got -1"),
        (lambda: cosines(np.eye(3), [1.0]), "h: expected 3 numbers, one per column, got 1"),
        (lambda: normalize_rows([1.0]), "W: expected an array with 2 axes"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((ValueError, IndexError), match=says):
        call()
