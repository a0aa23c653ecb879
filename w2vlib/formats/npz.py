"""Vectors as NumPy's own archive: exact, quick, and fit for any word, spaces and line ends included.

Inside: `vectors` (V, N) float32; `word_bytes`, the UTF-8 of all words in a row; `word_ends` (V,), where each
ends; `counts` (V,) int64 if they are known. No pickle, so reading one runs nobody's code.
"""

import zipfile
import zlib

import numpy as np

from w2vlib.files import open_to_read, open_to_write


def write_npz(path, words: list[str], vectors: np.ndarray, counts: np.ndarray | None = None) -> None:
    """Write V words, their (V, N) float32 vectors and their counts, if any."""
    encoded = [word.encode() for word in words]
    arrays = {
        "vectors": vectors,
        "word_bytes": np.frombuffer(b"".join(encoded), np.uint8),
        "word_ends": np.cumsum([len(word) for word in encoded], dtype=np.int64),
    }
    if counts is not None:
        arrays["counts"] = counts
    with open_to_write(path) as file:
        np.savez(file, **arrays)


def read_npz(path) -> tuple[list[str], np.ndarray, np.ndarray | None]:
    """Read words, vectors and counts (None if the file has none).

    Raises
    ------
    ValueError : the archive is damaged, or isn't one that `write_npz` wrote.
    """
    arrays = _arrays(path)
    try:
        vectors, data, ends = (arrays[name] for name in ("vectors", "word_bytes", "word_ends"))
    except KeyError as error:
        raise ValueError(f"{path}: expected an array {error}, got {', '.join(arrays) or 'none'}") from None
    starts = np.append(0, ends[:-1])
    shapes = (vectors.ndim, data.ndim, ends.ndim) == (2, 1, 1) and len(vectors) == len(ends) > 0
    kinds = (vectors.dtype, data.dtype, ends.dtype) == (np.float32, np.uint8, np.int64)
    if not (shapes and kinds and (ends >= starts).all() and ends[-1] == len(data)):
        raise ValueError(f"{path}: the arrays don't fit together; write the file again with save")
    text = data.tobytes()
    try:
        words = [text[start:end].decode() for start, end in zip(starts, ends, strict=True)]
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: a word isn't UTF-8 ({error})") from None
    return words, vectors, arrays.get("counts")


def _arrays(path) -> dict[str, np.ndarray]:
    with open_to_read(path) as file:
        start = file.peek(2)[:2]
        if start != b"PK":
            raise ValueError(f"{path}: expected an .npz archive, got a file that begins with {start!r}")
        try:
            with np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files}
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            KeyError,
            RuntimeError,
        ) as error:
            raise ValueError(f"{path}: the archive is damaged or cut short ({error})") from None
