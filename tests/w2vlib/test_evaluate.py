"""Scores of vectors: against scipy, gensim, the readable losses and answers worked out by hand."""

import itertools
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from w2vlib import evaluate, gradients, held_out
from w2vlib.correlation import pearson, ranks, spearman
from w2vlib.evaluate import (
    evaluate_analogies,
    evaluate_word_pairs,
    held_out_negative_sampling_loss,
    held_out_softmax_loss,
)
from w2vlib.questions import read_analogies, read_word_pairs
from w2vlib.vectors import KeyedVectors

unhurried = settings(deadline=None, max_examples=60)
COMPASS = KeyedVectors(
    ["east", "northeast", "north", "west", "northwest"], [[2, 0], [1, 1], [0, 3], [-1, 0], [-1, 1.8]]
)
numbers_with_ties = st.lists(st.one_of(st.integers(-3, 3), st.floats(-1e6, 1e6)), min_size=3, max_size=12)


def write(tmp_path, content, name="file.txt"):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / name


class TestCorrelation:
    def test_ties_share_the_mean_of_their_ranks(self):
        assert ranks([30, 10, 20, 10]).tolist() == [4, 1.5, 3, 1.5]
        assert ranks([5, 5, 5]).tolist() == [2, 2, 2]

    def test_by_hand_without_ties(self):
        """1 − 6 Σd² / (n³ − n) with rank differences 0, 1, 1, 0: 1 − 12/60."""
        assert spearman([1, 2, 3, 4], [10, 30, 20, 40]) == pytest.approx(0.8)
        assert spearman([1, 2, 3], [3, 2, 1]) == -1

    def test_only_the_order_counts_for_spearman(self):
        x = np.array([0.1, 0.5, 0.2, 0.9])
        assert spearman(x, np.exp(50 * x)) == 1
        assert pearson(x, np.exp(50 * x)) < 0.9

    @unhurried
    @given(st.data())
    def test_as_scipy(self, data):
        stats = pytest.importorskip("scipy.stats")
        x = data.draw(numbers_with_ties)
        y = data.draw(st.lists(st.integers(-4, 4), min_size=len(x), max_size=len(x)))
        assume(len(set(x)) > 1 and len(set(y)) > 1)
        np.testing.assert_array_equal(ranks(x), stats.rankdata(x))
        assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-9)
        assume(np.std(x) > 1e-6 * np.abs(x).max())
        assert pearson(x, y) == pytest.approx(stats.pearsonr(x, y).statistic, abs=1e-6)

    @pytest.mark.parametrize(
        "x, y, says",
        [
            ([1, 1], [1, 2], "x: expected at least two different numbers, got only 1"),
            ([1], [2], "x: expected at least two different numbers"),
            ([1, 2], [1, 2, 3], "y: expected the shape of x"),
            ([1, np.nan], [1, 2], "expected finite numbers, got nan"),
            ([1, 2], [1, np.inf], "expected finite numbers, got inf"),
        ],
    )
    def test_what_has_no_correlation_is_named(self, x, y, says):
        for correlation in (pearson, spearman):
            with pytest.raises(ValueError, match=says):
                correlation(x, y)


