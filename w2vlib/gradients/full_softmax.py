"""Output layer 1, full softmax: every word is scored, so every outside vector learns at every step."""

import numpy as np

from w2vlib.arguments import word_numbers
from w2vlib.gradients.input_sides import one_hot
from w2vlib.gradients.results import LayerGradients
from w2vlib.gradients.softmax import cross_entropy, cross_entropy_gradient
from w2vlib.shapes import outer_product, scores, weighted_rows


def full_softmax(h, target: int, outside_vectors) -> LayerGradients:
    """Loss −log y_target and its gradients: e = y − t, spread back over h and over all outside vectors.

    Parameters
    ----------
    h : (N,), what the input side made.
    target : the true word's number, 0 ≤ target < V.
    outside_vectors : W' (V, N), rows are words.

    Returns
    -------
    (E, ∂E/∂h = Σ_j e_j v'_j (N,), ∂E/∂W' = e hᵀ (V, N)).

    Raises
    ------
    TypeError, ValueError, IndexError : an argument has another shape, or there is no such word.

    Source: seed 001, one-word context; seed 002, (1)–(7); Rong 2014, eq. (7)–(12).
    """
    u = scores(outside_vectors, h)
    t = one_hot(target, len(u), name="target")
    e = cross_entropy_gradient(u, t)
    return LayerGradients(cross_entropy(u, t), weighted_rows(e, outside_vectors), outer_product(e, h))


def summed_error(u, targets) -> np.ndarray:
    """EI_j = Σ_c e_{c,j} = C y_j − Σ_c t_{c,j}: the error of all C panels, which share one prediction y.

    The C belongs to y. An error y − Σ_c t_c sums to 1 − C and pushes every context word's score up for ever.

    Parameters
    ----------
    u : (V,) scores, the same in every panel.
    targets : C word numbers; one that occurs twice counts twice.

    Returns
    -------
    EI (V,), summing to 0.

    Raises
    ------
    TypeError, ValueError, IndexError : u is no vector, or a target no word.

    Source: seed 004, (31), and the answer to its question mark; seed 002, (14); Rong 2014, eq. (31).
    """
    u = np.asarray(u)
    truths = [one_hot(target, len(u)) for target in word_numbers("targets", targets, len(u))]
    return cross_entropy_gradient(u, np.sum(truths, axis=0))
