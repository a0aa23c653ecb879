"""sigmoid_derivative(x): σ'(x) from x itself."""

import numpy as np

from grader.exercise import Exercise, Output, Property
from grader.exercises.lesson_02.elementwise import elementwise_cases
from w2vlib import gradients

exercise = Exercise(
    name="sigmoid_derivative",
    version=1,
    signature="sigmoid_derivative(x)",
    summary="σ'(x) for x itself (not σ(x)), a number or an array of any shape, finite for any x.",
    oracle=gradients.sigmoid_derivative,
    cases=elementwise_cases,
    outputs=(Output("σ'(x)", "the shape of x"),),
    equation="σ'(x) = e^(−x)/(1 + e^(−x))² = σ(x)(1 − σ(x)) (seed 002, eq. 8)",
    worked="Beside yours: x = log 4 has σ = 4/5, so σ' = 4/25; x = −log 4 has the same slope.",
    steps=("sigmoid_slope_from_value",),
    properties=(
        Property("no slope is above 1/4", lambda d, x: np.all(np.asarray(d) <= 0.25 + 1e-9)),
        Property("no slope is below 0", lambda d, x: np.all(np.asarray(d) >= 0)),
    ),
)


@exercise.style
def value_times_rest(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


@exercise.style
def one_exponential(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


@exercise.style
def both_sides(x):
    return np.exp(-np.logaddexp(0, -x) - np.logaddexp(0, x))


@exercise.style
def by_tanh(x):
    return (1 - np.tanh(np.asarray(x) / 2) ** 2) / 4


@exercise.mistake(
    "x is taken for σ(x)",
    hint="x(1 − x) comes back: the sigmoid of x was never taken.",
    question="What does the argument hold here: x, or σ(x)?",
)
def value_expected(x):
    return x * (1 - x)


@exercise.mistake(
    "σ instead of its slope",
    hint="σ(x) itself comes back.",
    question="At x = 0 the curve rises by 1/4 per unit. What is yours there?",
)
def value_for_slope(x):
    return 1 / (1 + np.exp(-x))


@exercise.mistake(
    "1 − σ(x) alone",
    hint="That is the slope of log σ; the slope of σ has σ in front.",
    question="Far to the left, σ is flat. Is yours?",
)
def slope_of_the_logarithm(x):
    return 1 - 1 / (1 + np.exp(-x))


@exercise.mistake(
    "σ(2 − σ)",
    hint="It is positive, as a slope of σ must be, but far to the right it is 1, where σ is flat.",
    question="How steep is σ at x = 10?",
)
def two_minus(x):
    s = 1 / (1 + np.exp(-x))
    return s * (2 - s)


@exercise.mistake(
    "the sign is flipped",
    hint="The inner derivative of e^(−x) is −e^(−x): two minus signs meet, and one of them got lost.",
    question="Does σ rise or fall?",
)
def flipped(x):
    s = 1 / (1 + np.exp(-x))
    return s * (s - 1)


@exercise.mistake(
    "the square in the denominator is missing",
    hint="e^(−x)/(1 + e^(−x)) is 1 − σ(x); the derivative of 1/g has g² below.",
    question="What is the derivative of 1/g?",
)
def square_missing(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small)


@exercise.mistake(
    "1/(1 + e^(−x))² without the inner derivative",
    hint="The chain rule's inner factor e^(−x) is missing: this is σ².",
    question="After the derivative of 1/g, which factor does the chain rule add?",
)
def inner_derivative_missing(x):
    return (1 / (1 + np.exp(-x))) ** 2


@exercise.mistake(
    "e^(−x)/(1 + e^(−x))² for every x",
    hint="The formula is right, but for x = −1000 it is inf/inf.",
    question="For which sign of x does exp(−x) overflow?",
)
def overflowing_fraction(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


@exercise.mistake(
    "the derivative of tanh",
    hint="1 − tanh² is the slope of tanh; σ is half as high and half as wide.",
    question="At x = 0 the slope is 1/4. What is yours?",
)
def slope_of_tanh(x):
    return 1 - np.tanh(x) ** 2
