"""Lines "word count": what word2vec.c writes with -save-vocab and gensim calls fvocab."""

from collections.abc import Iterable

from w2vlib.files import numbered_lines, open_to_write
from w2vlib.formats.rows import one_field


def write_counts(path, words: Iterable[str], counts: Iterable[int]) -> None:
    """Write one line a word.

    Raises
    ------
    ValueError : a word couldn't be read back: it is empty or holds a space or a line end.
    """
    with open_to_write(path) as file:
        for word, count in zip(words, counts, strict=True):
            file.write(b"%b %d\n" % (one_field(word), count))


def read_counts(path, encoding: str = "utf-8") -> dict[str, int]:
    """Read words and counts, in the order of the lines.

    Raises
    ------
    ValueError : a line isn't "word count", a word comes twice, or there is no line; with file and line.
    """
    counts = {}
    for line, text in numbered_lines(path, encoding):
        word, _, count = text.rpartition(" ")
        if not (word and count.isascii() and count.isdigit()):
            raise ValueError(f"{path}, line {line}: expected a word, a space, its count, got {text[:60]!r}")
        if word in counts:
            raise ValueError(f"{path}, line {line}: the word {word!r} comes a second time")
        counts[word] = int(count)
    if not counts:
        raise ValueError(f"{path}: expected lines of a word and its count, got an empty file")
    return counts


def counts_of(words: list[str], path, encoding: str = "utf-8") -> list[int]:
    """Count of each of the words, from a file of counts; ValueError if one has none."""
    counts = read_counts(path, encoding)
    missing = [word for word in words if word not in counts]
    if missing:
        raise ValueError(
            f"{path}: expected a count for each word, got none for {len(missing)}, {missing[0]!r} among them"
        )
    return [counts[word] for word in words]
