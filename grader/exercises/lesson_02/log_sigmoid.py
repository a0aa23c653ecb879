"""log_sigmoid(x): log σ(x), finite for any x."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from grader.exercises.lesson_02.elementwise import elementwise_cases
from w2vlib import gradients


def cases(rng):
    """The cases of every elementwise function, and x at which 1 − σ(−x) or σ has rounded to 0."""
    yield from elementwise_cases(rng)
    yield Case("x = −40, −800 and −2000", (np.array([-40.0, -800.0, -2000.0]),), kind="stability")


exercise = Exercise(
    name="log_sigmoid",
    version=1,
    signature="log_sigmoid(x)",
    summary="log σ(x) for a number or an array of any shape, finite for any x.",
    oracle=gradients.log_sigmoid,
    cases=cases,
    outputs=(Output("log σ(x)", "the shape of x"),),
    equation="log σ(x) = −log(1 + e^(−x)) = x − log(1 + e^x) (terms of seed 002, eq. 9)",
    worked="Beside yours: x = log 4 gives log(4/5) = −log(1 + 1/4); for x = −500 it is −500 to all digits.",
    properties=(
        Property("log σ is never above 0", lambda v, x: np.all(np.asarray(v) <= 0)),
        Property("log σ(x) is never above x", lambda v, x: np.all(np.asarray(v) <= np.asarray(x) + 1e-6)),
    ),
)


@exercise.style
def by_logaddexp(x):
    return -np.logaddexp(0, -x)


@exercise.style
def smaller_part_and_log1p(x):
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


@exercise.style
def entry_by_entry(x):
    flat = [v - np.log1p(np.exp(v)) if v < 0 else -np.log1p(np.exp(-v)) for v in np.ravel(x)]
    return np.reshape(flat, np.shape(x))


@exercise.style
def two_branches(x):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, -np.log1p(np.exp(-np.maximum(x, 0))), x - np.log1p(np.exp(np.minimum(x, 0))))


@exercise.mistake(
    "exp(−x) overflows far to the left",
    hint="The formula is right; at x = −1000, exp(1000) is inf: σ is 0 and its logarithm −inf. Two branches "
    "by the sign of x, or np.logaddexp, avoid it.",
    question="For which sign of x is exp(−x) large, and which form of log σ suits that sign?",
)
def log_of_sigmoid(x):
    with np.errstate(over="ignore", divide="ignore"):
        return np.log(1 / (1 + np.exp(-x)))


@exercise.mistake(
    "x − log(1 + e^x) with an overflowing exp",
    hint="The formula is right; at x = 1000, exp(1000) is inf. The other form suits positive x.",
    question="For which sign of x is exp(x) large?",
)
def overflowing_on_the_right(x):
    with np.errstate(over="ignore", invalid="ignore"):
        return x - np.log1p(np.exp(x))


@exercise.mistake(
    "a small constant is added to σ",
    hint="log(σ + 1e-10) never gets below −23: far to the left the loss stops growing, and its slope dies.",
    question="What is log σ(−1000), and what is yours?",
)
def small_constant(x):
    with np.errstate(over="ignore"):
        return np.log(1 / (1 + np.exp(-x)) + 1e-10)


@exercise.mistake(
    "the minus is lost",
    hint="log(1 + e^(−x)) is −log σ(x): positive where log σ is negative.",
    question="Can the logarithm of a number below 1 be positive?",
)
def minus_lost(x):
    return np.logaddexp(0, -x)


@exercise.mistake(
    "the sign of x",
    hint="−log(1 + e^x) is log σ(−x).",
    question="For which x should log σ be close to 0: large or very negative?",
)
def sign_of_x(x):
    return -np.logaddexp(0, x)


@exercise.mistake(
    "σ without the logarithm",
    hint="σ(x) comes back; its logarithm was due.",
    question="Should the value be above or below 0?",
)
def no_logarithm(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


@exercise.mistake(
    "log(1 − σ(x))",
    hint="That is log σ(−x), the term of a negative sample, and at large x it loses its digits.",
    question="Is the term of the true pair or of a negative sample asked?",
)
def log_of_one_minus(x):
    with np.errstate(over="ignore", divide="ignore"):
        return np.log(1 - 1 / (1 + np.exp(-x)))


@exercise.mistake(
    "logarithm to base 10",
    hint="log10 was used; the loss is measured in nats, with the natural logarithm.",
    question="Which logarithm undoes exp?",
)
def base_ten(x):
    return -np.logaddexp(0, -x) / np.log(10)
