"""What every file of vectors has in common: a header, rows that are collected one by one, words as fields."""

import numpy as np

WIDEST = 1_000_000  # numbers in a vector; more in a header means that it isn't one


def header(raw: bytes, path) -> tuple[int, int]:
    """Number of words and vector size from the first line of word2vec's formats."""
    fields = raw.split()
    numeric = len(fields) == 2 and all(field.isdigit() for field in fields)
    count, width = map(int, fields) if numeric else (0, 0)
    if count < 1 or not 1 <= width <= WIDEST:
        raise ValueError(
            f"{path}, line 1: expected the number of words and the vector size, got {raw[:60].strip()!r}; "
            "GloVe's files have no such line (no_header=True)"
        )
    return count, width


def one_field(word: str) -> bytes:
    """UTF-8 of a word that is to stand before a space.

    Raises
    ------
    ValueError : it couldn't be read back, being empty or holding a space, a line end or half a character.
    """
    if not word or any(end in word for end in " \n\r"):
        raise ValueError(f"expected words without spaces and line ends, got {word!r}; .npz can hold it")
    try:
        return word.encode()
    except UnicodeEncodeError:
        raise ValueError(f"expected words of whole Unicode characters, got {word!r}") from None


class Rows:
    """Words and vectors read so far; each is checked as it comes, and nothing is given out before the end."""

    def __init__(self, path):
        self.path = path
        self.words: dict[str, int] = {}
        self.numbers = bytearray()  # grows in place: a list of rows would need twice the room at the end

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, row: np.ndarray, place: str) -> None:
        """Take one more row; ValueError if its word is empty or known, or a number isn't finite."""
        if not word:
            raise ValueError(f"{self.path}, {place}: expected a word before the numbers, got none")
        if word in self.words:
            first = self.words[word] + 1
            raise ValueError(
                f"{self.path}, {place}: the word {word!r} comes a second time (first as word {first})"
            )
        if not np.isfinite(row).all():
            bad = int(np.flatnonzero(~np.isfinite(row))[0])
            raise ValueError(
                f"{self.path}, {place}: expected finite 32-bit numbers, "
                f"got {row[bad]} as number {bad + 1} of {word!r}"
            )
        self.words[word] = len(self.words)
        self.numbers += row.tobytes()

    def finished(self, promised: int | None = None) -> tuple[list[str], np.ndarray]:
        """Words and (V, N) float32 vectors; ValueError if rows are missing."""
        if promised is not None and len(self) < promised:
            raise ValueError(
                f"{self.path}: the file ends after {len(self)} of the {promised} words that line 1 promises; "
                "it is cut short, or line 1 is wrong"
            )
        if not self.words:
            raise ValueError(f"{self.path}: expected rows of a word and its numbers, got an empty file")
        return list(self.words), np.frombuffer(self.numbers, np.float32).reshape(len(self), -1)
