"""Seed 003, third part: negative sampling. x is our h, θ^w the outside vector, y_i the label; it ascends."""

import numpy as np

from w2vlib.equations.example import sigma
from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cbow_negative,
    negative_sampling,
    one_word_negative,
    sgd_step,
    yes_no_layer,
    yes_no_loss,
)
from w2vlib.noise import draw_from_table, noise_distribution, noise_line, slot_table


def _rows_and_labels(a):
    """Words w_0 (the true one), w_1 … w_neg, and y_i = 1, 0 … 0."""
    return np.array([a.o, *a.negatives]), np.array([1] + [0] * a.K)


@equation(
    "S3.P33",
    r"P(y_0 = 1 \mid x) = \sigma(x^\top \theta^{w_0}),\quad y_0 = 1",
    "gradients.yes_no_loss",
    errata=("3.17",),
)
def positive_example(a):
    """The pair (context(w), w) is the positive example."""
    return np.exp(-yes_no_loss(a.u[[a.o]], np.array([1]))), sigma(a.u[a.o])


@equation(
    "S3.P34",
    r"P(y_i = 0 \mid x) = 1 - \sigma(x^\top \theta^{w_i}),\quad y_i = 0",
    "gradients.yes_no_loss",
    errata=("3.17",),
)
def negative_example(a):
    """A pair with a drawn word is a negative one."""
    found = [np.exp(-yes_no_loss(a.u[[k]], np.array([0]))) for k in a.negatives]
    return found, [1 - sigma(a.u[k]) for k in a.negatives]


@equation(
    "S3.P35",
    r"\prod_{i=0}^{neg} P(w_i) = \sigma(x^\top\theta^{w_0}) \prod_{i=1}^{neg} (1 - "
    r"\sigma(x^\top\theta^{w_i}))",
    "gradients.negative_sampling",
)
def likelihood_of_one_example(a):
    """What is to be made large."""
    found = np.exp(-negative_sampling(a.h, a.o, a.negatives, a.U).loss)
    return found, sigma(a.u[a.o]) * np.prod([1 - sigma(a.u[k]) for k in a.negatives])


@equation(
    "S3.P36",
    r"\mathcal{L} = \sum_{i=0}^{neg} y_i \log \sigma(x^\top\theta^{w_i}) + (1 - y_i) \log(1 - "
    r"\sigma(x^\top\theta^{w_i}))",
    "gradients.negative_sampling",
    errata=("3.16",),
)
def log_likelihood_with_labels(a):
    """The same as a sum with labels; minus our loss."""
    rows, y = _rows_and_labels(a)
    s = a.u[rows]
    return -negative_sampling(a.h, a.o, a.negatives, a.U).loss, sum(
        y * np.log(sigma(s)) + (1 - y) * np.log(1 - sigma(s))
    )


@equation(
    "S3.P37",
    r"\frac{\partial \mathcal{L}}{\partial \theta^{w_i}} = (y_i - \sigma(x^\top\theta^{w_i}))\, x,\quad "
    r"\frac{\partial \mathcal{L}}{\partial x} = \sum_i (y_i - \sigma(x^\top\theta^{w_i}))\, \theta^{w_i}",
    "gradients.yes_no_layer",
)
def gradients_with_labels(a):
    """Label minus prediction, times the other vector."""
    rows, y = _rows_and_labels(a)
    slack = y - sigma(a.u[rows])
    found = yes_no_layer(a.h, rows, y, a.U)
    of_theta = [slack[i] * a.h for i in range(a.K + 1)]
    of_x = sum(slack[i] * a.U[rows[i]] for i in range(a.K + 1))
    measured = numerical_gradient(lambda x: -a.negative_loss(x, a.U, a.o, a.negatives), a.h)
    return [*-found.vectors[rows], -found.hidden, -found.hidden], [*of_theta, of_x, measured]


