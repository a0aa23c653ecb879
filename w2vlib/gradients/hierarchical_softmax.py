"""Output layer 2, hierarchical softmax: a word is reached by turns, and its probability is their product.

Each inner node of the tree owns a vector θ. At a node, σ(θ·h) is the probability of label 1, the turn to the
lighter child, and σ(−θ·h) that of label 0. In word2vec's convention the code bit d marks the other way round:
label = 1 − d. Only the nodes on the target's path learn.
"""

import numpy as np

from w2vlib.arguments import float_array, word_number
from w2vlib.gradients.results import LayerGradients
from w2vlib.gradients.yes_no import yes_no_layer, yes_no_loss
from w2vlib.shapes import scores
from w2vlib.word_tree import WordTree


def hierarchical_softmax(h, target: int, node_vectors, tree: WordTree) -> LayerGradients:
    """Loss −Σ log P(turn) along the target's path, and its gradients.

    Parameters
    ----------
    h : (N,), what the input side made.
    target : the true word's number.
    node_vectors : θ (V − 1, N), row k for inner node k of the tree.
    tree : a tree whose leaves are the V words.

    Returns
    -------
    (E, ∂E/∂h = Σ_l e_l θ_l (N,), ∂E/∂θ (V − 1, N) with e_l h in the rows of the path),
    where e_l = σ(θ_l·h) − label_l.

    Raises
    ------
    TypeError, ValueError, IndexError : an argument has another shape, or there is no such word. A vocabulary
    of one word has no inner node, so nothing to learn, and is refused too.

    Source: seed 003, P24–P28; Rong 2014, eq. (46)–(54).
    """
    node_vectors = _node_vectors(node_vectors, tree)
    target = word_number("target", target, tree.word_count)
    return yes_no_layer(h, tree.path(target), tree.labels(target), node_vectors)


def tree_probabilities(h, node_vectors, tree: WordTree) -> np.ndarray:
    """P(w) of every word (V,): positive, and summing to 1 for any tree and any node vectors.

    Parameters and errors as in `hierarchical_softmax`. Source: seed 003, P25; Rong 2014, eq. (37)–(43).
    """
    s = scores(_node_vectors(node_vectors, tree), h)
    words = range(tree.word_count)
    return np.exp([-yes_no_loss(s[tree.path(word)], tree.labels(word)) for word in words])


def _node_vectors(node_vectors, tree: WordTree) -> np.ndarray:
    nodes = tree.word_count - 1
    if nodes == 0:
        raise ValueError("tree: expected at least two words, got one, which leaves nothing to learn")
    node_vectors = float_array("node_vectors", node_vectors, ndim=2)
    if len(node_vectors) != nodes:
        raise ValueError(
            f"node_vectors: expected {nodes} rows, one for each inner node of the tree, "
            f"got shape {node_vectors.shape}"
        )
    return node_vectors
