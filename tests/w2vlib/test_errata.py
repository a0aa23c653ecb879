"""Mathematical slips of the seeds: the printed form shown wrong by numbers, the right form right."""

import numpy as np
import pytest

from w2vlib import gradients, noise
from w2vlib.equations import Example
from w2vlib.gradcheck import numerical_gradient
from w2vlib.gradients import sgd_step, sigmoid, softmax
from w2vlib.huffman import WordTree, huffman_tree, weighted_length

# M mathematical, M/I both, T in the text yet checkable, Q the open questions; the list of the seeds' slips.
MATHEMATICAL = ["1.5", "2.1", "2.4", "2.5", "3.2", "3.15b", "3.17", "3.18", "3.19", "4.5", "4.6"]
CHECKABLE_TEXT = ["1.7", "1.12", "2.2", "2.7", "3.1", "3.3", "3.4", "3.9", "3.12", "3.14", "3.15", "3.22"]
QUESTIONS = ["3.6", "4.7"]
SHOWN = set()


def erratum(*numbers):
    SHOWN.update(numbers)
    return lambda test: test


def test_no_mathematical_slip_is_left_out():
    assert sorted(SHOWN) == sorted([*MATHEMATICAL, *CHECKABLE_TEXT, *QUESTIONS])


def right(form, truth):
    np.testing.assert_allclose(form, truth, rtol=1e-6, atol=1e-9)


def wrong(form, truth, by=0.01):
    assert np.abs(np.asarray(form) - np.asarray(truth)).max() > by


@pytest.fixture
def a():
    return Example(0)


@erratum("1.5")
def test_001_gradient_of_every_input_row(a):
    """Printed: ∂E/∂v_k = Σ e_j v'_j for any k. Right: times x_k, so 0 for k ≠ I."""
    measured = numerical_gradient(lambda W: a.softmax_loss(W[a.I], a.U, a.o), a.W)
    EH = sum(a.e[j] * a.U[j] for j in range(a.V))
    wrong([EH] * a.V, measured)
    right([a.x[k] * EH for k in range(a.V)], measured)
    right(gradients.one_word_softmax(a.I, a.o, a.W, a.U).input_vectors, measured)


@erratum("1.7")
def test_001_which_vector_the_input_word_gains(a):
    """Printed: it gains a bit of the predicted vector. Right: of the target's; the predicted one's pushes."""
    pulls = gradients.pulls_on_input_vector(a.e, a.U, a.rate)
    along = np.sum(pulls * a.U, axis=1)
    predicted = max((j for j in range(a.V) if j != a.o), key=lambda j: a.y[j])
    assert along[predicted] < 0 < along[a.o]
    right(pulls[a.o], a.rate * (1 - a.y[a.o]) * a.U[a.o])
    right(pulls[predicted], -a.rate * a.y[predicted] * a.U[predicted])


@erratum("1.12")
def test_001_learning_the_input_vector_is_easy(a):
    """Printed: only the output half is costly. But v_I's gradient needs each of the V outside vectors."""
    EH = gradients.full_softmax(a.h, a.o, a.U).hidden
    for j in range(a.V):
        U = a.U.copy()
        U[j] += 0.1
        wrong(gradients.full_softmax(a.h, a.o, U).hidden, EH, by=1e-4)


@erratum("2.1")
def test_002_softmax_gradient_without_exp(a):
    """Printed: Σ (u_iᵀv) u_i / Σ u_wᵀv, no exp. Right: with exp above and below."""
    measured = numerical_gradient(lambda v: a.softmax_loss(v, a.U, a.o), a.h)
    s = a.U @ a.h
    wrong(-a.U[a.o] + (s[:, None] * a.U).sum(axis=0) / s.sum(), measured)
    right(-a.U[a.o] + (np.exp(s)[:, None] * a.U).sum(axis=0) / np.exp(s).sum(), measured)
    right(gradients.naive_softmax_loss_and_gradient(a.h, a.o, a.U).hidden, measured)


