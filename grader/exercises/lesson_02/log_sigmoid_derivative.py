"""log_sigmoid_derivative(x): the slope of log σ, which doesn't die where σ's does."""

import numpy as np

from grader.exercise import Exercise, Output, Property
from grader.exercises.lesson_02.elementwise import elementwise_cases
from w2vlib import gradients

exercise = Exercise(
    name="log_sigmoid_derivative",
    version=1,
    signature="log_sigmoid_derivative(x)",
    summary="d log σ(x)/dx for a number or an array of any shape, finite for any x.",
    oracle=gradients.log_sigmoid_derivative,
    cases=elementwise_cases,
    outputs=(Output("d log σ/dx", "the shape of x"),),
    equation="d log σ(x)/dx = σ'(x)/σ(x) = 1 − σ(x) = σ(−x) (the factor in seed 002, eq. 10–12)",
    worked="Beside yours: x = log 4 has σ = 4/5, so the slope is 1/5; at x = −500 it is 1.",
    properties=(
        Property(
            "the slope lies between 0 and 1", lambda d, x: np.all((np.asarray(d) >= 0) & (np.asarray(d) <= 1))
        ),
    ),
)


@exercise.style
def one_minus(x):
    return 1 - 1 / (1 + np.exp(-x))


@exercise.style
def mirrored(x):
    return np.exp(-np.logaddexp(0, x))


@exercise.style
def by_tanh(x):
    return (1 - np.tanh(np.asarray(x) / 2)) / 2


@exercise.style
def two_branches(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) < 0, 1 / (1 + small), small / (1 + small))


@exercise.mistake(
    "σ(x) instead of σ(−x)",
    hint="The slope is what σ lacks to 1. Confidently right (large x) means: nothing left to gain.",
    question="Where σ is nearly 1, how steep is log σ?",
)
def mirrored_the_wrong_way(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


@exercise.mistake(
    "the slope of σ",
    hint="σ(1 − σ) is σ'; the logarithm divides it by σ once more.",
    question="What is the derivative of log g?",
)
def slope_of_sigma(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


@exercise.mistake(
    "1/σ without the inner derivative",
    hint="The derivative of log g is g'/g; the g' is missing.",
    question="What is the derivative of log g?",
)
def inner_derivative_missing(x):
    with np.errstate(over="ignore"):
        return 1 + np.exp(-x)


@exercise.mistake(
    "σ − 1",
    hint="That is the slope of −log σ, the loss. Here log σ itself is asked.",
    question="Does log σ rise or fall?",
)
def flipped(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x)) - 1


@exercise.mistake(
    "nan far to the left",
    hint="The formula is right; at x = −1000 it is 0/0 or inf/inf. Cancel on paper first: "
    "1 − σ(x) is no quotient of two vanishing numbers.",
    question="What are σ' and σ at x = −1000 in float64?",
)
def zero_by_zero(x):
    with np.errstate(over="ignore", invalid="ignore"):
        s = 1 / (1 + np.exp(-x))
        return s * (1 - s) / s


@exercise.mistake(
    "1 − log σ(x)",
    hint="The logarithm's slope has no logarithm left in it: 1 − σ, not 1 − log σ.",
    question="Is your slope ever above 1?",
)
def logarithm_kept(x):
    return 1 + np.logaddexp(0, -x)
