"""Four products every model is made of, rows being words.

Pick a row, score all rows, spread an error over all rows, and gather rows by weight.
"""

import numpy as np

from w2vlib.arguments import float_array, word_number


def word_row(W, i: int) -> np.ndarray:
    """Vector of word i: row i of W, which is Wᵀx for the one-hot x of word i.

    Parameters
    ----------
    W : (V, N), rows are words.
    i : the word's number, 0 ≤ i < V.

    Returns
    -------
    (N,), a copy.

    Raises
    ------
    IndexError : there is no such row.
    TypeError, ValueError : W isn't a matrix of real numbers, or i isn't a whole number.

    Source: seed 001, h = v_I; Rong 2014, eq. (1).
    """
    W = float_array("W", W, ndim=2)
    return W[word_number("i", i, len(W))].copy()


def scores(outside_vectors, h) -> np.ndarray:
    """Scores u_j = v'_j · h, one per word.

    Parameters
    ----------
    outside_vectors : (V, N), rows are words.
    h : (N,).

    Returns
    -------
    u (V,).

    Raises
    ------
    TypeError, ValueError : a matrix and a vector of its row length are expected.

    Source: seed 001, u_j; Rong 2014, eq. (2).
    """
    outside_vectors = float_array("outside_vectors", outside_vectors, ndim=2)
    h = float_array("h", h, ndim=1)
    if outside_vectors.shape[1] != len(h):
        raise ValueError(f"h: expected {outside_vectors.shape[1]} numbers, one per column, got {len(h)}")
    return outside_vectors @ h


def outer_product(e, h) -> np.ndarray:
    """Matrix e hᵀ with entry e_j h_i in row j: the gradient of all outside vectors.

    Parameters
    ----------
    e : (V,), one number per word.
    h : (N,).

    Returns
    -------
    (V, N).

    Raises
    ------
    TypeError, ValueError : e and h aren't vectors of real numbers.

    Source: seed 001, ∂E/∂v'_j; Rong 2014, eq. (9).
    """
    return np.outer(float_array("e", e, ndim=1), float_array("h", h, ndim=1))


def weighted_rows(weights, W) -> np.ndarray:
    """Sum of all rows, each by its weight, Σ_j weights_j W_j = Wᵀ weights.

    With the error e and the outside vectors this is EH = Σ_j e_j v'_j, which goes back to h; with one-hot
    weights it picks a row; with 1/C for each of C words it is their mean.

    Parameters
    ----------
    weights : (V,), one number per word.
    W : (V, N), rows are words.

    Returns
    -------
    (N,).

    Raises
    ------
    TypeError, ValueError : a vector and a matrix with as many rows are expected.

    Source: seed 001, ∂E/∂h_i and h_i = Σ_k x_k w_ki; Rong 2014, eq. (12) and (14).
    """
    weights, W = float_array("weights", weights, ndim=1), float_array("W", W, ndim=2)
    if len(weights) != len(W):
        raise ValueError(f"weights: expected {len(W)} numbers, one per row, got {len(weights)}")
    return weights @ W