@erratum("2.2")
def test_002_the_weighted_mean_corrects_the_right_vector(a):
    """Printed: the mean is laid over u_o and corrects it. Right: expected minus observed, 0 if they agree."""
    gradient = gradients.naive_softmax_loss_and_gradient(a.h, a.o, a.U).hidden
    expected = a.y @ a.U
    wrong(expected + a.U[a.o], gradient)
    right(expected - a.U[a.o], gradient)
    sure = a.U.copy()
    sure[a.o] = 100 * a.h
    right(gradients.naive_softmax_loss_and_gradient(a.h, a.o, sure).hidden, np.zeros(a.N))


@erratum("2.4")
def test_002_positivity_gives_the_slope():
    """Printed: σ' > 0, hence the factor is 1 − σ. But 2 − σ gives something positive too."""
    x = np.linspace(-4, 4, 17)
    s = sigmoid(x)
    measured = np.array([numerical_gradient(sigmoid, point).item() for point in x])
    assert (s * (2 - s) > 0).all()
    wrong(s * (2 - s), measured)
    right(np.exp(-x) / (1 + np.exp(-x)) ** 2, measured)
    right(gradients.sigmoid_slope_from_value(s), measured)


@erratum("2.5")
def test_002_gradient_of_a_word_drawn_twice(a):
    """Printed: (1 − σ(−u_k·v)) v for a drawn word. Right: that, times how often it was drawn."""
    k, other = a.negatives[:2]
    drawn = [k, other, k]
    measured = numerical_gradient(lambda U: a.negative_loss(a.h, U, a.o, drawn), a.U)
    once = (1 - sigmoid(-a.u[k])) * a.h
    wrong(once, measured[k])
    right(2 * once, measured[k])
    right(gradients.neg_sampling_loss_and_gradient(a.h, a.o, a.U, drawn).vectors, measured)


@erratum("2.5")
def test_002_gradient_when_the_target_was_drawn(a):
    """Both (11) and (12) then speak of the same row, and neither alone is its gradient."""
    drawn = [a.o, a.negatives[0]]
    measured = numerical_gradient(lambda U: a.negative_loss(a.h, U, a.o, drawn), a.U)[a.o]
    eleven, twelve = (sigmoid(a.u[a.o]) - 1) * a.h, (1 - sigmoid(-a.u[a.o])) * a.h
    wrong(eleven, measured)
    wrong(twelve, measured)
    right(eleven + twelve, measured)
    right(gradients.neg_sampling_loss_and_gradient(a.h, a.o, a.U, drawn).vectors[a.o], measured)


@erratum("2.7")
def test_002_closed_window_form_for_any_loss(a):
    """Printed: ∂J/∂U = Σ v(ŷ − y)ᵀ for a generic J. Right for naive softmax only."""

    def drawing(v, o, U):
        return gradients.neg_sampling_loss_and_gradient(v, o, U, [k for k in a.negatives if k != o])

    closed = sum(np.outer(a.y - t_c, a.h) for t_c in a.panels)
    right(gradients.skipgram(a.I, a.targets, a.W, a.U).output_vectors, closed)
    right(np.outer(a.C * a.y - sum(a.panels), a.h), closed)  # one ŷ for all j
    found = gradients.skipgram(a.I, a.targets, a.W, a.U, drawing).output_vectors
    wrong(closed, found)
    right(sum(drawing(a.h, o, a.U).vectors for o in a.targets), found)


@erratum("3.1")
def test_003_rows_and_columns_of_the_two_vectors(a):
    """Printed: v_wj is a row of the first matrix, v_wI a column of the second. Right: the other way round."""
    loss = gradients.one_word_softmax(a.I, a.o, a.W, a.U).loss
    second = a.U.T  # the seed's W2 (N, V)

    def loss_from(input_vector, output_vectors):
        s = np.array([v @ input_vector for v in output_vectors])
        return -np.log(np.exp(s) / np.exp(s).sum())[a.o]

    wrong(loss_from(second[:, a.I], [a.W[j] for j in range(a.V)]), loss)
    right(loss_from(a.W[a.I], [second[:, j] for j in range(a.V)]), loss)


