"""Input sides: which rows of W go in, with which share, and so which rows the error comes back to.

An input side is a vector x of shares, one per word. Forward h = Wᵀx; backward ∂E/∂W = x EHᵀ. A share is the
whole story: a word that made up 2/C of h gets 2/C of EH back, and a word with share 0 stays as it was.
"""

from collections.abc import Callable, Iterable

import numpy as np

from w2vlib.arguments import one_of, word_number, word_numbers
from w2vlib.gradients.results import LayerGradients, ModelGradients
from w2vlib.shapes import outer_product, weighted_rows

POOLING = ("mean", "sum")


def one_hot(word: int, size: int, name: str = "word") -> np.ndarray:
    """x (V,) with 1 at `word`, else 0; an error calls it `name`. Source: seed 001; seed 002, (2)."""
    x = np.zeros(size)
    x[word_number(name, word, size)] = 1
    return x


def context_shares(
    context_words, size: int, pooling: str = "mean", name: str = "context_words"
) -> np.ndarray:
    """Each word's share in h when C context words are pooled.

    Parameters
    ----------
    context_words : C word numbers, C ≥ 1; a word that occurs twice has share 2/C.
    size : V.
    pooling : "mean", each occurrence counts 1/C; or "sum", each counts 1.
    name : what an error calls the words.

    Returns
    -------
    x (V,); with "mean" it sums to 1.

    Raises
    ------
    TypeError, ValueError, IndexError : no sequence, no word in it, or no such word.

    Source: seed 001, multi-word context (the mean); seed 003, P29 (its text says sum); Rong 2014, eq. (17).
    """
    words = word_numbers(name, context_words, size)
    counts = np.bincount(words, minlength=size).astype(float)
    return counts / len(words) if one_of("pooling", pooling, POOLING) == "mean" else counts


def through(x, input_vectors, layer: Callable[[np.ndarray], LayerGradients]) -> ModelGradients:
    """Put an input side and an output layer together: forward h = Wᵀx, back ∂E/∂W = x EHᵀ.

    Parameters
    ----------
    x : (V,) shares.
    input_vectors : W (V, N), rows are words.
    layer : takes h (N,), returns (loss, ∂E/∂h, gradient of its vectors).

    Returns
    -------
    (loss, ∂E/∂W (V, N), gradient of the layer's vectors).

    Source: seed 001, ∂E/∂w_ki; Rong 2014, eq. (13)–(16) and (23).
    """
    loss, EH, vectors = layer(weighted_rows(x, input_vectors))
    return ModelGradients(loss, outer_product(x, EH), vectors)


def summed(panels: Iterable[tuple]) -> LayerGradients:
    """Sum over skip-gram's C targets: losses, ∂E/∂h and gradients alike. Source: seed 001; seed 002, (13)."""
    panels = [LayerGradients(*panel) for panel in panels]
    return LayerGradients(
        float(sum(panel.loss for panel in panels)),
        sum(panel.hidden for panel in panels),
        sum(panel.vectors for panel in panels),
    )
