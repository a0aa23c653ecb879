"""Steps against the gradient, and the same steps taken apart."""

import numpy as np
import pytest

from w2vlib import gradients


@pytest.fixture
def example():
    rng = np.random.default_rng(0)
    W, U = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    h = W[1]
    e = gradients.softmax(U @ h) - np.eye(4)[2]
    return W, U, h, e


def test_a_step_subtracts_and_leaves_the_old_alone():
    old = np.array([[1.0, 2.0]])
    np.testing.assert_array_equal(gradients.sgd_step(old, [[10.0, -20.0]], 0.1), [[0.0, 4.0]])
    np.testing.assert_array_equal(old, [[1.0, 2.0]])


def test_sgd_halves_the_way_to_the_lowest_point_again_and_again():
    found = gradients.sgd(lambda x: (0.5 * x @ x, x), np.array([8.0, -16.0]), 0.5, 3)
    np.testing.assert_array_equal(found, [1.0, -2.0])
    np.testing.assert_array_equal(gradients.sgd(lambda x: (0, x), [3.0], 0.5, 0), [3.0])


def test_sgd_asks_for_the_gradient_where_it_stands():
    asked = []

    def f(x):
        asked.append(x.tolist())
        return 0.0, np.ones(1)

    gradients.sgd(f, np.array([5.0]), 1.0, 3)
    assert asked == [[5.0], [4.0], [3.0]]


def test_updates_word_by_word(example):
    W, U, h, e = example
    for j, row in enumerate(gradients.updated_outside_vectors(U, e, h, 0.3)):
        np.testing.assert_allclose(row, U[j] - 0.3 * e[j] * h)
    shares, EH = np.array([0, 2 / 3, 1 / 3, 0]), np.array([1.0, -2.0, 0.5])
    for k, row in enumerate(gradients.updated_input_vectors(W, shares, EH, 0.3)):
        np.testing.assert_allclose(row, W[k] - 0.3 * shares[k] * EH)


def test_updates_are_steps_along_the_models_gradient(example):
    W, U, h, e = example
    found = gradients.one_word_softmax(1, 2, W, U)
    np.testing.assert_allclose(
        gradients.updated_outside_vectors(U, e, h, 0.3), gradients.sgd_step(U, found.output_vectors, 0.3)
    )
    np.testing.assert_allclose(
        gradients.updated_input_vectors(W, np.eye(4)[1], e @ U, 0.3),
        gradients.sgd_step(W, found.input_vectors, 0.3),
    )


def test_pulls_add_up_to_the_steps(example):
    W, U, h, e = example
    np.testing.assert_allclose(
        U + gradients.pulls_on_outside_vectors(e, h, 0.3), gradients.updated_outside_vectors(U, e, h, 0.3)
    )
    pulls = gradients.pulls_on_input_vector(e, U, 0.3)
    np.testing.assert_allclose(
        W[1] + pulls.sum(axis=0), gradients.updated_input_vectors(W, np.eye(4)[1], e @ U, 0.3)[1]
    )
    for j in range(4):
        np.testing.assert_allclose(pulls[j], -0.3 * e[j] * U[j])


def test_the_target_pulls_and_every_other_word_pushes(example):
    _, U, h, e = example
    along_U = np.sum(gradients.pulls_on_input_vector(e, U, 0.3) * U, axis=1)
    along_h = gradients.pulls_on_outside_vectors(e, h, 0.3) @ h
    for j in range(4):
        assert (along_U[j] > 0) == (along_h[j] > 0) == (j == 2)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: gradients.sgd_step([1.0], [1.0, 2.0], 0.1), "gradient: expected the shape of parameters"),
        (
            lambda: gradients.sgd_step([1.0], [1.0], -0.1),
            "learning_rate: expected a finite number of 0 or more",
        ),
        (lambda: gradients.sgd_step([1.0], [1.0], float("nan")), "learning_rate: expected a finite number"),
        (lambda: gradients.pulls_on_outside_vectors([1.0], [1.0], -1), "learning_rate: expected a finite"),
        (
            lambda: gradients.pulls_on_input_vector([1.0], np.eye(2), 1),
            "e: expected 2 numbers, one per row, got 1",
        ),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_a_learning_rate_of_zero_stands_still():
    np.testing.assert_array_equal(gradients.sgd_step([1.0], [5.0], 0), [1.0])
