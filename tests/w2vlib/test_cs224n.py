"""CS224n's functions: the losses its handout prints, its formulas by loops, our models under other names."""

import numpy as np
import pytest

from w2vlib import gradients
from w2vlib.gradcheck import numerical_gradient
from w2vlib.similarity import normalize_rows


@pytest.fixture
def handout_vectors():
    """The dummy vectors of the handout's sanity check: five words a to e, centre rows first."""
    rows = np.random.RandomState(9265).randn(10, 3)
    return normalize_rows(rows)[:5], normalize_rows(rows)[5:]


@pytest.mark.parametrize(
    "center, loss", [("c", 11.16610900153398), ("b", 9.87714910003414), ("a", 10.810758628593335)]
)
def test_losses_printed_by_the_handout(handout_vectors, center, loss):
    """Window "a b e d b c"; the handout's summands are the same, so its printed sums must come out."""
    outside = ["abcde".index(word) for word in "abedbc"]
    assert gradients.skipgram("abcde".index(center), outside, *handout_vectors).loss == pytest.approx(
        loss, rel=1e-13
    )


def test_naive_softmax_is_expected_minus_observed():
    rng = np.random.default_rng(0)
    v, U = rng.normal(size=3), rng.normal(size=(5, 3))
    loss, of_v, of_U = gradients.naive_softmax_loss_and_gradient(v, 2, U)
    y_hat = np.exp(U @ v) / np.exp(U @ v).sum()
    assert loss == pytest.approx(-np.log(y_hat[2]))
    np.testing.assert_allclose(of_v, sum(y_hat[w] * U[w] for w in range(5)) - U[2])
    np.testing.assert_allclose(of_U, [(y_hat[w] - (w == 2)) * v for w in range(5)])


def test_negative_sampling_is_its_formula_and_counts_repeats():
    rng = np.random.default_rng(1)
    v, U = rng.normal(size=3), rng.normal(size=(5, 3))
    loss, of_v, of_U = gradients.neg_sampling_loss_and_gradient(v, 2, U, [4, 0, 4])
    s = 1 / (1 + np.exp(-U @ v))
    assert loss == pytest.approx(-np.log(s[2]) - np.log(1 - s[0]) - 2 * np.log(1 - s[4]))
    np.testing.assert_allclose(of_v, (s[2] - 1) * U[2] + s[0] * U[0] + 2 * s[4] * U[4])
    np.testing.assert_allclose(of_U, np.outer([s[0], 0, s[2] - 1, 0, 2 * s[4]], v))


def test_skipgram_sums_whatever_loss_it_is_given():
    """A made-up loss, so that no softmax of ours can help: J = 3·o + v·u_o; it notes what it was asked."""
    rng = np.random.default_rng(2)
    V, U = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    asked = []

    def made_up(v, o, outside_vectors):
        asked.append((o, v.tolist()))
        of_U = np.zeros_like(outside_vectors)
        of_U[o] = v
        return 3 * o + v @ outside_vectors[o], outside_vectors[o], of_U

    loss, of_V, of_U = gradients.skipgram(1, [3, 0, 3], V, U, made_up)
    assert asked == [(o, V[1].tolist()) for o in (3, 0, 3)]
    assert loss == pytest.approx(18 + V[1] @ (2 * U[3] + U[0]))
    np.testing.assert_allclose(of_V, np.outer([0, 1, 0, 0], 2 * U[3] + U[0]))
    np.testing.assert_allclose(of_U, np.outer([1, 0, 0, 2], V[1]))


def test_skipgram_is_our_skip_gram():
    rng = np.random.default_rng(3)
    V, U = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    ours = gradients.skip_gram_softmax(1, [3, 0, 3], V, U)
    for a, b in zip(gradients.skipgram(1, [3, 0, 3], V, U), ours, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("pooling", ["sum", "mean"])
def test_cbow_pools_and_predicts_once(pooling):
    rng = np.random.default_rng(4)
    V, U = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    found = gradients.cbow(2, [0, 0, 1], V, U, pooling=pooling)
    ours = gradients.cbow_softmax([0, 0, 1], 2, V, U, pooling)
    for a, b in zip(found, ours, strict=True):
        np.testing.assert_array_equal(a, b)
    pooled = (2 * V[0] + V[1]) / (3 if pooling == "mean" else 1)
    assert found.loss == pytest.approx(np.log(np.exp(U @ pooled).sum()) - U[2] @ pooled)
    measured = numerical_gradient(lambda W: gradients.cbow(2, [0, 0, 1], W, U, pooling=pooling).loss, V)
    np.testing.assert_allclose(found.input_vectors, measured, atol=1e-8)


def test_the_handouts_cbow_sums():
    V, U = np.eye(3), np.eye(3)
    assert gradients.cbow(0, [1, 2], V, U).loss == gradients.cbow(0, [1, 2], V, U, pooling="sum").loss


@pytest.mark.parametrize(
    "call, says",
    [
        (
            lambda V: gradients.skipgram(3, [0], V, V),
            "center_index: expected a row number from 0 to 2, got 3",
        ),
        (lambda V: gradients.skipgram(0, [], V, V), "outside_indices: expected at least one row number"),
        (lambda V: gradients.skipgram(0, ["a"], V, V), "outside_indices: expected a row number, got str 'a'"),
        (lambda V: gradients.cbow(0, [5], V, V), "outside_indices: expected a row number from 0 to 2, got 5"),
        (lambda V: gradients.cbow(-1, [1], V, V), "center_index: expected a row number from 0 to 2, got -1"),
        (lambda V: gradients.skipgram(0, [1], V[0], V), "center_vectors: expected an array with 2 axes"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((TypeError, ValueError, IndexError)) as raised:
        call(np.eye(3))
    assert says in str(raised.value)
