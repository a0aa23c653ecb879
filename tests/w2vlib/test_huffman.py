"""Huffman's tree: the seed's example, least cost by another method, ties, conventions, a million words."""

import heapq
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_cases import random_tree

from w2vlib import gradients
from w2vlib.huffman import (
    CONVENTIONS,
    TIES,
    WordTree,
    huffman_tree,
    is_prefix_free,
    kraft_sum,
    weighted_length,
)

SEED = [20, 4, 8, 6, 16, 3]  # a to f
counts = st.lists(st.integers(0, 50), min_size=1, max_size=40)
some_ties = st.sampled_from(TIES)


def least_cost(weights):
    """The least Σ count · length by a heap: the sum of all merged weights."""
    heap, cost = list(weights), 0
    heapq.heapify(heap)
    while len(heap) > 1:
        joined = heapq.heappop(heap) + heapq.heappop(heap)
        heapq.heappush(heap, joined)
        cost += joined
    return cost


def codes(tree):
    return ["".join(map(str, tree.code(word))) for word in range(tree.word_count)]


def test_example_of_the_seed():
    tree = huffman_tree(SEED)
    assert tree.weights.tolist() == [*SEED, 7, 13, 21, 36, 57]
    assert tree.merges.tolist() == [[5, 1], [3, 6], [2, 7], [4, 0], [8, 9]]
    assert tree.lengths.tolist() == [2, 4, 2, 3, 2, 4]
    assert weighted_length(SEED, tree.lengths) == 134
    assert codes(tree) == ["11", "0111", "00", "010", "10", "0110"]
    assert tree.path(1).tolist() == [4, 2, 1, 0]


def test_c_is_00_in_both_of_the_seeds_conventions():
    for convention in ("word2vec", "textbook"):
        assert codes(huffman_tree(SEED, convention=convention))[2] == "00"
    assert huffman_tree(SEED, convention="word2vec").sides(2) == ["right", "right"]
    assert huffman_tree(SEED, convention="textbook").sides(2) == ["left", "left"]
    assert huffman_tree(SEED, convention="word2vec").sides(0) == ["left", "left"]
    assert huffman_tree(SEED, convention="heavier_zero").sides(0) == ["left", "left"]


@given(counts, some_ties)
def test_no_tree_costs_less(weights, ties):
    tree = huffman_tree(weights, ties)
    assert weighted_length(weights, tree.lengths) == least_cost(weights)
    assert kraft_sum(tree.lengths) == 1
    assert is_prefix_free(codes(tree))


@given(counts, some_ties)
def test_merges_join_the_two_lightest_that_are_left(weights, ties):
    tree = huffman_tree(weights, ties)
    left = dict(enumerate(tree.weights[: len(weights)]))
    for k, (lighter, heavier) in enumerate(tree.merges):
        assert [left[lighter], left[heavier]] == sorted(left.values())[:2]
        left[len(weights) + k] = left.pop(lighter) + left.pop(heavier)
        assert tree.weights[len(weights) + k] == left[len(weights) + k]


@given(counts, some_ties)
def test_a_more_frequent_word_is_never_deeper(weights, ties):
    lengths = huffman_tree(weights, ties).lengths
    order = np.argsort(weights)
    for a, b in pairwise(order):
        assert weights[a] == weights[b] or lengths[a] >= lengths[b]


@given(counts, some_ties)
def test_codes_and_paths_are_what_climbing_from_the_leaf_finds(weights, ties):
    tree, V = huffman_tree(weights, ties), len(weights)
    above = {node: (V + k, bit) for k, pair in enumerate(tree.merges) for bit, node in enumerate(pair)}
    for word in range(V):
        node, path, code = word, [], []
        while node in above:
            node, bit = above[node]
            path.insert(0, node - V)
            code.insert(0, bit)
        assert tree.path(word).tolist() == path
        assert tree.code(word).tolist() == code
        assert tree.labels(word).tolist() == [1 - bit for bit in code]
        assert tree.lengths[word] == len(code)


def test_ties_have_two_best_trees():
    shallow, deep = huffman_tree([1, 1, 2, 2]), huffman_tree([1, 1, 2, 2], ties="nodes_first")
    assert shallow.lengths.tolist() == [2, 2, 2, 2]
    assert deep.lengths.tolist() == [3, 3, 2, 1]
    assert weighted_length([1, 1, 2, 2], shallow.lengths) == weighted_length([1, 1, 2, 2], deep.lengths) == 12
    assert kraft_sum(deep.lengths) == 1


def test_the_same_counts_always_give_the_same_tree():
    first, second = huffman_tree([3, 3, 3, 3, 3]), huffman_tree([3, 3, 3, 3, 3])
    np.testing.assert_array_equal(first.merges, second.merges)
    assert first.merges.tolist() == [[0, 1], [2, 3], [4, 5], [6, 7]]
    light = huffman_tree([2, 1] * 50).merges[:25]
    assert light.ravel().tolist() == list(range(1, 100, 2))


@given(counts)
def test_words_first_is_the_shallowest_of_the_best(weights):
    assert huffman_tree(weights).lengths.max() <= huffman_tree(weights, "nodes_first").lengths.max()


