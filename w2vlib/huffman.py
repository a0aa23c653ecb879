"""Huffman's tree: join the two lightest, again and again. Frequent words end near the root.

Where weights are level there is more than one best tree. Their codes and even their lengths differ; their
weighted length doesn't. Compare `weighted_length`, `kraft_sum` and `is_prefix_free`, never codes.
"""

from itertools import pairwise
from math import inf

import numpy as np

from w2vlib.arguments import frequencies, one_of, same_shape
from w2vlib.word_tree import CONVENTIONS, Convention, WordTree

__all__ = [
    "CONVENTIONS",
    "TIES",
    "Convention",
    "WordTree",
    "huffman_tree",
    "is_prefix_free",
    "kraft_sum",
    "weighted_length",
]

TIES = ("words_first", "nodes_first")


def huffman_tree(counts, ties: str = "words_first", convention: str = "word2vec") -> WordTree:
    """Tree with the least Σ count · length, by two queues: O(V log V) to sort, then O(V).

    Parameters
    ----------
    counts : (V,) counts of 0 or more. A word counted 0 gets a code too, a long one.
    ties : what goes first where weights are level. "words_first": a word before a joined node, which gives
        the shallowest of the best trees; "nodes_first": as word2vec.c (many words counted 0 then make a
        long chain). Among words the lower number goes first, among nodes the older, so the same counts
        always give the same tree.
    convention : names of bits and sides, see `WordTree`.

    Returns
    -------
    WordTree with its merges and weights in the order they happened. V = 1: no merge, an empty code.

    Raises
    ------
    TypeError, ValueError : counts isn't a non-empty vector of numbers of 0 or more.

    Source: seed 003, its algorithm 1 to 4; Rong 2014, section 3.1.
    """
    weights = frequencies("counts", counts)
    order = np.argsort(weights, kind="stable")
    words_first = one_of("ties", ties, TIES) == "words_first"
    merges, sums = _merges(order.tolist(), weights[order].tolist(), words_first)
    return WordTree(merges, np.concatenate([weights, sums]), convention)


def _merges(words: list[int], light: list[float], words_first: bool) -> tuple[list, list[float]]:
    """Two queues, both lightest first: the words, and the nodes made so far, whose weights never fall."""
    count = len(words)
    light = [*light, inf]  # a queue's end is heavier than everything
    made = [inf] * count
    merges, word, node = [], 0, 0
    for k in range(count - 1):
        pair = []
        for _ in range(2):
            if light[word] < made[node] or (words_first and light[word] == made[node]):
                pair.append((words[word], light[word]))
                word += 1
            else:
                pair.append((count + node, made[node]))
                node += 1
        (lighter, a), (heavier, b) = pair
        merges.append((lighter, heavier))
        made[k] = a + b
    return merges, made[: count - 1]


def weighted_length(counts, lengths) -> float:
    """Cost Σ_w count_w · length_w, which a Huffman tree makes smallest. Source: seed 003, P20 (there 134)."""
    counts = frequencies("counts", counts)
    lengths = frequencies("lengths", lengths)
    same_shape(counts=counts, lengths=lengths)
    return float(counts @ lengths)


def kraft_sum(lengths) -> float:
    """Σ_w 2^(−length_w), which is 1 for every full binary tree, and below 1 where a leaf is wasted."""
    return float(np.sum(0.5 ** frequencies("lengths", lengths)))


def is_prefix_free(codes) -> bool:
    """True where no code begins another, so that a row of bits can be read in one way only.

    Parameters
    ----------
    codes : one sequence of bits per word.
    """
    codes = sorted(tuple(int(bit) for bit in code) for code in codes)  # a prefix sorts right before its word
    return all(b[: len(a)] != a for a, b in pairwise(codes))
