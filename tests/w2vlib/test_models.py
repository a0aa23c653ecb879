"""The nine models: losses by plain loops, gradients by finite differences, and what each leaves unchanged."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_cases import MODELS, Case, random_tree, sizes

from w2vlib import gradients
from w2vlib.gradcheck import numerical_gradient

every_model = pytest.mark.parametrize("side, layer", MODELS)
few = settings(max_examples=25)


def assert_close(claimed, measured):
    difference = np.linalg.norm(claimed - measured)
    assert difference <= 1e-6 * np.linalg.norm(measured) + 1e-9


@every_model
@few
@given(size=sizes)
def test_the_loss_is_its_definition(side, layer, size):
    case = Case(side, layer, **size)
    assert case.run().loss == pytest.approx(case.loss_by_hand(), rel=1e-12, abs=1e-12)


@every_model
@few
@given(size=sizes)
def test_gradients_against_finite_differences(side, layer, size):
    case = Case(side, layer, **size)
    found = case.run()
    assert_close(found.input_vectors, numerical_gradient(lambda W: case.run(W=W).loss, case.W))
    assert_close(found.output_vectors, numerical_gradient(lambda U: case.run(O=U).loss, case.O))


@every_model
@few
@given(size=sizes)
def test_gradients_have_the_shape_of_what_they_are_for_and_inputs_stay(side, layer, size):
    case = Case(side, layer, **size)
    before = case.W.copy(), case.O.copy()
    loss, of_W, of_O = case.run()
    assert type(loss) is float
    assert (of_W.shape, of_O.shape) == (case.W.shape, case.O.shape)
    np.testing.assert_array_equal(case.W, before[0])
    np.testing.assert_array_equal(case.O, before[1])


@every_model
@few
@given(size=sizes)
def test_only_rows_that_went_in_get_a_gradient_each_by_its_share(side, layer, size):
    case = Case(side, layer, **size)
    of_W = case.run().input_vectors
    shares = np.array([case.inputs.count(k) / len(case.inputs) for k in range(case.V)])
    np.testing.assert_array_equal(of_W[shares == 0], 0)
    np.testing.assert_allclose(of_W, np.outer(shares, of_W.sum(axis=0)), rtol=1e-12, atol=1e-15)


@every_model
def test_a_small_step_against_the_gradient_lowers_the_loss_and_moves_vectors(side, layer):
    case = Case(side, layer)
    loss, of_W, of_O = case.run()
    W, O = (gradients.sgd_step(x, g, 0.01) for x, g in ((case.W, of_W), (case.O, of_O)))  # noqa: E741
    assert case.run(W, O).loss < loss
    assert np.abs(W[case.inputs[0]] - case.W[case.inputs[0]]).max() > 1e-4
    assert np.abs(O - case.O).max() > 1e-4


@every_model
def test_float32_is_computed_in_float64(side, layer):
    case = Case(side, layer)
    small = case.run(case.W.astype(np.float32), case.O.astype(np.float32))
    plain = case.run(
        case.W.astype(np.float32).astype(np.float64), case.O.astype(np.float32).astype(np.float64)
    )
    for a, b in zip(small, plain, strict=True):
        np.testing.assert_array_equal(a, b)


@every_model
def test_far_scores_give_numbers(side, layer):
    case = Case(side, layer, scale=100.0)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert all(np.isfinite(part).all() for part in case.run())


@pytest.mark.parametrize("side", ["cbow", "skip_gram"])
@pytest.mark.parametrize("layer", ["softmax", "hierarchical", "negative"])
@given(size=sizes)
@few
def test_with_C_of_1_it_is_the_one_word_model(side, layer, size):
    several, one = (Case(s, layer, **{**size, "C": 1}) for s in (side, "one_word"))
    for a, b in zip(several.run(), one.run(), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("layer", ["softmax", "hierarchical", "negative"])
@given(size=sizes)
@few
def test_skip_gram_is_the_sum_of_its_targets(layer, size):
    case = Case("skip_gram", layer, **size)
    whole = case.run()
    case.side, case.model = "one_word", getattr(gradients, f"one_word_{layer}")
    targets, negatives, parts = case.targets, case.negatives, []
    for target, drawn in zip(targets, negatives, strict=True):
        case.targets, case.negatives = [target], [drawn]
        parts.append(case.run())
    for a, b in zip(whole, map(sum, zip(*parts, strict=True)), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("layer", ["softmax", "hierarchical", "negative"])
@given(size=sizes)
@few
def test_summed_context_gets_the_whole_error_in_each_word(layer, size):
    """With the sum in place of the mean h is C times as long, and nothing is divided on the way back."""
    case = Case("cbow", layer, **size)
    found = case.run(pooling="sum")
    assert found.loss == pytest.approx(case.run(case.C * case.W).loss, rel=1e-12, abs=1e-12)
    assert_close(found.input_vectors, numerical_gradient(lambda W: case.run(W=W, pooling="sum").loss, case.W))


def test_a_word_twice_in_the_window_gets_two_shares():
    case = Case("cbow", "softmax")
    case.inputs = [1, 1, 2]
    of_W = case.run().input_vectors
    np.testing.assert_allclose(of_W[1], 2 * of_W[2], rtol=1e-13)
    assert np.abs(of_W[2]).max() > 1e-3


@pytest.mark.parametrize("side", ["one_word", "cbow", "skip_gram"])
@given(size=sizes)
@few
def test_softmax_errors_sum_to_zero_and_a_common_shift_changes_nothing(side, size):
    case = Case(side, "softmax", **size)
    found = case.run()
    np.testing.assert_allclose(found.output_vectors.sum(axis=0), 0, atol=1e-12)
    shifted = case.run(O=case.O + np.linspace(-2, 3, case.O.shape[1]))
    assert shifted.loss == pytest.approx(found.loss, rel=1e-12, abs=1e-12)
    np.testing.assert_allclose(shifted.output_vectors, found.output_vectors, atol=1e-12)


@given(size=sizes, convention=st.sampled_from(["word2vec", "textbook", "heavier_zero"]))
@few
def test_probabilities_of_any_tree_sum_to_one(size, convention):
    rng = np.random.default_rng(size["seed"])
    tree = random_tree(rng, size["V"], convention=convention)
    theta, h = rng.normal(size=(size["V"] - 1, size["N"])), rng.normal(size=size["N"])
    P = gradients.tree_probabilities(h, theta, tree)
    assert P.sum() == pytest.approx(1, rel=1e-12)
    assert (P > 0).all()
    losses = [gradients.hierarchical_softmax(h, w, theta, tree).loss for w in range(size["V"])]
    np.testing.assert_allclose(P, np.exp(-np.array(losses)), rtol=1e-12)


@given(size=sizes)
@few
def test_only_nodes_on_the_path_learn(size):
    case = Case("one_word", "hierarchical", **size)
    of_nodes = case.run().output_vectors
    beside = np.setdiff1d(np.arange(case.V - 1), case.tree.path(case.targets[0]))
    np.testing.assert_array_equal(of_nodes[beside], 0)


@pytest.mark.parametrize("drawn", [[1, 1], [2, 1, 2, 2], [4, 4, 4, 4]])
def test_each_occurrence_of_a_negative_counts(drawn):
    case = Case("one_word", "negative")
    h, U = case.W[0], case.O
    separate = [gradients.negative_sampling(h, 3, [k], U).vectors[k] for k in drawn]
    together = gradients.negative_sampling(h, 3, drawn, U).vectors
    for k in set(drawn):
        parts = [part for part, word in zip(separate, drawn, strict=True) if word == k]
        np.testing.assert_allclose(together[k], np.sum(parts, axis=0), rtol=1e-12)
    untouched = np.setdiff1d(np.arange(case.V), [3, *drawn])
    np.testing.assert_array_equal(together[untouched], 0)


def test_target_among_its_negatives_in_both_conventions():
    case = Case("one_word", "negative")
    h, U = case.W[0], case.O
    s = gradients.sigmoid(U[2] @ h)
    without = gradients.negative_sampling(h, 2, [1], U)
    kept = gradients.negative_sampling(h, 2, [2, 1], U)
    np.testing.assert_allclose(kept.vectors[2], (s - 1) * h + s * h)
    assert kept.loss == pytest.approx(without.loss - np.log(1 - s), rel=1e-13)
    skipped = gradients.negative_sampling(h, 2, [2, 1], U, target_among_negatives="skip")
    for a, b in zip(skipped, without, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("side", ["one_word", "cbow", "skip_gram"])
def test_the_models_hand_the_convention_on(side):
    case = Case(side, "negative")
    case.targets = [2] * len(case.targets)
    case.negatives = [[2, 1]] * len(case.targets)
    skipped = case.run(target_among_negatives="skip")
    case.negatives = [[1]] * len(case.targets)
    for a, b in zip(skipped, case.run(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_target_may_be_its_own_context():
    case = Case("cbow", "softmax")
    case.inputs, case.targets = [2, 2], [2]
    found = case.run()
    assert_close(found.input_vectors, numerical_gradient(lambda W: case.run(W=W).loss, case.W))


@given(u=st.lists(st.floats(-20, 20), min_size=1, max_size=6), seed=st.integers(0, 1000))
@few
def test_the_summed_error_is_the_sum_over_panels(u, seed):
    targets = np.random.default_rng(seed).integers(len(u), size=1 + seed % 4)
    panels = [gradients.softmax(u) - np.eye(len(u))[target] for target in targets]
    np.testing.assert_allclose(gradients.summed_error(u, targets), np.sum(panels, axis=0), atol=1e-13)


W, U, THETA = np.zeros((4, 2)), np.zeros((4, 2)), np.zeros((3, 2))
TREE = random_tree(np.random.default_rng(0), 4)
SMALL = random_tree(np.random.default_rng(0), 1)


@pytest.mark.parametrize(
    "call, says",
    [
        (
            lambda: gradients.one_word_softmax(4, 0, W, U),
            "input_word: expected a row number from 0 to 3, got 4",
        ),
        (
            lambda: gradients.one_word_softmax(0, -1, W, U),
            "target: expected a row number from 0 to 3, got -1",
        ),
        (lambda: gradients.one_word_softmax(0, 1.5, W, U), "target: expected a row number, got float 1.5"),
        (
            lambda: gradients.one_word_softmax(0, 1, W, U[:3]),
            "outside_vectors: expected the shape of input_v",
        ),
        (
            lambda: gradients.one_word_softmax(0, 1, W[0], U),
            "input_vectors: expected an array with 2 axes, got",
        ),
        (
            lambda: gradients.one_word_softmax(0, 1, W, "U"),
            "outside_vectors: expected real numbers, got str 'U'",
        ),
        (
            lambda: gradients.cbow_softmax([], 1, W, U),
            "context_words: expected at least one row number, got none",
        ),
        (
            lambda: gradients.cbow_softmax(2, 1, W, U),
            "context_words: expected a sequence of row numbers, got int 2",
        ),
        (
            lambda: gradients.cbow_softmax([0, 7], 1, W, U),
            "context_words: expected a row number from 0 to 3, got 7",
        ),
        (
            lambda: gradients.cbow_softmax([0], 1, W, U, "max"),
            "pooling: expected one of 'mean', 'sum'; got str 'max'",
        ),
        (
            lambda: gradients.skip_gram_softmax(0, [], W, U),
            "targets: expected at least one row number, got none",
        ),
        (
            lambda: gradients.skip_gram_softmax(0, [9], W, U),
            "targets: expected a row number from 0 to 3, got 9",
        ),
        (
            lambda: gradients.skip_gram_negative(0, [1], [[1], [2]], W, U),
            "negative_samples: expected 1 sequences",
        ),
        (
            lambda: gradients.one_word_negative(0, 1, [5], W, U),
            "negative_samples: expected a row number from 0",
        ),
        (
            lambda: gradients.one_word_negative(0, 1, [2], W, U, "drop"),
            "target_among_negatives: expected one of 'keep', 'skip'; got str 'drop'",
        ),
        (
            lambda: gradients.one_word_hierarchical(0, 1, W, U, TREE),
            "node_vectors: expected 3 rows, one for each inner node of the tree, got shape (4, 2)",
        ),
        (
            lambda: gradients.one_word_hierarchical(0, 1, W[:3], THETA, TREE),
            "input_vectors: expected 4 rows, one for each word of the tree, got shape (3, 2)",
        ),
        (
            lambda: gradients.one_word_hierarchical(0, 4, W, THETA, TREE),
            "target: expected a row number from 0 to 3",
        ),
        (
            lambda: gradients.one_word_hierarchical(0, 0, W[:1], THETA[:0], SMALL),
            "tree: expected at least two words",
        ),
        (lambda: gradients.full_softmax([1, 2, 3], 0, U), "h: expected 2 numbers, one per column, got 3"),
        (lambda: gradients.negative_sampling([1, 2, 3], 0, [1], U), "h: expected 2 numbers, one per column"),
        (
            lambda: gradients.hierarchical_softmax([1], 0, THETA, TREE),
            "h: expected 2 numbers, one per column",
        ),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((TypeError, ValueError, IndexError)) as raised:
        call()
    assert says in str(raised.value)


def test_the_readable_half_imports_numpy_alone():
    blocked = ("matplotlib", "ipywidgets", "anywidget", "traitlets", "tqdm", "IPython", "nbgrader", "grader")
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({blocked!r}))\n"
        "import w2vlib.gradients, w2vlib.huffman, w2vlib.noise, w2vlib.similarity, w2vlib.equations\n"
        "print(w2vlib.huffman.huffman_tree([1, 2]).lengths)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[1 1]", done.stderr
