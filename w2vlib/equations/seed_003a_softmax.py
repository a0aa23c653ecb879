"""Seed 003, first part: Rong's networks, full softmax. Its formulas are images; P is the image's number."""

import numpy as np

from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cbow_softmax,
    context_shares,
    cross_entropy_gradient,
    one_word_softmax,
    sgd_step,
    skip_gram_softmax,
    softmax,
    summed_error,
    through,
    updated_outside_vectors,
)
from w2vlib.gradients.full_softmax import full_softmax
from w2vlib.shapes import outer_product, scores, weighted_rows, word_row


@equation("S3.P0", r"E = -\log \operatorname{softmax}(W'^\top W^\top x)_o", "gradients.one_word_softmax")
def network_with_one_word(a):
    """The whole network with one word of context, from one-hot to loss."""
    return one_word_softmax(a.I, a.o, a.W, a.U).loss, a.softmax_loss(a.W.T @ a.x, a.U, a.o)


@equation("S3.P1", r"h = W^\top x = W_{(k,\cdot)}^\top = v_{w_I}", "shapes.word_row", errata=("3.1", "3.2"))
def input_to_hidden(a):
    """One 1 in x copies one row of W."""
    return word_row(a.W, a.I), a.W.T @ a.x


@equation(
    "S3.P3",
    r"u_j = {v'_{w_j}}^\top h,\quad y_j = \frac{\exp(u_j)}{\sum_{j'} \exp(u_{j'})}",
    "shapes.scores",
    "gradients.softmax",
    errata=("3.1",),
)
def hidden_to_output(a):
    """Scores by the columns of W', then probabilities."""
    return [scores(a.U, a.h), softmax(scores(a.U, a.h))], [[row @ a.h for row in a.U], a.y]


@equation(
    "S3.P4",
    r"w'_{ij} \leftarrow w'_{ij} - \eta\, e_j\, h_i",
    "gradients.updated_outside_vectors",
    errata=("3.3",),
)
def update_of_one_output_weight(a):
    """The update entry by entry."""
    new = [[a.U[j, i] - a.rate * a.e[j] * a.h[i] for i in range(a.N)] for j in range(a.V)]
    return updated_outside_vectors(a.U, a.e, a.h, a.rate), new


@equation(
    "S3.P5",
    r"v'_{w_j} \leftarrow v'_{w_j} - \eta\, e_j\, h \quad (j = 1 \dots V)",
    "gradients.one_word_softmax",
)
def update_of_output_vectors(a):
    """The update vector by vector, which goes through the whole vocabulary."""
    found = sgd_step(a.U, one_word_softmax(a.I, a.o, a.W, a.U).output_vectors, a.rate)
    return found, [a.U[j] - a.rate * a.e[j] * a.h for j in range(a.V)]


@equation(
    "S3.P6",
    r"\frac{\partial E}{\partial h_i} = \sum_j e_j\, w'_{ij} = \mathrm{EH}_i",
    "shapes.weighted_rows",
)
def error_at_the_hidden_layer(a):
    """EH, the outside vectors weighted by their errors."""
    return numerical_gradient(lambda h: a.softmax_loss(h, a.U, a.o), a.h), weighted_rows(a.e, a.U)


@equation(
    "S3.P7",
    r"\frac{\partial E}{\partial w_{ki}} = \mathrm{EH}_i\, x_k",
    "gradients.one_word_softmax",
)
def gradient_of_an_input_weight(a):
    """The slope in one weight of W."""
    EH = a.e @ a.U
    return one_word_softmax(a.I, a.o, a.W, a.U).input_vectors, [
        [EH[i] * a.x[k] for i in range(a.N)] for k in range(a.V)
    ]


@equation(
    "S3.P8",
    r"\frac{\partial E}{\partial W} = x\, \mathrm{EH}^\top,\quad v_{w_I} \leftarrow v_{w_I} - "
    r"\eta\, \mathrm{EH}",
    "gradients.through",
    "shapes.outer_product",
)
def update_of_the_input_row(a):
    """As one outer product, of which one row isn't zero."""
    gradient = through(a.x, a.W, lambda h: full_softmax(h, a.o, a.U)).input_vectors
    new = a.W.copy()
    new[a.I] -= a.rate * (a.e @ a.U)
    return [gradient, sgd_step(a.W, gradient, a.rate)], [outer_product(a.x, a.e @ a.U), new]


@equation(
    "S3.P9",
    r"E = -\log \operatorname{softmax}(W'^\top h)_o,\quad h = \tfrac{1}{C} W^\top \textstyle\sum_c x_c",
    "gradients.cbow_softmax",
)
def network_of_cbow(a):
    """The whole CBOW network, from C one-hots to the loss."""
    h = sum(a.W.T @ np.eye(a.V)[word] for word in a.context) / a.C
    return cbow_softmax(a.context, a.o, a.W, a.U).loss, a.softmax_loss(h, a.U, a.o)


