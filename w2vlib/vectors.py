"""Word vectors to ask: who is near, who doesn't fit, what is to b as c is to a. The names are gensim's."""

from collections.abc import Iterable

import numpy as np

from w2vlib import formats
from w2vlib.arguments import float_array, frequencies, whole_number
from w2vlib.nearest import largest, mean_direction, row_cosines
from w2vlib.similarity import cosine_similarity, normalize_rows
from w2vlib.vocabulary import check_words


class KeyedVectors:
    """Words with one vector each.

    Attributes
    ----------
    index_to_key : list of str, the word of each row.
    key_to_index : dict from word to row.
    vectors : (V, N) float32, rows are words; change it in place if you like, nothing is kept from it.
    vector_size : N.
    counts : (V,) int64, how often each word was seen, or None.
    """

    def __init__(self, words: Iterable[str], vectors, counts: Iterable[int] | None = None):
        """Join words and vectors; float32 vectors are used, not copied.

        Raises
        ------
        TypeError, ValueError : words aren't different strings, a number isn't finite, or lengths differ.
        """
        self.index_to_key = list(words)
        self.key_to_index = {word: row for row, word in enumerate(self.index_to_key)}
        self.vectors = _matrix(vectors)
        self.counts = None if counts is None else frequencies("counts", list(counts)).astype(np.int64)
        check_words("words", self.index_to_key, self.key_to_index)
        for name, values in (("vectors", self.vectors), ("counts", self.counts)):
            if values is not None and len(values) != len(self):
                raise ValueError(f"{name}: expected one for each of {len(self)} words, got {len(values)}")

    @property
    def vector_size(self) -> int:
        """N, the numbers in a vector."""
        return self.vectors.shape[1]

    def __len__(self) -> int:
        return len(self.index_to_key)

    def __contains__(self, word) -> bool:
        return word in self.key_to_index

    def __repr__(self) -> str:
        return f"KeyedVectors({len(self):,} words, vector_size={self.vector_size})"

    def __getitem__(self, words: str | list[str]) -> np.ndarray:
        """Vector (N,) of a word, or (n, N) of a list of n words; KeyError for an unknown one."""
        if isinstance(words, str):
            return self.get_vector(words)
        return self.vectors[[self.get_index(word) for word in words]]

    def get_index(self, word: str) -> int:
        """Row of a word; KeyError if it is unknown."""
        try:
            return self.key_to_index[word]
        except KeyError:
            raise KeyError(f"{word!r} isn't among the {len(self)} words{self._other_case(word)}") from None

    def get_vector(self, word: str, norm: bool = False) -> np.ndarray:
        """Vector (N,) of a word, a copy; with `norm` it has length 1 (a zero vector stays zero)."""
        vector = self.vectors[self.get_index(word)].copy()
        return normalize_rows(vector[None])[0].astype(np.float32) if norm else vector

    def similarity(self, first: str, second: str) -> float:
        """Cosine of the angle between the vectors of two words; 0 if one of them is zero."""
        return cosine_similarity(self.get_vector(first), self.get_vector(second))

    def most_similar(
        self,
        positive=(),
        negative=(),
        topn: int | None = 10,
        restrict_vocab: int | None = None,
        exclude_inputs: bool = True,
    ) -> list[tuple[str, float]] | np.ndarray:
        """Words nearest, by cosine, to the mean of unit vectors, those of `negative` taken with a minus.

        king − man + woman is most_similar(positive=["king", "woman"], negative=["man"]).

        Parameters
        ----------
        positive, negative : a word, a vector (N,), or a list of words and vectors.
        topn : how many; None for the similarities (V,) of all words in their order.
        restrict_vocab : look only at so many words from the first on, the most frequent ones.
        exclude_inputs : leave the words asked with out of the answer, as word2vec and gensim do. False shows
            what is really nearest: most often one of them.

        Returns
        -------
        list of (word, similarity), the nearest first; equal ones in the order of the words.

        Raises
        ------
        KeyError : an unknown word.
        ValueError : no input, or inputs that cancel to the zero vector, which has no direction.
        """
        plus, minus = _listed(positive), _listed(negative)
        if restrict_vocab is not None:
            whole_number("restrict_vocab", restrict_vocab, least=1)
        direction = mean_direction(
            [self._input(item) for item in plus], [self._input(item) for item in minus]
        )
        similarities = row_cosines(self.vectors[:restrict_vocab], direction)
        if topn is None:
            return similarities
        if exclude_inputs:
            rows = [self.key_to_index[item] for item in plus + minus if isinstance(item, str)]
            similarities[[row for row in rows if row < len(similarities)]] = -np.inf
        best = largest(similarities, whole_number("topn", topn))
        return [(self.index_to_key[row], float(similarities[row])) for row in best]

    def doesnt_match(self, words: Iterable[str]) -> str:
        """Word farthest, by cosine, from the mean of the unit vectors of all of them.

        Raises KeyError for an unknown word (gensim leaves it out), ValueError for no words.
        """
        words = list(words)
        vectors = self[words] if words else []
        return words[int(row_cosines(vectors, mean_direction(list(vectors), [])).argmin())]

    def save(self, path) -> None:
        """Write to .npz (with the counts), .bin (binary), .txt or .vec (text); .gz after these three packs.

        Raises ValueError for another ending, and as `save_word2vec_format`.
        """
        formats.write_by_ending(path, self.index_to_key, _matrix(self.vectors), self.counts)

    @classmethod
    def load(cls, path) -> "KeyedVectors":
        """Read what `save` wrote; the ending tells how. ValueError for anything wrong with the file."""
        return cls(*formats.read_by_ending(path))

    def save_word2vec_format(self, path, fvocab=None, binary=False, write_header=True) -> None:
        """Write vectors for word2vec, gensim and others, in the order of the rows.

        Parameters
        ----------
        path : where to; a name in .gz is packed. A file there is replaced only by a complete one.
        fvocab : where to write lines "word count" as well, or None.
        binary : float32 as they are, instead of text.
        write_header : False for GloVe's text, which has no first line "V N".

        Raises
        ------
        ValueError : a word holds a space or a line end (.npz can hold it), a number isn't finite, counts are
            wanted and not known, or binary without header.
        """
        if binary and not write_header:
            raise ValueError("write_header: expected True for the binary form, which can't be read without")
        if fvocab is not None and self.counts is None:
            raise ValueError("fvocab: expected counts to write, these vectors have none")
        vectors = _matrix(self.vectors)
        if binary:
            formats.write_binary(path, self.index_to_key, vectors)
        else:
            formats.write_text(path, self.index_to_key, vectors, write_header)
        if fvocab is not None:
            formats.write_counts(fvocab, self.index_to_key, self.counts)

    @classmethod
    def load_word2vec_format(
        cls,
        path,
        fvocab=None,
        binary: bool = False,
        encoding: str = "utf-8",
        unicode_errors: str = "strict",
        limit: int | None = None,
        no_header: bool = False,
    ) -> "KeyedVectors":
        """Read vectors of word2vec, gensim, fastText (.vec) or, with `no_header`, GloVe.

        Parameters
        ----------
        path : plain or gzip, whatever its name.
        fvocab : a file of lines "word count" to take the counts from, or None.
        binary, encoding, unicode_errors, limit, no_header : as `formats.read_binary` and `formats.read_text`.

        Raises
        ------
        ValueError : anything wrong with the file, with its line, or word and byte.
        """
        limit = None if limit is None else whole_number("limit", limit, least=1)
        if binary:
            words, vectors = formats.read_binary(path, limit, encoding, unicode_errors)
        else:
            words, vectors = formats.read_text(path, no_header, limit, encoding, unicode_errors)
        counts = None if fvocab is None else formats.counts_of(words, fvocab, encoding)
        return cls(words, vectors, counts)

    def _input(self, item) -> np.ndarray:
        if isinstance(item, str):
            return self.get_vector(item)
        vector = float_array("positive, negative", item)
        if vector.shape != (self.vector_size,):
            raise ValueError(
                "positive, negative: expected words, or vectors of "
                f"{self.vector_size} numbers, got one of shape {vector.shape}"
            )
        return vector

    def _other_case(self, word) -> str:
        forms = (word.lower(), word.upper(), word.capitalize()) if isinstance(word, str) else ()
        known = [form for form in forms if form in self.key_to_index]
        return f"; {known[0]!r} is" if known else ""


def _matrix(vectors) -> np.ndarray:
    """Return vectors as a (V, N) float32 array, rows in one piece, all finite."""
    matrix = np.ascontiguousarray(vectors, dtype=np.float32)
    if matrix.ndim != 2 or matrix.shape[1] == 0:
        raise ValueError(f"vectors: expected a matrix, one row a word, got shape {matrix.shape}")
    bad = np.flatnonzero(~np.isfinite(matrix).all(axis=1))
    if bad.size:
        raise ValueError(
            f"vectors: expected finite numbers, got others in {bad.size} rows, the first is row {bad[0]}; "
            "if training made them, its learning rate was too high"
        )
    return matrix


def _listed(items) -> list:
    """One word or one vector as a list of it; None as an empty one."""
    if items is None:
        return []
    one = isinstance(items, str) or (isinstance(items, np.ndarray) and items.ndim == 1)
    return [items] if one else list(items)