class TestReaders:
    def test_word_pairs_between_tabs_commas_or_spaces(self, tmp_path):
        expected = [("tiger", "cat", 7.35), ("king", "cabbage", 0.23)]
        for content in (
            "# comment\nWord 1\tWord 2\tHuman (mean)\ntiger\tcat\t7.35\n\nking\tcabbage\t0.23\n",
            "Word 1,Word 2,Human\r\ntiger,cat,7.35\r\nking,cabbage,0.23\r\n",
            "tiger cat 7.35\nking cabbage .23",
        ):
            assert read_word_pairs(write(tmp_path, content)) == expected

    def test_analogies_by_section(self, tmp_path):
        path = write(tmp_path, ": capital\nAthens Greece Baghdad Iraq\n\n:family\nboy girl king queen\n")
        assert read_analogies(path) == {
            "capital": [("Athens", "Greece", "Baghdad", "Iraq")],
            "family": [("boy", "girl", "king", "queen")],
        }

    @pytest.mark.parametrize(
        "reader, content, says",
        [
            (read_word_pairs, "a b 1\nc d\n", "file.txt, line 2: expected two words and a number, got 'c d'"),
            (read_word_pairs, "a b 1\nc d x\n", "line 2: expected two words and a number"),
            (read_word_pairs, "names\nmore names\n", "line 2: expected two words and a number"),
            (read_word_pairs, "# nothing\n", "expected lines of two words and a number, found none"),
            (read_word_pairs, b"a\tb\t1\nna\xefve\tb\t1\n", "line 2, byte 3: expected utf-8"),
            (read_analogies, "a b c d\n", "line 1: expected a line ': section' before the first question"),
            (read_analogies, ": s\na b c d\na b c\n", "line 3: expected four words, got 'a b c'"),
            (read_analogies, ": s\n", "expected questions of four words, found none"),
        ],
    )
    def test_a_bad_file_is_named_with_its_line(self, tmp_path, reader, content, says):
        with pytest.raises(ValueError, match=says):
            reader(write(tmp_path, content))

    def test_the_usual_files(self):
        datapath = pytest.importorskip("gensim.test.utils").datapath
        assert len(read_word_pairs(datapath("wordsim353.tsv"))) == 353
        assert len(read_word_pairs(datapath("simlex999.txt"))) == 999
        sections = read_analogies(datapath("questions-words.txt"))
        assert (len(sections), sum(map(len, sections.values()))) == (14, 19544)


@pytest.fixture(scope="module")
def both():
    """Random vectors for the words of the usual files, here and in gensim, with a few words left out."""
    keyedvectors = pytest.importorskip("gensim.models.keyedvectors")
    datapath = pytest.importorskip("gensim.test.utils").datapath
    pairs = read_word_pairs(datapath("wordsim353.tsv"))
    questions = itertools.islice(read_analogies(datapath("questions-words.txt")).values(), 0, 6, 4)
    words = {w.lower(): None for group in questions for question in group for w in question}
    words |= {w.lower(): None for pair in pairs for w in pair[:2]}
    words = [word for k, word in enumerate(words) if k % 7]
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(len(words), 5)).astype(np.float32)
    theirs = keyedvectors.KeyedVectors(5)
    theirs.add_vectors(words, vectors)
    return KeyedVectors(words, vectors), theirs, datapath


class TestWordPairs:
    pairs = (("east", "northeast", 9), ("east", "north", 5), ("east", "west", 1), ("up", "east", 3))

    def test_by_hand(self):
        score = evaluate_word_pairs(COMPASS, self.pairs)
        cosines = [0.5**0.5, 0, -1]
        assert score.spearman == pytest.approx(1)
        assert score.pearson == pytest.approx(np.corrcoef([9, 5, 1], cosines)[0, 1])
        assert (score.used, score.skipped, score.unknown) == (3, 1, ("up",))

    def test_capitals_on_request(self):
        pairs = [(first.upper(), second, score) for first, second, score in self.pairs]
        assert evaluate_word_pairs(COMPASS, pairs).used == 3
        with pytest.raises(ValueError, match="at least two with known words, got 0 of 4"):
            evaluate_word_pairs(COMPASS, pairs, case_insensitive=False)

    def test_of_two_spellings_the_first_stands_for_both(self):
        keyed = KeyedVectors(["East", "east", "north", "west"], [[1, 0], [5, 1], [0, 1], [-1, 0]])
        pairs = [("EAST", "north", 5), ("east", "west", 1), ("north", "west", 3)]
        score = evaluate_word_pairs(keyed, pairs)
        assert score.pearson == pytest.approx(np.corrcoef([5, 1, 3], [0, -1, 0])[0, 1])
        score = evaluate_word_pairs(keyed, pairs[1:], case_insensitive=False)
        assert score.pearson == pytest.approx(np.corrcoef([1, 3], [-5 / 26**0.5, 0])[0, 1])

    def test_a_restricted_vocabulary(self):
        score = evaluate_word_pairs(COMPASS, self.pairs, restrict_vocab=3)
        assert (score.used, score.unknown) == (2, ("west", "up"))

    def test_as_gensim(self, both):
        ours, theirs, datapath = both
        path = datapath("wordsim353.tsv")
        their_pearson, their_spearman, skipped = theirs.evaluate_word_pairs(path)
        score = evaluate_word_pairs(ours, path)
        assert score.spearman == pytest.approx(their_spearman[0], abs=1e-6)
        assert score.pearson == pytest.approx(their_pearson[0], abs=1e-6)
        assert 100 * score.skipped / 353 == pytest.approx(skipped)
        assert score.used + score.skipped == 353


