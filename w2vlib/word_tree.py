"""A binary tree whose leaves are words: codes, paths and the yes-no labels of hierarchical softmax.

Words are nodes 0 … V − 1. Merge k joins two nodes, the lighter first, into node V + k; as an inner node that
is number k and owns row k of the node vectors. The root is the last one, inner node V − 2.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from w2vlib.arguments import one_of, word_number


class Convention(NamedTuple):
    """Where the heavier child is drawn, and which bit its turn gets in the code."""

    heavier_side: str
    heavier_bit: int


CONVENTIONS = {
    "word2vec": Convention("left", 1),  # left = 1, right = 0, the heavier child left
    "textbook": Convention("right", 1),  # left = 0, right = 1, the lighter child left: the same codes
    "heavier_zero": Convention("left", 0),  # left = 0, right = 1, the heavier child left: every bit turned
}


class WordTree:
    """Codes and paths of V words, for any merges, Huffman's or not.

    A convention only names things. The label of a turn is 1 where it leads to the lighter child, whatever bit
    and side the turn has; so code and sign turn together and no probability changes.

    Parameters
    ----------
    merges : (V − 1, 2) node numbers, lighter first; row k makes node V + k. Each node is used once.
    weights : (2V − 1,) weight of every node, words first.
    convention : "word2vec", "textbook" or "heavier_zero".

    Attributes
    ----------
    merges, weights, convention : as given.
    offsets : (V + 1,); word w's turns are flat_path[offsets[w]:offsets[w + 1]], root first.
    flat_path : inner node of every turn. flat_heavier : 1 where the turn leads to the heavier child.

    Raises
    ------
    ValueError : the merges make no tree, or there is no such convention.

    Source: seed 003, P20–P26 and its two conventions; Rong 2014, figure 4.
    """

    def __init__(self, merges, weights, convention: str = "word2vec"):
        self.convention = one_of("convention", convention, CONVENTIONS)
        self.merges = _checked_merges(merges)
        self.weights = np.array(weights)
        if self.weights.shape != (2 * self.word_count - 1,):
            nodes = 2 * self.word_count - 1
            raise ValueError(
                f"weights: expected {nodes} numbers, one for each node, got {self.weights.shape}"
            )
        self._find_paths()

    @property
    def word_count(self) -> int:
        """V, the number of leaves."""
        return len(self.merges) + 1

    @property
    def lengths(self) -> np.ndarray:
        """Number of turns to each word (V,)."""
        return np.diff(self.offsets)

    def path(self, word: int) -> np.ndarray:
        """Inner nodes (L,) from the root to the last one above the word. IndexError: no such word."""
        return self.flat_path[self._span(word)]

    def labels(self, word: int) -> np.ndarray:
        """Label (L,) of each turn: 1 to the lighter child, probability σ(s); 0 to the heavier, σ(−s)."""
        return 1 - self.flat_heavier[self._span(word)].astype(int)

    def code(self, word: int) -> np.ndarray:
        """Bits (L,) of the word's code, root first, in the tree's convention."""
        heavier_bit = CONVENTIONS[self.convention].heavier_bit
        return np.where(self.labels(word) == 1, 1 - heavier_bit, heavier_bit)

    def sides(self, word: int) -> list[str]:
        """Return "left" or "right" for each turn, as the tree's convention draws it."""
        lighter, heavier = ("left", "right") if self._heavier_side == "right" else ("right", "left")
        return [lighter if label else heavier for label in self.labels(word)]

    @property
    def _heavier_side(self) -> str:
        return CONVENTIONS[self.convention].heavier_side

    def _span(self, word: int) -> slice:
        word = word_number("word", word, self.word_count)
        return slice(self.offsets[word], self.offsets[word + 1])

    def _find_paths(self) -> None:
        lengths = np.zeros(self.word_count, dtype=np.int64)
        for words, _, _ in self._steps_up():
            lengths[words] += 1
        self.offsets = np.concatenate([[0], np.cumsum(lengths)])
        self.flat_path = np.zeros(self.offsets[-1], dtype=np.int32)
        self.flat_heavier = np.zeros(self.offsets[-1], dtype=np.uint8)
        for height, (words, inner, heavier) in enumerate(self._steps_up(), start=1):
            places = self.offsets[words + 1] - height
            self.flat_path[places], self.flat_heavier[places] = inner, heavier

    def _steps_up(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Climb from all words at once; yields the words below the root, the node above, and which child."""
        count, nodes = self.word_count, 2 * self.word_count - 1
        parent, heavier = np.zeros(nodes, np.int64), np.zeros(nodes, np.uint8)
        parent[self.merges] = np.arange(count, nodes)[:, None]
        heavier[self.merges[:, 1]] = 1
        words = here = np.arange(count if count > 1 else 0)
        while len(words):
            yield words, parent[here] - count, heavier[here]
            below = parent[here] < nodes - 1
            words, here = words[below], parent[here][below]


def _checked_merges(merges) -> np.ndarray:
    if np.size(merges) != 2 * len(merges):
        raise ValueError(f"merges: expected rows of two node numbers, got shape {np.shape(merges)}")
    merges = np.array(merges, dtype=np.int64).reshape(len(merges), 2)
    count = len(merges) + 1
    made = np.arange(count, count + len(merges))[:, None]
    if (merges >= made).any() or not np.array_equal(np.sort(merges.ravel()), np.arange(2 * count - 2)):
        raise ValueError(
            "merges: expected each node but the root joined exactly once, and only after it was made; "
            f"got {len(merges)} merges that do otherwise"
        )
    return merges
