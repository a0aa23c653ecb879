"""The properties of the sentence that lessons rely on."""

import itertools

from w2vlib.sentence import COUNTS, SENTENCE, TOKENS, VOCABULARY


def test_tokens_make_up_the_sentence():
    assert " ".join(TOKENS) == SENTENCE
    assert sum(COUNTS.values()) == len(TOKENS) == 11


def test_vocabulary_is_ordered_by_count_and_then_by_first_appearance():
    assert VOCABULARY == ("the", "fox", "saw", "owl", "and")
    for word, after in itertools.pairwise(VOCABULARY):
        assert (-COUNTS[word], TOKENS.index(word)) < (-COUNTS[after], TOKENS.index(after))


def test_a_window_of_two_holds_the_same_word_twice():
    center = TOKENS.index("saw")
    assert TOKENS[center - 2 : center] + TOKENS[center + 1 : center + 3] == ("the", "fox", "the", "owl")


def test_fox_and_owl_keep_the_same_company():
    def neighbours(word):
        places = [i for i, token in enumerate(TOKENS) if token == word]
        return {TOKENS[j] for i in places for j in (i - 1, i + 1) if 0 <= j < len(TOKENS)}

    assert neighbours("fox") == {"the", "saw"}
    assert neighbours("owl") == {"the", "saw", "and"}
