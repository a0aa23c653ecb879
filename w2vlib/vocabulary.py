"""Words and their numbers: who is in, in which order, how often; from words to row numbers and back.

The order is fixed by the text alone: the most frequent word is 0; words with equal counts follow each other
as they first appeared (or in the order of their characters). word2vec.c and gensim leave such ties to their
sorting routine. What is held while counting is one entry per different word, not the text.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from w2vlib.arguments import frequencies, one_of, whole_number, word_numbers
from w2vlib.formats.counts import read_counts, write_counts
from w2vlib.subsampling import keep_probabilities
from w2vlib.text import Corpus, sentences

TIES = ("appearance", "alphabet")


class Vocabulary:
    """A list of different words with their counts; a word's place in it is its row in every matrix.

    Attributes
    ----------
    words : list of str, the word of each number.
    index : dict from word to number.
    counts : (V,) int64, how often each word occurs.
    dropped_words, dropped_tokens : how many words `min_count` left out, and how many tokens that was.
    """

    def __init__(self, words: Iterable[str], counts: Iterable[int]):
        self.words = list(words)
        self.index = {word: number for number, word in enumerate(self.words)}
        self.counts = _whole_counts(list(counts))
        self.dropped_words = self.dropped_tokens = 0
        if len(self.words) != len(self.counts):
            raise ValueError(f"counts: expected one per word, {len(self.words)}, got {len(self.counts)}")
        check_words("words", self.words, self.index)

    @classmethod
    def from_corpus(cls, corpus: Corpus, min_count: int = 1, ties: str = "appearance", **reading):
        """Count the words of a corpus in one pass; `reading` goes to `text.sentences`.

        Raises
        ------
        TypeError, ValueError : as `text.sentences` and `from_counts`.
        """
        counts = Counter()
        for sentence in sentences(corpus, **reading):
            counts.update(sentence)
        return cls.from_counts(counts, min_count, ties)

    @classmethod
    def from_counts(cls, counts: Mapping[str, int], min_count: int = 1, ties: str = "appearance"):
        """Make a vocabulary of the words that occur at least `min_count` times.

        Parameters
        ----------
        counts : from word to count; its order is the order of first appearance.
        min_count : the least count that stays.
        ties : the order of words with equal counts, "appearance" or "alphabet" (by code point).

        Raises
        ------
        TypeError, ValueError : a word isn't a string, a count isn't a count, or no word is left.
        """
        least = whole_number("min_count", min_count)
        one_of("ties", ties, TIES)
        check_words("words", counts)
        items = sorted(counts.items()) if ties == "alphabet" else counts.items()
        kept = sorted((item for item in items if item[1] >= least), key=lambda item: -item[1])
        if not kept:
            raise ValueError(_nothing_left(counts, least))
        vocabulary = cls(*zip(*kept, strict=True))
        vocabulary.dropped_words = len(counts) - len(kept)
        vocabulary.dropped_tokens = sum(counts.values()) - int(vocabulary.counts.sum())
        return vocabulary

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word) -> bool:
        return word in self.index

    def __repr__(self) -> str:
        return f"Vocabulary({len(self):,} words, {int(self.counts.sum()):,} tokens)"

    def keep_probabilities(self, sample: float = 1e-3, formula: str = "program") -> np.ndarray:
        """Share of each word's occurrences that subsampling keeps; see `w2vlib.subsampling`."""
        return keep_probabilities(self.counts, sample, formula)

    def encode(self, words: Iterable[str], unknown: str = "drop") -> np.ndarray:
        """Numbers of words, int32, in their order.

        Parameters
        ----------
        words : the words, not one string.
        unknown : what to do with a word that isn't here: "drop" it, or "raise" KeyError.
        """
        one_of("unknown", unknown, ("drop", "raise"))
        if isinstance(words, (str, bytes)):
            raise TypeError(f"words: expected a list of words, got the string {words[:40]!r}; split it first")
        words = list(words)
        numbers = [self.index.get(word, -1) for word in words]
        if unknown == "raise" and -1 in numbers:
            raise KeyError(f"unknown words: {', '.join(map(str, self.unknown(words)))}")
        return np.array([number for number in numbers if number >= 0], dtype=np.int32)

    def decode(self, ids) -> list[str]:
        """Words of numbers; IndexError for a number that is no row (−1 isn't the last one)."""
        return [self.words[i] for i in word_numbers("ids", ids, len(self), may_be_empty=True)]

    def unknown(self, words: Iterable[str]) -> Counter:
        """Words that aren't here, with how often they came, the most frequent first."""
        return Counter(dict(Counter(word for word in words if word not in self.index).most_common()))

    def save(self, path) -> None:
        """Write a line "word count" for each word, as word2vec.c's -save-vocab does.

        Raises ValueError where a word couldn't be read back: it is empty or holds a space or a line end.
        """
        write_counts(path, self.words, self.counts)

    @classmethod
    def load(cls, path, encoding: str = "utf-8"):
        """Read what `save` or word2vec.c wrote; the order of the lines is the order of the numbers.

        Raises
        ------
        ValueError : a line isn't "word count", a word comes twice, or the file is empty; with the line.
        """
        counts = read_counts(path, encoding)
        return cls(counts.keys(), counts.values())


def check_words(name: str, words: Iterable[str], different: Mapping | None = None) -> None:
    """Raise TypeError for a word that isn't a string, ValueError for one that comes twice."""
    for place, word in enumerate(words):
        if not isinstance(word, str):
            raise TypeError(f"{name}: expected strings, got {type(word).__name__} {word!r} at place {place}")
    if different is not None and len(different) < len(words):
        word, count = Counter(words).most_common(1)[0]
        raise ValueError(f"{name}: expected different words, got {word!r} {count} times")


def _whole_counts(counts: list[int]) -> np.ndarray:
    numbers = frequencies("counts", counts)
    if (numbers != np.floor(numbers)).any():
        raise ValueError("counts: expected whole numbers, got a fraction")
    return numbers.astype(np.int64)


def _nothing_left(counts: Mapping[str, int], least: int) -> str:
    if not counts:
        return "corpus: expected at least one word, got none"
    word = max(counts, key=counts.get)
    return (
        f"min_count: none of the {len(counts)} words comes {least} times; the most frequent, {word!r}, "
        f"comes {counts[word]} times, so lower min_count or bring more text"
    )