@erratum("3.2")
def test_003_two_entries_of_x(a):
    """Printed: x has 2 entries that aren't 0, so one row of W changes. Two would change two rows."""
    two = a.x + np.eye(a.V)[a.o]
    layer = lambda h: gradients.full_softmax(h, a.o, a.U)  # noqa: E731
    rows = [np.any(gradients.through(x, a.W, layer).input_vectors != 0, axis=1).sum() for x in (two, a.x)]
    assert rows == [2, 1]
    assert np.count_nonzero(gradients.one_hot(a.I, a.V)) == 1


@erratum("3.3")
def test_003_one_row_an_update_is_the_problem(a):
    """Printed as a cost: one row of W changes. That is the cheap part: all V rows of W' do."""
    found = gradients.one_word_softmax(a.I, a.o, a.W, a.U)
    assert np.any(found.input_vectors != 0, axis=1).sum() == 1
    assert np.any(found.output_vectors != 0, axis=1).sum() == a.V


@erratum("3.4")
def test_003_panels_choose_different_words(a):
    """Printed: each panel picks its likeliest word. Right: all have one distribution, hence one pick."""
    panels = softmax(np.tile(a.U @ a.h, (a.C, 1)))
    assert len(set(panels.argmax(axis=1).tolist())) == 1 < len(set(a.targets))
    rng = np.random.default_rng(0)
    for _ in range(20):  # training doesn't tell the panels apart either
        _, of_W, of_U = gradients.skip_gram_softmax(a.I, rng.permutation(a.V)[: a.C], a.W, a.U)
        a.W, a.U = sgd_step(a.W, of_W, 0.5), sgd_step(a.U, of_U, 0.5)
    assert np.ptp(softmax(np.tile(a.U @ a.W[a.I], (a.C, 1))), axis=0).max() == 0


@erratum("3.6")
def test_003_where_the_output_vector_comes_from(a):
    """The question: what is v'_wj? Column j of W2, the same for all panels, or the loss is another."""
    second = a.U.T

    def loss(matrices):
        s = [[m[:, j] @ a.h for j in range(a.V)] for m in matrices]
        return -sum(np.log(softmax(s_c))[j] for s_c, j in zip(s, a.targets, strict=True))

    found = gradients.skip_gram_softmax(a.I, a.targets, a.W, a.U).loss
    right(loss([second] * a.C), found)
    wrong(loss([second, second[:, ::-1], second]), found)


@erratum("3.9")
def test_003_larger_values_are_nearer_to_the_root():
    """Printed: the larger, the nearer. 20, 16 and 8 are all two turns away. Right: never farther."""
    tree = huffman_tree([20, 4, 8, 6, 16, 3])
    lengths, weights = tree.lengths, tree.weights
    assert weights[0] > weights[4] > weights[2] and lengths[0] == lengths[4] == lengths[2] == 2
    for first, second in np.ndindex(6, 6):
        assert not (weights[first] > weights[second] and lengths[first] > lengths[second])
    for (lighter, heavier), joined in zip(tree.merges, weights[6:], strict=True):
        assert joined == weights[lighter] + weights[heavier]


@erratum("3.12")
def test_003_theta_is_the_value_of_the_node(a):
    """Printed: θ is the node's value. Right: a vector to be learnt; the node's weight enters nowhere."""
    heavier = WordTree(a.tree.merges, 10 * a.tree.weights)
    P = gradients.tree_probabilities(a.h, a.theta, a.tree)
    right(gradients.tree_probabilities(a.h, a.theta, heavier), P)
    wrong(gradients.tree_probabilities(a.h, a.theta + 0.5, a.tree), P)


