"""two_class_probability(a, b): a softmax of two logits is a sigmoid of their difference."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from w2vlib import gradients


def cases(rng):
    """Two numbers, two vectors, then logits far from 0."""
    yield Case("a = 2, b = 0.5", (2.0, 0.5))
    yield Case("two vectors", (rng.normal(size=3), rng.normal(size=3)))
    yield Case("two longer vectors", (rng.normal(size=7) * 2, rng.normal(size=7) * 2))
    yield Case("a vector and one number", (rng.normal(size=4), 0.3), kind="edge")
    yield Case("equal logits", (np.array([1.5, -2.0]), np.array([1.5, -2.0])), kind="edge")
    yield Case("both near 1000", (1000.5, 1000.0), kind="stability")
    yield Case(
        "1000 against −1000", (np.array([1000.0, -1000.0]), np.array([-1000.0, 1000.0])), kind="stability"
    )


exercise = Exercise(
    name="two_class_probability",
    version=1,
    signature="two_class_probability(a, b)",
    summary="The first entry of softmax([a, b]) for numbers or arrays a and b, elementwise, "
    "finite for any logits.",
    oracle=gradients.two_class_probability,
    cases=cases,
    outputs=(Output("y_a", "the shape of a"),),
    equation="exp(a)/(exp(a) + exp(b)) = 1/(1 + e^(−(a − b))) = σ(a − b)",
    worked="Beside yours: a = 5 + log 4, b = 5 gives σ(log 4) = 4/5; the common 5 plays no part.",
    properties=(
        Property("the result lies between 0 and 1", lambda p, a, b: np.all((np.asarray(p) >= 0) & (p <= 1))),
        Property(
            "the larger logit has more than one half",
            lambda p, a, b: np.all((np.asarray(p) > 0.5) == (np.asarray(a) > np.asarray(b))),
        ),
    ),
)


@exercise.style
def sigmoid_of_the_difference(a, b):
    return 1 / (1 + np.exp(-(a - b)))


@exercise.style
def softmax_with_a_shift(a, b):
    largest = np.maximum(a, b)
    top, other = np.exp(a - largest), np.exp(b - largest)
    return top / (top + other)


@exercise.style
def through_logarithms(a, b):
    return np.exp(a - np.logaddexp(a, b))


@exercise.style
def two_branches(a, b):
    x = np.subtract(a, b)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


@exercise.mistake(
    "a and b swapped",
    hint="σ(b − a) is the second entry of the softmax.",
    question="With a = 2 and b = 0.5, which of the two should get more than one half?",
)
def swapped(a, b):
    return np.exp(-np.logaddexp(0, np.subtract(a, b)))


@exercise.mistake(
    "the sum for the difference",
    hint="σ(a + b) changes when both logits grow by the same amount; a softmax doesn't.",
    question="Add 100 to both logits: what should change?",
)
def sum_for_difference(a, b):
    return np.exp(-np.logaddexp(0, -np.add(a, b)))


@exercise.mistake(
    "the softmax without a shift",
    hint="The formula is right, but exp(1000) is inf, and inf/inf is nan.",
    question="Which common number can be taken out of both exponentials?",
)
def no_shift(a, b):
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(a) / (np.exp(a) + np.exp(b))


@exercise.mistake(
    "a/(a + b)",
    hint="The logits are divided by their sum, without exp: negative logits leave the range from 0 to 1.",
    question="Which function makes each logit positive first?",
)
def no_exponential(a, b):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(a, np.add(a, b))


@exercise.mistake(
    "σ(a) alone",
    hint="The other logit plays no part in it: that is a softmax of (a, 0).",
    question="If b grows and a stays, what should happen to the result?",
)
def other_logit_ignored(a, b):
    return np.exp(-np.logaddexp(0, -np.add(a, np.zeros_like(b))))


@exercise.mistake(
    "σ(a) − σ(b)",
    hint="The difference is taken after the sigmoid; it belongs inside.",
    question="For equal logits the result should be one half. What is yours?",
)
def difference_outside(a, b):
    return np.exp(-np.logaddexp(0, -np.asarray(a))) - np.exp(-np.logaddexp(0, -np.asarray(b)))


@exercise.mistake(
    "σ of the quotient",
    hint="σ(a/b): exp turns a quotient of exponentials into a difference of logits, not into their quotient.",
    question="Which rule gives exp(b)/exp(a) as one exponential?",
)
def quotient(a, b):
    return np.exp(-np.logaddexp(0, -np.divide(a, b)))
