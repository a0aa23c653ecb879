"""Seed 002: CS224n assignment 2, written part. Its ŷ is our y, its y our t; its U has words as columns."""

import numpy as np

from w2vlib.equations.example import sigma
from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cross_entropy,
    naive_softmax_loss_and_gradient,
    neg_sampling_loss_and_gradient,
    one_hot,
    sigmoid,
    sigmoid_derivative,
    sigmoid_slope_from_value,
    skipgram,
    summed_error,
)


@equation("S2.1", r"-\sum_w y_w \log \hat y_w = -\log \hat y_o", "gradients.cross_entropy")
def cross_entropy_of_a_one_hot_truth(a):
    """With a one-hot truth one term of the cross-entropy is left."""
    return cross_entropy(a.u, a.t), -np.log(a.y[a.o])


@equation("S2.2", r"y_w = [\,w = o\,]", "gradients.one_hot", errata=("2.8",))
def truth_is_one_hot(a):
    """1 at the outside word, else 0."""
    return one_hot(a.o, a.V), [1 if w == a.o else 0 for w in range(a.V)]


@equation(
    "S2.3",
    r"\frac{\partial J}{\partial v_c} = -u_o + \frac{\sum_i \exp(u_i^\top v_c)\, u_i}{\sum_w "
    r"\exp(u_w^\top v_c)}"
    r" = -u_o + \sum_w \hat y_w u_w",
    "gradients.naive_softmax_loss_and_gradient",
    errata=("2.1", "2.2"),
)
def expected_minus_observed(a):
    """The model's expected outside vector minus the observed one."""
    weights = np.exp(a.u)
    expected = sum(weights[i] * a.U[i] for i in range(a.V)) / weights.sum()
    return naive_softmax_loss_and_gradient(a.h, a.o, a.U).hidden, -a.U[a.o] + expected


@equation(
    "S2.4",
    r"\frac{\partial J}{\partial v_c} = U(\hat y - y)",
    "gradients.naive_softmax_loss_and_gradient",
)
def gradient_of_the_centre_vector(a):
    """The same as a product with the matrix of columns."""
    measured = numerical_gradient(lambda v: a.softmax_loss(v, a.U, a.o), a.h)
    columns = a.U.T
    return [naive_softmax_loss_and_gradient(a.h, a.o, a.U).hidden] * 2, [columns @ (a.y - a.t), measured]


@equation(
    "S2.5",
    r"\frac{\partial J}{\partial u_o} = (\hat y_o - 1)\, v_c",
    "gradients.naive_softmax_loss_and_gradient",
    errata=("2.3",),
)
def gradient_of_the_true_outside_vector(a):
    """The true outside word is pulled towards the centre."""
    return naive_softmax_loss_and_gradient(a.h, a.o, a.U).vectors[a.o], -a.h + a.y[a.o] * a.h


@equation(
    "S2.6",
    r"\frac{\partial J}{\partial u_w} = \hat y_w\, v_c \quad (w \ne o)",
    "gradients.naive_softmax_loss_and_gradient",
    errata=("2.3",),
)
def gradient_of_the_other_outside_vectors(a):
    """Every other word is pushed away by its probability."""
    others = [w for w in range(a.V) if w != a.o]
    found = naive_softmax_loss_and_gradient(a.h, a.o, a.U).vectors[others]
    return found, [a.y[w] * a.h for w in others]


@equation(
    "S2.7",
    r"\frac{\partial J}{\partial U} = v_c (\hat y - y)^\top",
    "gradients.naive_softmax_loss_and_gradient",
)
def gradient_of_all_outside_vectors(a):
    """Both cases in one outer product; the library's rows are its columns."""
    measured = numerical_gradient(lambda U: a.softmax_loss(a.h, U, a.o), a.U)
    found = naive_softmax_loss_and_gradient(a.h, a.o, a.U).vectors
    return [found.T] * 2, [np.outer(a.h, a.y - a.t), measured.T]


