"""Readers of the usual test files: word pairs with a human score, and analogies by section."""

from typing import NamedTuple

from w2vlib.files import numbered_lines


class WordPair(NamedTuple):
    """Two words and how alike people find them."""

    first: str
    second: str
    score: float


class Analogy(NamedTuple):
    """a is to b as c is to d."""

    a: str
    b: str
    c: str
    d: str


def read_word_pairs(path, encoding: str = "utf-8") -> list[WordPair]:
    """Read lines of two words and a number, as of WordSim-353: between tabs, commas or spaces.

    Empty lines and those that begin with # are passed over, and so is a first line of column names.

    Raises
    ------
    ValueError : another line isn't two words and a number (with the line), or there is none.
    """
    pairs, names_may_come = [], True
    for line, text in numbered_lines(path, encoding):
        if not text.strip() or text.startswith("#"):
            continue
        fields = _fields(text)
        score = _number(fields[-1]) if len(fields) == 3 else None
        if score is not None:
            pairs.append(WordPair(fields[0], fields[1], score))
        elif not names_may_come:
            raise ValueError(f"{path}, line {line}: expected two words and a number, got {text[:60]!r}")
        names_may_come = False
    if not pairs:
        raise ValueError(f"{path}: expected lines of two words and a number, found none")
    return pairs


def read_analogies(path, encoding: str = "utf-8") -> dict[str, list[Analogy]]:
    """Read questions of four words under lines ": section", as of questions-words.txt, in their order.

    Raises
    ------
    ValueError : a line isn't four words, or a question comes before a section (with the line); no question.
    """
    sections: dict[str, list[Analogy]] = {}
    current = None
    for line, text in numbered_lines(path, encoding):
        fields = text.split()
        if text.startswith(":"):
            current = sections.setdefault(text[1:].strip(), [])
        elif len(fields) == 4 and current is not None:
            current.append(Analogy(*fields))
        elif fields:
            wanted = "four words" if current is not None else "a line ': section' before the first question"
            raise ValueError(f"{path}, line {line}: expected {wanted}, got {text[:60]!r}")
    if not any(sections.values()):
        raise ValueError(f"{path}: expected questions of four words, found none")
    return sections


def _fields(text: str) -> list[str]:
    separator = next((mark for mark in "\t," if mark in text), None)
    return [field.strip() for field in text.split(separator)]


def _number(field: str) -> float | None:
    try:
        return float(field)
    except ValueError:
        return None
