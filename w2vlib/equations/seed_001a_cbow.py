"""Seed 001, first half: Rong's derivation of CBOW with full softmax. Its ŷ (the truth) is our t."""

import numpy as np

from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cbow_softmax,
    context_shares,
    cross_entropy,
    cross_entropy_gradient,
    full_softmax,
    one_word_softmax,
    pulls_on_outside_vectors,
    sgd_step,
    softmax,
    through,
    updated_input_vectors,
    updated_outside_vectors,
)
from w2vlib.shapes import scores, weighted_rows, word_row


@equation("S1.1", r"W \in \mathbb{R}^{V \times N},\quad v_k = W^\top x_k", "shapes.word_row")
def input_vectors_are_rows(a):
    """The input vector of word k is row k of W."""
    return [word_row(a.W, k) for k in range(a.V)], [a.W.T @ np.eye(a.V)[k] for k in range(a.V)]


@equation("S1.2", r"W' \in \mathbb{R}^{N \times V},\quad v'_j = W'_{:,j}", "shapes.scores")
def outside_vectors_are_columns_of_the_second_matrix(a):
    """The output vector of word j is column j of W', which the library keeps as row j: W' = Uᵀ."""
    return [scores(a.U, unit) for unit in np.eye(a.N)], a.U.T


@equation("S1.3", r"h = v_I", "shapes.word_row")
def hidden_layer_copies_a_row(a):
    """h is the input word's vector."""
    return word_row(a.W, a.I), a.W.T @ a.x


@equation("S1.4", r"u_j = {v'_j}^\top h", "shapes.scores")
def score_is_an_inner_product(a):
    """The score of word j."""
    return scores(a.U, a.h), [sum(a.U[j, i] * a.h[i] for i in range(a.N)) for j in range(a.V)]


@equation(
    "S1.5",
    r"p(w_j \mid w_I) = y_j = \frac{\exp(u_j)}{\sum_{j'} \exp(u_{j'})}",
    "gradients.softmax",
    errata=("1.1",),
)
def softmax_is_a_quotient(a):
    """The posterior probability of word j."""
    return softmax(a.u), [np.exp(u_j) / sum(np.exp(a.u)) for u_j in a.u]


@equation(
    "S1.6",
    r"E = -\sum_j t_j \log y_j = -\sum_j t_j \left(u_j - \log \sum_{j'} \exp(u_{j'})\right)",
    "gradients.cross_entropy",
)
def loss_in_two_forms(a):
    """Cross-entropy, from the probabilities and from the logits."""
    return cross_entropy(a.u, a.t), -sum(a.t * np.log(a.y))


@equation(
    "S1.7",
    r"\frac{\partial E}{\partial u_j} = y_j - t_j = e_j",
    "gradients.cross_entropy_gradient",
    errata=("1.2", "1.4"),
)
def error_is_prediction_minus_truth(a):
    """The slope of the loss in the scores is the error."""
    return numerical_gradient(lambda u: -np.log(np.exp(u) / np.exp(u).sum())[a.o], a.u), (
        cross_entropy_gradient(a.u, a.t)
    )


@equation("S1.8", r"\frac{\partial E}{\partial v'_j} = e_j\, h", "gradients.full_softmax", errata=("1.3",))
def gradient_of_outside_vectors(a):
    """Each outside vector's gradient is its error times h."""
    return numerical_gradient(lambda U: a.softmax_loss(a.h, U, a.o), a.U), full_softmax(a.h, a.o, a.U).vectors


@equation("S1.9", r"v'_j \leftarrow v'_j - \eta\, e_j\, h", "gradients.updated_outside_vectors")
def update_of_outside_vectors(a):
    """Every outside vector moves along h."""
    new = [a.U[j] - a.rate * a.e[j] * a.h for j in range(a.V)]
    return updated_outside_vectors(a.U, a.e, a.h, a.rate), new


@equation(
    "S1.10",
    r"y_j > t_j:\ v'_j \text{ away from } h;\qquad y_j < t_j:\ v'_j \text{ towards } h",
    "gradients.pulls_on_outside_vectors",
)
def overestimated_words_are_pushed_away(a):
    """A step changes a score by −η e_j ‖h‖²: down where overestimated, up for the target."""
    return pulls_on_outside_vectors(a.e, a.h, a.rate) @ a.h, -a.rate * a.e * (a.h @ a.h)


