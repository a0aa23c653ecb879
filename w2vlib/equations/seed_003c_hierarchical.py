"""Seed 003, second part: hierarchical softmax. Its x_w is our h; it ascends, we descend."""

import numpy as np

from w2vlib.equations.example import climb, sigma
from w2vlib.equations.registry import equation
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import (
    cbow_hierarchical,
    context_shares,
    hierarchical_softmax,
    negative_sampling,
    one_word_hierarchical,
    sgd_step,
    sigmoid,
    tree_probabilities,
    yes_no_loss,
)
from w2vlib.huffman import huffman_tree
from w2vlib.shapes import weighted_rows


@equation(
    "S3.P21",
    r"P(+) = \sigma(x_w^\top \theta) = \frac{1}{1 + e^{-x_w^\top \theta}},\quad P(-) = 1 - P(+)",
    "gradients.sigmoid",
    errata=("3.12", "3.14"),
)
def probability_of_a_turn(a):
    """At an inner node the positive turn has probability σ, the other the rest."""
    s = a.theta @ a.h
    return [sigmoid(s), sigmoid(-s)], [1 / (1 + np.exp(-s)), 1 - 1 / (1 + np.exp(-s))]


@equation(
    "S3.P22",
    r"n(w, 1) = \text{root},\ n(w, 2), \dots,\ n(w, L(w)) = w",
    "word_tree.WordTree.path",
    errata=("3.12",),
)
def path_of_a_word(a):
    """The inner nodes on the way to each word; n(w, j) is the j-th of them."""
    paths = [climb(a.tree.merges, word)[0] for word in range(a.V)]
    return np.concatenate([a.tree.path(word) for word in range(a.V)]), np.concatenate(paths)


@equation(
    "S3.P23",
    r"\prod_{i=1}^{3} P(n(w_2, i)) = (1 - \sigma(x^\top\theta_1))(1 - "
    r"\sigma(x^\top\theta_2))\,\sigma(x^\top\theta_3)",
    "gradients.tree_probabilities",
    errata=("3.13",),
)
def likelihood_of_one_word(a):
    """A word with code 110 in a tree of eight: two negative turns, one positive."""
    tree = huffman_tree([1] * 8)
    word = next(w for w in range(8) if climb(tree.merges, w)[1] == [1, 1, 0])
    theta = np.concatenate([a.theta, a.U])[:7]
    s = theta[climb(tree.merges, word)[0]] @ a.h
    return tree_probabilities(a.h, theta, tree)[word], (1 - sigma(s[0])) * (1 - sigma(s[1])) * sigma(s[2])


@equation(
    "S3.P24",
    r"P(d_j \mid x_w, \theta_{j-1}) = \sigma(x_w^\top\theta_{j-1})^{1 - d_j}\,(1 - "
    r"\sigma(x_w^\top\theta_{j-1}))^{d_j}",
    "gradients.yes_no_loss",
)
def probability_of_a_bit(a):
    """Code bit 0 is the positive turn, bit 1 the other: the label is 1 − d."""
    s = a.theta[0] @ a.h
    found = [np.exp(-yes_no_loss(np.array([s]), 1 - np.array([d]))) for d in (0, 1)]
    return found, [sigma(s) ** (1 - d) * (1 - sigma(s)) ** d for d in (0, 1)]


@equation(
    "S3.P25",
    r"P(w \mid x_w) = \prod_{j=2}^{L(w)} P(d_j \mid x_w, \theta_{j-1})",
    "gradients.tree_probabilities",
)
def probability_of_a_word(a):
    """The product over the path, for every word."""
    products = []
    for word in range(a.V):
        path, code = climb(a.tree.merges, word)
        s = a.theta[path] @ a.h
        products.append(
            np.prod([sigma(x) ** (1 - d) * (1 - sigma(x)) ** d for x, d in zip(s, code, strict=True)])
        )
    return tree_probabilities(a.h, a.theta, a.tree), products


@equation(
    "S3.P26",
    r"\mathcal{L} = \sum_j (1 - d_j) \log \sigma(x_w^\top\theta_{j-1}) + d_j \log(1 - "
    r"\sigma(x_w^\top\theta_{j-1}))",
    "gradients.hierarchical_softmax",
    errata=("3.16",),
)
def log_likelihood_of_a_word(a):
    """The seed's log-likelihood is minus our loss."""
    return -hierarchical_softmax(a.h, a.o, a.theta, a.tree).loss, -a.tree_loss(a.h, a.theta)


@equation(
    "S3.P27",
    r"\frac{\partial \mathcal{L}}{\partial \theta_{j-1}} = (1 - d_j - \sigma(x_w^\top\theta_{j-1}))\, x_w",
    "gradients.hierarchical_softmax",
    errata=("3.16",),
)
def gradient_of_the_node_vectors(a):
    """Each node on the path learns label minus prediction, times h; no other node learns."""
    ascent = np.zeros_like(a.theta)
    for node, d in zip(a.path, a.code, strict=True):
        ascent[node] = (1 - d - sigma(a.theta[node] @ a.h)) * a.h
    measured = numerical_gradient(lambda theta: -a.tree_loss(a.h, theta), a.theta)
    found = -hierarchical_softmax(a.h, a.o, a.theta, a.tree).vectors
    return [found, found], [ascent, measured]