@equation(
    "S2.8",
    r"\sigma'(x) = \sigma(x)(1 - \sigma(x)) = \frac{e^{-x}}{(1 + e^{-x})^2}",
    "gradients.sigmoid_derivative",
    "gradients.sigmoid_slope_from_value",
    errata=("2.4",),
)
def slope_of_the_sigmoid(a):
    """The sigmoid's slope, elementwise, from x and from its value."""
    slope = np.exp(-a.u) / (1 + np.exp(-a.u)) ** 2
    measured = np.diag([numerical_gradient(sigma, x).item() for x in a.u]).sum(axis=0)
    return [sigmoid_derivative(a.u), sigmoid_slope_from_value(sigma(a.u))], [slope, measured]


@equation(
    "S2.9",
    r"J = -\log \sigma(u_o^\top v_c) - \sum_{k=1}^K \log \sigma(-u_k^\top v_c)",
    "gradients.neg_sampling_loss_and_gradient",
)
def negative_sampling_loss(a):
    """One true pair and K drawn ones."""
    found = neg_sampling_loss_and_gradient(a.h, a.o, a.U, a.negatives).loss
    return found, a.negative_loss(a.h, a.U, a.o, a.negatives)


@equation(
    "S2.10",
    r"\frac{\partial J}{\partial v_c} = (\sigma(u_o^\top v_c) - 1)\, u_o + \sum_k (1 - "
    r"\sigma(-u_k^\top v_c))\, u_k",
    "gradients.neg_sampling_loss_and_gradient",
)
def negative_sampling_gradient_of_the_centre(a):
    """The centre vector's gradient."""
    formula = (sigma(a.u[a.o]) - 1) * a.U[a.o] + sum((1 - sigma(-a.u[k])) * a.U[k] for k in a.negatives)
    measured = numerical_gradient(lambda v: a.negative_loss(v, a.U, a.o, a.negatives), a.h)
    found = neg_sampling_loss_and_gradient(a.h, a.o, a.U, a.negatives).hidden
    return [found, found], [formula, measured]


@equation(
    "S2.11",
    r"\frac{\partial J}{\partial u_o} = (\sigma(u_o^\top v_c) - 1)\, v_c",
    "gradients.neg_sampling_loss_and_gradient",
)
def negative_sampling_gradient_of_the_true_word(a):
    """The true word's gradient, if it wasn't drawn as well."""
    found = neg_sampling_loss_and_gradient(a.h, a.o, a.U, a.negatives).vectors[a.o]
    return found, (sigma(a.u[a.o]) - 1) * a.h


@equation(
    "S2.12",
    r"\frac{\partial J}{\partial u_k} = m_k\, (1 - \sigma(-u_k^\top v_c))\, v_c \quad (k \text{ "
    r"drawn } m_k \text{ times})",
    "gradients.neg_sampling_loss_and_gradient",
    errata=("2.5",),
)
def negative_sampling_gradient_of_a_drawn_word(a):
    """A drawn word's gradient: once for each time it was drawn."""
    drawn = [*a.negatives, a.negatives[0]]
    found = neg_sampling_loss_and_gradient(a.h, a.o, a.U, drawn).vectors[a.negatives]
    return found, [drawn.count(k) * (1 - sigma(-a.u[k])) * a.h for k in a.negatives]


@equation(
    "S2.cost",
    r"K + 1 \ll V",
    "gradients.neg_sampling_loss_and_gradient",
    "gradients.naive_softmax_loss_and_gradient",
)
def negative_sampling_touches_few_rows(a):
    """How many outside vectors each loss depends on."""
    few = neg_sampling_loss_and_gradient(a.h, a.o, a.U, a.negatives).vectors
    all_ = naive_softmax_loss_and_gradient(a.h, a.o, a.U).vectors
    return [np.any(rows != 0, axis=1).sum() for rows in (few, all_)], [a.K + 1, a.V]


