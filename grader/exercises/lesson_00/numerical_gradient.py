"""numerical_gradient(f, x, h): the slope of any function, by asking it twice per coordinate."""

import numpy as np

from grader.doubles import Double
from grader.exercise import Case, Exercise, Output
from w2vlib.gradcheck import numerical_gradient


def _quadratic(rng, size):
    return Double("quadratic", matrix=rng.normal(size=(size, size)), offset=rng.normal(size=size))


def cases(rng):
    """Quadratic functions, where any step is exact, and cubic ones, where the step shows."""
    yield Case("a quadratic of two numbers", (_quadratic(rng, 2), np.array([1.0, -2.0]), 1e-2))
    yield Case(
        "a cubic of three numbers",
        (Double("cubic", coefficients=np.ones(3)), np.array([1.0, 0.5, -1.0]), 1e-1),
    )
    yield Case("a quadratic of a matrix", (_quadratic(rng, 6), rng.normal(size=(2, 3)), 1e-3))
    yield Case(
        "a cubic of five numbers",
        (Double("cubic", coefficients=rng.normal(size=5)), rng.normal(size=5), 5e-2),
    )
    yield Case("the usual step", (_quadratic(rng, 4), rng.normal(size=4), 1e-5))
    yield Case(
        "one number", (Double("cubic", coefficients=np.array([2.0])), np.array([0.7]), 1e-2), kind="edge"
    )


exercise = Exercise(
    name="numerical_gradient",
    version=1,
    signature="numerical_gradient(f, x, h=1e-5)",
    summary="Central differences of f at x, in the shape of x; x is left as it was.",
    oracle=numerical_gradient,
    cases=cases,
    outputs=(Output("gradient", "the shape of x"),),
    equation="∂f/∂x_k ≈ (f(x + h e_k) − f(x − h e_k)) / 2h, with an error of h² f'''/6",
    worked="Beside yours: f(x) = x³ at x = 2 with h = 0.1: (9.261 − 6.859)/0.2 = 12.01; the slope is 12.",
    tolerance=1e-5,
)


@exercise.style
def step_vectors(f, x, h=1e-5):
    gradient = np.zeros_like(x, dtype=float)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


@exercise.style
def change_and_put_back(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        place = it.multi_index
        old = x[place]
        x[place] = old + h
        above = f(x)
        x[place] = old - h
        below = f(x)
        x[place] = old
        gradient[place] = (above - below) / 2 / h
        it.iternext()
    return gradient


@exercise.style
def moved_there_and_back(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient


@exercise.style
def flat_copy(f, x, h=1e-5):
    flat = x.ravel()
    basis = np.eye(flat.size) * h
    slopes = [(f((flat + b).reshape(x.shape)) - f((flat - b).reshape(x.shape))) / (2 * h) for b in basis]
    return np.array(slopes).reshape(x.shape)


@exercise.mistake(
    "one-sided difference",
    hint="(f(x + h) − f(x))/h is off by h·f''/2: halve h and the error only halves.",
    question="For f(x) = x² at x = 1 with h = 0.1, what does your formula give? What is the slope?",
)
def one_sided(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x)) / h
    return gradient


@exercise.mistake(
    "one-sided, backwards",
    hint="(f(x) − f(x − h))/h is off by −h·f''/2: halve h and the error only halves.",
    question="For f(x) = x² at x = 1 with h = 0.1, what does your formula give? What is the slope?",
)
def one_sided_backwards(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x) - f(x - step)) / h
    return gradient


@exercise.mistake(
    "divided by h, not by 2h",
    hint="The two points are 2h apart: the slopes are twice what they should be.",
    question="How far apart are x + h and x − h?",
)
def divided_by_h(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / h
    return gradient


@exercise.mistake(
    "/ 2 * h for / (2 * h)",
    hint="Python divides by 2 and then multiplies by h: 1/2·h, not 1/(2h).",
    question="What is 8 / 2 * 4 in Python?",
)
def brackets_missing(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / 2 * h
    return gradient


@exercise.mistake(
    "all coordinates are moved at once",
    hint="x + h moves every coordinate: each entry holds the sum of all the slopes.",
    question="Which coordinate is moved when the k-th slope is measured?",
)
def all_at_once(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@exercise.mistake(
    "the coordinate isn't put back",
    hint="After the first slope, x stays moved: later slopes are measured elsewhere, and the caller's "
    "x is changed.",
    question="What is x when the second slope is measured?",
)
def not_put_back(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        gradient[index] = (above - f(x)) / (2 * h)
    return gradient


@exercise.mistake(
    "the sign is flipped",
    hint="f(x − h) − f(x + h): the order of the two is turned.",
    question="If f rises along x, which of f(x + h) and f(x − h) is larger?",
)
def flipped(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x - step) - f(x + step)) / (2 * h)
    return gradient


@exercise.mistake(
    "the step that was given is ignored",
    hint="h = 1e-5 stands fixed in the code; the h handed in never plays a part.",
    question="With h = 0.1 on a cubic, the difference should be off by h². Is yours?",
)
def step_ignored(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = 1e-5
        gradient[index] = (f(x + step) - f(x - step)) / 2e-5
    return gradient


@exercise.mistake(
    "vectors only",
    hint="The loop runs over len(x), the rows: in a matrix a whole row is moved at once.",
    question="For x of shape (2, 3), how many slopes are there, and how often does your loop run?",
)
def vectors_only(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for k in range(len(x)):
        step = np.zeros_like(x)
        step[k] = h
        gradient[k] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


@exercise.mistake(
    "divided by a fixed step",
    hint="x is moved by the h that was given, but the difference is divided by 2e-5 whatever h is.",
    question="For h = 0.1, how far apart are the two points, and by what do you divide?",
)
def fixed_divisor(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / 2e-5
    return gradient
