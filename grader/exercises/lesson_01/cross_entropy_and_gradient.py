"""cross_entropy_and_gradient(u, t): the whole derivation in one function."""

import numpy as np

from grader.exercise import Case, Exercise, Output, Property
from grader.exercises.lesson_01.distributions import distribution
from w2vlib import gradients


def cases(rng):
    """One-hot truths, truths that are distributions, then logits far from 0."""
    yield Case("three words", (np.array([0.5, -1.0, 2.0]), np.array([0.0, 1.0, 0.0])))
    yield Case("five words", (rng.normal(size=5), np.eye(5)[4]))
    yield Case("nine words", (rng.uniform(-4, 4, 9), np.eye(9)[0]))
    yield Case("a truth spread over four words", (rng.normal(size=4), distribution(rng, 4)))
    t = distribution(rng, 3)
    yield Case("the truth is what is predicted", (np.log(t) + 0.3, t), kind="edge")
    yield Case("one word alone", (np.array([2.0]), np.array([1.0])), kind="edge")
    yield Case(
        "float32", (rng.normal(size=6).astype(np.float32), np.eye(6, dtype=np.float32)[3]), kind="float32"
    )
    yield Case("logits near 1000", (1000 + rng.normal(size=4), np.eye(4)[1]), kind="stability")
    yield Case("confidently wrong", (np.array([800.0, 0.0, -800.0]), np.eye(3)[2]), kind="stability")


exercise = Exercise(
    name="cross_entropy_and_gradient",
    version=1,
    signature="cross_entropy_and_gradient(u, t)",
    summary="(E, ∂E/∂u): the loss E = −Σ_j t_j log y_j with y = softmax(u) as a number, and its gradient of "
    "shape (V,); finite also where y_j rounds to 0.",
    oracle=gradients.cross_entropy_and_gradient,
    cases=cases,
    outputs=(Output("E", "()", scalar=True), Output("∂E/∂u", "(V,)")),
    equation="E = log Σ_k exp(u_k) − Σ_j t_j u_j and ∂E/∂u = y − t (seed 001; Rong 2014, eq. 7 and 8)",
    worked="Beside yours: u = (0, log 3), t = (1, 0): y = (1/4, 3/4), E = log 4, ∂E/∂u = (−3/4, 3/4).",
    steps=("cross_entropy_slope", "softmax_jacobian"),
    properties=(
        Property("the gradient sums to 0", lambda r, u, t: np.isclose(np.sum(r[1]), 0, atol=1e-6)),
        Property("the loss is not below 0", lambda r, u, t: np.all(np.asarray(r[0]) >= -1e-9)),
    ),
)


@exercise.style
def log_sum_exp_form(u, t):
    shifted = u - np.max(u)
    log_total = np.log(np.sum(np.exp(shifted)))
    return log_total - t @ shifted, np.exp(shifted - log_total) - t


@exercise.style
def log_probabilities(u, t):
    log_y = u - np.logaddexp.reduce(u)
    return -np.sum(t * log_y), np.exp(log_y) - t


@exercise.style
def word_by_word(u, t):
    largest = max(u)
    total = sum(np.exp(logit - largest) for logit in u)
    loss = 0.0
    error = []
    for logit, truth in zip(u, t, strict=True):
        loss -= truth * (logit - largest - np.log(total))
        error.append(np.exp(logit - largest) / total - truth)
    return np.array([loss]), np.array(error)


@exercise.style
def copies_then_subtracts(u, t):
    y = np.exp(u - u.max())
    y /= y.sum()
    loss = u.max() + np.log(np.exp(u - u.max()).sum()) - np.dot(t, u)
    delta = y.copy()
    delta -= t
    return loss, delta


@exercise.mistake(
    "the sign of the gradient is flipped",
    hint="t − y comes back as the gradient. It is the direction of the step, not of the slope.",
    question="For a word that isn't true, does raising its logit raise or lower the loss?",
)
def gradient_flipped(u, t):
    shifted = u - np.max(u)
    log_total = np.log(np.sum(np.exp(shifted)))
    return log_total - t @ shifted, t - np.exp(shifted - log_total)


@exercise.mistake(
    "loss and gradient both negated",
    hint="The log-likelihood comes back, with its gradient: a gradient check passes, the sign is wrong.",
    question="Can −log of a probability be negative?",
)
def both_negated(u, t):
    shifted = u - np.max(u)
    log_total = np.log(np.sum(np.exp(shifted)))
    return t @ shifted - log_total, t - np.exp(shifted - log_total)


@exercise.mistake(
    "the truth isn't subtracted",
    hint="The gradient is y alone; the − t of the true word is missing.",
    question="What does your gradient add up to, and what should it?",
)
def truth_not_subtracted(u, t):
    shifted = u - np.max(u)
    log_total = np.log(np.sum(np.exp(shifted)))
    return log_total - t @ shifted, np.exp(shifted - log_total)


@exercise.mistake(
    "−Σ log y over all words",
    hint="Every word's log y is added up; the loss asks only for the true one, weighted by t.",
    question="Which terms of Σ t_j log y_j are left when t is one-hot?",
)
def log_of_every_word(u, t):
    shifted = u - np.max(u)
    log_y = shifted - np.log(np.sum(np.exp(shifted)))
    return -np.sum(log_y), np.exp(log_y) - t


