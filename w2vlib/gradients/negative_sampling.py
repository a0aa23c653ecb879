"""Output layer 3, negative sampling: tell the true word from K drawn ones, K + 1 questions, not V."""

import numpy as np

from w2vlib.arguments import float_array, one_of, word_number, word_numbers
from w2vlib.gradients.results import LayerGradients
from w2vlib.gradients.yes_no import yes_no_layer

TARGET_AMONG_NEGATIVES = ("keep", "skip")


def negative_sampling(
    h, target: int, negative_samples, outside_vectors, target_among_negatives: str = "keep"
) -> LayerGradients:
    """Loss −log σ(v'_target·h) − Σ_k log σ(−v'_k·h) and its gradients.

    A word drawn m times stands m times in the sum, so its row gets m times the gradient of one draw.

    Parameters
    ----------
    h : (N,), what the input side made.
    target : the true word's number, 0 ≤ target < V.
    negative_samples : K word numbers, repeats kept; K = 0 leaves the first term alone.
    outside_vectors : W' (V, N), rows are words.
    target_among_negatives : what to do where the target itself was drawn. "keep": the sum is taken as
        written, and the target's row gets both answers, (σ − 1) h and σ h. "skip": such a draw is left out,
        as word2vec.c does, and fewer negatives remain. (CS224n draws again, so it never happens there.)

    Returns
    -------
    (E, ∂E/∂h = Σ e v' (N,), ∂E/∂W' (V, N), zero for words that were neither target nor drawn),
    where e = σ(v'·h) − label.

    Raises
    ------
    TypeError, ValueError, IndexError : an argument has another shape, or there is no such word.

    Source: seed 002, (9)–(12); seed 003, P33–P37; Rong 2014, eq. (55)–(61).
    """
    outside_vectors = float_array("outside_vectors", outside_vectors, ndim=2)
    target = word_number("target", target, len(outside_vectors))
    drawn = word_numbers("negative_samples", negative_samples, len(outside_vectors), may_be_empty=True)
    if one_of("target_among_negatives", target_among_negatives, TARGET_AMONG_NEGATIVES) == "skip":
        drawn = drawn[drawn != target]
    rows = np.concatenate([[target], drawn])
    labels = np.concatenate([[1], np.zeros(len(drawn), int)])
    return yes_no_layer(h, rows, labels, outside_vectors)
