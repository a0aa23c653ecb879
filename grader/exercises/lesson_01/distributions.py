"""Random distributions for the cases of this lesson."""

import numpy as np


def distribution(rng: np.random.Generator, size: int) -> np.ndarray:
    """Return `size` probabilities, none of them near 0."""
    weights = rng.uniform(0.1, 1.0, size)
    return weights / weights.sum()
