"""What an exercise is: one object that the check, the diagnosis, the practice class and the sandbox all read.

An exercise lives in one module under `grader/exercises/lesson_NN/`: its oracle, its generator of cases, right
answers in several styles and the bank of known mistakes, each a short wrong implementation with a hint.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from grader.doubles import Double

CASE_KINDS = ("values", "batch", "edge", "float32", "stability")


@dataclass(frozen=True)
class Case:
    """One call: the arguments and what the call is there to show.

    `kind` is one of CASE_KINDS. "values" cases are the plain ones: where none of them is right, the others
    earn nothing. "stability" cases are the ones a right formula may lose by overflowing.
    """

    name: str
    args: tuple
    kind: str = "values"
    weight: float = 1.0

    def __post_init__(self):
        if self.kind not in CASE_KINDS:
            raise ValueError(f"kind of case {self.name!r}: expected one of {CASE_KINDS}, got {self.kind!r}")

    def fresh_args(self) -> tuple:
        """Copies of the arguments, doubles built: what one call in this process gets."""
        return tuple(
            a.copy() if isinstance(a, np.ndarray) else a.build() if isinstance(a, Double) else a
            for a in self.args
        )


@dataclass(frozen=True)
class Output:
    """One thing the function returns; a scalar may come as float, 0-d array or an array of size one."""

    name: str
    shape: str
    scalar: bool = False


@dataclass(frozen=True)
class Mistake:
    """A known mistake: wrong code, and what to say to who wrote it.

    `hint` names the mistake, `question` leads to it, `equation` is the line it breaks.
    """

    name: str
    function: Callable
    hint: str
    question: str
    equation: str


@dataclass(frozen=True)
class Property:
    """Something every right answer has, checkable without the answer: `holds(value, *args)`."""

    name: str
    holds: Callable[..., bool]


@dataclass
class Exercise:
    """One function a student writes.

    Parameters
    ----------
    name : the function's name.
    version : raised whenever cases, oracle or weights change, so that old scores can be told from new ones.
    signature, summary : as the lesson shows them.
    oracle : the right function; returns one value, or a tuple in the order of `outputs`.
    cases : takes a NumPy Generator, yields the calls, smallest first.
    outputs : what is returned.
    worked : a worked case with other numbers, the last hint.
    equation : the formula, with its source.
    accepted_names : other names under which a file may define it.
    lesson, provides : its lesson's folder, and the dotted names below w2vlib that a solution may use; both
        stated once, in the lesson's package, and filled in from there.
    steps : exercises credited when this one is wholly right.
    properties : invariants, named in the first hint.
    tolerance : largest relative error that counts as equal.
    """

    name: str
    version: int
    signature: str
    summary: str
    oracle: Callable
    cases: Callable[[np.random.Generator], Iterator[Case]]
    outputs: tuple[Output, ...]
    worked: str
    equation: str
    accepted_names: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    tolerance: float = 1e-6
    mistakes: list[Mistake] = field(default_factory=list)
    styles: list[Callable] = field(default_factory=list)
    lesson: str = ""
    provides: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which the function is looked for, its own first."""
        return (self.name, *self.accepted_names)

    def mistake(self, name: str, *, hint: str, question: str, equation: str = "") -> Callable:
        """Decorator: put a wrong implementation into the bank."""

        def add(function: Callable) -> Callable:
            self.mistakes.append(Mistake(name, function, hint, question, equation or self.equation))
            return function

        return add

    def style(self, function: Callable) -> Callable:
        """Decorator: a right answer in another style, which must earn full marks."""
        self.styles.append(function)
        return function


def pasted_source(function: Callable, name: str) -> str:
    """Source of a style or mistake as a student would have written it: no decorator, called `name`."""
    source = textwrap.dedent(inspect.getsource(function))
    definition = ast.parse(source).body[0]
    lines = source.splitlines()[definition.lineno - 1 :]
    lines[0] = lines[0].replace(f"def {definition.name}(", f"def {name}(", 1)
    return "\n".join(lines)
