"""Seed 001, second half: Rong's skip-gram, and what a step costs. Its ŷ (the truth) is our t."""

import numpy as np

from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cross_entropy,
    cross_entropy_gradient,
    full_softmax,
    hierarchical_softmax,
    negative_sampling,
    sgd_step,
    skip_gram_softmax,
    softmax,
    summed_error,
    updated_outside_vectors,
)
from w2vlib.shapes import scores


@equation(
    "S1.19",
    r"p(w_{c,j} \mid w_I) = y_{c,j} = \frac{\exp(u_{c,j})}{\sum_{j'} \exp(u_{c,j'})}",
    "gradients.softmax",
    errata=("1.11",),
)
def skip_gram_posterior_of_each_panel(a):
    """The prediction of panel c."""
    return softmax(np.tile(a.u, (a.C, 1))), [[np.exp(u) / sum(np.exp(a.u)) for u in a.u] for _ in range(a.C)]


@equation("S1.20", r"u_{c,j} = u_j = {v'_j}^\top h", "shapes.scores", errata=("1.10",))
def panels_share_their_scores(a):
    """All panels share the outside vectors, so their scores are the same."""
    return [scores(a.U, a.h) for _ in range(a.C)], [[a.U[j] @ a.h for j in range(a.V)] for _ in range(a.C)]


@equation("S1.21", r"E_c = -\sum_j t_{c,j} \log y_{c,j}", "gradients.cross_entropy")
def loss_of_one_panel(a):
    """The loss of panel c."""
    return [cross_entropy(a.u, t_c) for t_c in a.panels], [-sum(t_c * np.log(a.y)) for t_c in a.panels]


@equation(
    "S1.22",
    r"E = \sum_c E_c = -\sum_c \sum_j t_{c,j} \log \frac{\exp(u_{c,j})}{\sum_{j'} \exp(u_{c,j'})}",
    "gradients.skip_gram_softmax",
)
def loss_is_the_sum_over_panels(a):
    """The loss of the window."""
    by_panel = -sum(t_c @ np.log(a.y) for t_c in a.panels)
    return skip_gram_softmax(a.I, a.targets, a.W, a.U).loss, by_panel


@equation(
    "S1.23",
    r"\frac{\partial E}{\partial u_{c,j}} = y_{c,j} - t_{c,j} = e_{c,j}",
    "gradients.cross_entropy_gradient",
    errata=("1.11",),
)
def error_of_each_panel(a):
    """With the panels' scores taken as free, each panel has its own error."""

    def E(u):
        return -sum(np.log(np.exp(u[c, j]) / np.exp(u[c]).sum()) for c, j in enumerate(a.targets))

    measured = numerical_gradient(E, np.tile(a.u, (a.C, 1)))
    return measured, [cross_entropy_gradient(a.u, t_c) for t_c in a.panels]


@equation(
    "S1.24",
    r"\frac{\partial E}{\partial v'_j} = \sum_c e_{c,j}\, h",
    "gradients.skip_gram_softmax",
)
def skip_gram_gradient_of_outside_vectors(a):
    """The errors of all panels add up in each outside vector."""
    by_panel = sum(np.outer(a.y - t_c, a.h) for t_c in a.panels)
    return skip_gram_softmax(a.I, a.targets, a.W, a.U).output_vectors, by_panel


@equation(
    "S1.25",
    r"v'_j \leftarrow v'_j - \eta \sum_c e_{c,j}\, h",
    "gradients.summed_error",
    "gradients.updated_outside_vectors",
)
def skip_gram_update_of_outside_vectors(a):
    """One step of all outside vectors."""
    new = a.U.copy()
    for t_c in a.panels:
        new -= a.rate * np.outer(a.y - t_c, a.h)
    return updated_outside_vectors(a.U, summed_error(a.u, a.targets), a.h, a.rate), new


@equation(
    "S1.26",
    r"v_I \leftarrow v_I - \eta \sum_j \sum_c e_{c,j}\, v'_j",
    "gradients.skip_gram_softmax",
)
def skip_gram_update_of_the_input_vector(a):
    """One step of the input vector."""
    new = a.W.copy()
    new[a.I] -= a.rate * sum((a.y[j] - t_c[j]) * a.U[j] for j in range(a.V) for t_c in a.panels)
    return sgd_step(a.W, skip_gram_softmax(a.I, a.targets, a.W, a.U).input_vectors, a.rate), new


@equation(
    "S1.27",
    r"\text{vectors that learn at a step: } V \text{ (softmax)},\ L(w) \text{ (tree)},\ K + 1 "
    r"\text{ (negatives)}",
    "gradients.full_softmax",
    "gradients.hierarchical_softmax",
    "gradients.negative_sampling",
    errata=("1.12",),
)
def what_a_step_costs(a):
    """Why the full softmax is given up: the number of output vectors one example moves."""
    layers = (
        full_softmax(a.h, a.o, a.U),
        hierarchical_softmax(a.h, a.o, a.theta, a.tree),
        negative_sampling(a.h, a.o, a.negatives, a.U),
    )
    return [np.any(layer.vectors != 0, axis=1).sum() for layer in layers], [a.V, len(a.code), a.K + 1]
