"""softmax_jacobian(y): the derivative of every probability in every logit."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from grader.exercises.lesson_01.distributions import distribution
from w2vlib import gradients


def cases(rng):
    """Distributions of several lengths; one certain, one of a single word."""
    yield Case("two words", (np.array([0.25, 0.75]),))
    yield Case("three words", (np.array([0.2, 0.3, 0.5]),))
    yield Case("five words", (distribution(rng, 5),))
    yield Case("eight words", (distribution(rng, 8),))
    yield Case("one word alone", (np.array([1.0]),), kind="edge")
    yield Case("a certain prediction", (np.array([0.0, 1.0, 0.0, 0.0]),), kind="edge")
    yield Case("float32 probabilities", (distribution(rng, 4).astype(np.float32),), kind="float32")


exercise = Exercise(
    name="softmax_jacobian",
    version=1,
    signature="softmax_jacobian(y)",
    summary="J of shape (V, V) with J[i, j] = ∂y_i/∂u_j, from the softmax's value y of shape (V,).",
    oracle=gradients.softmax_jacobian,
    cases=cases,
    outputs=(Output("J", "(V, V)"),),
    equation="∂y_i/∂u_j = y_i ([i = j] − y_j), in one piece diag(y) − y yᵀ",
    worked="Beside yours: y = (1/2, 1/2) gives J = ((1/4, −1/4), (−1/4, 1/4)): each row adds up to 0.",
    properties=(
        Property("J has one row and one column per word", lambda j, y: np.shape(j) == (len(y), len(y))),
        Property("each row of J sums to 0", lambda j, y: np.allclose(np.sum(j, axis=1), 0, atol=1e-6)),
        Property("each column of J sums to 0", lambda j, y: np.allclose(np.sum(j, axis=0), 0, atol=1e-6)),
    ),
)


@exercise.style
def diagonal_minus_outer(y):
    return np.diag(y) - np.outer(y, y)


@exercise.style
def entry_by_entry(y):
    size = len(y)
    jacobian = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            jacobian[i, j] = y[i] * ((i == j) - y[j])
    return jacobian


@exercise.style
def with_an_identity_matrix(y):
    return y[:, None] * (np.eye(y.shape[0]) - y[None, :])


@exercise.style
def diagonal_filled_afterwards(y):
    jacobian = -np.einsum("i,j->ij", y, y)
    jacobian[np.diag_indices_from(jacobian)] += y
    return jacobian


@exercise.mistake(
    "only the diagonal",
    hint="Only ∂y_i/∂u_i is there; every other logit moves y_i too, through the common sum.",
    question="Raise one logit: which probabilities stay as they were?",
)
def only_the_diagonal(y):
    return np.diag(y * (1 - y))


@exercise.mistake(
    "a vector: the diagonal alone",
    hint="y(1 − y) is ∂y_i/∂u_i for each word. The whole derivative has a number for each pair of words.",
    question="How many pairs (probability, logit) are there for V words?",
)
def diagonal_as_vector(y):
    return y * (1 - y)


@exercise.mistake(
    "plus for minus",
    hint="y yᵀ is added; raising another word's logit would raise y_i as well.",
    question="When one logit rises, can all probabilities rise?",
)
def plus_for_minus(y):
    return np.diag(y) + np.outer(y, y)


@exercise.mistake(
    "the sign is flipped",
    hint="This is −J: raising a logit would lower its own probability.",
    question="What sign has ∂y_i/∂u_i?",
)
def flipped(y):
    return np.outer(y, y) - np.diag(y)


@exercise.mistake(
    "no diagonal term",
    hint="−y_i y_j stands everywhere; on the diagonal y_i belongs on top of it.",
    question="Where does the 1 of [i = j] go?",
)
def no_diagonal(y):
    return -np.outer(y, y)


@exercise.mistake(
    "the identity where diag(y) is due",
    hint="[i = j] is there, but not multiplied by y_i.",
    question="What stands in front of the bracket in y_i ([i = j] − y_j)?",
)
def identity_for_diagonal(y):
    return np.eye(len(y)) - np.outer(y, y)


@exercise.mistake(
    "the diagonal is wrong: y_i instead of y_i(1 − y_i)",
    hint="Off the diagonal all is right; on it, − y_i y_i got lost.",
    question="In y_i ([i = j] − y_j), what is left of the bracket when i = j?",
)
def square_lost_on_the_diagonal(y):
    jacobian = -np.outer(y, y)
    np.fill_diagonal(jacobian, y)
    return jacobian


@exercise.mistake(
    "the bracket isn't multiplied by y_i",
    hint="[i = j] − y_j stands there alone: every row is the same but for its 1.",
    question="What stands in front of the bracket?",
)
def bracket_alone(y):
    return np.eye(len(y)) - y


@exercise.mistake(
    "y @ y is one number",
    hint="y @ y adds up y_j², one number, and it is taken from every entry. Every product y_i y_j was due.",
    question="Which shape has y @ y, and which has y yᵀ?",
)
def inner_product(y):
    return np.diag(y) - y @ y


@exercise.mistake(
    "y.T is y",
    hint="y has one axis, so y.T is y, and y * y.T is y²: the same vector taken from every row.",
    question="Which shape has y.T, and which has y * y.T?",
)
def transposed_vector(y):
    return np.diag(y) - y * y.T
