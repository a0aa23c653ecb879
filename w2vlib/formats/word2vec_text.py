"""Vectors as text: a line a word. word2vec's begins with a line "V N"; GloVe's has no such line.

Fields stand between single spaces. word2vec.c writes a space after the last number; gensim and GloVe don't.
GloVe's largest files hold words with spaces inside (". . ."): fields before the last N that aren't numbers.
"""

import numpy as np

from w2vlib.files import decoded, open_to_read, open_to_write, without_mark
from w2vlib.formats.rows import Rows, header, one_field


def write_text(path, words: list[str], vectors: np.ndarray, write_header: bool = True) -> None:
    """Write vectors as text, nine digits a number: as many as it takes to read the same float32 back.

    Parameters
    ----------
    path : where to; packed by gzip if it ends in .gz.
    words, vectors : V words, (V, N) float32.
    write_header : False for GloVe's form.
    """
    line = b"%b " + b" ".join([b"%.9g"] * vectors.shape[1]) + b"\n"
    with open_to_write(path) as file:
        if write_header:
            file.write(b"%d %d\n" % vectors.shape)
        for word, vector in zip(words, vectors, strict=True):
            file.write(line % (one_field(word), *vector.tolist()))


def read_text(
    path, no_header: bool = False, limit: int | None = None, encoding="utf-8", unicode_errors="strict"
) -> tuple[list[str], np.ndarray]:
    """Read word2vec's or, with `no_header`, GloVe's text.

    Parameters
    ----------
    path : plain or gzip.
    no_header : the file begins with the first word; its numbers are counted there.
    limit : read only so many words, and check only these; None reads all.
    encoding, unicode_errors : of the words; "replace" for files whose words were cut inside a character.

    Returns
    -------
    words, (V, N) float32 vectors.

    Raises
    ------
    ValueError : anything wrong with the file, with its line.
    """
    rows = Rows(path)
    with open_to_read(path) as file:
        lines = enumerate(without_mark(file), start=1)
        promised, width = (None, None) if no_header else header(next(lines, (1, b""))[1], path)
        for line, raw in lines:
            if len(rows) == limit:
                break
            if len(rows) == promised:
                raise ValueError(f"{path}, line {line}: more rows than the {promised} that line 1 promises")
            place = f"line {line}"
            fields = raw.rstrip(b" \r\n").split(b" ")
            width = width or max(1, len(fields) - 1)
            word, row = _row(fields, width, no_header, f"{path}, {place}")
            _check_line_end(raw, f"{path}, {place}")
            rows.add(decoded(word, f"{path}, {place}", encoding, unicode_errors), row, place)
    return rows.finished(promised if limit is None or promised is None else min(promised, limit))


def _check_line_end(raw: bytes, place: str) -> None:
    """Refuse a last line without its end: of a number cut short, what is left is a number, too."""
    if not raw.endswith(b"\n"):
        raise ValueError(
            f"{place}: expected a line end after the last number, got the end of the file; "
            "it is cut short, or add a line end"
        )


def _row(fields: list[bytes], width: int, spaces_inside: bool, place: str) -> tuple[bytes, np.ndarray]:
    """Word and numbers of one line."""
    extra = fields[1 : len(fields) - width]
    if len(fields) <= width or (extra and not (spaces_inside and not any(map(_is_number, extra)))):
        raise ValueError(
            f"{place}: expected a word and {width} numbers, got {len(fields)} fields: "
            f"{b' '.join(fields)[:40]!r}…; if it is word2vec's binary form, read with binary=True"
        )
    numbers = fields[len(fields) - width :]
    try:
        with np.errstate(over="ignore"):  # what float32 can't hold becomes inf, and is refused as such
            row = np.array(numbers, dtype=np.float32)
    except ValueError:
        row = None
    if row is None or any(b"_" in number for number in numbers):  # NumPy and Python read 1_0 as 10
        bad = next(k for k, number in enumerate(numbers) if not _is_number(number))
        raise ValueError(f"{place}: expected {width} numbers, got {numbers[bad][:40]!r} as number {bad + 1}")
    return b" ".join(fields[: 1 + len(extra)]), row


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return b"_" not in field