@erratum("3.14")
def test_003_the_sigmoid_decides_the_way(a):
    """Printed: σ decides left or right. Right: the target's code fixes the way; σ only scores each turn."""
    against = a.theta.copy()
    against[a.path] = np.outer(2 * a.code - 1, a.h)  # σ now favours the other child at every turn
    assert all((sigmoid(against[a.path] @ a.h) > 0.5) == (a.code == 1))
    found = gradients.hierarchical_softmax(a.h, a.o, against, a.tree)
    assert np.flatnonzero(np.any(found.vectors, axis=1)).tolist() == sorted(a.path)
    assert found.loss > len(a.path) * np.log(2)


@erratum("3.15", "3.15b")
@pytest.mark.parametrize("pooling", ["mean", "sum"])
def test_003_pooling_and_the_error_that_goes_back(a, pooling):
    """Printed: sum, and the undivided error; its source averages, and still adds the undivided error."""

    def loss(W):
        pooled = sum(W[word] for word in a.context)
        return a.tree_loss(pooled / a.C if pooling == "mean" else pooled, a.theta)

    measured = numerical_gradient(loss, a.W)
    found = gradients.cbow_hierarchical(a.context, a.o, a.W, a.theta, a.tree, pooling)
    assert found.loss == pytest.approx(loss(a.W), rel=1e-12)
    h = sum(a.W[word] for word in a.context) / (a.C if pooling == "mean" else 1)
    EH = gradients.hierarchical_softmax(h, a.o, a.theta, a.tree).hidden
    undivided = sum(np.outer(np.eye(a.V)[word], EH) for word in a.context)
    right(found.input_vectors, measured)
    if pooling == "mean":
        wrong(undivided, measured)
        right(undivided / a.C, measured)
    else:
        right(undivided, measured)


@erratum("3.15")
def test_003_sum_and_mean_are_different_models(a):
    """The text says sum, its source and Rong say mean: the hidden layers differ by the factor C."""
    mean, total = (gradients.context_shares(a.context, a.V, pooling) @ a.W for pooling in ("mean", "sum"))
    right(total, a.C * mean)
    wrong(total, mean)


@erratum("3.17")
def test_003_the_true_pair_as_a_negative_sample(a):
    """Printed: (w, context(w)) is a negative sample. With label 0 a step makes the true word less likely."""
    rows = np.array([a.o, *a.negatives])
    for first, improves in ((0, False), (1, True)):
        labels = np.array([first, 0, 0, 0])
        step = sgd_step(a.U, gradients.yes_no_layer(a.h, rows, labels, a.U).vectors, 0.1)
        assert (step[a.o] @ a.h > a.U[a.o] @ a.h) == improves
    found = gradients.negative_sampling(a.h, a.o, a.negatives, a.U).vectors
    right(gradients.yes_no_layer(a.h, rows, labels, a.U).vectors, found)


@erratum("3.18")
def test_003_numerator_and_denominator_to_the_power():
    """Printed so that (Σ count)^¾ can be read below the line; then the lengths sum to more than 1."""
    counts = np.array([20.0, 4, 8, 6, 16, 3])
    literal = counts**0.75 / counts.sum() ** 0.75
    assert literal.sum() > 1.4
    mended = counts**0.75 / (counts**0.75).sum()
    assert mended.sum() == pytest.approx(1)
    right(noise.noise_distribution(counts), mended)
    wrong(noise.noise_distribution(counts), literal)


@erratum("3.19")
def test_003_many_slots_give_every_word_one():
    """Printed: M ≫ V makes sure. V = 3, M = 1000: the rare word has none, in word2vec.c's fill too."""
    counts, M = np.array([1e6, 1e6, 1.0]), 1000
    p = noise.noise_distribution(counts)
    filled, word, reached = np.zeros(M, int), 0, p[0]
    for slot in range(M):
        filled[slot] = word
        if slot / M > reached and word < 2:
            word += 1
            reached += p[word]
    line = noise.noise_line(counts)
    for table in (filled, noise.slot_table(line, M)):
        assert np.count_nonzero(table == 2) == 0
        assert noise.table_difference(table, line).without_slot.tolist() == [2]
    assert noise.table_difference(noise.slot_table(line, int(2 / p[2])), line).without_slot.size == 0
    assert 2 in noise.draw_exactly(line, 10**6, np.random.default_rng(0))