@given(st.integers(2, 8), st.integers(0, 10**6))
@settings(max_examples=30)
def test_a_convention_turns_labels_only(V, seed):
    trees = {name: random_tree(np.random.default_rng(seed), V, convention=name) for name in CONVENTIONS}
    rng = np.random.default_rng(seed)
    theta, h = rng.normal(size=(V - 1, 3)), rng.normal(size=3)
    for word in range(V):
        plain, drawn, turned = (trees[n] for n in ("word2vec", "textbook", "heavier_zero"))
        np.testing.assert_array_equal(plain.code(word), drawn.code(word))
        np.testing.assert_array_equal(plain.code(word), 1 - turned.code(word))
        np.testing.assert_array_equal(plain.labels(word), 1 - plain.code(word))
        np.testing.assert_array_equal(turned.labels(word), turned.code(word))
        assert all(a != b for a, b in zip(plain.sides(word), drawn.sides(word), strict=True))
        assert plain.sides(word) == turned.sides(word)
    reference = gradients.tree_probabilities(h, theta, trees["word2vec"])
    for tree in trees.values():
        np.testing.assert_array_equal(gradients.tree_probabilities(h, theta, tree), reference)


def test_left_is_1_in_word2vec_and_0_in_the_textbook():
    for name, bit_of_left in (("word2vec", 1), ("textbook", 0), ("heavier_zero", 0)):
        tree = huffman_tree(SEED, convention=name)
        for word in range(6):
            bits = [bit_of_left if side == "left" else 1 - bit_of_left for side in tree.sides(word)]
            assert tree.code(word).tolist() == bits


def test_few_words_and_zero_counts():
    one = huffman_tree([7])
    assert (one.word_count, one.lengths.tolist(), one.code(0).tolist(), one.sides(0)) == (1, [0], [], [])
    assert one.merges.shape == (0, 2)
    two = huffman_tree([1, 5])
    assert codes(two) == ["0", "1"]
    assert huffman_tree([0, 0]).lengths.tolist() == [1, 1]
    assert huffman_tree([0, 9, 9]).lengths.tolist() == [2, 2, 1]
    assert huffman_tree([0.5, 0.25, 0.25]).lengths.tolist() == [1, 2, 2]


@pytest.mark.parametrize("ties", TIES)
def test_doubling_counts_make_the_deepest_tree(ties):
    assert huffman_tree([2**k for k in range(10)], ties).lengths.tolist() == [9, 9, 8, 7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: huffman_tree([]), "counts: expected at least one number, got shape (0,)"),
        (lambda: huffman_tree([3, -1]), "counts: expected counts of 0 or more, got -1.0 for word 1"),
        (lambda: huffman_tree([3, float("nan")]), "counts: expected counts of 0 or more, got nan for word 1"),
        (lambda: huffman_tree([float("inf")]), "counts: expected counts of 0 or more, got inf for word 0"),
        (lambda: huffman_tree([[1, 2]]), "counts: expected an array with 1 axes, got shape (1, 2)"),
        (lambda: huffman_tree("abc"), "counts: expected real numbers, got str 'abc'"),
        (lambda: huffman_tree([1, 2], ties="any"), "ties: expected one of 'words_first', 'nodes_first'; got"),
        (
            lambda: huffman_tree([1, 2], convention="left"),
            "convention: expected one of 'word2vec', 'textbook'",
        ),
        (lambda: huffman_tree([1, 2]).code(2), "word: expected a row number from 0 to 1, got 2"),
        (
            lambda: WordTree([[0, 0]], [1, 1, 2]),
            "merges: expected each node but the root joined exactly once",
        ),
        (lambda: WordTree([[0, 3], [1, 2]], np.zeros(5)), "merges: expected each node but the root joined"),
        (lambda: WordTree([0, 1], [1, 1, 2]), "merges: expected rows of two node numbers, got shape (2,)"),
        (lambda: WordTree([[0, 1]], [1, 2]), "weights: expected 3 numbers, one for each node, got (2,)"),
        (lambda: weighted_length([1, 2], [1]), "lengths: expected the shape of counts, (2,), got (1,)"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((TypeError, ValueError, IndexError)) as raised:
        call()
    assert says in str(raised.value)


def test_bad_merges_are_counted():
    with pytest.raises(ValueError, match="got 19 merges that do otherwise"):
        WordTree([[0, 0]] * 19, np.zeros(39))


@pytest.mark.parametrize(
    "codes_, free",
    [
        (["0", "10", "11"], True),
        (["0", "01"], False),
        (["10", "0", "1"], False),
        (["1", "1"], False),
        ([""], True),
    ],
)
def test_prefixes_are_found(codes_, free):
    assert is_prefix_free(codes_) is free


def test_kraft_sum_tells_a_wasted_leaf():
    assert kraft_sum([1, 2, 2]) == 1
    assert kraft_sum([1, 2]) == 0.75


@pytest.mark.slow
def test_gensim_builds_the_same_tree_where_nothing_is_level():
    word2vec = pytest.importorskip("gensim.models.word2vec")
    model = word2vec.Word2Vec(hs=1, negative=0, min_count=1, vector_size=2)
    model.build_vocab_from_freq(dict(zip("abcdef", SEED, strict=True)))
    weights = [model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key]
    tree = huffman_tree(weights)
    for number, word in enumerate(model.wv.index_to_key):
        assert model.wv.get_vecattr(word, "code").tolist() == tree.code(number).tolist()
        assert model.wv.get_vecattr(word, "point").tolist() == tree.path(number).tolist()


@pytest.mark.slow
def test_a_million_words():
    weights = 10**9 // np.arange(1, 10**6 + 1)
    tree = huffman_tree(weights)
    assert weighted_length(weights, tree.lengths) == tree.weights[10**6 :].sum()
    assert kraft_sum(tree.lengths) == 1
    share = weights / weights.sum()
    entropy = -np.sum(share * np.log2(share))
    assert entropy <= share @ tree.lengths < entropy + 1
    assert len(tree.code(10**6 - 1)) == tree.lengths[-1]
