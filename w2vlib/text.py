"""From a text to sentences of words, read as a stream.

A corpus is a path (plain text or gzip, one sentence a line) or any iterable of token lists. Whatever its
length, what is held in memory is a piece of about a megabyte with its words, and one sentence.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby

from w2vlib.arguments import whole_number
from w2vlib.files import BYTE_ORDER_MARK, decoded, is_path, open_to_read

SENTENCE_LIMIT = 10_000  # gensim's; word2vec.c cuts at 1000
PIECE_BYTES = 1 << 20
JOINERS = "\u200c\u200d"  # zero width, inside words of Persian and Hindi

Corpus = str | os.PathLike | Iterable[Iterable[str]]


def sentences(
    corpus: Corpus,
    tokenize: Callable[[str], list[str]] = str.split,
    max_sentence_length: int = SENTENCE_LIMIT,
    encoding: str = "utf-8",
) -> Iterator[list[str]]:
    """Yield the sentences of a corpus as lists of words.

    A line is a sentence. One longer than `max_sentence_length` words is cut into sentences of that length,
    and nothing of it is lost. Empty lines are passed over.

    Parameters
    ----------
    corpus : a path, or an iterable of sentences, each an iterable of words (taken as they are).
    tokenize : from a line of a file to its words; the default splits at white space, as word2vec and gensim
        do. `words` makes words out of prose.
    max_sentence_length : the most words in a sentence.
    encoding : of the file; any in which ASCII stays as it is.

    Raises
    ------
    FileNotFoundError, IsADirectoryError : there is no such file.
    TypeError : the corpus holds strings, not lists of words.
    ValueError : bytes that aren't text (with file, line and byte), damaged gzip, a line of more than a
        megabyte without a space, or no word at all.
    """
    limit = whole_number("max_sentence_length", max_sentence_length, least=1)
    source = _file_lines(corpus, tokenize, encoding) if is_path(corpus) else _listed(corpus)
    empty = True
    for sentence in _cut(source, limit):
        empty = False
        yield sentence
    if empty:
        name = f"{os.fsdecode(corpus)}: the file" if is_path(corpus) else "corpus: it"
        raise ValueError(f"{name} holds no words; at least one is needed")


def words(text: str) -> list[str]:
    """Words of a text, in lower case: runs of letters, digits and their accents, with apostrophes inside.

    "Don’t worry: it's 3,5 °C" → don't, worry, it's, 3, 5, c. Accents are composed first (Unicode NFC), so
    both ways of writing é give one word. Vowel signs of Indic scripts belong to their word. Writing without
    spaces (Chinese, Japanese, Thai) isn't segmented: do that before.
    """
    text = unicodedata.normalize("NFC", text.replace("’", "'")).lower()
    return _word_pattern().findall(unicodedata.normalize("NFC", text))


@cache
def _word_pattern() -> re.Pattern:
    marks = _character_class("M") + JOINERS
    letter = rf"[^\W_][{marks}]*"
    return re.compile(rf"(?:{letter})+(?:'(?:{letter})+)*")


def _character_class(category: str) -> str:
    """Ranges, for a regular expression, of all characters whose Unicode category starts so."""
    members = (i for i in range(0x110000) if unicodedata.category(chr(i))[0] == category)
    runs = (list(run) for _, run in groupby(enumerate(members), lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


def _cut(source: Iterable[tuple[list[str], bool]], limit: int) -> Iterator[list[str]]:
    """Sentences of at most `limit` words from (words, does the line end here?)."""
    held: list[str] = []
    for tokens, line_ends in source:
        held = held + tokens if held else tokens
        whole = len(held) if line_ends else len(held) // limit * limit
        for start in range(0, whole, limit):
            yield held[start : min(start + limit, whole)]
        held = held[whole:]


def _listed(corpus) -> Iterator[tuple[list[str], bool]]:
    for number, sentence in enumerate(corpus):
        if isinstance(sentence, (str, bytes)):
            raise TypeError(
                f"corpus: expected a list of words as sentence {number}, got the string {sentence[:40]!r}; "
                "split it into words first, or pass a path"
            )
        yield list(sentence), True


def _file_lines(path, tokenize, encoding) -> Iterator[tuple[list[str], bool]]:
    with open_to_read(path) as file:
        for piece, line, offset, line_ends in _pieces(file, path):
            yield tokenize(decoded(piece, f"{path}, line {line}", encoding, offset=offset)), line_ends


def _pieces(file, path) -> Iterator[tuple[bytes, int, int, bool]]:
    """Lines as (bytes, the line's number, their offset in it, does it end?), long ones cut at spaces."""
    if file.peek(3)[:3] == BYTE_ORDER_MARK:
        file.read(3)
    line, offset, rest = 1, 0, b""
    while read := file.readline(PIECE_BYTES):
        piece, rest = rest + read, b""
        line_ends = read.endswith(b"\n") or len(read) < PIECE_BYTES
        if not line_ends:
            cut = max(piece.rfind(b" "), piece.rfind(b"\t")) + 1
            if not cut:
                raise ValueError(
                    f"{path}, line {line}: expected words, got {len(piece)} bytes without a space; "
                    "is it a text, one sentence a line?"
                )
            piece, rest = piece[:cut], piece[cut:]
        yield piece, line, offset, line_ends
        line, offset = (line + 1, 0) if line_ends else (line, offset + len(piece))
    if rest:
        yield rest, line, offset, True