@equation(
    "S3.P38",
    r"\operatorname{len}(w) = \frac{\operatorname{count}(w)}{\sum_u \operatorname{count}(u)}",
    "noise.noise_distribution",
)
def length_of_a_piece(a):
    """A word's piece of the line is as long as its share of the text."""
    return noise_distribution(a.counts, exponent=1), [c / sum(a.counts) for c in a.counts]


@equation(
    "S3.P39",
    r"\operatorname{len}(w) = \frac{\operatorname{count}(w)^{3/4}}{\sum_u \operatorname{count}(u)^{3/4}}",
    "noise.noise_distribution",
    errata=("3.18",),
)
def length_to_the_power_three_quarters(a):
    """word2vec takes each count to the power ¾, below the line before summing."""
    return noise_distribution(a.counts), [c**0.75 / sum(d**0.75 for d in a.counts) for c in a.counts]


@equation(
    "S3.P40",
    r"\text{slot } m = 1 \dots M \mapsto \text{the word whose piece holds it},\quad M \gg V",
    "noise.noise_line",
    "noise.slot_table",
    "noise.draw_from_table",
    errata=("3.19",),
)
def line_of_slots(a):
    """The line in 1000 slots, each the word's whose piece holds its middle; draws pick slots."""
    table = slot_table(noise_line(a.counts), 1000)
    share = [c**0.75 / sum(d**0.75 for d in a.counts) for c in a.counts]
    by_walking = [next(w for w in range(a.V) if (m + 0.5) / 1000 < sum(share[: w + 1])) for m in range(1000)]
    drawn = draw_from_table(table, 50, np.random.default_rng(1))
    slots = np.random.default_rng(1).integers(1000, size=50)
    return [*table, *drawn], [*by_walking, *(by_walking[slot] for slot in slots)]


@equation(
    "S3.P41",
    r"x = \tfrac{1}{2c}\textstyle\sum x_k;\ \text{for } i = 0 \dots neg:\ g = \eta(y_i - f),\ e "
    r"\mathrel{+}= g\theta^{w_i},\ "
    r"\theta^{w_i} \mathrel{+}= g x;\ x_k \mathrel{+}= \tfrac{e}{2c}",
    "gradients.cbow_negative",
    errata=("3.15b", "3.20"),
)
def cbow_algorithm_with_negatives(a):
    """One round of the CBOW algorithm, with the 1/2c that the mean owes."""
    W, U, e = a.W.copy(), a.U.copy(), np.zeros(a.N)
    for word, y in zip(*_rows_and_labels(a), strict=True):
        g = a.rate * (y - sigma(U[word] @ a.h_mean))
        e += g * U[word]
        U[word] += g * a.h_mean
    for word in a.context:
        W[word] += e / a.C
    _, of_W, of_U = cbow_negative(a.context, a.o, a.negatives, a.W, a.U)
    return [sgd_step(a.W, of_W, a.rate), sgd_step(a.U, of_U, a.rate)], [W, U]


@equation(
    "S3.P42",
    r"\text{for each context word } u:\ \text{for } i = 0 \dots neg:\ g = \eta(y_i - f),\ e "
    r"\mathrel{+}= g\theta^{w_i},\ "
    r"\theta^{w_i} \mathrel{+}= g x_u;\ x_u \mathrel{+}= e",
    "gradients.one_word_negative",
    errata=("3.21",),
)
def skip_gram_algorithm_with_negatives(a):
    """One window of the skip-gram algorithm: context words as inputs, one after another."""
    W, U = a.W.copy(), a.U.copy()
    for context_word in a.context:
        e = np.zeros(a.N)
        for word, y in zip(*_rows_and_labels(a), strict=True):
            g = a.rate * (y - sigma(U[word] @ W[context_word]))
            e += g * U[word]
            U[word] += g * W[context_word]
        W[context_word] += e
    stepped_W, stepped_U = a.W, a.U
    for context_word in a.context:
        _, of_W, of_U = one_word_negative(context_word, a.o, a.negatives, stepped_W, stepped_U)
        stepped_W, stepped_U = sgd_step(stepped_W, of_W, a.rate), sgd_step(stepped_U, of_U, a.rate)
    return [stepped_W, stepped_U], [W, U]
