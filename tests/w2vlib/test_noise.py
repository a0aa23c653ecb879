"""Noise words: the power of the counts, the line, its slots, and how far slots are from exact draws."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vlib import noise

counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@given(counts, st.floats(0.1, 2))
def test_distribution_is_its_formula(c, exponent):
    expected = np.array([float(x) ** exponent for x in c])
    np.testing.assert_allclose(noise.noise_distribution(c, exponent), expected / expected.sum(), rtol=1e-12)


def test_three_quarters_by_hand():
    np.testing.assert_allclose(noise.noise_distribution([16, 1, 81]), np.array([8, 1, 27]) / 36, rtol=1e-14)
    np.testing.assert_allclose(noise.noise_distribution([3, 1], exponent=1), [0.75, 0.25])
    np.testing.assert_array_equal(noise.noise_distribution([9, 0, 1], exponent=0), [0.5, 0, 0.5])
    np.testing.assert_allclose(noise.noise_distribution([1e300, 1e300], exponent=3), [0.5, 0.5])


def test_rare_words_gain():
    c = np.array([1000, 10, 1])
    gain = noise.noise_distribution(c) / (c / c.sum())
    assert gain[0] < 1 < gain[1] < gain[2]


@given(counts)
def test_the_line_is_cut_into_pieces_of_length_p(c):
    line = noise.noise_line(c)
    assert line[-1] == 1
    np.testing.assert_allclose(np.diff(line, prepend=0), noise.noise_distribution(c), atol=1e-15)


def test_every_point_belongs_to_the_piece_that_holds_it():
    line = np.array([0.25, 0.25, 0.75, 1.0])
    points = [[0.0, 0.2, 0.25], [0.5, 0.75, np.nextafter(1, 0)]]
    np.testing.assert_array_equal(noise.words_at(line, points), [[0, 0, 2], [2, 3, 3]])


@given(counts, st.integers(1, 300))
def test_a_slot_belongs_to_the_piece_at_its_middle(c, slots):
    line = noise.noise_line(c)
    table = noise.slot_table(line, slots)
    middles = [noise.words_at(line, (m + 0.5) / slots) for m in range(slots)]
    inexact = [any(abs(end * slots - m - 0.5) < 1e-9 for end in line) for m in range(slots)]
    assert all(a == b or unsure for a, b, unsure in zip(table, middles, inexact, strict=True))


@given(counts, st.integers(1, 300))
def test_slots_are_off_by_less_than_one(c, slots):
    line = noise.noise_line(c)
    owned = np.bincount(noise.slot_table(line, slots), minlength=len(c))
    assert np.abs(owned - slots * np.diff(line, prepend=0)).max() < 1 + 1e-9
    assert noise.table_difference(noise.slot_table(line, slots), line).largest < (1 + 1e-9) / slots


def test_a_word_may_get_no_slot_and_the_difference_says_so():
    line = noise.noise_line([10**6, 10**6, 1])
    few = noise.table_difference(noise.slot_table(line, 1000), line)
    assert few.without_slot.tolist() == [2]
    assert few.total_variation == pytest.approx(np.diff(line)[1], rel=1e-9)
    assert few.largest == few.total_variation
    many = noise.table_difference(noise.slot_table(line, 10**6), line)
    assert many.without_slot.tolist() == []
    assert many.total_variation < few.total_variation / 5


def test_the_difference_by_hand():
    found = noise.table_difference(np.array([0, 0, 1, 1]), np.array([0.3, 0.6, 0.6, 1.0]))
    assert found.total_variation == pytest.approx((0.2 + 0.2 + 0.4) / 2)
    assert found.largest == pytest.approx(0.4)
    assert found.without_slot.tolist() == [3]


@pytest.mark.parametrize("way", ["table", "exact"])
def test_draws_follow_the_distribution(way):
    rng, c, n = np.random.default_rng(0), [100, 20, 0, 5, 1], 200_000
    line = noise.noise_line(c)
    if way == "table":
        drawn = noise.draw_from_table(noise.slot_table(line, 10**5), n, rng)
    else:
        drawn = noise.draw_exactly(line, n, rng)
    p = noise.noise_distribution(c)
    share = np.bincount(drawn, minlength=5) / n
    assert share[2] == 0
    assert np.all(np.abs(share - p) < 5 * np.sqrt(p * (1 - p) / n) + 1e-5)


def test_draws_have_the_size_asked_for_and_follow_the_seed():
    line = noise.noise_line([3, 2, 1])
    table = noise.slot_table(line, 100)
    for draw in (
        lambda rng: noise.draw_exactly(line, (4, 5), rng),
        lambda rng: noise.draw_from_table(table, (4, 5), rng),
        lambda rng: noise.draw_without(line, 0, (4, 5), rng),
    ):
        first, second = draw(np.random.default_rng(7)), draw(np.random.default_rng(7))
        assert first.shape == (4, 5)
        np.testing.assert_array_equal(first, second)
    assert noise.draw_exactly(line, 0, np.random.default_rng(0)).shape == (0,)
    assert noise.draw_without(line, 1, 0, np.random.default_rng(0)).shape == (0,)


def test_draws_without_a_word_keep_the_others_proportions():
    line, n = noise.noise_line([16, 81, 256]), 100_000  # 8 : 27 : 64
    drawn = noise.draw_without(line, 1, n, np.random.default_rng(1))
    share = np.bincount(drawn, minlength=3) / n
    np.testing.assert_allclose(share, [8 / 72, 0, 64 / 72], atol=0.005)


def test_the_last_slot_of_the_table_can_be_drawn():
    table = np.array([0, 1])
    drawn = noise.draw_from_table(table, 100, np.random.default_rng(0))
    assert set(drawn.tolist()) == {0, 1}


@pytest.mark.slow
@pytest.mark.parametrize("exponent", [0.75, 0.5, 1.0])
def test_gensim_draws_from_the_same_line(exponent):
    word2vec = pytest.importorskip("gensim.models.word2vec")
    model = word2vec.Word2Vec(negative=5, min_count=1, vector_size=2, ns_exponent=exponent)
    model.build_vocab_from_freq({"a": 20, "b": 4, "c": 8, "d": 6, "e": 16, "f": 3})
    model.make_cum_table()
    counts = [model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key]
    np.testing.assert_allclose(model.cum_table / (2**31 - 1), noise.noise_line(counts, exponent), atol=1e-9)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: noise.noise_line([0, 0]), "counts: expected a word with a count above 0, got zeros only"),
        (
            lambda: noise.noise_distribution([1, -2]),
            "counts: expected counts of 0 or more, got -2.0 for word 1",
        ),
        (lambda: noise.slot_table([1.0], 0), "slots: expected 1 or more, got 0"),
        (
            lambda: noise.words_at([1.0], [0.5, 1.0]),
            "points: expected numbers from 0 to below 1, got 0.5 to 1.0",
        ),
        (lambda: noise.words_at([1.0], -0.1), "points: expected numbers from 0 to below 1"),
        (lambda: noise.words_at([1.0], float("nan")), "points: expected numbers from 0 to below 1"),
        (
            lambda: noise.draw_without([0.0, 1.0], 1, 3, np.random.default_rng(0)),
            "word: expected a word beside",
        ),
        (lambda: noise.draw_without([1.0], 1, 3, np.random.default_rng(0)), "word: expected a row number"),
    ],
)
def test_bad_arguments_are_named(call, says):
    with pytest.raises((ValueError, IndexError), match=says):
        call()


def test_one_word_alone_is_always_drawn():
    line = noise.noise_line([5])
    assert set(noise.draw_exactly(line, 10, np.random.default_rng(0))) == {0}
    assert noise.slot_table(line, 3).tolist() == [0, 0, 0]


def test_every_word_can_be_asked_for_when_it_owns_a_piece():
    line = noise.noise_line([1, 1, 1, 1])
    for word, other in itertools.permutations(range(4), 2):
        assert other in noise.draw_without(line, word, 200, np.random.default_rng(0))


def test_nearly_all_of_the_line_can_be_left_out():
    line = noise.noise_line([10**13, 1, 1], exponent=1)
    drawn = noise.draw_without(line, 0, 100, np.random.default_rng(0))
    assert set(drawn.tolist()) == {1, 2}
