"""Vectors as bytes: a line "V N", then for each word its UTF-8, a space and N float32, little end first.

word2vec.c puts a line end after each vector, gensim doesn't; both are read, gensim's is written.
"""

import numpy as np

from w2vlib.files import decoded, open_to_read, open_to_write
from w2vlib.formats.rows import Rows, header, one_field

CHUNK_BYTES = 1 << 20
LONGEST_WORD = 1 << 16


def write_binary(path, words: list[str], vectors: np.ndarray) -> None:
    """Write V words and their (V, N) float32 vectors, byte for byte as gensim does; .gz is packed."""
    with open_to_write(path) as file:
        file.write(b"%d %d\n" % vectors.shape)
        for word, vector in zip(words, vectors.astype("<f4", copy=False), strict=True):
            file.write(one_field(word) + b" " + vector.tobytes())


def read_binary(
    path, limit: int | None = None, encoding: str = "utf-8", unicode_errors: str = "strict"
) -> tuple[list[str], np.ndarray]:
    """Read word2vec's binary form.

    Parameters
    ----------
    path : plain or gzip.
    limit : read only so many words, and check only these; None reads all.
    encoding, unicode_errors : of the words; "replace" for files whose words were cut inside a character.

    Returns
    -------
    words, (V, N) float32 vectors.

    Raises
    ------
    ValueError : anything wrong with the file, with the number of the word (from 1) and its first byte.
    """
    rows = Rows(path)
    with open_to_read(path) as file:
        first = file.readline(200)
        promised, width = header(first, path)
        wanted = promised if limit is None else min(promised, limit)
        stream = _Stream(file, len(first))
        while len(rows) < wanted:
            place = f"word {len(rows) + 1} (byte {stream.position + 1})"
            word, numbers = stream.word(f"{path}, {place}"), stream.take(4 * width)
            if word is None or len(numbers) < 4 * width:
                break  # the file has ended
            word = decoded(word, f"{path}, {place}", encoding, unicode_errors)
            rows.add(word, np.frombuffer(numbers, "<f4").astype(np.float32, copy=False), place)
        if wanted == promised == len(rows) and stream.take(2) not in (b"", b"\n"):
            raise ValueError(
                f"{path}: more bytes than the {promised} words of {width} numbers that line 1 promises; "
                "if the numbers are written as text, read with binary=False"
            )
    return rows.finished(wanted)


class _Stream:
    """Takes words and runs of bytes from a file that is read in large pieces."""

    def __init__(self, file, position: int):
        self.file, self.position = file, position  # the position in the file of what is taken next
        self.held, self.at = b"", 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes, fewer where the file ends."""
        self._hold(count)
        piece = self.held[self.at : self.at + count]
        self.at += len(piece)
        self.position += len(piece)
        return piece

    def word(self, place: str) -> bytes | None:
        """Bytes up to the next space, which is passed over; None where the file ends before."""
        end = self.held.find(b" ", self.at)
        if end < 0:
            self._hold(LONGEST_WORD)
            end = self.held.find(b" ", self.at)
        if end < 0 and len(self.held) - self.at >= LONGEST_WORD:
            raise ValueError(f"{place}: expected a word and a space, got {LONGEST_WORD} bytes without one")
        return None if end < 0 else self.take(end - self.at + 1)[:-1].lstrip(b"\n")

    def _hold(self, count: int) -> None:
        if len(self.held) - self.at < count:
            self.held = self.held[self.at :] + self.file.read(max(CHUNK_BYTES, count))
            self.at = 0
