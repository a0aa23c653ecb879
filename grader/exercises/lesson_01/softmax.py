"""softmax(u): logits to probabilities over the last axis."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from w2vlib import gradients


def cases(rng):
    """Vectors, a batch of rows, then logits far from 0."""
    yield Case("three logits", (np.array([0.5, -1.0, 2.0]),))
    yield Case("five logits", (rng.normal(size=5),))
    yield Case("twelve logits between −5 and 5", (rng.uniform(-5, 5, 12),))
    yield Case("one word alone", (np.array([0.4]),), kind="edge")
    yield Case("a batch of two rows", (rng.normal(size=(2, 3)),), kind="batch")
    yield Case("a batch of four rows", (rng.normal(size=(4, 4)) * 2,), kind="batch")
    yield Case("float32 logits", (rng.normal(size=6).astype(np.float32),), kind="float32")
    yield Case("logits near 1000", (1000 + rng.normal(size=4),), kind="stability")
    yield Case("logits near −1000", (-1000 + rng.normal(size=4),), kind="stability")
    yield Case(
        "a batch whose rows lie far apart", (np.array([[1000.0, 999.0], [-1000.0, -999.0]]),), "stability"
    )
    yield Case("logits from −1000 to 1000", (np.array([-1000.0, 3.0, 1000.0]),), kind="stability")


exercise = Exercise(
    name="softmax",
    version=1,
    signature="softmax(u)",
    summary="y_j = exp(u_j) / Σ_k exp(u_k) over the last axis, for u of shape (V,) or (B, V), "
    "also where exp(u_j) would overflow.",
    oracle=gradients.softmax,
    cases=cases,
    outputs=(Output("y", "the shape of u"),),
    equation="y_j = exp(u_j) / Σ_k exp(u_k) (seed 001; Rong 2014, eq. 3)",
    worked="Beside yours: u = (0, log 3). The exponentials are (1, 3), their sum is 4, so y = (1/4, 3/4).",
    properties=(
        Property("each row sums to 1", lambda y, u: np.allclose(np.sum(y, axis=-1), 1)),
        Property("no probability is below 0", lambda y, u: np.all(np.asarray(y) >= 0)),
        Property(
            "a larger logit has the larger probability",
            lambda y, u: np.array_equal(np.argsort(y, axis=-1), np.argsort(u, axis=-1)),
        ),
    ),
)


@exercise.style
def shift_then_divide(u):
    exponentials = np.exp(u - np.max(u, axis=-1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


@exercise.style
def row_by_row(u):
    if np.ndim(u) == 2:
        return np.array([softmax(row) for row in u])  # noqa: F821 - its own name, once pasted
    e = np.exp(u - u.max())
    return e / e.sum()


@exercise.style
def through_logarithms(u):
    log_total = np.logaddexp.reduce(u, axis=-1)
    return np.exp(u - log_total[..., np.newaxis])


@exercise.style
def two_branches_as_in_the_handout(x):
    original_shape = x.shape
    x = np.array(x, dtype=float)
    if len(x.shape) > 1:
        x -= np.max(x, axis=1)[:, None]
        x = np.exp(x)
        x /= np.sum(x, axis=1).reshape(-1, 1)
    else:
        x -= np.max(x)
        x = np.exp(x) / np.sum(np.exp(x))
    assert x.shape == original_shape
    return x


@exercise.style
def einsum_for_the_sum(u):
    e = np.exp(u - u.max(-1)[..., None])
    return e / np.einsum("...j->...", e)[..., None]


@exercise.mistake(
    "no shift",
    hint="The formula is right, but exp(1000) is larger than any float64: inf/inf is nan.",
    question="What is the largest number that exp is given when all logits are near 1000?",
)
def no_shift(u):
    exponentials = np.exp(u)
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


@exercise.mistake(
    "shifted by the smallest",
    hint="The smallest logit was taken out: logits near 1000 survive that, a spread of 2000 doesn't.",
    question="After the shift, what are the largest and the smallest number that exp is given?",
)
def shifted_by_the_smallest(u):
    exponentials = np.exp(u - np.min(u, axis=-1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


@exercise.mistake(
    "shifted by the mean",
    hint="The mean was taken out: with logits from −1000 to 1000, exp still sees about 1000.",
    question="After the shift, what is the largest number that exp can be given?",
)
def shifted_by_the_mean(u):
    exponentials = np.exp(u - np.mean(u, axis=-1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


@exercise.mistake(
    "no exponential",
    hint="The logits are divided by their sum, without exp: negative logits give negative probabilities.",
    question="Which function makes every score positive and keeps their order?",
)
def no_exponential(u):
    return u / np.sum(u, axis=-1, keepdims=True)


@exercise.mistake(
    "exp of the negated logits",
    hint="The sign inside exp is turned: the largest logit gets the smallest probability.",
    question="Which word has the largest logit in the first case, and which gets the largest y from you?",
)
def negated_logits(u):
    exponentials = np.exp(-u - np.max(-u, axis=-1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


@exercise.mistake(
    "divided by the sum of the logits",
    hint="The numerator has exp, the denominator doesn't.",
    question="What do your numbers add up to?",
)
def denominator_without_exp(u):
    return np.exp(u) / np.sum(u, axis=-1, keepdims=True)


@exercise.mistake(
    "not divided by the sum",
    hint="The exponentials are shifted, but not divided by their sum: the largest is always 1.",
    question="What do your numbers add up to?",
)
def not_divided(u):
    return np.exp(u - np.max(u, axis=-1, keepdims=True))


@exercise.mistake(
    "divided by the largest",
    hint="The exponentials are divided by the largest logit's own value, not by their sum.",
    question="What do your numbers add up to?",
)
def divided_by_largest_logit(u):
    exponentials = np.exp(u - np.max(u, axis=-1, keepdims=True))
    return exponentials / np.max(u, axis=-1, keepdims=True)


@exercise.mistake(
    "one maximum for the whole batch",
    hint="The largest logit of all rows is taken from every row: a row far below it has nothing but "
    "exp(−2000) left, which is 0, and 0/0 is nan. Each row needs its own largest logit.",
    question="After the shift, what is the largest exponent in the row that lies at −1000?",
)
def one_maximum_for_all_rows(u):
    exponentials = np.exp(u - np.max(u))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


@exercise.mistake(
    "batches only",
    hint="A batch comes out right; a single vector has no axis 1. axis=-1 is the last axis of both.",
    question="Which axes has u of shape (V,)?",
)
def batches_only(u):
    exponentials = np.exp(u - np.max(u, axis=1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=1, keepdims=True)


@exercise.mistake(
    "one sum over the whole batch",
    hint="Vectors come out right; in a batch, all rows share one sum, so a row doesn't add up to 1.",
    question="Over which axis does the sum run when u has shape (B, V), and what does each row add up to?",
)
def one_sum_for_all_rows(u):
    exponentials = np.exp(u - np.max(u))
    return exponentials / np.sum(exponentials)


@exercise.mistake(
    "sums over the first axis",
    hint="Vectors come out right; in a batch, the columns add up to 1 instead of the rows.",
    question="Rows are examples: should a row or a column of y add up to 1?",
)
def sums_over_the_first_axis(u):
    exponentials = np.exp(u - np.max(u, axis=0))
    return exponentials / np.sum(exponentials, axis=0)


@exercise.mistake(
    "the row sums meet the wrong axis",
    hint="The sum over each row lost its axis, so broadcasting lines it up with the columns.",
    question="Which shape has the sum for u of shape (B, V), and how does NumPy line it up with u?",
)
def row_sums_without_keepdims(u):
    exponentials = np.exp(u - np.max(u))
    return exponentials / np.sum(exponentials, axis=-1)


@exercise.mistake(
    "the logarithm of the softmax",
    hint="This is log y: take exp of it, or leave the logarithm out.",
    question="Can a probability be negative?",
)
def log_softmax(u):
    shifted = u - np.max(u, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@exercise.mistake(
    "the shift changes the input",
    hint="The values are right, but u -= … works in place: the caller's logits are shifted too.",
    question="What does u hold after the call, in the notebook outside your function?",
)
def shifts_in_place(u):
    u -= np.max(u, axis=-1, keepdims=True)
    return np.exp(u) / np.sum(np.exp(u), axis=-1, keepdims=True)
