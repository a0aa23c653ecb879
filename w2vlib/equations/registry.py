"""One entry for each equation of the seeds: formula, function, and a check that runs both sides."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from w2vlib.equations.example import Example

SEEDS = {
    "S1": "001, notes on Rong (Chinese)",
    "S2": "002, CS224n assignment 2 (Chinese)",
    "S3": "003, notes on Rong and Pinard (Chinese); formulas are images, numbered P",
    "S4": "004, Rong's (24) to (36), written by hand",
}
EQUATIONS: list["Equation"] = []


@dataclass(frozen=True)
class Equation:
    """An equation with its home.

    Attributes
    ----------
    key : seed and number, such as "S1.7".
    formula : LaTeX, the right form where the seed slips; the course's letters.
    functions : names below w2vlib, all of which the check calls.
    errata : numbers of the seeds' slips that are mended here.
    check : takes an Example, returns (left side, right side).
    """

    key: str
    formula: str
    functions: tuple[str, ...]
    errata: tuple[str, ...]
    check: Callable[[Example], tuple]

    @property
    def seed(self) -> str:
        """Key of the seed in SEEDS."""
        return self.key.split(".", 1)[0]

    @property
    def number(self) -> str:
        """Number or word by which the seed's checklist calls it."""
        return self.key.split(".", 1)[1]

    @property
    def title(self) -> str:
        """What it says, in a few words."""
        return self.check.__doc__.splitlines()[0]

    def sides(self, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Both sides on a random example."""
        left, right = self.check(Example(seed))
        return np.asarray(left, float), np.asarray(right, float)

    def holds(self, seed: int = 0) -> bool:
        """True where the sides agree in shape and to 1e-7, which finite differences reach."""
        left, right = self.sides(seed)
        return left.shape == right.shape and np.allclose(left, right, rtol=1e-7, atol=1e-8)


def equation(key: str, formula: str, *functions: str, errata: tuple[str, ...] = ()):
    """Register the decorated check as the one of equation `key`."""

    def register(check: Callable[[Example], tuple]):
        EQUATIONS.append(Equation(key, formula, functions, errata, check))
        return check

    return register


def resolve(name: str):
    """Object that a name below w2vlib stands for; ImportError or AttributeError where there is none."""
    module, *attributes = name.split(".")
    found = importlib.import_module(f"w2vlib.{module}")
    for attribute in attributes:
        found = getattr(found, attribute)
    return found
