"""sigmoid_slope_from_value(s): σ' from the value of σ alone."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from w2vlib import gradients


def cases(rng):
    """Values of σ: numbers between 0 and 1, its two ends included."""
    yield Case("three values", (np.array([0.2, 0.5, 0.9]),))
    yield Case("five values", (rng.uniform(0.05, 0.95, 5),))
    yield Case("a matrix of values", (rng.uniform(0.05, 0.95, (2, 3)),))
    yield Case("one number, no array", (0.3,), kind="edge")
    yield Case("both ends, 0 and 1", (np.array([0.0, 0.25, 1.0]),), kind="edge")


exercise = Exercise(
    name="sigmoid_slope_from_value",
    version=1,
    signature="sigmoid_slope_from_value(s)",
    summary="σ'(x) when only s = σ(x) is known; s is a number or an array of any shape.",
    oracle=gradients.sigmoid_slope_from_value,
    cases=cases,
    outputs=(Output("σ'", "the shape of s"),),
    equation="σ'(x) = σ(x)(1 − σ(x)) = s(1 − s) (seed 002, eq. 8)",
    worked="Beside yours: s = 4/5 gives 4/5 · 1/5 = 4/25.",
    accepted_names=("sigmoid_grad",),
    properties=(Property("no slope is above 1/4", lambda d, s: np.all(np.asarray(d) <= 0.25 + 1e-9)),),
)


@exercise.style
def product(s):
    return s * (1 - s)


@exercise.style
def difference(s):
    return s - s**2


@exercise.style
def around_the_middle(s):
    return 0.25 - np.square(np.subtract(s, 0.5))


@exercise.mistake(
    "σ is applied once more",
    hint="s is already σ(x); σ(s)(1 − σ(s)) takes the sigmoid a second time.",
    question="What does s hold: x, or σ(x)?",
)
def sigmoid_twice(s):
    again = 1 / (1 + np.exp(-s))
    return again * (1 - again)


@exercise.mistake(
    "s(2 − s)",
    hint="It is positive, as a slope of σ must be, but it isn't the derivative: at s = 1 it is 1.",
    question="Far out, where σ is nearly 1, how steep is the curve?",
)
def two_minus(s):
    return s * (2 - s)


@exercise.mistake(
    "1 − s alone",
    hint="That is the slope of log σ. The slope of σ has s in front.",
    question="Of which function is 1 − σ(x) the derivative?",
)
def slope_of_the_logarithm(s):
    return 1 - s


@exercise.mistake(
    "1 − s²",
    hint="That is the derivative of tanh, from its value.",
    question="At s = 1/2, the middle, what should the slope be?",
)
def slope_of_tanh(s):
    return 1 - s * s


@exercise.mistake(
    "the sign is flipped",
    hint="s(s − 1) is negative; σ rises everywhere.",
    question="Does σ rise or fall?",
)
def flipped(s):
    return s * (s - 1)


@exercise.mistake(
    "s² for s(1 − s)",
    hint="The second factor is s again; it should be what s lacks to 1.",
    question="At s = 1, where σ is flat, what is your slope?",
)
def squared(s):
    return s * s


@exercise.mistake(
    "twice what it should be",
    hint="A factor 2 came in, as the derivative of a square would bring it.",
    question="At s = 1/2 the slope is 1/4. What is yours?",
)
def doubled(s):
    return 2 * s * (1 - s)
