"""Seed 004: Rong's skip-gram equations (24) to (36), derived by hand, with its open question answered."""

import numpy as np

from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cross_entropy_gradient,
    log_sum_exp,
    sgd_step,
    skip_gram_softmax,
    softmax,
    summed_error,
    updated_input_vectors,
    updated_outside_vectors,
)
from w2vlib.shapes import scores, weighted_rows, word_row


@equation(
    "S4.24",
    r"h = W^\top x = W_{(k,\cdot)}^\top =: v_{w_I}",
    "shapes.word_row",
    errata=("4.1", "4.2"),
)
def hidden_layer(a):
    """h is the input word's row, as a column."""
    return word_row(a.W, a.I), a.W.T @ a.x


@equation(
    "S4.25",
    r"p(w_{c,j} = w_{O,c} \mid w_I) = y_{c,j} = \frac{\exp(u_{c,j})}{\sum_{j'} \exp(u_{j'})}",
    "gradients.softmax",
    errata=("4.3",),
)
def prediction(a):
    """Probability of word j on panel c."""
    return softmax(np.tile(a.u, (a.C, 1))), [np.exp(a.u) / sum(np.exp(a.u))] * a.C


@equation(
    "S4.26",
    r"u_{c,j} = {v'_{w_j}}^\top h = u_j \quad (c = 1 \dots C)",
    "shapes.scores",
    errata=("4.4",),
)
def shared_scores(a):
    """Every panel has the same scores, from the output vectors."""
    return [scores(a.U, a.h) for _ in range(a.C)], [[a.U[j] @ a.h for j in range(a.V)] for _ in range(a.C)]


@equation(
    "S4.27",
    r"E = -\log p(w_{O,1}, \dots, w_{O,C} \mid w_I) = -\log \prod_c "
    r"\frac{\exp(u_{j_c^*})}{\sum_{j'} \exp(u_{j'})}",
    "gradients.skip_gram_softmax",
)
def loss_of_all_panels(a):
    """The joint probability of C independent panels."""
    joint = np.prod([np.exp(a.u[j]) / np.exp(a.u).sum() for j in a.targets])
    return skip_gram_softmax(a.I, a.targets, a.W, a.U).loss, -np.log(joint)


@equation(
    "S4.28",
    r"E = -\log \frac{1}{\left(\sum_{j'} \exp(u_{j'})\right)^C} - \log \prod_c \exp(u_{j_c^*})",
    "gradients.skip_gram_softmax",
    errata=("4.5",),
)
def denominator_to_the_power_C(a):
    """C equal denominators multiply to the C-th power, not to C times one."""
    power = -np.log(1 / np.exp(a.u).sum() ** a.C) - np.log(np.prod(np.exp(a.u[a.targets])))
    return skip_gram_softmax(a.I, a.targets, a.W, a.U).loss, power


@equation(
    "S4.29",
    r"E = -\sum_c u_{j_c^*} + C \log \sum_{j'} \exp(u_{j'})",
    "gradients.log_sum_exp",
    "gradients.skip_gram_softmax",
)
def loss_in_the_logits(a):
    """The loss as it is computed."""
    by_hand = -sum(a.u[j] for j in a.targets) + a.C * np.log(sum(np.exp(a.u)))
    found = skip_gram_softmax(a.I, a.targets, a.W, a.U).loss
    return [found, -sum(a.u[a.targets]) + a.C * log_sum_exp(a.u)], [by_hand, by_hand]


def _loss_of_free_panels(a):
    """E with the scores of each panel (C, V) as variables of their own."""
    return lambda u: sum(np.log(np.exp(u[c]).sum()) - u[c, j] for c, j in enumerate(a.targets))


@equation(
    "S4.30",
    r"\frac{\partial E}{\partial u_{c,j}} = y_{c,j} - t_{c,j} =: e_{c,j}",
    "gradients.cross_entropy_gradient",
    errata=("4.6",),
)
def error_of_a_panel(a):
    """The error of panel c; t is 1 at that panel's own target."""
    measured = numerical_gradient(_loss_of_free_panels(a), np.tile(a.u, (a.C, 1)))
    return measured, [cross_entropy_gradient(a.u, t_c) for t_c in a.panels]


@equation("S4.31", r"\mathrm{EI}_j = \sum_c e_{c,j}", "gradients.summed_error")
def errors_summed_over_panels(a):
    """EI, one number per word."""
    return summed_error(a.u, a.targets), sum(a.y - t_c for t_c in a.panels)