@erratum("3.22")
def test_003_negative_sampling_mends_what_the_tree_does_badly():
    """Printed: the tree is slow for rare words. True, but on average no code is shorter."""
    counts = 10**6 // np.arange(1, 1001)
    lengths, share = huffman_tree(counts).lengths, counts / counts.sum()
    entropy = -np.sum(share * np.log2(share))
    assert entropy <= weighted_length(share, lengths) < entropy + 1
    assert lengths[-1] > weighted_length(share, lengths) + 2  # a rare word does cost more
    assert weighted_length(share, lengths) < np.log2(1000)  # and yet the mean is below a balanced tree's


@erratum("4.5")
def test_004_product_of_equal_denominators(a):
    """Printed: −log 1/(C Σ). Right: −log 1/Σ^C; the printed one is off by log C − (C − 1) log Σ."""
    Z, C = np.exp(a.u).sum(), a.C
    numerators = np.log(np.prod(np.exp(a.u[a.targets])))
    loss = gradients.skip_gram_softmax(a.I, a.targets, a.W, a.U).loss
    printed = -np.log(1 / (C * Z)) - numerators
    wrong(printed, loss)
    right(printed - loss, np.log(C) - (C - 1) * np.log(Z))
    right(-np.log(1 / Z**C) - numerators, loss)


@erratum("4.6")
def test_004_truth_of_a_panel(a):
    """Printed: +1 if c = j, called −t. Right: t_{c,j} = 1 where j is panel c's own target, and minus it."""

    def targets_part(u):
        return -sum(u[c, j] for c, j in enumerate(a.targets))

    measured = numerical_gradient(targets_part, np.tile(a.u, (a.C, 1)))
    c_is_j = np.eye(a.C, a.V)
    wrong(c_is_j, measured)
    wrong(-c_is_j, measured)
    right(-a.panels, measured)


@erratum("4.7")
def test_004_the_question_mark(a):
    """The question: C·y or y/C, and where does the C go? Free panels: y. Shared scores: C·y. y/C never."""
    free = numerical_gradient(
        lambda u: sum(np.log(np.exp(u[c]).sum()) - u[c, j] for c, j in enumerate(a.targets)),
        np.tile(a.u, (a.C, 1)),
    )
    shared = numerical_gradient(lambda u: a.C * np.log(np.exp(u).sum()) - sum(u[j] for j in a.targets), a.u)
    T = sum(a.panels)
    right(a.y - a.panels, free)
    right(a.C * a.y - T, shared)
    right(free.sum(axis=0), shared)
    right(gradients.summed_error(a.u, a.targets), shared)
    wrong(a.C * a.y - a.panels, free)  # as printed, C·exp(u)/Σ on one panel
    wrong(a.y / a.C - a.panels, free)
    wrong(a.y / a.C - T, shared)
    wrong(a.y - T, shared)  # the network inspector's error, which sums to 1 − C
    assert (a.y - T).sum() == pytest.approx(1 - a.C)


@erratum("4.7")
def test_004_what_the_wrong_C_does_in_training(a):
    """y − Σt pushes the targets' scores up without end; C·y − Σt comes to rest, here at 2 log 2."""
    targets = [0, 1]
    T = np.eye(a.V)[0] + np.eye(a.V)[1]

    def trained(error, steps):
        W, U = a.W, a.U
        for _ in range(steps):
            h = W[a.I]
            e = error(U @ h)
            U, W = (
                gradients.updated_outside_vectors(U, e, h, 0.2),
                gradients.updated_input_vectors(W, a.x, e @ U, 0.2),
            )
        return W, U

    W, U = trained(lambda u: gradients.summed_error(u, targets), 3000)
    assert gradients.skip_gram_softmax(a.I, targets, W, U).loss == pytest.approx(2 * np.log(2), abs=0.01)
    W, U = trained(lambda u: softmax(u) - T, 30)
    assert (U @ W[a.I])[:2].min() > 100
