"""Word vectors and word counts in files: word2vec's text and binary, GloVe's text, .npz.

Each reader returns all of a sound file or raises ValueError with the place of the first fault: the line of
a text, the number of the word and its first byte in a binary file. Each writer writes all or nothing.
"""

from w2vlib.formats.counts import counts_of, read_counts, write_counts
from w2vlib.formats.endings import read_by_ending, write_by_ending
from w2vlib.formats.npz import read_npz, write_npz
from w2vlib.formats.word2vec_binary import read_binary, write_binary
from w2vlib.formats.word2vec_text import read_text, write_text

__all__ = [
    "counts_of",
    "read_binary",
    "read_by_ending",
    "read_counts",
    "read_npz",
    "read_text",
    "write_binary",
    "write_by_ending",
    "write_counts",
    "write_npz",
    "write_text",
]