@equation("S1.11", r"\frac{\partial E}{\partial h_i} = \sum_j e_j\, w'_{ij}", "shapes.weighted_rows")
def gradient_of_the_hidden_layer(a):
    """The error gathers the outside vectors: EH."""
    return numerical_gradient(lambda h: a.softmax_loss(h, a.U, a.o), a.h), weighted_rows(a.e, a.U)


@equation("S1.12", r"h_i = \sum_k x_k\, w_{ki}", "shapes.weighted_rows")
def hidden_layer_as_a_sum(a):
    """h as a sum over all words, of which one-hot x leaves one."""
    return weighted_rows(a.x, a.W), [sum(a.x[k] * a.W[k, i] for k in range(a.V)) for i in range(a.N)]


@equation(
    "S1.13",
    r"\frac{\partial E}{\partial w_{ki}} = \sum_j e_j\, w'_{ij}\, x_k",
    "gradients.one_word_softmax",
)
def gradient_of_one_input_weight(a):
    """The chain rule down to one entry of W."""
    entries = [[sum(a.e[j] * a.U[j, i] for j in range(a.V)) * a.x[k] for i in range(a.N)] for k in range(a.V)]
    return one_word_softmax(a.I, a.o, a.W, a.U).input_vectors, entries


@equation(
    "S1.14",
    r"\frac{\partial E}{\partial v_k} = x_k \sum_j e_j\, v'_j\ \ (0 \text{ for } k \ne I)",
    "gradients.through",
    errata=("1.5",),
)
def only_one_row_has_a_gradient(a):
    """Of ∂E/∂W only the input word's row isn't zero."""
    found = through(a.x, a.W, lambda h: full_softmax(h, a.o, a.U)).input_vectors
    return numerical_gradient(lambda W: a.softmax_loss(W[a.I], a.U, a.o), a.W), found


@equation(
    "S1.15",
    r"v_I \leftarrow v_I - \eta \sum_j e_j\, v'_j",
    "gradients.updated_input_vectors",
    errata=("1.6", "1.7"),
)
def update_of_the_input_vector(a):
    """The input word is pulled by the target and pushed by all others, by their probability."""
    new = a.W.copy()
    new[a.I] += a.rate * ((1 - a.y[a.o]) * a.U[a.o] - sum(a.y[j] * a.U[j] for j in range(a.V) if j != a.o))
    return updated_input_vectors(a.W, a.x, a.e @ a.U, a.rate), new


@equation(
    "S1.16",
    r"h = \frac{1}{C}(v_{w_1} + \dots + v_{w_C})",
    "gradients.context_shares",
    errata=("1.8", "1.9"),
)
def hidden_layer_is_the_mean(a):
    """With C words of context h is their mean; a word that stands twice counts twice."""
    return weighted_rows(context_shares(a.context, a.V), a.W), a.h_mean


@equation("S1.17", r"v'_j \leftarrow v'_j - \eta\, e_j\, h", "gradients.cbow_softmax")
def cbow_update_of_outside_vectors(a):
    """CBOW updates outside vectors as one word does, with its own h."""
    y = np.exp(a.U @ a.h_mean) / np.exp(a.U @ a.h_mean).sum()
    gradient = cbow_softmax(a.context, a.o, a.W, a.U).output_vectors
    return sgd_step(a.U, gradient, a.rate), [a.U[j] - a.rate * (y[j] - a.t[j]) * a.h_mean for j in range(a.V)]


@equation(
    "S1.18",
    r"v_{I,c} \leftarrow v_{I,c} - \frac{1}{C}\,\eta \sum_j e_j\, v'_j",
    "gradients.cbow_softmax",
    errata=("1.13",),
)
def cbow_update_of_context_vectors(a):
    """Each occurrence in the context gets 1/C of EH."""
    y = np.exp(a.U @ a.h_mean) / np.exp(a.U @ a.h_mean).sum()
    new = a.W.copy()
    for word in a.context:
        new[word] -= a.rate / a.C * sum((y[j] - a.t[j]) * a.U[j] for j in range(a.V))
    return sgd_step(a.W, cbow_softmax(a.context, a.o, a.W, a.U).input_vectors, a.rate), new
