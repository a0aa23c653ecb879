"""Which format a file name means: .npz; .bin, binary; .txt and .vec, text; the last three with .gz, too."""

import os
from pathlib import Path

import numpy as np

from w2vlib.formats.npz import read_npz, write_npz
from w2vlib.formats.word2vec_binary import read_binary, write_binary
from w2vlib.formats.word2vec_text import read_text, write_text

WRITERS = {".bin": write_binary, ".txt": write_text, ".vec": write_text}
READERS = {".bin": read_binary, ".txt": read_text, ".vec": read_text}


def write_by_ending(path, words: list[str], vectors: np.ndarray, counts: np.ndarray | None = None) -> None:
    """Write vectors in the format of the name's ending; counts are kept in .npz only."""
    if (ending := _ending(path)) == ".npz":
        write_npz(path, words, vectors, counts)
    else:
        WRITERS[ending](path, words, vectors)


def read_by_ending(path) -> tuple[list[str], np.ndarray, np.ndarray | None]:
    """Words, vectors and counts (None if the file has none) from a file that is what its ending says."""
    if (ending := _ending(path)) == ".npz":
        return read_npz(path)
    return *READERS[ending](path), None


def _ending(path) -> str:
    name = Path(os.fsdecode(path)).name
    packed = name.endswith(".gz")
    ending = Path(name.removesuffix(".gz")).suffix
    if ending in WRITERS or (ending == ".npz" and not packed):
        return ending
    raise ValueError(
        f"{path}: expected a name in .npz, .bin, .txt or .vec (the last three with .gz, too), got {name!r}; "
        "load_word2vec_format and save_word2vec_format take any name"
    )
