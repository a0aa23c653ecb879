"""How good are vectors? Word pairs against human scores, analogies, loss on pairs that training hasn't seen.

Each result says how many questions had to be skipped because a word is unknown: scores of two models
compare only if they answered the same questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy as np

from w2vlib.arguments import whole_number
from w2vlib.correlation import pearson, spearman
from w2vlib.files import is_path
from w2vlib.held_out import held_out_negative_sampling_loss, held_out_softmax_loss
from w2vlib.nearest import row_norms
from w2vlib.questions import Analogy, WordPair, read_analogies, read_word_pairs
from w2vlib.vectors import KeyedVectors

__all__ = [
    "AnalogyScore",
    "WordPairScore",
    "evaluate_analogies",
    "evaluate_word_pairs",
    "held_out_negative_sampling_loss",
    "held_out_softmax_loss",
    "pearson",
    "read_analogies",
    "read_word_pairs",
    "spearman",
]

BATCH_NUMBERS = 1 << 23  # cosines held at a time


@dataclass(frozen=True)
class WordPairScore:
    """Correlation of cosines with human scores.

    spearman compares the orders and is what papers report; pearson compares the numbers. `used` pairs went
    in, `skipped` held one of `unknown`.
    """

    spearman: float
    pearson: float
    used: int
    skipped: int
    unknown: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class AnalogyScore:
    """Answers to the questions of one section: a is to b as c is to …?

    Of `asked` questions, `correct` were answered when a, b and c were left out of the answers, as published
    scores are; `correct_of_all` when every word was allowed; in `answer_was_input` of these the nearest word
    was a, b or c. `skipped` more held an unknown word.
    """

    section: str
    asked: int = 0
    skipped: int = 0
    correct: int = 0
    correct_of_all: int = 0
    answer_was_input: int = 0

    @property
    def accuracy(self) -> float:
        """Share of `correct` among `asked`; NaN if nothing was asked."""
        return self.correct / self.asked if self.asked else float("nan")


def evaluate_word_pairs(
    vectors: KeyedVectors, pairs, case_insensitive: bool = True, restrict_vocab: int | None = None
) -> WordPairScore:
    """Compare the cosines of word pairs with human scores.

    Parameters
    ----------
    vectors : the words' vectors.
    pairs : a path for `questions.read_word_pairs`, or (first, second, score) triples.
    case_insensitive : "Tiger" finds "tiger"; of several spellings the first, most frequent one.
    restrict_vocab : know only so many words from the first on; None for all.

    Raises
    ------
    ValueError : fewer than two pairs are known, or all have one score; as the reader.
    """
    pairs = read_word_pairs(pairs) if is_path(pairs) else [WordPair(*pair) for pair in pairs]
    known = _Known(vectors, case_insensitive, restrict_vocab)
    unknown = tuple(dict.fromkeys(w for pair in pairs for w in pair[:2] if w not in known))
    used = [pair for pair in pairs if pair.first in known and pair.second in known]
    if len(used) < 2:
        raise ValueError(f"pairs: expected at least two with known words, got {len(used)} of {len(pairs)}")
    left, right = (known.unit[known.numbers(pair[side] for pair in used)] for side in (0, 1))
    cosines, scores = np.einsum("pn,pn->p", left, right, dtype=np.float64), [pair.score for pair in used]
    skipped = len(pairs) - len(used)
    return WordPairScore(spearman(scores, cosines), pearson(scores, cosines), len(used), skipped, unknown)


def evaluate_analogies(
    vectors: KeyedVectors, analogies, case_insensitive: bool = True, restrict_vocab: int | None = None
) -> list[AnalogyScore]:
    """Answer analogies by the word nearest to b − a + c, all at length 1.

    Parameters
    ----------
    vectors : the words' vectors.
    analogies : a path for `questions.read_analogies`, or a dict from section to (a, b, c, d) rows.
    case_insensitive, restrict_vocab : as `evaluate_word_pairs`; only these words can be answers.

    Returns
    -------
    One AnalogyScore a section, and their sum, "total", at the end.
    """
    sections = read_analogies(analogies) if is_path(analogies) else analogies
    known = _Known(vectors, case_insensitive, restrict_vocab)
    scores = [_section_score(known, name, questions) for name, questions in sections.items()]
    names = [f.name for f in fields(AnalogyScore) if f.name != "section"]
    return [*scores, AnalogyScore("total", **{n: sum(getattr(s, n) for s in scores) for n in names})]


class _Known:
    """Words that can be asked with and answered, with a copy of their vectors at length 1."""

    def __init__(self, vectors: KeyedVectors, case_insensitive: bool, restrict_vocab: int | None):
        if restrict_vocab is not None:
            whole_number("restrict_vocab", restrict_vocab, least=1)
        self.spelling = str.lower if case_insensitive else str
        first: dict[str, int] = {}
        for row, word in enumerate(vectors.index_to_key[:restrict_vocab]):
            first.setdefault(self.spelling(word), row)
        self.number = {word: number for number, word in enumerate(first)}
        rows = vectors.vectors[list(first.values())]
        norms = row_norms(rows)[:, None]
        self.unit = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0, casting="same_kind")

    def __contains__(self, word: str) -> bool:
        return self.spelling(word) in self.number

    def numbers(self, words: Iterable[str]) -> list[int]:
        return [self.number[self.spelling(word)] for word in words]


def _section_score(known: _Known, name: str, questions: Iterable) -> AnalogyScore:
    questions = [Analogy(*question) for question in questions]
    asked = [known.numbers(question) for question in questions if all(word in known for word in question)]
    size = max(1, BATCH_NUMBERS // len(known.unit))
    tallies = [_tally(known.unit, np.array(asked[i : i + size])) for i in range(0, len(asked), size)]
    right = np.sum(tallies, axis=0, dtype=int).tolist() if asked else (0, 0, 0)
    return AnalogyScore(name, len(asked), len(questions) - len(asked), *right)


def _tally(unit: np.ndarray, asked: np.ndarray) -> tuple[int, int, int]:
    """How many of the (B, 4) questions are right without the inputs, with them, and answered by one."""
    a, b, c, d = asked.T
    cosines = (unit[b] - unit[a] + unit[c]) @ unit.T  # (B, V), up to a factor for each question
    nearest = cosines.argmax(axis=1)
    cosines[np.arange(len(asked))[:, None], asked[:, :3]] = -np.inf
    best = cosines.argmax(axis=1)
    is_input = (asked[:, :3] == nearest[:, None]).any(axis=1)
    can_be_right = (asked[:, :3] != d[:, None]).all(axis=1)  # an input that is left out is no answer
    return ((best == d) & can_be_right).sum(), (nearest == d).sum(), is_input.sum()