@exercise.mistake(
    "no logarithm in the loss",
    hint="−Σ t_j y_j comes back; the logarithm of y is missing.",
    question="What is the loss when the true word has probability 1?",
)
def loss_without_log(u, t):
    y = np.exp(u - np.max(u))
    y /= y.sum()
    return -t @ y, y - t


@exercise.mistake(
    "the gradient in y",
    hint="−t/y is ∂E/∂y. The chain goes on through the softmax's Jacobian to the logits.",
    question="Which letter stands under ∂E: y or u?",
)
def gradient_in_y(u, t):
    shifted = u - np.max(u)
    log_y = shifted - np.log(np.sum(np.exp(shifted)))
    return -np.sum(t * log_y), -t / np.exp(log_y)


@exercise.mistake(
    "only the diagonal of the Jacobian",
    hint="The gradient is t(y − 1): the logits of the words that aren't true get none. They move y_o too, "
    "through the sum.",
    question="If a wrong word's logit rises, does the loss change?",
)
def diagonal_only(u, t):
    shifted = u - np.max(u)
    log_y = shifted - np.log(np.sum(np.exp(shifted)))
    return -np.sum(t * log_y), t * (np.exp(log_y) - 1)


@exercise.mistake(
    "loss and gradient divided by V",
    hint="A mean over the words is taken in both; the loss is a sum over the words.",
    question="Where does a mean come from?",
)
def mean_over_the_words(u, t):
    shifted = u - np.max(u)
    log_y = shifted - np.log(np.sum(np.exp(shifted)))
    return -np.mean(t * log_y), (np.exp(log_y) - t) / len(u)


@exercise.mistake(
    "log y after y has rounded to 0",
    hint="The formula is right; where y underflows to 0, log y is −inf. The logits still know the number.",
    question="What is y of the last word for u = (800, 0, −800), and what is its logarithm?",
)
def log_of_underflow(u, t):
    y = np.exp(u - np.max(u))
    y /= y.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.sum(t * np.log(y)), y - t


@exercise.mistake(
    "−log of the true word's y, after y has rounded to 0",
    hint="The formula is right; where the true word's y underflows to 0, its logarithm is −inf.",
    question="What is y of the last word for u = (800, 0, −800), and what is its logarithm?",
)
def log_of_underflow_where_true(u, t):
    y = np.exp(u - np.max(u))
    y /= y.sum()
    with np.errstate(divide="ignore"):
        return -np.sum(t[t > 0] * np.log(y[t > 0])), y - t


@exercise.mistake(
    "no shift",
    hint="The formula is right, but exp(1000) is larger than any float64.",
    question="What is the largest number that exp is given when all logits are near 1000?",
)
def no_shift(u, t):
    total = np.sum(np.exp(u))
    return np.log(total) - t @ u, np.exp(u) / total - t


@exercise.mistake(
    "y and the error share one array",
    hint="delta = y gives y a second name: delta -= t changes y before its logarithm is taken.",
    question="How many arrays are there after delta = y?",
)
def alias(u, t):
    y = np.exp(u - np.max(u))
    y /= y.sum()
    delta = y
    delta -= t
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.sum(t[t > 0] * np.log(y[t > 0])), delta


@exercise.mistake(
    "the truth is subtracted in the logits",
    hint="softmax(u − t) comes back as the gradient: t belongs outside, y − t.",
    question="What does your gradient add up to, and what should it?",
)
def truth_inside(u, t):
    shifted = u - np.max(u)
    log_total = np.log(np.sum(np.exp(shifted)))
    inside = np.exp(u - t - np.max(u))
    return log_total - t @ shifted, inside / inside.sum()


@exercise.mistake(
    "the truth is taken as one-hot",
    hint="Only the largest entry of t is used, in the loss and in the gradient; a truth may be spread.",
    question="With t = (1/2, 1/2), which terms does Σ t_j u_j have?",
)
def one_hot_only(u, t):
    shifted = u - np.max(u)
    log_y = shifted - np.log(np.sum(np.exp(shifted)))
    true = np.argmax(t)
    error = np.exp(log_y)
    error[true] -= 1
    return -log_y[true], error


@exercise.mistake(
    "the loss takes the truth as one-hot",
    hint="The gradient is right; the loss uses only the largest entry of t, and a truth may be spread.",
    question="With t = (1/2, 1/2), which terms does Σ t_j u_j have?",
)
def loss_one_hot_only(u, t):
    shifted = u - np.max(u)
    log_y = shifted - np.log(np.sum(np.exp(shifted)))
    return -log_y[np.argmax(t)], np.exp(log_y) - t


@exercise.mistake(
    "the Jacobian times −t/y, after y has rounded to 0",
    hint="The chain of steps A and B is right on paper, where y_i cancels; here y_i is 0 first, and "
    "−t/y divides by it. y − t needs no division.",
    question="What is y of the last word for u = (800, 0, −800), and what is −t/y?",
)
def chain_with_division(u, t):
    shifted = u - np.max(u)
    log_total = np.log(np.sum(np.exp(shifted)))
    y = np.exp(shifted - log_total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return log_total - t @ shifted, (np.diag(y) - np.outer(y, y)) @ (-t / y)
