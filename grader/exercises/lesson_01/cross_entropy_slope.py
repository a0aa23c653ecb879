"""cross_entropy_slope(y, t): the derivative of the loss in the probabilities."""

import numpy as np

from grader.exercise import Case, Exercise, Output
from grader.exercises.lesson_01.distributions import distribution
from w2vlib import gradients


def cases(rng):
    """One-hot truths at several places, then truths that are distributions."""
    yield Case("two words, the first is true", (np.array([0.25, 0.75]), np.array([1.0, 0.0])))
    yield Case("three words, the last is true", (np.array([0.2, 0.3, 0.5]), np.array([0.0, 0.0, 1.0])))
    yield Case("six words", (distribution(rng, 6), np.eye(6)[2]))
    yield Case("a truth spread over four words", (distribution(rng, 4), distribution(rng, 4)))
    yield Case(
        "a true word that was nearly impossible", (np.array([1e-6, 1 - 1e-6]), np.eye(2)[0]), kind="edge"
    )
    yield Case("the truth is what was predicted", (np.array([0.1, 0.9]), np.array([0.1, 0.9])), kind="edge")
    yield Case(
        "float32", (distribution(rng, 5).astype(np.float32), np.eye(5, dtype=np.float32)[1]), kind="float32"
    )


exercise = Exercise(
    name="cross_entropy_slope",
    version=1,
    signature="cross_entropy_slope(y, t)",
    summary="∂E/∂y_j for E = −Σ_j t_j log y_j, with y and t of shape (V,), as a vector of shape (V,).",
    oracle=gradients.cross_entropy_slope,
    cases=cases,
    outputs=(Output("∂E/∂y", "(V,)"),),
    equation="∂E/∂y_j = −t_j / y_j for E = −Σ_j t_j log y_j (seed 001, E)",
    worked="Beside yours: y = (1/4, 3/4), t = (0, 1) gives (0, −4/3): a word that isn't true has slope 0.",
)


@exercise.style
def divide(y, t):
    return -t / y


@exercise.style
def word_by_word(y, t):
    slope = np.zeros_like(y)
    for j in range(len(y)):
        slope[j] = -t[j] / y[j]
    return slope


@exercise.style
def only_where_true(y, t):
    slope = np.zeros(len(t))
    true = t > 0
    slope[true] = -t[true] / y[true]
    return slope


@exercise.style
def a_list(y, t):
    return [-truth / prediction for prediction, truth in zip(y, t, strict=True)]


@exercise.mistake(
    "the minus is lost",
    hint="t/y comes back; the loss falls when the true word's probability rises, so its slope is negative.",
    question="When the true word gets more probable, does the loss rise or fall?",
)
def minus_lost(y, t):
    return t / y


@exercise.mistake(
    "1/y for every word",
    hint="The truth t_j is missing: words that aren't true have no log y_j in the loss at all.",
    question="For a one-hot t, in how many terms of E does y appear?",
)
def without_truth(y, t):
    return -1 / y


@exercise.mistake(
    "t and y swapped",
    hint="−y/t comes back, and divides by 0 where t is 0.",
    question="Of which of the two is the logarithm taken?",
)
def swapped(y, t):
    with np.errstate(divide="ignore"):
        return -y / t


@exercise.mistake(
    "the slope in the logits",
    hint="y − t is ∂E/∂u, the end of the derivation. Here the slope in y is asked, one step before it.",
    question="Which letter stands under ∂E here: y or u?",
)
def slope_in_the_logits(y, t):
    return y - t


@exercise.mistake(
    "the terms of the loss",
    hint="−t_j log y_j are the terms of E itself; their derivatives were due.",
    question="What is the derivative of log y?",
)
def terms_of_the_loss(y, t):
    return -t * np.log(y)


@exercise.mistake(
    "the slopes are added up",
    hint="One number comes back; there is one slope for each word.",
    question="How many numbers can you nudge in y?",
)
def added_up(y, t):
    return np.sum(-t / y)


@exercise.mistake(
    "t(1 − y)/y",
    hint="That is the slope of log(y/(1 − y)), not of log y.",
    question="What is the derivative of log y?",
)
def odds(y, t):
    return -t * (1 - y) / y


@exercise.mistake(
    "the truth is taken as one-hot",
    hint="Only the largest entry of t gets a slope; a truth may be spread over several words.",
    question="With t = (1/2, 1/2), how many terms of E contain a y?",
)
def one_hot_only(y, t):
    slope = np.zeros(len(y))
    true = np.argmax(t)
    slope[true] = -1 / y[true]
    return slope
