"""The example on which equations are checked: small, random, every quantity worked out by plain NumPy."""

import numpy as np

from w2vlib.huffman import WordTree, huffman_tree

SEED_COUNTS = (20, 4, 8, 6, 16, 3)  # words a to f of seed 003


class Example:
    """Six words with vectors, one window, one draw of negatives, one tree.

    Attributes
    ----------
    W, U, theta : input vectors (V, N), outside vectors (V, N), node vectors (V − 1, N).
    I, o : input word and target. context, targets : C words each, one of them twice.
    negatives : K words, none twice and none of them o.
    x, t : one-hot of I and of o. h, u, y, e : of the one-word model. rate : the learning rate.
    tree : Huffman's, of the seed's counts. code, path : of o.
    """

    V, N, C, K = 6, 3, 3, 3
    counts = SEED_COUNTS
    rate = 0.3

    def __init__(self, seed: int = 0):
        rng = np.random.default_rng(seed)
        self.W, self.U = rng.normal(size=(2, self.V, self.N))
        self.theta = rng.normal(size=(self.V - 1, self.N))
        self.I, self.o, *others = rng.permutation(self.V).tolist()
        self.context = [others[0], others[1], others[0]]
        self.targets = [others[1], others[2], others[1]]
        self.negatives = [self.I, others[0], others[3]]
        self.x, self.t = np.eye(self.V)[self.I], np.eye(self.V)[self.o]
        self.h = self.W[self.I]
        self.tree: WordTree = huffman_tree(self.counts)
        self.path, bits = climb(self.tree.merges, self.o)
        self.code = np.array(bits)

    @property
    def u(self):
        """Scores of the one-word model."""
        return self.U @ self.h

    @property
    def y(self):
        """Prediction, by the quotient itself."""
        return np.exp(self.u) / np.exp(self.u).sum()

    @property
    def e(self):
        """Error, prediction minus truth."""
        return self.y - self.t

    @property
    def panels(self):
        """Truth of each skip-gram panel (C, V)."""
        return np.eye(self.V)[self.targets]

    @property
    def h_mean(self):
        """CBOW's h, word by word."""
        return sum(self.W[word] for word in self.context) / self.C

    def softmax_loss(self, h, U, target) -> float:
        """−log of the quotient, by definition."""
        exponentials = np.exp(U @ h)
        return -np.log(exponentials[target] / exponentials.sum())

    def negative_loss(self, h, U, target, negatives) -> float:
        """Negative sampling's loss, by definition."""
        return -np.log(sigma(U[target] @ h)) - sum(np.log(sigma(-U[k] @ h)) for k in negatives)

    def tree_loss(self, h, theta) -> float:
        """Hierarchical softmax's loss for o, turn by turn with the code's bits."""
        s = theta[self.path] @ h
        return -np.sum((1 - self.code) * np.log(sigma(s)) + self.code * np.log(1 - sigma(s)))


def sigma(x):
    """The sigmoid as it is defined."""
    return 1 / (1 + np.exp(-x))


def climb(merges, word: int) -> tuple[list[int], list[int]]:
    """Path and code of a word, root first, by climbing from its leaf; the heavier child has bit 1."""
    V = len(merges) + 1
    above = {int(node): (V + k, bit) for k, pair in enumerate(merges) for bit, node in enumerate(pair)}
    path, code, node = [], [], word
    while node in above:
        node, bit = above[node]
        path.insert(0, node - V)
        code.insert(0, bit)
    return path, code
