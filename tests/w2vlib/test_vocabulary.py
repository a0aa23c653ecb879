"""Counting, numbering, subsampling: against counts by hand, brute force and gensim."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vlib import corpus as corpus_module
from w2vlib.corpus import encode_corpus, encode_in_chunks
from w2vlib.subsampling import keep_probabilities
from w2vlib.text import sentences
from w2vlib.vocabulary import Vocabulary

SENTENCES = [["the", "cat", "sat", "on", "the", "mat"], ["a", "dog", "sat"], ["the", "end"]]
unhurried = settings(deadline=None, max_examples=50)
small_corpora = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6), min_size=1, max_size=8).filter(any)


class TestCounting:
    def test_most_frequent_first_then_first_seen(self):
        vocabulary = Vocabulary.from_corpus(SENTENCES)
        assert vocabulary.words == ["the", "sat", "cat", "on", "mat", "a", "dog", "end"]
        assert vocabulary.counts.tolist() == [3, 2, 1, 1, 1, 1, 1, 1]
        assert vocabulary.index["sat"] == 1
        assert "dog" in vocabulary and "bird" not in vocabulary
        assert len(vocabulary) == 8

    def test_or_ties_by_the_alphabet(self):
        vocabulary = Vocabulary.from_corpus(SENTENCES, ties="alphabet")
        assert vocabulary.words == ["the", "sat", "a", "cat", "dog", "end", "mat", "on"]

    def test_min_count_says_what_it_left_out(self):
        vocabulary = Vocabulary.from_corpus(SENTENCES, min_count=2)
        assert vocabulary.words == ["the", "sat"]
        assert (vocabulary.dropped_words, vocabulary.dropped_tokens) == (6, 6)
        whole = Vocabulary.from_corpus(SENTENCES)
        assert (whole.dropped_words, whole.dropped_tokens) == (0, 0)

    @unhurried
    @given(small_corpora, st.integers(1, 3))
    def test_as_gensim_counts(self, corpus, min_count):
        word2vec = pytest.importorskip("gensim.models.word2vec")
        model = word2vec.Word2Vec(min_count=min_count, vector_size=1)
        counts = Counter(word for sentence in corpus for word in sentence)
        if max(counts.values()) < min_count:
            return
        model.build_vocab(corpus)
        vocabulary = Vocabulary.from_corpus(corpus, min_count=min_count)
        theirs = {word: model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key}
        assert dict(zip(vocabulary.words, vocabulary.counts.tolist(), strict=True)) == theirs
        assert sorted(theirs.values(), reverse=True) == vocabulary.counts.tolist()

    @pytest.mark.parametrize(
        "call, error, says",
        [
            (lambda: Vocabulary.from_corpus([]), ValueError, "holds no words"),
            (lambda: Vocabulary.from_counts({}), ValueError, "at least one word, got none"),
            (
                lambda: Vocabulary.from_corpus(SENTENCES, min_count=9),
                ValueError,
                "none of the 8 words comes 9 times; the most frequent, 'the', comes 3 times",
            ),
            (
                lambda: Vocabulary.from_corpus(SENTENCES, min_count=1.5),
                TypeError,
                "min_count: expected a whole",
            ),
            (
                lambda: Vocabulary.from_corpus(SENTENCES, min_count=-1),
                ValueError,
                "min_count: expected a whole",
            ),
            (lambda: Vocabulary.from_corpus(SENTENCES, ties="random"), ValueError, "ties: expected one of"),
            (lambda: Vocabulary.from_corpus([[1, 2]]), TypeError, "expected strings, got int 1"),
            (lambda: Vocabulary.from_counts({"a": 2.5}), ValueError, "counts: expected whole numbers"),
            (lambda: Vocabulary(["a"], [-1]), ValueError, "counts: expected counts of 0 or more"),
            (lambda: Vocabulary(["a", "b", "a"], [3, 2, 1]), ValueError, "different words, got 'a' 2 times"),
            (lambda: Vocabulary(["a", "b"], [3]), ValueError, "counts: expected one per word, 2, got 1"),
        ],
    )
    def test_what_cannot_be_counted_is_named(self, call, error, says):
        with pytest.raises(error, match=says):
            call()


class TestEncoding:
    vocabulary = Vocabulary(["the", "cat", "sat"], [3, 2, 1])

    def test_there_and_back(self):
        ids = self.vocabulary.encode(["sat", "the", "the"])
        assert ids.dtype == np.int32
        assert ids.tolist() == [2, 0, 0]
        assert self.vocabulary.decode(ids) == ["sat", "the", "the"]

    def test_unknown_words_are_dropped_and_reported(self):
        words = ["bird", "cat", "dog", "dog"]
        assert self.vocabulary.encode(words).tolist() == [1]
        assert list(self.vocabulary.unknown(words).items()) == [("dog", 2), ("bird", 1)]
        with pytest.raises(KeyError, match="unknown words: dog, bird"):
            self.vocabulary.encode(words, unknown="raise")
        assert self.vocabulary.encode(["dog"]).shape == (0,)

    @pytest.mark.parametrize(
        "call, error, says",
        [
            (lambda v: v.encode("the cat"), TypeError, "got the string 'the cat'; split it first"),
            (lambda v: v.encode(["the"], unknown="keep"), ValueError, "unknown: expected one of"),
            (lambda v: v.decode([3]), IndexError, "ids: expected a row number from 0 to 2, got 3"),
            (lambda v: v.decode([-1]), IndexError, "got -1"),
            (lambda v: v.decode(["the"]), TypeError, "ids: expected a row number"),
        ],
    )
    def test_bad_arguments_are_named(self, call, error, says):
        with pytest.raises(error, match=says):
            call(self.vocabulary)

    @unhurried
    @given(small_corpora, st.integers(1, 3), st.integers(1, 4))
    def test_a_corpus_in_one_pass_is_the_corpus_in_two(self, corpus, min_count, batch):
        """The provisional numbers, exchanged at the end, against counting first and encoding then."""
        counts = Counter(word for sentence in corpus for word in sentence)
        if max(counts.values()) < min_count:
            return
        vocabulary = Vocabulary.from_corpus(corpus, min_count=min_count)
        expected = [vocabulary.encode(sentence).tolist() for sentence in corpus]
        expected = [ids for ids in expected if ids]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(corpus_module, "BATCH_TOKENS", batch)
            encoded = encode_corpus(iter(corpus), min_count=min_count)
        assert encoded.vocabulary.words == vocabulary.words
        assert encoded.vocabulary.counts.tolist() == vocabulary.counts.tolist()
        assert encoded.vocabulary.dropped_tokens == vocabulary.dropped_tokens
        assert encoded.ids.dtype == np.int32
        assert [ids.tolist() for ids in encoded] == expected
        numbers = [k for k, ids in enumerate(expected) for _ in ids]
        assert encoded.sentence_numbers().tolist() == numbers
        chunks = encode_in_chunks(corpus, vocabulary, chunk_tokens=batch)
        assert [ids.tolist() for chunk in chunks for ids in chunk] == expected

    def test_chunks_are_of_the_size_asked_for(self):
        vocabulary = Vocabulary.from_corpus(SENTENCES)
        chunks = list(encode_in_chunks(SENTENCES, vocabulary, chunk_tokens=7))
        assert [len(chunk.ids) for chunk in chunks] == [9, 2]

    def test_a_corpus_of_strangers_is_named(self):
        with pytest.raises(ValueError, match="none of its words is among the 3"):
            list(encode_in_chunks([["dog"], ["bird"]], self.vocabulary))

    def test_sentences_by_number(self):
        encoded = encode_corpus(SENTENCES)
        assert len(encoded) == 3
        assert encoded.vocabulary.decode(encoded[-1]) == ["the", "end"]
        with pytest.raises(IndexError, match="one of 3 sentences, got 3"):
            encoded[3]


class TestSubsampling:
    def test_both_formulas_by_hand(self):
        """f = 0.9 and 0.1, t = 0.1: t/f = 1/9 and 1."""
        np.testing.assert_allclose(keep_probabilities([9, 1], 0.1, "paper"), [1 / 3, 1])
        np.testing.assert_allclose(keep_probabilities([9, 1], 0.1, "program"), [1 / 3 + 1 / 9, 1])

    @unhurried
    @given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6), st.floats(1e-6, 1))
    def test_the_formulas_as_they_are_printed(self, counts, t):
        f = [count / sum(counts) for count in counts]
        program = [min(1, (math.sqrt(x / t) + 1) * t / x) for x in f]
        paper = [min(1, math.sqrt(t / x)) for x in f]
        np.testing.assert_allclose(keep_probabilities(counts, t, "program"), program, rtol=1e-12)
        np.testing.assert_allclose(keep_probabilities(counts, t, "paper"), paper, rtol=1e-12)

    def test_as_gensim_keeps(self):
        word2vec = pytest.importorskip("gensim.models.word2vec")
        corpus = [["the"] * 50 + ["cat"] * 10 + ["sat"] * 3 + ["mat"]]
        model = word2vec.Word2Vec(min_count=2, vector_size=1, sample=0.05)
        model.build_vocab(corpus)
        vocabulary = Vocabulary.from_corpus(corpus, min_count=2)
        theirs = [model.wv.get_vecattr(word, "sample_int") / 2**32 for word in vocabulary.words]
        np.testing.assert_allclose(vocabulary.keep_probabilities(0.05), theirs, rtol=1e-8)

    def test_no_sampling_keeps_all_and_a_word_never_seen_is_kept(self):
        assert keep_probabilities([5, 1], 0).tolist() == [1, 1]
        assert keep_probabilities([1000, 0], 1e-3).tolist()[1] == 1

    @pytest.mark.parametrize(
        "arguments, says",
        [
            (([1], 2), "sample: expected a share of the text from 0 to 1, got 2"),
            (([1], -1e-3), "sample: expected"),
            (([1], float("nan")), "sample: expected"),
            (([1], 0.1, "gensim"), "formula: expected one of 'program', 'paper'"),
            (([0, 0],), "counts: expected at least one word that occurs"),
            (([-1, 2],), "counts: expected counts of 0 or more"),
        ],
    )
    def test_bad_arguments_are_named(self, arguments, says):
        with pytest.raises(ValueError, match=says):
            keep_probabilities(*arguments)


class TestSaving:
    def test_lines_as_word2vec_writes_them(self, tmp_path):
        path = tmp_path / "vocab.txt"
        Vocabulary(["</s>", "the", "naïve"], [0, 12, 3]).save(path)
        assert path.read_bytes() == "</s> 0\nthe 12\nnaïve 3\n".encode()

    @unhurried
    @given(st.dictionaries(st.text(min_size=1), st.integers(0, 2**53), min_size=1))
    def test_there_and_back_or_a_clear_error(self, tmp_path_factory, counts):
        path = tmp_path_factory.mktemp("vocabulary") / "vocab.txt.gz"
        vocabulary = Vocabulary(counts.keys(), counts.values())
        if any(set(word) & set(" \n\r") for word in counts):
            with pytest.raises(ValueError, match="words without spaces and line ends"):
                vocabulary.save(path)
            return
        vocabulary.save(path)
        back = Vocabulary.load(path)
        assert back.words == vocabulary.words
        assert back.counts.tolist() == vocabulary.counts.tolist()

    @pytest.mark.parametrize(
        "content, says",
        [
            (b"the 3\ncat\n", "vocab.txt, line 2: expected a word, a space, its count, got 'cat'"),
            (b"the 3\ncat x\n", "line 2: expected a word, a space, its count"),
            (b"the -3\n", "line 1: expected a word"),
            (b"the 3\n\ncat 2\n", "line 2: expected a word"),
            (b"the 3\ncat 2\nthe 1\n", "line 3: the word 'the' comes a second time"),
            (b"the 3\nna\xefve 1\n", "line 2, byte 3: expected utf-8 text"),
            (b"", "got an empty file"),
        ],
    )
    def test_a_bad_file_is_named_with_its_line(self, tmp_path, content, says):
        path = tmp_path / "vocab.txt"
        path.write_bytes(content)
        with pytest.raises(ValueError, match=says):
            Vocabulary.load(path)


def test_sentences_and_vocabulary_agree_on_what_a_generator_gives():
    assert encode_corpus(sentences(SENTENCES)).ids.tolist() == encode_corpus(SENTENCES).ids.tolist()