@equation(
    "S4.32",
    r"\frac{\partial E}{\partial w'_{ij}} = \sum_c \frac{\partial E}{\partial u_{c,j}} "
    r"\frac{\partial u_{c,j}}{\partial w'_{ij}}"
    r" = \mathrm{EI}_j\, h_i",
    "gradients.skip_gram_softmax",
)
def gradient_of_an_output_weight(a):
    """The slope in one entry of W'."""
    measured = numerical_gradient(lambda U: sum(a.softmax_loss(a.h, U, j) for j in a.targets), a.U)
    entries = [[sum(a.y[j] - t[j] for t in a.panels) * a.h[i] for i in range(a.N)] for j in range(a.V)]
    found = skip_gram_softmax(a.I, a.targets, a.W, a.U).output_vectors
    return [found, found], [measured, entries]


@equation(
    "S4.question",
    r"\frac{\partial E}{\partial u_j} = C\,y_j - \sum_c t_{c,j} = \sum_c (y_{c,j} - t_{c,j}) = \mathrm{EI}_j",
    "gradients.summed_error",
    errata=("4.6", "4.7"),
)
def where_the_C_goes(a):
    """The question mark: shared scores keep the C, free panels lose it and add up; y/C appears in neither."""
    shared = numerical_gradient(lambda u: a.C * np.log(np.exp(u).sum()) - u[a.targets].sum(), a.u)
    free = numerical_gradient(_loss_of_free_panels(a), np.tile(a.u, (a.C, 1))).sum(axis=0)
    return [shared, free], [summed_error(a.u, a.targets)] * 2


@equation(
    "S4.33",
    r"w'_{ij} \leftarrow w'_{ij} - \eta\, \mathrm{EI}_j\, h_i",
    "gradients.updated_outside_vectors",
)
def update_of_an_output_weight(a):
    """The update entry by entry."""
    EI = sum(a.y - t_c for t_c in a.panels)
    new = [[a.U[j, i] - a.rate * EI[j] * a.h[i] for i in range(a.N)] for j in range(a.V)]
    return updated_outside_vectors(a.U, EI, a.h, a.rate), new


@equation(
    "S4.34",
    r"v'_{w_j} \leftarrow v'_{w_j} - \eta\, \mathrm{EI}_j\, h",
    "gradients.summed_error",
    "gradients.updated_outside_vectors",
    errata=("4.8",),
)
def update_of_the_output_vectors(a):
    """The update vector by vector."""
    new = [a.U[j] - a.rate * sum(a.y[j] - t_c[j] for t_c in a.panels) * a.h for j in range(a.V)]
    return updated_outside_vectors(a.U, summed_error(a.u, a.targets), a.h, a.rate), new


@equation(
    "S4.35",
    r"v_{w_I} \leftarrow v_{w_I} - \eta\, \mathrm{EH}",
    "gradients.updated_input_vectors",
    "gradients.skip_gram_softmax",
)
def update_of_the_input_vector(a):
    """Input to hidden: one row moves."""
    EH = sum(a.y - t_c for t_c in a.panels) @ a.U
    new = a.W.copy()
    new[a.I] -= a.rate * EH
    gradient = skip_gram_softmax(a.I, a.targets, a.W, a.U).input_vectors
    return [updated_input_vectors(a.W, a.x, EH, a.rate), sgd_step(a.W, gradient, a.rate)], [new, new]


@equation("S4.36", r"\mathrm{EH}_i = \sum_j \mathrm{EI}_j\, w'_{ij}", "shapes.weighted_rows", errata=("4.9",))
def error_at_the_hidden_layer(a):
    """EH with the summed error."""
    EI = sum(a.y - t_c for t_c in a.panels)
    measured = numerical_gradient(lambda h: sum(a.softmax_loss(h, a.U, j) for j in a.targets), a.h)
    return weighted_rows(EI, a.U), measured


@equation(
    "S4.12",
    r"\frac{\partial E}{\partial h_i} = \sum_j \frac{\partial E}{\partial u_j} \frac{\partial "
    r"u_j}{\partial h_i}"
    r" = \sum_j e_j\, w'_{ij} = \mathrm{EH}_i",
    "shapes.weighted_rows",
    errata=("4.9", "4.10"),
)
def error_at_the_hidden_layer_with_one_target(a):
    """The one-target equation, quoted at the end: ∂u_j/∂h_i = w'_ij."""
    slopes = np.stack([numerical_gradient(lambda h, j=j: a.U[j] @ h, a.h) for j in range(a.V)])
    return weighted_rows(a.e, a.U), [sum(a.e[j] * slopes[j, i] for j in range(a.V)) for i in range(a.N)]
