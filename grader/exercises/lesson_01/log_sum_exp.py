"""log_sum_exp(u): the logarithm of a sum of exponentials, without overflow."""

import numpy as np

from grader.exercise import Case, Exercise, Output
from w2vlib import gradients


def cases(rng):
    """Small vectors of several lengths, then logits far from 0."""
    yield Case("three logits", (np.array([0.5, -1.0, 2.0]),))
    yield Case("five logits", (rng.normal(size=5),))
    yield Case("twelve logits between −5 and 5", (rng.uniform(-5, 5, 12),))
    yield Case("all logits equal", (np.full(4, 0.7),))
    yield Case("one logit alone", (np.array([1.3]),), kind="edge")
    yield Case("float32 logits", (rng.normal(size=6).astype(np.float32),), kind="float32")
    yield Case("logits near 1000", (1000 + rng.normal(size=4),), kind="stability")
    yield Case("logits near −1000", (-1000 + rng.normal(size=4),), kind="stability")
    yield Case("logits from −600 to 600", (np.array([-600.0, 0.0, 600.0]),), kind="stability")
    yield Case("logits from −900 to 900", (np.array([-900.0, 0.0, 900.0]),), kind="stability")


exercise = Exercise(
    name="log_sum_exp",
    version=1,
    signature="log_sum_exp(u)",
    summary="log Σ exp(u_j) for u of shape (V,), as one number, also where exp(u_j) would overflow.",
    oracle=gradients.log_sum_exp,
    cases=cases,
    outputs=(Output("log Σ exp(u)", "()", scalar=True),),
    equation="log Σ_j exp(u_j) = m + log Σ_j exp(u_j − m) for any m, best m = max u (seed 001, E)",
    worked="Beside yours: u = (7, 7 + log 3). Take out m = 7 + log 3: the sum is 1/3 + 1 = 4/3, "
    "so the result is 7 + log 3 + log(4/3) = 7 + log 4.",
)


@exercise.style
def shift_by_the_largest(u):
    largest = np.max(u)
    return largest + np.log(np.sum(np.exp(u - largest)))


@exercise.style
def numpy_logaddexp(u):
    return np.logaddexp.reduce(u)


@exercise.style
def loop_over_the_words(u):
    largest = max(u)
    total = 0.0
    for logit in u:
        total += np.exp(logit - largest)
    return float(np.log(total) + largest)


@exercise.style
def keeps_an_axis(u):
    u = np.array(u, dtype=float)
    largest = u.max(keepdims=True)
    return largest + np.log(np.exp(u - largest).sum(keepdims=True))


@exercise.mistake(
    "no shift",
    hint="The formula is right, but exp(1000) is larger than any float64: it becomes inf.",
    question="What is the largest number that exp is given when all logits are near 1000?",
)
def no_shift(u):
    return np.log(np.sum(np.exp(u)))


@exercise.mistake(
    "the shift isn't put back",
    hint="The largest logit was taken out of the sum and never added again.",
    question="If every logit grows by 5, by how much should the result grow? By how much does yours?",
)
def shift_not_put_back(u):
    return np.log(np.sum(np.exp(u - np.max(u))))


@exercise.mistake(
    "the shift is put back inside the logarithm",
    hint="The largest logit m is added before the logarithm; exp(m) was a factor, so log makes it + m.",
    question="Which rule of logarithms turns exp(m)·S into something with m outside?",
)
def shift_put_back_inside(u):
    largest = np.max(u)
    return np.log(np.sum(np.exp(u - largest)) + largest)


@exercise.mistake(
    "shifted by the smallest",
    hint="The smallest logit was taken out: exp still sees the whole spread, and 1800 is too much for it.",
    question="After the shift, what are the largest and the smallest number that exp is given?",
)
def shifted_by_the_smallest(u):
    smallest = np.min(u)
    return smallest + np.log(np.sum(np.exp(u - smallest)))


@exercise.mistake(
    "shifted by the mean",
    hint="The mean was taken out: with logits from −900 to 900, exp still sees 900.",
    question="After the shift, what is the largest number that exp can be given?",
)
def shifted_by_the_mean(u):
    mean = np.mean(u)
    return mean + np.log(np.sum(np.exp(u - mean)))


@exercise.mistake(
    "the sum of the logarithms",
    hint="Logarithm and sum are swapped: Σ log exp(u_j) is the sum of the logits.",
    question="What does log do to exp(u_j) when it stands inside the sum?",
)
def sum_of_logs(u):
    return np.sum(np.log(np.exp(u)))


@exercise.mistake(
    "no logarithm",
    hint="The sum of the exponentials comes back; its logarithm was due.",
    question="For u = (0, 0) the result should be log 2, about 0.69. What is yours?",
)
def no_logarithm(u):
    return np.sum(np.exp(u))


@exercise.mistake(
    "a mean where the sum is due",
    hint="The exponentials are averaged: the result is too small by log V.",
    question="For u = (0, 0) the result should be log 2. What is yours, and by how much is it off for V = 5?",
)
def mean_for_sum(u):
    largest = np.max(u)
    return largest + np.log(np.mean(np.exp(u - largest)))


@exercise.mistake(
    "logarithm to base 10",
    hint="log10 was used; the loss is measured in nats, with the natural logarithm.",
    question="Which logarithm undoes exp?",
)
def base_ten(u):
    largest = np.max(u)
    return largest + np.log10(np.sum(np.exp(u - largest)))
