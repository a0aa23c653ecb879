"""Rows are words: four products against their definitions, entry by entry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib.shapes import outer_product, scores, weighted_rows, word_row

sizes = st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 10**6))


@given(sizes)
def test_products_entry_by_entry(size):
    words, numbers, seed = size
    rng = np.random.default_rng(seed)
    matrix, h, e = rng.normal(size=(words, numbers)), rng.normal(size=numbers), rng.normal(size=words)
    for j in range(words):
        one_hot = np.eye(words)[j]
        np.testing.assert_allclose(word_row(matrix, j), matrix.T @ one_hot)
        assert scores(matrix, h)[j] == pytest.approx(sum(matrix[j, i] * h[i] for i in range(numbers)))
        np.testing.assert_array_equal(outer_product(e, h)[j], e[j] * h)
    for i in range(numbers):
        assert weighted_rows(e, matrix)[i] == pytest.approx(sum(e[j] * matrix[j, i] for j in range(words)))


def test_a_row_is_a_copy():
    matrix = np.zeros((2, 3))
    word_row(matrix, 0)[:] = 1
    assert not matrix.any()


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: word_row(np.zeros((2, 3)), 2), "i: expected a row number from 0 to 1, got 2"),
        (lambda: word_row(np.zeros((2, 3)), -1), "got -1"),
        (lambda: word_row(np.zeros(3), 0), "W: expected an array with 2 axes"),
        (lambda: word_row(np.zeros((2, 3)), 0.5), "i: expected a row number, got float 0.5"),
        (
            lambda: weighted_rows(np.zeros(3), np.zeros((2, 3))),
            "weights: expected 2 numbers, one per row, got 3",
        ),
        (lambda: scores(np.zeros((2, 3)), np.zeros(2)), "h: expected 3 numbers, one per column, got 2"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((IndexError, ValueError, TypeError), match=says):
        call()