@equation(
    "S3.P28",
    r"\frac{\partial \mathcal{L}}{\partial x_w} = \sum_j (1 - d_j - "
    r"\sigma(x_w^\top\theta_{j-1}))\, \theta_{j-1}",
    "gradients.hierarchical_softmax",
)
def tree_gradient_of_the_hidden_layer(a):
    """What the path hands back to h."""
    turns = zip(a.path, a.code, strict=True)
    ascent = sum((1 - d - sigma(a.theta[n] @ a.h)) * a.theta[n] for n, d in turns)
    measured = numerical_gradient(lambda h: -a.tree_loss(h, a.theta), a.h)
    found = -hierarchical_softmax(a.h, a.o, a.theta, a.tree).hidden
    return [found, found], [ascent, measured]


@equation(
    "S3.P29",
    r"x_w = \frac{1}{2c} \sum_{i=1}^{2c} x_i",
    "gradients.context_shares",
    errata=("3.15",),
)
def pooling_of_the_context(a):
    """The mean (the seed's text says sum, which is `pooling="sum"`)."""
    means, sums = (weighted_rows(context_shares(a.context, a.V, way), a.W) for way in ("mean", "sum"))
    return [means, sums], [a.h_mean, sum(a.W[word] for word in a.context)]


@equation(
    "S3.P30",
    r"\theta_{j-1} \leftarrow \theta_{j-1} + \eta\,(1 - d_j - \sigma(x_w^\top\theta_{j-1}))\, x_w",
    "gradients.cbow_hierarchical",
    errata=("3.16",),
)
def update_of_the_node_vectors(a):
    """One step of the nodes on the path."""
    new = a.theta.copy()
    for node, d in zip(a.path, a.code, strict=True):
        new[node] += a.rate * (1 - d - sigma(a.theta[node] @ a.h_mean)) * a.h_mean
    found = cbow_hierarchical(a.context, a.o, a.W, a.theta, a.tree).output_vectors
    return sgd_step(a.theta, found, a.rate), new


@equation(
    "S3.P31",
    r"x_i \leftarrow x_i + \frac{\eta}{2c} \sum_j (1 - d_j - \sigma(x_w^\top\theta_{j-1}))\, \theta_{j-1}",
    "gradients.cbow_hierarchical",
    errata=("3.15b",),
)
def update_of_the_context_vectors(a):
    """Each occurrence in the context gets 1/2c of what the path hands back."""
    turns = zip(a.path, a.code, strict=True)
    EH = sum((1 - d - sigma(a.theta[n] @ a.h_mean)) * a.theta[n] for n, d in turns)
    new = a.W.copy()
    for word in a.context:
        new[word] += a.rate / a.C * EH
    found = cbow_hierarchical(a.context, a.o, a.W, a.theta, a.tree).input_vectors
    return sgd_step(a.W, found, a.rate), new


@equation(
    "S3.P32",
    r"\text{for each context word } u:\ e = 0;\ \text{for } j:\ g = \eta(1 - d_j - f),\ e "
    r"\mathrel{+}= g\theta,\ "
    r"\theta \mathrel{+}= g x_u;\ x_u \mathrel{+}= e",
    "gradients.one_word_hierarchical",
    errata=("3.21",),
)
def skip_gram_loop_with_the_tree(a):
    """The loop as the text has it: context words as inputs, in turn, the centre's path as target."""
    W, theta = a.W.copy(), a.theta.copy()
    for word in a.context:
        e = np.zeros(a.N)
        for node, d in zip(a.path, a.code, strict=True):
            g = a.rate * (1 - d - sigma(W[word] @ theta[node]))
            e += g * theta[node]
            theta[node] += g * W[word]
        W[word] += e
    stepped_W, stepped_theta = a.W, a.theta
    for word in a.context:
        _, of_W, of_theta = one_word_hierarchical(word, a.o, stepped_W, stepped_theta, a.tree)
        stepped_W = sgd_step(stepped_W, of_W, a.rate)
        stepped_theta = sgd_step(stepped_theta, of_theta, a.rate)
    return np.vstack([stepped_W, stepped_theta]), np.vstack([W, theta])


@equation(
    "S3.drawback",
    r"\text{vectors touched: } L(w) \text{ with the tree, more for rare words; } K + 1 \text{ "
    r"with negatives, for every word}",
    "gradients.hierarchical_softmax",
    "gradients.negative_sampling",
    errata=("3.22",),
)
def rare_words_have_deep_paths(a):
    """The tree's cost depends on the word, negative sampling's doesn't."""
    rarest, commonest = int(np.argmin(a.counts)), int(np.argmax(a.counts))
    negatives = [word for word in range(a.V) if word not in (rarest, commonest)][: a.K]
    rows = [hierarchical_softmax(a.h, word, a.theta, a.tree).vectors for word in (rarest, commonest)]
    rows += [negative_sampling(a.h, word, negatives, a.U).vectors for word in (rarest, commonest)]
    return [np.any(each != 0, axis=1).sum() for each in rows], [4, 2, a.K + 1, a.K + 1]
