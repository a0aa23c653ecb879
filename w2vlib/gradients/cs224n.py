"""CS224n's functions under their own names: the same compositions, said in the handout's words.

v_c is a row of the centre vectors, u_o a row of the outside vectors (the handout's matrix U holds them as
columns, its code as rows). What the handout calls centre is our input, its ŷ is our y, its y our t.
"""

from collections.abc import Callable, Sequence

from w2vlib.arguments import float_array, word_number, word_numbers
from w2vlib.gradients.full_softmax import full_softmax
from w2vlib.gradients.input_sides import context_shares, one_hot, summed, through
from w2vlib.gradients.negative_sampling import negative_sampling
from w2vlib.gradients.results import LayerGradients, ModelGradients

PairLoss = Callable[..., tuple]


def naive_softmax_loss_and_gradient(center_vector, outside_index: int, outside_vectors) -> LayerGradients:
    """Loss of one centre word and one outside word: J = −log ŷ_o.

    Parameters
    ----------
    center_vector : v_c (N,).
    outside_index : o, 0 ≤ o < V.
    outside_vectors : (V, N), rows are words.

    Returns
    -------
    (J, ∂J/∂v_c = Σ_w ŷ_w u_w − u_o (N,), ∂J/∂U (V, N)).

    Raises
    ------
    TypeError, ValueError, IndexError : an argument has another shape, or there is no such word.

    Source: seed 002, (1)–(7).
    """
    return full_softmax(center_vector, outside_index, outside_vectors)


def neg_sampling_loss_and_gradient(
    center_vector, outside_index: int, outside_vectors, negative_samples: Sequence[int]
) -> LayerGradients:
    """Loss of one centre word, one outside word and K drawn words: J = −log σ(u_o·v_c) − Σ_k log σ(−u_k·v_c).

    The handout draws the samples inside; here they come in, so that a gradient can be checked. Repeats count
    each time they were drawn. Its draws never hold o; if yours do, the sum is taken as written.

    Parameters and errors as `naive_softmax_loss_and_gradient`, and negative_samples : K word numbers.

    Returns
    -------
    (J, ∂J/∂v_c (N,), ∂J/∂U (V, N), zero in the rows of words that were neither o nor drawn).

    Source: seed 002, (9)–(12).
    """
    return negative_sampling(center_vector, outside_index, negative_samples, outside_vectors)


def skipgram(
    center_index: int,
    outside_indices: Sequence[int],
    center_vectors,
    outside_vectors,
    loss_and_gradient: PairLoss = naive_softmax_loss_and_gradient,
) -> ModelGradients:
    """Loss of one window: the sum of the pair's loss over all outside words, whatever that loss is.

    Parameters
    ----------
    center_index : c, 0 ≤ c < V.
    outside_indices : the 2m words around it, or fewer at a sentence's end; repeats count each time.
    center_vectors, outside_vectors : (V, N) each, rows are words.
    loss_and_gradient : called as f(center_vector, outside_index, outside_vectors); returns
        (J, ∂J/∂v_c, ∂J/∂U). For negative sampling, a function that draws and calls the one above.

    Returns
    -------
    (J, ∂J/∂V (V, N), zero but in row c, ∂J/∂U (V, N)).

    Raises
    ------
    TypeError, ValueError, IndexError : an argument has another shape, or there is no such word.

    Source: seed 002, (13)–(16).
    """
    V = float_array("center_vectors", center_vectors, ndim=2)
    x = one_hot(word_number("center_index", center_index, len(V)), len(V))
    outside = [int(o) for o in word_numbers("outside_indices", outside_indices, len(V))]
    return through(x, V, lambda v: summed(loss_and_gradient(v, o, outside_vectors) for o in outside))


def cbow(
    center_index: int,
    outside_indices: Sequence[int],
    input_vectors,
    output_vectors,
    loss_and_gradient: PairLoss = naive_softmax_loss_and_gradient,
    pooling: str = "sum",
) -> ModelGradients:
    """Loss of one window the other way round: the pooled outside words predict the centre word, once.

    Parameters
    ----------
    center_index : the word to be predicted.
    outside_indices : the words around it, at least one; repeats count each time.
    input_vectors : (V, N), the rows that are pooled.
    output_vectors : (V, N), the rows that are scored.
    loss_and_gradient : as in `skipgram`.
    pooling : "sum" as in the handouts of 2015 to 2018, or "mean" as in Rong and seed 001.

    Returns
    -------
    (J, gradient of input_vectors, gradient of output_vectors), (V, N) each.

    Raises
    ------
    TypeError, ValueError, IndexError : an argument has another shape, or there is no such word.

    Source: the CBOW of the handouts of 2015 to 2018; no seed has it. The mean: seed 001, multi-word context.
    """
    W = float_array("input_vectors", input_vectors, ndim=2)
    center = word_number("center_index", center_index, len(W))
    x = context_shares(outside_indices, len(W), pooling, name="outside_indices")
    return through(x, W, lambda v: loss_and_gradient(v, center, output_vectors))