@equation("S3.P10", r"h = \frac{1}{C} W^\top (x_1 + \dots + x_C)", "gradients.context_shares")
def hidden_layer_of_cbow(a):
    """The mean of the context's input vectors."""
    return weighted_rows(context_shares(a.context, a.V), a.W), a.h_mean


@equation(
    "S3.P11",
    r"E = -\log \prod_{c=1}^C y_{c,j_c^*}",
    "gradients.skip_gram_softmax",
    errata=("3.4",),
)
def network_of_skip_gram(a):
    """The whole skip-gram network: one input, C panels with one and the same prediction."""
    return skip_gram_softmax(a.I, a.targets, a.W, a.U).loss, -np.log(np.prod([a.y[j] for j in a.targets]))


@equation("S3.P12", r"h = W_{(k,\cdot)}^\top = v_{w_I}", "shapes.word_row")
def hidden_layer_of_skip_gram(a):
    """Skip-gram copies one row, as the one-word model does."""
    return word_row(a.W, a.I), a.W.T @ a.x


@equation(
    "S3.P13",
    r"p(w_{c,j} = w_{O,c} \mid w_I) = y_{c,j} = \frac{\exp(u_{c,j})}{\sum_{j'} \exp(u_{c,j'})}",
    "gradients.softmax",
    errata=("3.4", "3.5"),
)
def prediction_of_a_panel(a):
    """Probability of word j on panel c, the same on every panel."""
    return softmax(np.tile(a.u, (a.C, 1))), [a.y] * a.C


@equation(
    "S3.P14",
    r"u_{c,j} = u_j = {v'_{w_j}}^\top h",
    "shapes.scores",
    errata=("3.6",),
)
def panels_share_the_output_vectors(a):
    """v'_{w_j} is column j of W', the output vector of word j, on every panel."""
    columns = a.U.T
    return [scores(a.U, a.h) for _ in range(a.C)], [
        [columns[:, j] @ a.h for j in range(a.V)] for _ in range(a.C)
    ]


@equation(
    "S3.P15",
    r"E = -\sum_c u_{j_c^*} + C \log \sum_{j'} \exp(u_{j'})",
    "gradients.skip_gram_softmax",
    errata=("3.7",),
)
def loss_of_skip_gram(a):
    """The loss in its logits."""
    found = skip_gram_softmax(a.I, a.targets, a.W, a.U).loss
    return found, -sum(a.u[j] for j in a.targets) + a.C * np.log(np.exp(a.u).sum())


@equation(
    "S3.P16",
    r"\frac{\partial E}{\partial u_{c,j}} = y_{c,j} - t_{c,j} = e_{c,j}",
    "gradients.cross_entropy_gradient",
)
def error_on_a_panel(a):
    """The error of each panel."""

    def E(u):
        return -sum(np.log(np.exp(u[c, j]) / np.exp(u[c]).sum()) for c, j in enumerate(a.targets))

    return numerical_gradient(E, np.tile(a.u, (a.C, 1))), [cross_entropy_gradient(a.u, t) for t in a.panels]


@equation("S3.P17", r"\mathrm{EI}_j = \sum_c e_{c,j}", "gradients.summed_error", errata=("3.7",))
def error_over_all_panels(a):
    """EI: the errors of one word summed over the panels."""
    return summed_error(a.u, a.targets), [sum(a.y[j] - t_c[j] for t_c in a.panels) for j in range(a.V)]


@equation(
    "S3.P18",
    r"w'_{ij} \leftarrow w'_{ij} - \eta\, \mathrm{EI}_j\, h_i",
    "gradients.updated_outside_vectors",
)
def skip_gram_update_of_one_output_weight(a):
    """Skip-gram's update entry by entry: EI where one word has e."""
    EI = sum(a.y - t_c for t_c in a.panels)
    new = [[a.U[j, i] - a.rate * EI[j] * a.h[i] for i in range(a.N)] for j in range(a.V)]
    return updated_outside_vectors(a.U, EI, a.h, a.rate), new


@equation(
    "S3.P19",
    r"v'_{w_j} \leftarrow v'_{w_j} - \eta\, \mathrm{EI}_j\, h",
    "gradients.skip_gram_softmax",
)
def skip_gram_update_of_output_vectors(a):
    """Skip-gram's update vector by vector."""
    found = sgd_step(a.U, skip_gram_softmax(a.I, a.targets, a.W, a.U).output_vectors, a.rate)
    EI = sum(a.y - t_c for t_c in a.panels)
    return found, [a.U[j] - a.rate * EI[j] * a.h for j in range(a.V)]
