"""Random examples of the nine models, and each model's loss worked out by plain loops from its definition."""

import math

import numpy as np
from hypothesis import strategies as st

from w2vlib import gradients
from w2vlib.huffman import WordTree

INPUT_SIDES = ("one_word", "cbow", "skip_gram")
OUTPUT_LAYERS = ("softmax", "hierarchical", "negative")
MODELS = [(side, layer) for side in INPUT_SIDES for layer in OUTPUT_LAYERS]

sizes = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "V": st.integers(2, 6),
        "N": st.integers(1, 4),
        "C": st.integers(1, 4),
        "K": st.integers(0, 5),
        "scale": st.sampled_from([0.0, 0.1, 1.0, 2.0]),
    }
)


def random_tree(rng, V, **options):
    """Any binary tree over V words: two nodes picked blindly are joined until one is left."""
    nodes, merges = list(range(V)), []
    for k in range(V - 1):
        pair = [nodes.pop(rng.integers(len(nodes))) for _ in range(2)]
        merges.append(pair)
        nodes.append(V + k)
    return WordTree(merges, np.zeros(2 * V - 1), **options)


class Case:
    """One example: vectors, words drawn with repeats (so the target may be among context and negatives)."""

    def __init__(self, side, layer, seed=0, V=5, N=3, C=3, K=4, scale=1.0):
        rng = np.random.default_rng(seed)
        self.side, self.layer, self.V = side, layer, V
        self.W = scale * rng.normal(size=(V, N))
        self.O = scale * rng.normal(size=(V - 1 if layer == "hierarchical" else V, N))
        self.C = C if side != "one_word" else 1
        self.inputs = rng.integers(V, size=self.C if side == "cbow" else 1).tolist()
        self.targets = rng.integers(V, size=self.C if side == "skip_gram" else 1).tolist()
        self.negatives = rng.integers(V, size=(len(self.targets), K)).tolist()
        self.tree = random_tree(rng, V)
        self.model = getattr(gradients, f"{side}_{layer}")

    def run(self, W=None, O=None, **options):  # noqa: E741
        W, O = self.W if W is None else W, self.O if O is None else O  # noqa: E741
        first = self.inputs if self.side == "cbow" else self.inputs[0]
        second = self.targets if self.side == "skip_gram" else self.targets[0]
        negatives = self.negatives if self.side == "skip_gram" else self.negatives[0]
        return {
            "softmax": lambda: self.model(first, second, W, O, **options),
            "hierarchical": lambda: self.model(first, second, W, O, self.tree, **options),
            "negative": lambda: self.model(first, second, negatives, W, O, **options),
        }[self.layer]()

    def h(self):
        return [sum(self.W[i][n] for i in self.inputs) / len(self.inputs) for n in range(self.W.shape[1])]

    def loss_by_hand(self):
        pairs = zip(self.targets, self.negatives, strict=True)
        return sum(-self.log_probability(target, drawn) for target, drawn in pairs)

    def log_probability(self, target, drawn):
        scores = [sum(a * b for a, b in zip(row, self.h(), strict=True)) for row in self.O]
        if self.layer == "softmax":
            return scores[target] - math.log(math.fsum(map(math.exp, scores)))
        if self.layer == "hierarchical":
            return math.log(probabilities_from_the_root(self.tree.merges, scores, self.V)[target])
        return log_sigma(scores[target]) + sum(log_sigma(-scores[word]) for word in drawn)


def log_sigma(x):
    return -math.log(1 + math.exp(-x))


def probabilities_from_the_root(merges, scores, V):
    """P of every node from its parent's, root downwards: no code and no path is used."""
    P = {2 * V - 2: 1.0}
    for k in range(V - 2, -1, -1):
        lighter, heavier = merges[k]
        P[lighter] = P[V + k] / (1 + math.exp(-scores[k]))
        P[heavier] = P[V + k] / (1 + math.exp(scores[k]))
    return P
