"""Loss on pairs that training hasn't seen: the honest number to compare two models of one text by.

Each function takes the two matrices as they are and works on a few megabytes of scores at a time. The terms
are those of `w2vlib.gradients`: full_softmax and negative_sampling, averaged over the pairs.
"""

import numpy as np

from w2vlib.gradients import log_sigmoid, log_sum_exp

BATCH_NUMBERS = 1 << 20


def held_out_negative_sampling_loss(input_vectors, output_vectors, pairs, negatives) -> float:
    """Mean over pairs of −log σ(v'_o·v_c) − Σ_k log σ(−v'_k·v_c), in nats.

    Two models compare only on the same pairs and the same negatives.

    Parameters
    ----------
    input_vectors, output_vectors : W and W' (V, N), rows are words.
    pairs : (P, 2) word numbers, centre and outside word.
    negatives : (P, K) word numbers; K = 0 leaves the first term alone.

    Raises
    ------
    TypeError, ValueError, IndexError : shapes don't fit, or there is no such word.

    Source: seed 002, (9), averaged.
    """
    W, outside, pairs = _checked(input_vectors, output_vectors, pairs)
    drawn = _word_table("negatives", negatives, len(outside))
    if len(drawn) != len(pairs):
        raise ValueError(f"negatives: expected a row for each of {len(pairs)} pairs, got {len(drawn)}")
    asked = np.concatenate([pairs[:, 1:], drawn], axis=1)
    signs = np.where(np.arange(asked.shape[1]) == 0, 1.0, -1.0)
    total = 0.0
    for some in _batches(len(pairs), asked.shape[1] * W.shape[1]):
        h = W[pairs[some, 0]].astype(np.float64)
        s = np.einsum("pn,pkn->pk", h, outside[asked[some]])
        total -= log_sigmoid(signs * s).sum()
    return float(total / len(pairs))


def held_out_softmax_loss(input_vectors, output_vectors, pairs) -> float:
    """Mean over pairs of −log y_o, y = softmax(W' v_c), in nats; exp of it is the perplexity.

    Parameters and errors are those of `held_out_negative_sampling_loss`.

    Source: seed 002, (1), averaged.
    """
    W, outside, pairs = _checked(input_vectors, output_vectors, pairs)
    wide = outside.astype(np.float64)
    total = 0.0
    for some in _batches(len(pairs), len(outside)):
        u = W[pairs[some, 0]] @ wide.T
        total += (log_sum_exp(u) - u[np.arange(len(u)), pairs[some, 1]]).sum()
    return float(total / len(pairs))


def _checked(input_vectors, output_vectors, pairs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    matrices = [np.asarray(m) for m in (input_vectors, output_vectors)]
    for name, matrix in zip(("input_vectors", "output_vectors"), matrices, strict=True):
        if matrix.ndim != 2 or matrix.dtype.kind != "f":
            raise TypeError(
                f"{name}: expected a matrix of floats, got {matrix.dtype} of shape {matrix.shape}"
            )
        if not np.isfinite(matrix).all():
            raise ValueError(f"{name}: expected finite numbers, got NaN or infinity")
    if matrices[0].shape[1] != matrices[1].shape[1]:
        raise ValueError(
            f"output_vectors: expected vectors of {matrices[0].shape[1]} numbers, got {matrices[1].shape[1]}"
        )
    table = _word_table("pairs", pairs, min(map(len, matrices)))
    if table.shape[1] != 2 or not len(table):
        raise ValueError(f"pairs: expected at least one row of two word numbers, got shape {table.shape}")
    return *matrices, table


def _word_table(name: str, values, size: int) -> np.ndarray:
    table = np.asarray(values)
    if table.ndim != 2 or (table.size and table.dtype.kind not in "iu"):
        raise TypeError(f"{name}: expected rows of word numbers, got {table.dtype} of shape {table.shape}")
    if table.size and (table.min() < 0 or table.max() >= size):
        found = f"{table.min()} to {table.max()}"
        raise IndexError(f"{name}: expected word numbers from 0 to {size - 1}, got {found}")
    return table.astype(np.intp)


def _batches(count: int, width: int):
    """Slices of so many rows that a batch of this width stays within BATCH_NUMBERS numbers."""
    size = max(1, BATCH_NUMBERS // width)
    return (slice(start, start + size) for start in range(0, count, size))