def _draws_then(a):
    """A loss for one pair that draws its negatives inside, the same ones on each call."""
    return lambda v, o, U: neg_sampling_loss_and_gradient(v, o, U, [k for k in a.negatives if k != o])


@equation(
    "S2.13",
    r"J_{\text{skip-gram}} = \sum_{-m \le j \le m,\, j \ne 0} J(v_c, w_{t+j}, U)",
    "gradients.skipgram",
    errata=("2.6",),
)
def loss_of_a_window(a):
    """The loss of a window is the sum over its outside words, for either loss."""
    plain = sum(a.softmax_loss(a.h, a.U, o) for o in a.targets)
    drawn = sum(a.negative_loss(a.h, a.U, o, [k for k in a.negatives if k != o]) for o in a.targets)
    return [
        skipgram(a.I, a.targets, a.W, a.U).loss,
        skipgram(a.I, a.targets, a.W, a.U, _draws_then(a)).loss,
    ], [
        plain,
        drawn,
    ]


@equation(
    "S2.14",
    r"\frac{\partial J_{\text{skip-gram}}}{\partial U} = \sum_j \frac{\partial J(v_c, w_{t+j}, "
    r"U)}{\partial U}",
    "gradients.skipgram",
    "gradients.summed_error",
    errata=("2.7",),
)
def window_gradient_of_outside_vectors(a):
    """The sum of the pairs' gradients; for naive softmax v_c (2m ŷ − Σ y)ᵀ."""
    loss = _draws_then(a)
    general = skipgram(a.I, a.targets, a.W, a.U, loss).output_vectors
    naive = skipgram(a.I, a.targets, a.W, a.U).output_vectors
    return [general, naive], [
        sum(loss(a.h, o, a.U).vectors for o in a.targets),
        np.outer(summed_error(a.u, a.targets), a.h),
    ]


@equation(
    "S2.15",
    r"\frac{\partial J_{\text{skip-gram}}}{\partial v_c} = \sum_j \frac{\partial J(v_c, w_{t+j}, "
    r"U)}{\partial v_c}",
    "gradients.skipgram",
    errata=("2.7",),
)
def window_gradient_of_the_centre(a):
    """The sum of the pairs' gradients; for naive softmax Σ_j U(ŷ − y_{t+j})."""
    loss = _draws_then(a)
    general = skipgram(a.I, a.targets, a.W, a.U, loss).input_vectors[a.I]
    naive = skipgram(a.I, a.targets, a.W, a.U).input_vectors[a.I]
    return [general, naive], [
        sum(loss(a.h, o, a.U).hidden for o in a.targets),
        sum(a.U.T @ (a.y - t_c) for t_c in a.panels),
    ]


@equation(
    "S2.16",
    r"\frac{\partial J_{\text{skip-gram}}}{\partial v_w} = 0 \quad (w \ne c)",
    "gradients.skipgram",
)
def other_centre_vectors_have_no_gradient(a):
    """The loss of a window knows one centre vector."""

    def J(V):
        return sum(a.softmax_loss(V[a.I], a.U, o) for o in a.targets)

    return skipgram(a.I, a.targets, a.W, a.U).input_vectors, numerical_gradient(J, a.W)


@equation(
    "S2.shape",
    r"\operatorname{shape}\frac{\partial J}{\partial \theta} = \operatorname{shape}\theta",
    "gradients.skipgram",
    "gradients.sigmoid",
)
def gradients_have_the_shape_of_their_parameters(a):
    """Shape convention: a gradient looks like what it is for, and σ works elementwise."""
    found = skipgram(a.I, a.targets, a.W, a.U)
    shapes = [found.input_vectors.shape, found.output_vectors.shape, sigmoid(a.U).shape]
    return shapes, [a.W.shape, a.U.shape, a.U.shape]
