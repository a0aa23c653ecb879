"""The nine models: three input sides × three output layers, `<input side>_<output layer>`.

Every one is the same sentence: error = prediction − truth, pushed back through both sides.

=====================  ===================  =========================  ===================
input side             full softmax         hierarchical softmax       negative sampling
=====================  ===================  =========================  ===================
one word of context    one_word_softmax     one_word_hierarchical      one_word_negative
CBOW, C words          cbow_softmax         cbow_hierarchical          cbow_negative
skip-gram, C targets   skip_gram_softmax    skip_gram_hierarchical     skip_gram_negative
=====================  ===================  =========================  ===================

What all of them share:

- `input_vectors` is W (V, N), `outside_vectors` W' (V, N), `node_vectors` θ (V − 1, N): a row a word or node.
- They return `ModelGradients`: the loss, ∂E/∂W, and ∂E/∂W' or ∂E/∂θ, dense, each in the shape of its vectors.
- Words are row numbers. C = 1 is one word; V = 2 is the smallest vocabulary the tree knows.
- TypeError, ValueError or IndexError names the argument, what was expected and what came.
"""

from collections.abc import Sequence

import numpy as np

from w2vlib.arguments import float_array, word_number, word_numbers
from w2vlib.gradients.full_softmax import full_softmax
from w2vlib.gradients.hierarchical_softmax import hierarchical_softmax
from w2vlib.gradients.input_sides import context_shares, one_hot, summed, through
from w2vlib.gradients.negative_sampling import negative_sampling
from w2vlib.gradients.results import ModelGradients
from w2vlib.word_tree import WordTree


def one_word_softmax(input_word: int, target: int, input_vectors, outside_vectors) -> ModelGradients:
    """One word predicts one: −log y_target. Source: seed 001, one-word context; Rong 2014, eq. (1)–(16)."""
    W, U = _word_matrices(input_vectors, outside_vectors)
    x = _input_word(input_word, W)
    return through(x, W, lambda h: full_softmax(h, target, U))


def one_word_hierarchical(
    input_word: int, target: int, input_vectors, node_vectors, tree: WordTree
) -> ModelGradients:
    """One word predicts the turns to another. Source: seed 003, P23–P28; Rong 2014, eq. (46)–(54)."""
    W = _input_vectors(input_vectors, tree)
    x = _input_word(input_word, W)
    return through(x, W, lambda h: hierarchical_softmax(h, target, node_vectors, tree))


def one_word_negative(
    input_word: int,
    target: int,
    negative_samples: Sequence[int],
    input_vectors,
    outside_vectors,
    target_among_negatives: str = "keep",
) -> ModelGradients:
    """One word tells another from drawn ones. Source: seed 002, (9)–(12); Rong 2014, eq. (55)–(61)."""
    W, U = _word_matrices(input_vectors, outside_vectors)
    x = _input_word(input_word, W)
    return through(x, W, lambda h: negative_sampling(h, target, negative_samples, U, target_among_negatives))


def cbow_softmax(
    context_words: Sequence[int], target: int, input_vectors, outside_vectors, pooling: str = "mean"
) -> ModelGradients:
    """C words predict the one between them: h is their mean, and each gets 1/C of ∂E/∂h back.

    A word that stands twice in the window gets 2/C.
    Source: seed 001, multi-word context; Rong 2014, eq. (17)–(23).
    """
    W, U = _word_matrices(input_vectors, outside_vectors)
    return through(context_shares(context_words, len(W), pooling), W, lambda h: full_softmax(h, target, U))


def cbow_hierarchical(
    context_words: Sequence[int],
    target: int,
    input_vectors,
    node_vectors,
    tree: WordTree,
    pooling: str = "mean",
) -> ModelGradients:
    """C words predict the turns to the middle one. Source: seed 003, P29–P31; Rong 2014, section 3.1."""
    W = _input_vectors(input_vectors, tree)
    x = context_shares(context_words, len(W), pooling)
    return through(x, W, lambda h: hierarchical_softmax(h, target, node_vectors, tree))


