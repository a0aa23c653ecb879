"""Every equation of the four seeds: its formula, the function that is it, and a check that runs both sides.

`EQUATIONS` holds them in the seeds' order; `find("S4.question")` returns one;
`python -m w2vlib.equations FILE` writes the table. One of the two sides calls the library's
functions, the other is plain NumPy or finite differences.
"""

from w2vlib.equations import (  # noqa: F401  importing one registers its equations, a before b
    seed_001a_cbow,
    seed_001b_skip_gram,
    seed_002,
    seed_003a_softmax,
    seed_003b_huffman,
    seed_003c_hierarchical,
    seed_003d_noise,
    seed_004,
)
from w2vlib.equations.example import Example
from w2vlib.equations.registry import EQUATIONS, SEEDS, Equation, resolve

__all__ = ["EQUATIONS", "SEEDS", "Equation", "Example", "find", "resolve"]


def find(key: str) -> Equation:
    """Return the equation called `key`, such as "S1.7"; KeyError where there is none."""
    for entry in EQUATIONS:
        if entry.key == key:
            return entry
    raise KeyError(f"key: expected an equation such as 'S1.7' or 'S3.P20', got {key!r}")
