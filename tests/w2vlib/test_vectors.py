"""KeyedVectors: against gensim's, the readable cosines of w2vlib.similarity, and angles by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vlib.nearest import largest
from w2vlib.similarity import cosines
from w2vlib.vectors import KeyedVectors

unhurried = settings(deadline=None, max_examples=60)
COMPASS = KeyedVectors(
    ["east", "northeast", "north", "west", "nowhere"],
    [[2, 0], [1, 1], [0, 3], [-1, 0], [0, 0]],
    [9, 5, 4, 2, 1],
)


@pytest.fixture(scope="module")
def both():
    """The same 200 random vectors here and in gensim."""
    keyedvectors = pytest.importorskip("gensim.models.keyedvectors")
    words = [f"w{i}" for i in range(200)]
    vectors = np.random.default_rng(5).normal(size=(200, 12)).astype(np.float32)
    theirs = keyedvectors.KeyedVectors(12)
    theirs.add_vectors(words, vectors)
    return KeyedVectors(words, vectors), theirs


class TestLookUp:
    def test_words_and_rows(self):
        assert COMPASS.index_to_key[1] == "northeast"
        assert COMPASS.key_to_index["north"] == 2
        assert "west" in COMPASS and "up" not in COMPASS
        assert len(COMPASS) == 5
        assert COMPASS.vector_size == 2
        assert COMPASS["north"].tolist() == [0, 3]
        assert COMPASS[["west", "east"]].tolist() == [[-1, 0], [2, 0]]
        assert COMPASS.counts.tolist() == [9, 5, 4, 2, 1]

    def test_a_vector_of_length_one(self):
        np.testing.assert_allclose(COMPASS.get_vector("northeast", norm=True), [0.5**0.5] * 2, rtol=1e-7)
        assert COMPASS.get_vector("nowhere", norm=True).tolist() == [0, 0]

    def test_what_is_handed_out_is_a_copy_and_what_is_handed_in_is_used(self):
        vectors = np.ones((1, 2), dtype=np.float32)
        keyed = KeyedVectors(["a"], vectors)
        keyed["a"][:] = 5
        assert keyed.vectors.tolist() == [[1, 1]]
        vectors[:] = [3, 4]
        assert keyed["a"].tolist() == [3, 4]
        np.testing.assert_allclose(keyed.get_vector("a", norm=True), [0.6, 0.8], rtol=1e-6)

    def test_an_unknown_word_is_named_with_its_other_case(self):
        with pytest.raises(KeyError, match="'up' isn't among the 5 words"):
            COMPASS["up"]
        with pytest.raises(KeyError, match="'North' isn't among the 5 words; 'north' is"):
            COMPASS.get_index("North")

    @pytest.mark.parametrize(
        "arguments, error, says",
        [
            ((["a", "b"], [[1.0]]), ValueError, "vectors: expected one for each of 2 words, got 1"),
            ((["a", "a"], [[1.0], [2.0]]), ValueError, "words: expected different words, got 'a' 2 times"),
            ((["a", 2], [[1.0], [2.0]]), TypeError, "words: expected strings, got int 2 at place 1"),
            ((["a"], [1.0]), ValueError, r"vectors: expected a matrix, one row a word, got shape \(1,\)"),
            ((["a"], [[]]), ValueError, "vectors: expected a matrix"),
            ((["a", "b"], [[1.0], [np.nan]]), ValueError, "others in 1 rows, the first is row 1"),
            ((["a"], [[1e39]]), ValueError, "vectors: expected finite numbers"),
            ((["a"], [[1.0]], [1, 2]), ValueError, "counts: expected one for each of 1 words, got 2"),
        ],
    )
    @pytest.mark.filterwarnings("ignore:overflow")
    def test_what_does_not_fit_together_is_named(self, arguments, error, says):
        with pytest.raises(error, match=says):
            KeyedVectors(*arguments)


class TestSimilarity:
    def test_angles_by_hand(self):
        assert COMPASS.similarity("east", "north") == 0
        assert COMPASS.similarity("east", "west") == -1
        assert COMPASS.similarity("east", "northeast") == pytest.approx(0.5**0.5)
        assert COMPASS.similarity("east", "nowhere") == 0

    def test_nearest_first_without_the_word_asked_with(self):
        words, values = zip(*COMPASS.most_similar("east"), strict=True)
        assert words == ("northeast", "north", "nowhere", "west")
        np.testing.assert_allclose(values, [0.5**0.5, 0, 0, -1], atol=1e-7)

    def test_or_with_it(self):
        assert COMPASS.most_similar("east", topn=1, exclude_inputs=False)[0][0] == "east"

    def test_an_analogy_is_most_often_nearest_to_a_word_asked_with(self):
        """northeast − east + west: nearest is west itself, and north once the three are left out."""
        question = {"positive": ["northeast", "west"], "negative": ["east"]}
        assert COMPASS.most_similar(**question, topn=1, exclude_inputs=False)[0][0] == "west"
        assert COMPASS.most_similar(**question, topn=1)[0][0] == "north"

    def test_length_of_an_input_does_not_count(self):
        """Each input is taken at length 1: north, three long, pulls no more than east, two long."""
        assert COMPASS.most_similar(["east", "north"], topn=1) == [("northeast", pytest.approx(1))]

    def test_vectors_as_inputs(self):
        assert COMPASS.most_similar(np.array([0.1, 5.0]), topn=1)[0][0] == "north"
        assert COMPASS.most_similar(["east", np.array([0, 7])], topn=2)[0][0] == "northeast"

    def test_all_and_some(self):
        everything = COMPASS.most_similar("east", topn=None)
        np.testing.assert_allclose(everything, [1, 0.5**0.5, 0, -1, 0], atol=1e-7)
        assert COMPASS.most_similar("east", topn=0) == []
        assert len(COMPASS.most_similar("east", topn=99)) == 4
        assert [w for w, _ in COMPASS.most_similar("west", restrict_vocab=2)] == ["northeast", "east"]

    def test_vectors_changed_in_place_are_asked_as_they_are_now(self):
        keyed = KeyedVectors(["a", "b", "c"], np.eye(3))
        assert keyed.most_similar("a", topn=1)[0] == ("b", 0)
        keyed.vectors[2] = [5, 0, 0]
        assert keyed.most_similar("a", topn=1)[0] == ("c", 1)

    @unhurried
    @given(st.data())
    def test_as_gensim_answers(self, both, data):
        ours, theirs = both
        some = st.lists(st.sampled_from(ours.index_to_key), max_size=3, unique=True)
        positive, negative = data.draw(some), data.draw(some)
        if (not positive and not negative) or set(positive) & set(negative):
            return
        topn = data.draw(st.integers(1, 250))
        restrict = data.draw(st.sampled_from([None, 50]))
        expected = theirs.most_similar(positive, negative, topn=topn, restrict_vocab=restrict)
        got = ours.most_similar(positive, negative, topn=topn, restrict_vocab=restrict)
        assert [word for word, _ in got] == [word for word, _ in expected]
        np.testing.assert_allclose([s for _, s in got], [s for _, s in expected], atol=2e-6)
        everything = theirs.most_similar(positive, negative, topn=None)
        np.testing.assert_allclose(ours.most_similar(positive, negative, topn=None), everything, atol=2e-6)

    @unhurried
    @given(st.data())
    def test_similarity_and_the_odd_one_out_as_gensim(self, both, data):
        ours, theirs = both
        words = data.draw(st.lists(st.sampled_from(ours.index_to_key), min_size=3, max_size=6, unique=True))
        assert ours.similarity(*words[:2]) == pytest.approx(theirs.similarity(*words[:2]), abs=1e-6)
        assert ours.doesnt_match(words) == theirs.doesnt_match(words)

    def test_as_the_readable_cosines(self, both):
        ours, _ = both
        expected = cosines(ours.vectors, ours.vectors[7])
        np.testing.assert_allclose(ours.most_similar("w7", topn=None), expected, atol=1e-6)

    def test_very_long_and_very_short_vectors_have_a_direction(self):
        keyed = KeyedVectors(["far", "near", "east"], [[1e38, 1e38], [1e-38, 1e-38], [1, 0]])
        assert keyed.similarity("far", "near") == pytest.approx(1)
        np.testing.assert_allclose(keyed.most_similar("east", topn=None), [0.5**0.5, 0.5**0.5, 1], rtol=1e-5)

    def test_the_odd_one_out(self):
        assert COMPASS.doesnt_match(["east", "northeast", "north", "west"]) == "west"

    @pytest.mark.parametrize(
        "call, error, says",
        [
            (lambda v: v.most_similar(), ValueError, "expected at least one word or vector, got none"),
            (lambda v: v.most_similar("east", "east"), ValueError, "zero vector, which has no direction"),
            (lambda v: v.most_similar("nowhere"), ValueError, "zero vector, which has no direction"),
            (lambda v: v.most_similar(["east", "west"]), ValueError, "zero vector"),
            (lambda v: v.most_similar("up"), KeyError, "'up' isn't among"),
            (
                lambda v: v.most_similar(np.ones(3)),
                ValueError,
                r"vectors of 2 numbers, got one of shape \(3,\)",
            ),
            (lambda v: v.most_similar("east", topn=-1), ValueError, "topn: expected a whole number"),
            (lambda v: v.most_similar("east", topn=1.5), TypeError, "topn: expected a whole number"),
            (lambda v: v.most_similar("east", restrict_vocab=0), ValueError, "restrict_vocab: expected"),
            (lambda v: v.similarity("east", "up"), KeyError, "'up' isn't among"),
            (lambda v: v.doesnt_match([]), ValueError, "at least one word"),
            (lambda v: v.doesnt_match(["east", "up"]), KeyError, "'up' isn't among"),
        ],
    )
    def test_bad_questions_are_named(self, call, error, says):
        with pytest.raises(error, match=says):
            call(COMPASS)


@given(st.lists(st.sampled_from([-np.inf, -1.0, 0.0, 0.5, 2.0]), max_size=12), st.integers(0, 14))
def test_largest_as_sorting_says(values, count):
    order = sorted(range(len(values)), key=lambda i: -values[i])
    expected = [i for i in order if values[i] > -np.inf][:count]
    assert largest(np.array(values), count).tolist() == expected


class TestFiles:
    """The formats have tests of their own; here, what the methods add."""

    @pytest.mark.parametrize(
        "name, counts", [("v.npz", [9, 5, 4, 2, 1]), ("v.bin", None), ("v.txt.gz", None)]
    )
    def test_there_and_back(self, tmp_path, name, counts):
        COMPASS.save(tmp_path / name)
        back = KeyedVectors.load(str(tmp_path / name))
        assert back.index_to_key == COMPASS.index_to_key
        assert back.vectors.tolist() == COMPASS.vectors.tolist()
        assert (None if back.counts is None else back.counts.tolist()) == counts
        assert back.most_similar("east") == COMPASS.most_similar("east")

    def test_gensim_answers_the_same_from_our_file(self, both, tmp_path):
        ours, theirs = both
        ours.save_word2vec_format(tmp_path / "v.bin", binary=True)
        read = type(theirs).load_word2vec_format(tmp_path / "v.bin", binary=True)
        assert [w for w, _ in read.most_similar("w3")] == [w for w, _ in ours.most_similar("w3")]

    def test_vectors_that_became_nan_are_not_written(self, tmp_path):
        keyed = KeyedVectors(["a", "b"], np.ones((2, 2)))
        keyed.vectors[1, 0] = np.nan
        for save in (keyed.save, keyed.save_word2vec_format):
            with pytest.raises(
                ValueError, match="the first is row 1; if training made them, its learning rate"
            ):
                save(tmp_path / "v.txt")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        "options, says",
        [
            ({"binary": True, "write_header": False}, "write_header: expected True for the binary form"),
            ({"fvocab": "vocab"}, "fvocab: expected counts to write, these vectors have none"),
        ],
    )
    def test_bad_wishes_are_named(self, tmp_path, options, says):
        with pytest.raises(ValueError, match=says):
            KeyedVectors(["a"], [[1.0]]).save_word2vec_format(tmp_path / "v", **options)
        assert not list(tmp_path.iterdir())

    def test_a_bad_limit_is_named(self, tmp_path):
        COMPASS.save(tmp_path / "v.txt")
        with pytest.raises(ValueError, match="limit: expected a whole number of at least 1, got 0"):
            KeyedVectors.load_word2vec_format(tmp_path / "v.txt", limit=0)
