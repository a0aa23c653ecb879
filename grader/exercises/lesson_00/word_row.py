"""word_row(W, i): one word's vector is one row."""

import numpy as np

from grader.exercise import Case, Exercise, Output
from w2vlib.shapes import word_row


def cases(rng):
    """Matrices of several shapes, square ones among them."""
    yield Case("three words, two numbers each", (np.arange(6.0).reshape(3, 2), 1))
    yield Case("five words, three numbers each", (rng.normal(size=(5, 3)), 4))
    yield Case("four words, four numbers each", (rng.normal(size=(4, 4)), 2))
    yield Case("two words, six numbers each", (rng.normal(size=(2, 6)), 0))
    yield Case("one word", (rng.normal(size=(1, 3)), 0), kind="edge")


exercise = Exercise(
    name="word_row",
    version=1,
    signature="word_row(W, i)",
    summary="The vector of word i, shape (N,), out of W of shape (V, N), whose rows are words.",
    oracle=word_row,
    cases=cases,
    outputs=(Output("v", "(N,)"),),
    equation="h = Wᵀx = the row of W that the one-hot x picks (Rong 2014, eq. 1)",
    worked="Beside yours: W = ((1, 2), (3, 4), (5, 6)), i = 2 gives (5, 6).",
)


@exercise.style
def index(W, i):
    return W[i]


@exercise.style
def one_hot_product(W, i):
    x = np.zeros(W.shape[0])
    x[i] = 1
    return W.T @ x


@exercise.style
def index_and_copy(W, i):
    return W[i, :].copy()


@exercise.mistake(
    "a column for a row",
    hint="W[:, i] is a column: one number of every word. Rows are words.",
    question="W has V rows. Which index of W[·, ·] runs over the words?",
)
def column(W, i):
    return W[:, i]


@exercise.mistake(
    "a matrix with one row",
    hint="The numbers are right, but the shape is (1, N): a slice keeps the axis, one index drops it.",
    question="What is the difference in shape between W[i] and W[i:i + 1]?",
)
def one_row_matrix(W, i):
    return W[i : i + 1]


@exercise.mistake(
    "counting from 1",
    hint="The row before the asked one comes back: NumPy counts rows from 0, as i does.",
    question="Which row does W[0] give?",
)
def counted_from_one(W, i):
    return W[i - 1]


@exercise.mistake(
    "one number",
    hint="W[i, i] is one number; a word has N of them.",
    question="How many numbers does one word have in W of shape (V, N)?",
)
def one_number(W, i):
    return W[i, i]
