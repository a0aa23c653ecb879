"""Directions of word vectors: rows of length 1, cosines, analogies with and without the words asked with."""

import numpy as np

from w2vlib.arguments import float_array, word_number
from w2vlib.shapes import scores


def normalize_rows(W) -> np.ndarray:
    """Rows scaled to length 1; a row of zeros has no direction and stays zero.

    Parameters
    ----------
    W : (V, N), rows are words.

    Returns
    -------
    (V, N), new.

    Raises
    ------
    TypeError, ValueError : W isn't a matrix of real numbers.

    Source: CS224n's program, normalizeRows.
    """
    W = float_array("W", W, ndim=2)
    largest = np.abs(W).max(axis=1, keepdims=True)
    W = np.divide(W, largest, out=np.zeros_like(W), where=largest > 0)  # so no square overflows or vanishes
    return W / np.maximum(1, np.linalg.norm(W, axis=1, keepdims=True))  # lengths are now 0, or 1 and more


def cosine_similarity(a, b) -> float:
    """Cosine of the angle between two vectors (N,); 0 where one of them is zero.

    Raises
    ------
    TypeError, ValueError : a and b aren't vectors of one length.
    """
    a, b = float_array("a", a, ndim=1), float_array("b", b, ndim=1)
    if len(a) != len(b):
        raise ValueError(f"b: expected {len(a)} numbers, as many as a has, got {len(b)}")
    unit_a, unit_b = normalize_rows(np.stack([a, b]))
    return float(unit_a @ unit_b)


def cosines(vectors, query) -> np.ndarray:
    """Cosine of every row of vectors (V, N) with query (N,), as (V,); errors as `scores`."""
    return scores(normalize_rows(vectors), normalize_rows(float_array("query", query, ndim=1)[None])[0])


def analogy_scores(vectors, a: int, b: int, c: int) -> np.ndarray:
    """How well each word answers "a is to b as c is to …": its cosine with b − a + c, all rows at length 1.

    Parameters
    ----------
    vectors : (V, N), rows are words.
    a, b, c : word numbers; for man : king = woman : ? they are man, king, woman.

    Returns
    -------
    (V,) cosines, the words asked with among them.

    Raises
    ------
    TypeError, ValueError, IndexError : vectors is no matrix, or there is no such word.
    """
    W = normalize_rows(vectors)
    a, b, c = (word_number(name, i, len(W)) for name, i in (("a", a), ("b", b), ("c", c)))
    return cosines(W, W[b] - W[a] + W[c])


def analogy(vectors, a: int, b: int, c: int, exclude_inputs: bool = True) -> int:
    """Number of the word that answers best; the lowest number where two are level.

    Parameters
    ----------
    vectors, a, b, c : as in `analogy_scores`, which gives the errors too.
    exclude_inputs : leave a, b and c out, as every published analogy score does. With False the answer is
        very often b or c itself.

    Raises
    ------
    ValueError : nothing is left to choose from.
    """
    answers = analogy_scores(vectors, a, b, c)
    if exclude_inputs:
        answers[[a, b, c]] = -np.inf
    best = int(answers.argmax())
    if answers[best] == -np.inf:
        raise ValueError(f"vectors: expected a word besides a, b and c, got {len(answers)} rows")
    return best
