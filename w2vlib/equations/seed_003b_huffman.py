"""Seed 003, second part: Huffman's algorithm, its example, its codes."""

import numpy as np

from w2vlib.equations.example import climb
from w2vlib.equations.registry import equation
from w2vlib.huffman import huffman_tree, weighted_length


def _forest(counts):
    """The algorithm with a list that is sorted anew each time: yields the pair and the forest afterwards."""
    forest = sorted(counts)
    while len(forest) > 1:
        pair, forest = forest[:2], sorted([*forest[2:], sum(forest[:2])])
        yield pair, forest


@equation("S3.H1", r"\text{forest} = \{w_1\}, \dots, \{w_n\}", "huffman.huffman_tree")
def each_word_starts_as_a_tree(a):
    """Huffman 1: n trees of one node, weighing what their words count."""
    return huffman_tree(a.counts).weights[: a.V], a.counts


@equation("S3.H2", r"w_{\text{new}} = w_{\min 1} + w_{\min 2}", "huffman.huffman_tree", errata=("3.9",))
def the_two_lightest_are_joined(a):
    """Huffman 2: the two lightest roots become children of a new one, which weighs their sum."""
    tree = huffman_tree(a.counts)
    joined = [[*tree.weights[pair], new] for pair, new in zip(tree.merges, tree.weights[a.V :], strict=True)]
    return joined, [[*pair, sum(pair)] for pair, _ in _forest(a.counts)]


@equation(
    "S3.H3",
    r"\text{forest} \leftarrow \text{forest} \setminus \{\min 1, \min 2\} \cup \{\text{new}\}",
    "huffman.huffman_tree",
)
def the_forest_after_each_merge(a):
    """Huffman 3: the two leave the forest and the new tree enters; total weights after each merge agree."""
    tree = huffman_tree(a.counts)
    left, forests = list(tree.weights[: a.V]), []
    for pair, new in zip(tree.merges, tree.weights[a.V :], strict=True):
        for weight in tree.weights[pair]:
            left.remove(weight)
        left.append(new)
        forests += sorted(left)
    return forests, [weight for _, forest in _forest(a.counts) for weight in forest]


@equation("S3.H4", r"\text{until one tree is left: } V - 1 \text{ merges}", "huffman.huffman_tree")
def merging_ends_with_one_tree(a):
    """Huffman 4: V − 1 merges, and the root weighs everything."""
    tree = huffman_tree(a.counts)
    return [len(tree.merges), tree.weights[-1]], [a.V - 1, sum(a.counts)]


@equation(
    "S3.P20",
    r"(20, 4, 8, 6, 16, 3):\ 7, 13, 21, 36, 57;\quad \textstyle\sum_w c_w L(w) = 134",
    "huffman.huffman_tree",
    "huffman.weighted_length",
    errata=("3.9", "3.10"),
)
def tree_of_the_example(a):
    """The seed's tree: weights of its inner nodes, lengths of a to f, weighted path length."""
    tree = huffman_tree((20, 4, 8, 6, 16, 3))
    found = [*tree.weights[6:], *tree.lengths, weighted_length((20, 4, 8, 6, 16, 3), tree.lengths)]
    return found, [7, 13, 21, 36, 57, 2, 4, 2, 3, 2, 4, 134]


@equation(
    "S3.coding",
    r"\text{left } 0, \text{ right } 1 \ \text{ or }\ \text{left } 1, \text{ right } 0, \text{ "
    r"heavier child left}",
    "huffman.huffman_tree",
    errata=("3.10", "3.11"),
)
def codes_in_both_conventions(a):
    """Both conventions give the same codes, c = 00 among them: the heavier child has bit 1 in both."""
    trees = [huffman_tree(a.counts, convention=name) for name in ("textbook", "word2vec")]
    found = [np.concatenate([tree.code(2), *map(tree.code, range(a.V))]) for tree in trees]
    by_climbing = np.concatenate([climb(a.tree.merges, word)[1] for word in range(a.V)])
    return found, [[0, 0, *by_climbing]] * 2
