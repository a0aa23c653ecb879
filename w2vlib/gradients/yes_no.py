"""Yes or no, asked of several vectors: what hierarchical softmax and negative sampling have in common.

Hierarchical softmax asks each inner node on a path "turn to the lighter child?", negative sampling asks
each drawn word "are you the true one?". The answer expected is the label, 1 or 0; the answer given is σ(s).
"""

import numpy as np

from w2vlib.gradients.results import LayerGradients
from w2vlib.gradients.sigmoid import log_sigmoid, sigmoid
from w2vlib.shapes import outer_product, scores, weighted_rows


def yes_no_loss(s: np.ndarray, labels: np.ndarray) -> float:
    """Loss E = −Σ log σ(±s), + where the label is 1: no exp overflows, no log meets 0.

    Parameters
    ----------
    s : (L,) scores.
    labels : (L,), each 1 or 0.

    Returns
    -------
    E in nats.
    """
    return -float(np.sum(log_sigmoid((2 * labels - 1) * s)))


def yes_no_layer(h, rows, labels, vectors) -> LayerGradients:
    """Ask each of the named rows of `vectors` its question; error = prediction − truth, as with the softmax.

    Parameters
    ----------
    h : (N,).
    rows : (L,) row numbers of `vectors`, L ≥ 1; a row asked twice learns twice.
    labels : (L,), each 1 or 0.
    vectors : (R, N).

    Returns
    -------
    (E, ∂E/∂h = Σ_l e_l · row_l (N,), ∂E/∂vectors (R, N) with e_l h added to row rows[l]),
    where e_l = σ(row_l · h) − label_l.

    Source: seed 003, P27, P28 and P37 (there as ascent, with the sign turned).
    """
    asked = vectors[rows]
    s = scores(asked, h)
    e = sigmoid(s) - labels
    gradient = np.zeros_like(vectors)
    np.add.at(gradient, rows, outer_product(e, h))  # unlike gradient[rows] += …, counts every repeat
    return LayerGradients(yes_no_loss(s, labels), weighted_rows(e, asked), gradient)