def cbow_negative(
    context_words: Sequence[int],
    target: int,
    negative_samples: Sequence[int],
    input_vectors,
    outside_vectors,
    pooling: str = "mean",
    target_among_negatives: str = "keep",
) -> ModelGradients:
    """C words tell the one between them from drawn ones. Source: seed 003, P41; Rong 2014, section 3.2."""
    W, U = _word_matrices(input_vectors, outside_vectors)
    x = context_shares(context_words, len(W), pooling)
    return through(x, W, lambda h: negative_sampling(h, target, negative_samples, U, target_among_negatives))


def skip_gram_softmax(
    input_word: int, targets: Sequence[int], input_vectors, outside_vectors
) -> ModelGradients:
    """One word predicts each of C: C losses that share one prediction, so the errors add up to EI.

    Source: seed 001, skip-gram; seed 004; Rong 2014, eq. (24)–(36).
    """
    W, U = _word_matrices(input_vectors, outside_vectors)
    x, targets = _input_word(input_word, W), _targets(targets, W)
    return through(x, W, lambda h: summed(full_softmax(h, target, U) for target in targets))


def skip_gram_hierarchical(
    input_word: int, targets: Sequence[int], input_vectors, node_vectors, tree: WordTree
) -> ModelGradients:
    """One word predicts the turns to each of C. Source: seed 003, P32; Rong 2014, section 3.1."""
    W = _input_vectors(input_vectors, tree)
    x, targets = _input_word(input_word, W), _targets(targets, W)
    return through(
        x, W, lambda h: summed(hierarchical_softmax(h, target, node_vectors, tree) for target in targets)
    )


def skip_gram_negative(
    input_word: int,
    targets: Sequence[int],
    negative_samples: Sequence[Sequence[int]],
    input_vectors,
    outside_vectors,
    target_among_negatives: str = "keep",
) -> ModelGradients:
    """One word tells each of C from its own drawn ones: negative_samples holds C sequences, one per target.

    Source: seed 003, P42; seed 002, (9)–(15); Rong 2014, section 3.2.
    """
    W, U = _word_matrices(input_vectors, outside_vectors)
    pairs = _targets_and_draws(_targets(targets, W), negative_samples)
    x = _input_word(input_word, W)
    return through(
        x,
        W,
        lambda h: summed(negative_sampling(h, o, drawn, U, target_among_negatives) for o, drawn in pairs),
    )


def _word_matrices(input_vectors, outside_vectors) -> tuple[np.ndarray, np.ndarray]:
    W = float_array("input_vectors", input_vectors, ndim=2)
    U = float_array("outside_vectors", outside_vectors, ndim=2)
    if W.shape != U.shape:
        raise ValueError(
            f"outside_vectors: expected the shape of input_vectors, {W.shape}, got {U.shape}; "
            "each word owns one row in both"
        )
    return W, U


def _input_vectors(input_vectors, tree: WordTree) -> np.ndarray:
    W = float_array("input_vectors", input_vectors, ndim=2)
    if len(W) != tree.word_count:
        raise ValueError(
            f"input_vectors: expected {tree.word_count} rows, one for each word of the tree, "
            f"got shape {W.shape}"
        )
    return W


def _input_word(input_word: int, W: np.ndarray) -> np.ndarray:
    return one_hot(word_number("input_word", input_word, len(W)), len(W))


def _targets(targets: Sequence[int], W: np.ndarray) -> np.ndarray:
    return word_numbers("targets", targets, len(W))


def _targets_and_draws(targets: np.ndarray, negative_samples) -> list[tuple]:
    if len(negative_samples) != len(targets):
        raise ValueError(
            f"negative_samples: expected {len(targets)} sequences, one for each target, "
            f"got {len(negative_samples)}"
        )
    return [(target, negative_samples[c]) for c, target in enumerate(targets)]
