"""A whole text as numbers: what training reads again and again.

One pass: each new word gets the next provisional number, and when the counts are known the numbers are
exchanged for the final ones. Held in memory: 4 bytes a token (8 for a moment at the end), 8 a sentence,
every different word, and one batch of the text. For a text too long for that, `encode_in_chunks` makes the
same numbers piece by piece from a vocabulary counted before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from w2vlib.arguments import whole_number
from w2vlib.text import Corpus, sentences
from w2vlib.vocabulary import Vocabulary

BATCH_TOKENS = 1 << 17


@dataclass(frozen=True)
class EncodedCorpus:
    """Sentences as numbers: sentence k is ids[starts[k] : starts[k + 1]].

    Attributes
    ----------
    vocabulary : what the numbers mean.
    ids : (T,) int32, the words that are in the vocabulary, in the order of the text.
    starts : (S + 1,) int64, where each sentence begins, and T at the end; no sentence is empty.
    """

    vocabulary: Vocabulary
    ids: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, k: int) -> np.ndarray:
        if not -len(self) <= k < len(self):
            raise IndexError(f"k: expected one of {len(self)} sentences, got {k}")
        k %= len(self)
        return self.ids[self.starts[k] : self.starts[k + 1]]

    def sentence_numbers(self) -> np.ndarray:
        """(T,) int32: the sentence each word is in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))


def encode_corpus(corpus: Corpus, min_count: int = 1, ties: str = "appearance", **reading) -> EncodedCorpus:
    """Count and number a corpus in one pass, so that a generator will do.

    Parameters
    ----------
    corpus : a path or an iterable of word lists, as `text.sentences` takes it; so is `reading`.
    min_count, ties : as `Vocabulary.from_counts`.

    Raises
    ------
    TypeError, ValueError : as `text.sentences` and `Vocabulary.from_counts`.
    """
    numbers, parts = _Numbers(), []
    for tokens, lengths in _batches(sentences(corpus, **reading), BATCH_TOKENS):
        parts.append((np.fromiter(map(numbers.__getitem__, tokens), np.int32, len(tokens)), lengths))
    counts = np.zeros(len(numbers), dtype=np.int64)
    for ids, _ in parts:
        counts += np.bincount(ids, minlength=len(numbers))
    counted = dict(zip(numbers, counts.tolist(), strict=True))
    vocabulary = Vocabulary.from_counts(counted, min_count, ties)
    final = np.fromiter((vocabulary.index.get(word, -1) for word in numbers), np.int32, len(numbers))
    for k, (ids, lengths) in enumerate(parts):  # one by one, so that the old numbers make room
        parts[k] = _without_unknown(final[ids], lengths)
    return _joined(vocabulary, parts)


def encode_in_chunks(
    corpus: Corpus, vocabulary: Vocabulary, chunk_tokens: int = BATCH_TOKENS, **reading
) -> Iterator[EncodedCorpus]:
    """Yield a corpus in numbers, `chunk_tokens` words or a sentence more at a time, without holding it.

    Raises
    ------
    TypeError, ValueError : as `text.sentences`; no word of the corpus is in the vocabulary.
    """
    empty = True
    size = whole_number("chunk_tokens", chunk_tokens, least=1)
    for tokens, lengths in _batches(sentences(corpus, **reading), size):
        ids = np.fromiter((vocabulary.index.get(token, -1) for token in tokens), np.int32, len(tokens))
        chunk = _joined(vocabulary, [_without_unknown(ids, lengths)])
        if len(chunk):
            empty = False
            yield chunk
    if empty:
        raise ValueError(f"corpus: none of its words is among the {len(vocabulary)} of the vocabulary")


class _Numbers(dict):
    """From word to number; a word not seen before gets the next one."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _batches(source: Iterable[list[str]], size: int) -> Iterator[tuple[list[str], np.ndarray]]:
    """Words of many sentences in one list, with the sentences' lengths: one call of NumPy for many lines."""
    tokens: list[str] = []
    lengths: list[int] = []
    for sentence in source:
        tokens += sentence
        lengths.append(len(sentence))
        if len(tokens) >= size:
            yield tokens, np.array(lengths)
            tokens, lengths = [], []
    if tokens:
        yield tokens, np.array(lengths)


def _without_unknown(ids: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leave out the numbers −1; return the others and the lengths of the sentences that are left."""
    known = ids >= 0
    kept = np.add.reduceat(known, np.cumsum(lengths) - lengths, dtype=np.int64)  # no sentence is empty
    return ids[known], kept[kept > 0]


def _joined(vocabulary: Vocabulary, parts: list[tuple[np.ndarray, np.ndarray]]) -> EncodedCorpus:
    ids = np.concatenate([ids for ids, _ in parts])
    lengths = np.concatenate([lengths for _, lengths in parts])
    return EncodedCorpus(vocabulary, ids, np.append(0, np.cumsum(lengths)))