class TestAnalogies:
    def test_by_hand_with_and_without_the_words_asked_with(self):
        """northeast − east + west points to 151°: northwest lies at 119°, but west, asked with, at 180°."""
        sections = {
            "winds": [("east", "northeast", "west", "northwest"), ("east", "north", "west", "northeast")],
            "far": [("up", "down", "east", "west")],
        }
        winds, far, total = evaluate_analogies(COMPASS, sections)
        assert (winds.section, winds.asked, winds.skipped) == ("winds", 2, 0)
        assert (winds.correct, winds.correct_of_all, winds.answer_was_input) == (1, 0, 2)
        assert winds.accuracy == 0.5
        assert (far.asked, far.skipped) == (0, 1)
        assert math.isnan(far.accuracy)
        assert (total.section, total.asked, total.skipped, total.correct) == ("total", 2, 1, 1)

    def test_an_answer_among_the_inputs_counts_only_when_all_words_are_allowed(self):
        score = evaluate_analogies(COMPASS, {"s": [("east", "east", "west", "west")]})[0]
        assert (score.correct, score.correct_of_all, score.answer_was_input) == (0, 1, 1)

    def test_with_nothing_but_the_inputs_no_answer_is_right(self):
        keyed = KeyedVectors(["a", "b", "c"], np.eye(3))
        assert evaluate_analogies(keyed, {"s": [("a", "b", "c", "a")]})[0].correct == 0

    @pytest.mark.parametrize("held", [1, 1 << 23])
    def test_as_most_similar_answers(self, both, monkeypatch, held):
        """Brute force, one question at a time; in batches of one question and of all."""
        monkeypatch.setattr(evaluate, "BATCH_NUMBERS", held)
        ours, _, datapath = both
        sections = read_analogies(datapath("questions-words.txt"))
        name, questions = next(iter(sections.items()))
        score = evaluate_analogies(ours, {name: questions})[0]
        known = [tuple(map(str.lower, q)) for q in questions if all(w.lower() in ours for w in q)]
        answers = [
            ours.most_similar([b, c], [a], topn=1, exclude_inputs=exclude)[0][0]
            for exclude in (True, False)
            for a, b, c, _ in known
        ]
        without, among_all = answers[: len(known)], answers[len(known) :]
        assert (score.asked, score.skipped) == (len(known), len(questions) - len(known))
        assert score.correct == sum(answer == q[3] for answer, q in zip(without, known, strict=True))
        assert score.correct_of_all == sum(answer == q[3] for answer, q in zip(among_all, known, strict=True))
        assert score.answer_was_input == sum(
            answer in q[:3] for answer, q in zip(among_all, known, strict=True)
        )
        assert 0 < score.answer_was_input < score.asked

    @pytest.mark.parametrize("restrict", [None, 60])
    def test_as_gensim(self, both, restrict):
        ours, theirs, datapath = both
        path = datapath("questions-words.txt")
        accuracy, sections = theirs.evaluate_word_analogies(path, restrict_vocab=restrict)
        scores = evaluate_analogies(ours, path, restrict_vocab=restrict)
        assert [s.section for s in scores[:-1]] == [s["section"] for s in sections[:-1]]
        assert [s.correct for s in scores] == [len(s["correct"]) for s in sections]
        assert [s.asked - s.correct for s in scores] == [len(s["incorrect"]) for s in sections]
        assert scores[-1].accuracy == pytest.approx(accuracy)

    def test_case(self):
        keyed = KeyedVectors(
            ["East", "east", "north", "west", "south"], [[1, 0], [5, 1], [0, 1], [-1, 0], [0, -1]]
        )
        assert evaluate_analogies(keyed, {"s": [("EAST", "West", "NORTH", "south")]})[0].asked == 1
        exact = evaluate_analogies(
            keyed, {"s": [("EAST", "West", "NORTH", "south")]}, case_insensitive=False
        )[0]
        assert (exact.asked, exact.skipped) == (0, 1)

    def test_a_bad_limit_is_named(self):
        with pytest.raises(ValueError, match="restrict_vocab: expected a whole number of at least 1"):
            evaluate_analogies(COMPASS, {"s": []}, restrict_vocab=0)


