"""sigmoid(x): σ(x) = 1/(1 + e⁻ˣ), elementwise."""

import numpy as np

from grader.exercise import Exercise, Output, Property
from grader.exercises.lesson_02.elementwise import elementwise_cases
from w2vlib import gradients

exercise = Exercise(
    name="sigmoid",
    version=1,
    signature="sigmoid(x)",
    summary="σ(x) = 1/(1 + e^(−x)) for a number or an array of any shape, elementwise, finite for any x.",
    oracle=gradients.sigmoid,
    cases=elementwise_cases,
    outputs=(Output("σ(x)", "the shape of x"),),
    equation="σ(x) = 1/(1 + e^(−x)) = e^x/(1 + e^x) (Rong 2014, eq. 67; seed 003)",
    worked="Beside yours: x = log 4 gives 1/(1 + 1/4) = 4/5; x = −log 4 gives 1/5.",
    properties=(
        Property("σ lies between 0 and 1", lambda s, x: np.all((np.asarray(s) >= 0) & (np.asarray(s) <= 1))),
        Property(
            "a larger x has a larger σ", lambda s, x: np.all(np.diff(np.ravel(s)[np.argsort(x, None)]) >= 0)
        ),
    ),
)


@exercise.style
def as_the_formula(x):
    return 1 / (1 + np.exp(-x))


@exercise.style
def two_branches(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


@exercise.style
def by_tanh(x):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(x)))


@exercise.style
def by_logaddexp(x):
    return np.exp(-np.logaddexp(0.0, -x))


@exercise.style
def masks(x):
    x = np.atleast_1d(np.array(x, dtype=float)) if np.ndim(x) else np.array([float(x)])
    s = np.empty_like(x)
    up = x >= 0
    s[up] = 1 / (1 + np.exp(-x[up]))
    s[~up] = np.exp(x[~up]) / (1 + np.exp(x[~up]))
    return s if s.size > 1 else s[0]


@exercise.mistake(
    "the sign in the exponent",
    hint="1/(1 + e^x) is σ(−x): it falls where σ rises.",
    question="What should σ(1000) be: near 0 or near 1?",
)
def sign_in_the_exponent(x):
    return 1 / (1 + np.exp(x))


@exercise.mistake(
    "a bracket is missing: 1/1 + e^(−x)",
    hint="Python reads 1/1 + exp(−x): the division comes first.",
    question="What is 1/1 + 3 in Python, and what is 1/(1 + 3)?",
)
def bracket_missing(x):
    return 1 / 1 + np.exp(-x)


@exercise.mistake(
    "e^x/(1 + e^x) for every x",
    hint="The formula is right, but for large x both parts are inf, and inf/inf is nan.",
    question="For which sign of x is exp(x) small?",
)
def overflowing_fraction(x):
    return np.exp(x) / (1 + np.exp(x))


@exercise.mistake(
    "minus for plus in the denominator",
    hint="1/(1 − e^(−x)) has a pole at 0 and leaves the range from 0 to 1.",
    question="What is σ(0)?",
)
def minus_for_plus(x):
    with np.errstate(divide="ignore"):
        return 1 / (1 - np.exp(-x))


@exercise.mistake(
    "e^(−x)/(1 + e^(−x))",
    hint="That is σ(−x) written as a fraction: numerator and denominator carry the wrong sign of x.",
    question="For x = 1, is your value above or below one half?",
)
def mirrored_fraction(x):
    return np.exp(-x) / (1 + np.exp(-x))


@exercise.mistake(
    "tanh",
    hint="tanh runs from −1 to 1; σ(x) = (1 + tanh(x/2))/2.",
    question="What is σ(0)?",
)
def tanh(x):
    return np.tanh(x)


@exercise.mistake(
    "x is clipped to ±6",
    hint="Clipping x to ±6, as word2vec.c's table does, stops σ at 0.9975: far enough out it is wrong.",
    question="What is σ(10) to four digits, and what is yours?",
)
def clipped(x):
    return 1 / (1 + np.exp(-np.clip(x, -6, 6)))


@exercise.mistake(
    "softmax over the array",
    hint="The numbers are divided by their common sum; each σ(x) depends on its own x alone.",
    question="If another entry of x changes, does this one's σ change?",
)
def softmax_instead(x):
    exponentials = np.exp(x - np.max(x))
    return exponentials / np.sum(exponentials)


@exercise.mistake(
    "arrays only",
    hint="Arrays come out right; a plain number has no .shape to ask for, so σ(0.8) stops.",
    question="What is type(0.8), and which attribute is asked of it?",
)
def arrays_only(x):
    s = np.zeros(x.shape)
    s[...] = np.exp(-np.logaddexp(0, -x))
    return s
