"""scores(outside_vectors, h): one dot product per word."""

import numpy as np

from grader.exercise import Case, Exercise, Output
from w2vlib.shapes import scores


def cases(rng):
    """Matrices of several shapes, square ones among them."""
    yield Case("three words, two numbers each", (np.arange(6.0).reshape(3, 2), np.array([1.0, -1.5])))
    yield Case("five words, three numbers each", (rng.normal(size=(5, 3)), rng.normal(size=3)))
    yield Case("four words, four numbers each", (rng.normal(size=(4, 4)), rng.normal(size=4)))
    yield Case("two words, six numbers each", (rng.normal(size=(2, 6)), rng.normal(size=6)))
    yield Case("one word", (rng.normal(size=(1, 3)), rng.normal(size=3)), kind="edge")


exercise = Exercise(
    name="scores",
    version=1,
    signature="scores(outside_vectors, h)",
    summary="u of shape (V,): the dot product of each row of outside_vectors (V, N) with h (N,).",
    oracle=scores,
    cases=cases,
    outputs=(Output("u", "(V,)"),),
    equation="u_j = v'_j · h for every word j (seed 001; Rong 2014, eq. 2)",
    worked="Beside yours: rows (1, 2), (3, 4), (0, 1) and h = (10, 1) give u = (12, 34, 1).",
)


@exercise.style
def matrix_times_vector(outside_vectors, h):
    return outside_vectors @ h


@exercise.style
def dot(outside_vectors, h):
    return np.dot(outside_vectors, h)


@exercise.style
def row_by_row(outside_vectors, h):
    return np.array([np.sum(row * h) for row in outside_vectors])


@exercise.style
def vector_times_transpose(outside_vectors, h):
    return h @ outside_vectors.T


@exercise.style
def broadcast_and_sum(outside_vectors, h):
    return (outside_vectors * h).sum(axis=1)


@exercise.style
def einsum(outside_vectors, h):
    return np.einsum("vn,n->v", outside_vectors, h)


@exercise.mistake(
    "the transpose",
    hint="Wᵀh multiplies columns with h: the shapes fit only where V = N, and there the numbers are wrong.",
    question="(V, N) times (N,): which axes must have the same length?",
)
def transposed(outside_vectors, h):
    return outside_vectors.T @ h


@exercise.mistake(
    "products without the sum",
    hint="Each row is multiplied with h, entry by entry; the dot product adds those up.",
    question="How many scores does a word get?",
)
def not_summed(outside_vectors, h):
    return outside_vectors * h


@exercise.mistake(
    "summed over the wrong axis",
    hint="The sum runs over the words; it should run over the N numbers of each word.",
    question="After the sum, which axis should be left: V or N?",
)
def wrong_axis(outside_vectors, h):
    return (outside_vectors * h).sum(axis=0)


@exercise.mistake(
    "one number for all words",
    hint="All products are added up into one number; each word has a score of its own.",
    question="How many words are there, and how many scores came back?",
)
def all_summed(outside_vectors, h):
    return (outside_vectors * h).sum()


@exercise.mistake(
    "a mean for the sum",
    hint="The products are averaged: the scores are too small by the vector's length N.",
    question="What is (1, 2) · (3, 4)?",
)
def mean_for_sum(outside_vectors, h):
    return (outside_vectors * h).mean(axis=1)


@exercise.mistake(
    "cosines",
    hint="The dot products are divided by the lengths: that is the cosine, which the model doesn't use.",
    question="If a row doubles, what should its score do?",
)
def cosines(outside_vectors, h):
    return outside_vectors @ h / (np.linalg.norm(outside_vectors, axis=1) * np.linalg.norm(h))