class TestHeldOutLoss:
    rng = np.random.default_rng(4)
    W, outside = rng.normal(size=(2, 7, 3)).astype(np.float32)
    pairs = rng.integers(0, 7, (11, 2))
    negatives = rng.integers(0, 7, (11, 4))

    @pytest.mark.parametrize("held", [1, 30, 1 << 20])
    def test_is_the_mean_of_the_readable_losses(self, monkeypatch, held):
        monkeypatch.setattr(held_out, "BATCH_NUMBERS", held)
        readable = [
            gradients.negative_sampling(self.W[c], o, drawn, self.outside).loss
            for (c, o), drawn in zip(self.pairs, self.negatives, strict=True)
        ]
        loss = held_out_negative_sampling_loss(self.W, self.outside, self.pairs, self.negatives)
        assert loss == pytest.approx(np.mean(readable), rel=1e-12)
        readable = [gradients.full_softmax(self.W[c], o, self.outside).loss for c, o in self.pairs]
        loss = held_out_softmax_loss(self.W, self.outside, self.pairs)
        assert loss == pytest.approx(np.mean(readable), rel=1e-12)

    def test_vectors_of_zeros_know_nothing(self):
        zeros = np.zeros((7, 3))
        loss = held_out_negative_sampling_loss(zeros, zeros, self.pairs, self.negatives)
        assert loss == pytest.approx(5 * math.log(2))
        assert held_out_softmax_loss(zeros, zeros, self.pairs) == pytest.approx(math.log(7))

    def test_no_negatives_leave_the_first_term(self):
        none = np.zeros((11, 0), dtype=int)
        loss = held_out_negative_sampling_loss(np.zeros((7, 3)), np.zeros((7, 3)), self.pairs, none)
        assert loss == pytest.approx(math.log(2))

    @pytest.mark.parametrize(
        "change, error, says",
        [
            ({"W": np.zeros((7, 4))}, ValueError, "output_vectors: expected vectors of 4 numbers, got 3"),
            ({"W": np.zeros(3)}, TypeError, "input_vectors: expected a matrix of floats"),
            (
                {"outside": np.zeros((7, 3), int)},
                TypeError,
                "output_vectors: expected a matrix of floats, got int64",
            ),
            ({"W": np.full((7, 3), np.nan)}, ValueError, "input_vectors: expected finite numbers"),
            ({"pairs": [[0, 7]]}, IndexError, "pairs: expected word numbers from 0 to 6, got 0 to 7"),
            ({"pairs": [[-1, 2]]}, IndexError, "pairs: expected word numbers from 0 to 6, got -1 to 2"),
            ({"pairs": [[0, 1, 2]]}, ValueError, r"rows of two word numbers|row of two word numbers"),
            ({"pairs": [[0.5, 1]]}, TypeError, "pairs: expected rows of word numbers, got float64"),
            ({"pairs": np.zeros((0, 2), int)}, ValueError, "pairs: expected at least one row"),
            ({"negatives": [[1]]}, ValueError, "negatives: expected a row for each of 11 pairs, got 1"),
            (
                {"negatives": [[9]] * 11},
                IndexError,
                "negatives: expected word numbers from 0 to 6, got 9 to 9",
            ),
        ],
    )
    def test_bad_arguments_are_named(self, change, error, says):
        a = {"W": self.W, "outside": self.outside, "pairs": self.pairs, "negatives": self.negatives} | change
        with pytest.raises(error, match=says):
            held_out_negative_sampling_loss(a["W"], a["outside"], a["pairs"], a["negatives"])


def test_reading_training_data_and_judging_vectors_need_numpy_alone():
    """With every other package out of reach, text, vocabulary, vectors and evaluation still import."""
    code = """
import sys
class OnlyNumPy:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in sys.stdlib_module_names | {"numpy", "w2vlib"}:
            raise ImportError(name)
sys.meta_path.insert(0, OnlyNumPy())
import w2vlib.corpus, w2vlib.evaluate
print(w2vlib.evaluate.spearman([1, 2], [3, 5]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "1.0", done.stderr
