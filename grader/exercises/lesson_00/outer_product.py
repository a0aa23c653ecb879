"""outer_product(e, h): every error times every number of h."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from w2vlib.shapes import outer_product


def cases(rng):
    """Vectors of different and of equal lengths."""
    yield Case("three errors, two numbers", (np.array([1.0, -2.0, 0.5]), np.array([3.0, 4.0])))
    yield Case("five errors, three numbers", (rng.normal(size=5), rng.normal(size=3)))
    yield Case("four errors, four numbers", (rng.normal(size=4), rng.normal(size=4)))
    yield Case("two errors, six numbers", (rng.normal(size=2), rng.normal(size=6)))
    yield Case("one of each", (np.array([2.0]), np.array([-3.0])), kind="edge")


exercise = Exercise(
    name="outer_product",
    version=1,
    signature="outer_product(e, h)",
    summary="The matrix of shape (V, N) with entry e_j h_i in row j, column i, from e (V,) and h (N,).",
    oracle=outer_product,
    cases=cases,
    outputs=(Output("e hᵀ", "(V, N)"),),
    equation="∂E/∂v'_j = e_j h for every word j: row j of e hᵀ (seed 001; Rong 2014, eq. 9)",
    worked="Beside yours: e = (1, 0, −1), h = (5, 7) gives rows (5, 7), (0, 0), (−5, −7).",
    properties=(Property("row j is e_j times h", lambda m, e, h: np.allclose(np.asarray(m)[0], e[0] * h)),),
)


@exercise.style
def numpy_outer(e, h):
    return np.outer(e, h)


@exercise.style
def new_axis(e, h):
    return e[:, None] * h


@exercise.style
def reshape_and_multiply(e, h):
    return e.reshape(-1, 1) @ h.reshape(1, -1)


@exercise.style
def two_loops(e, h):
    result = np.zeros((len(e), len(h)))
    for j in range(len(e)):
        for i in range(len(h)):
            result[j, i] = e[j] * h[i]
    return result


@exercise.style
def einsum(e, h):
    return np.einsum("j,i->ji", e, h)


@exercise.mistake(
    "rows and columns are swapped",
    hint="h eᵀ has shape (N, V): its columns are the words. Rows are words here.",
    question="e has one entry per word. Does e run along the rows or the columns of your result?",
)
def swapped(e, h):
    return np.outer(h, e)


@exercise.mistake(
    "the inner product",
    hint="A sum was taken (it only works for equal lengths); nothing is added up in e_j h_i.",
    question="How many numbers are in the result, when e has V and h has N?",
)
def inner_product(e, h):
    return np.dot(e, h)


@exercise.mistake(
    "entry by entry",
    hint="e * h multiplies entry with entry and needs equal lengths; each e_j meets every h_i here.",
    question="Which shapes would e and h need so that broadcasting gives (V, N)?",
)
def entry_by_entry(e, h):
    return e * h


@exercise.mistake(
    "sums for products",
    hint="e_j + h_i stands in the matrix; the product was due.",
    question="If e_j = 0, what should row j be?",
)
def sums(e, h):
    return np.add.outer(e, h)


@exercise.mistake(
    "one long vector",
    hint="The numbers are right, but in one row of length V·N: np.kron, or a ravel, has flattened them.",
    question="Which shape has the result, and which should it have?",
)
def flattened(e, h):
    return np.outer(e, h).ravel()
