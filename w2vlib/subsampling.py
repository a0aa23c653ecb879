"""How often a frequent word is kept: the paper's formula and the program's, which are not the same.

With f the word's share of the text and t the threshold (`sample`), Mikolov et al. 2013 (arXiv 1310.4546,
eq. 5) keep a word with probability √(t/f). The program they published, word2vec.c, keeps it with
(√(f/t) + 1)·t/f = √(t/f) + t/f: always more, and all of it up to f ≈ 2.6 t instead of f = t. Both are cut
at 1. gensim follows the program. Neither is in the seeds.
"""

import numpy as np

from w2vlib.arguments import frequencies, one_of

FORMULAS = ("program", "paper")


def keep_probabilities(counts, sample: float = 1e-3, formula: str = "program") -> np.ndarray:
    """Probability that an occurrence of each word stays in the text.

    Parameters
    ----------
    counts : (V,) how often each word occurs; the text's length is their sum.
    sample : the threshold t, a share of the text; 0 keeps everything.
    formula : "program" for word2vec.c's and gensim's, "paper" for the paper's.

    Returns
    -------
    (V,) probabilities; 1 for a word that never occurs.

    Raises
    ------
    ValueError : counts aren't counts or all are 0, `sample` isn't from 0 to 1, or the formula is unknown.
    """
    one_of("formula", formula, FORMULAS)
    counts = frequencies("counts", counts)
    if not 0 <= sample <= 1:
        raise ValueError(f"sample: expected a share of the text from 0 to 1, got {sample!r}")
    if counts.sum() == 0:
        raise ValueError("counts: expected at least one word that occurs, got only zeros")
    if sample == 0:
        return np.ones(len(counts))
    t_over_f = sample * counts.sum() / np.maximum(counts, np.finfo(float).tiny)
    kept = np.sqrt(t_over_f)
    return np.minimum(1, kept if formula == "paper" else kept + t_over_f)
