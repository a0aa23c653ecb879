"""A submission at work: its namespace, its cells run statement by statement, its functions."""

import __future__

import builtins
import random
import sys
import warnings
from collections.abc import Callable
from types import CodeType, ModuleType

import numpy as np

from .cells import Prepared, Problem, Statement, prepare
from .deadline import within
from .errors import LONGEST, cell_filename, describe, remember_source, student_line
from .stubs import Stub, StubFinder

FUTURES = __future__.annotations.compiler_flag  # the only one that still changes anything


class Notebook:
    """Runs code in one namespace.

    Parameters
    ----------
    transform_cell : IPython's translator.
    seconds : soft limit for each statement.
    tell : called with a message for the parent.
    """

    def __init__(self, transform_cell: Callable[[str], str], seconds: float, tell: Callable[[dict], None]):
        self.transform_cell, self._seconds, self._tell = transform_cell, seconds, tell
        self._future = 0
        module = sys.modules["__main__"] = ModuleType("__main__")
        self.names = module.__dict__
        self.names.update(
            __builtins__=builtins, get_ipython=Stub(), display=Stub(), exit=sys.exit, quit=sys.exit
        )
        self._ready_made = dict(self.names)
        settle()

    def load(self, sources: list[str], skip: set[tuple[int, int]]) -> None:
        """Run the cells in order. All are parsed before the first runs, so that none can touch the parsing.

        Each step is announced before it is taken, as (cell, step): step 0 is the parsing, then one for each
        statement. `skip` holds the steps that ended an earlier child.
        """
        prepared = [self._prepare(cell, source, skip) for cell, source in enumerate(sources)]
        for cell, ready in enumerate(prepared):
            for problem in ready.problems:
                self._note(cell, problem)
            for step, statement in enumerate(ready.statements, 1):
                if (cell, step) not in skip:
                    self._announce(cell, step, statement.line_number, statement.line)
                    self._run(cell, statement)

    def functions(self) -> list[str]:
        """Names that the notebook bound to something callable; stand-ins don't count."""
        return [n for n in list(self.names) if isinstance(n, str) and callable(self.find(n))]

    def find(self, name: str) -> object:
        """What the notebook bound a name to; None where it's absent, ready-made or a stand-in."""
        value = self.names.get(name)
        if value is self._ready_made.get(name) or issubclass(type(value), Stub | ModuleType):
            return None
        return value

    def compile(self, tree, filename: str, mode: str = "exec") -> CodeType:
        """Compile with the `__future__` features switched on so far."""
        code = compile(tree, filename, mode, flags=self._future, dont_inherit=True)
        self._future |= code.co_flags & FUTURES
        return code

    def _prepare(self, cell: int, source: str, skip: set[tuple[int, int]]) -> Prepared:
        if (cell, 0) in skip:
            return Prepared(source, (), ())
        self._announce(cell, 0, 1, source.strip().partition("\n")[0])
        try:
            ready = within(self._seconds, lambda: prepare(source, self.transform_cell))
        except BaseException as error:  # RecursionError, MemoryError, TooSlow, …
            first = source.strip().partition("\n")[0]
            return Prepared(source, (), (Problem(1, first, f"{describe(error)}; the cell is not run"),))
        remember_source(cell_filename(cell + 1), ready.source)
        return ready

    def _run(self, cell: int, statement: Statement) -> None:
        filename = cell_filename(cell + 1)
        try:
            code = self.compile(statement.tree, filename)
            within(self._seconds, lambda: exec(code, self.names))
        except BaseException as error:
            number, line = student_line(error, only=filename)
            number = number or getattr(error, "lineno", None) or statement.line_number
            self._note(cell, Problem(number, line or statement.line, describe(error)))

    def _announce(self, cell: int, step: int, line_number: int, line: str) -> None:
        self._tell({"kind": "step", "at": [cell, step], "line_number": line_number, "line": line[:LONGEST]})

    def _note(self, cell: int, problem: Problem) -> None:
        self._tell(
            {
                "kind": "note",
                "cell": cell,
                "line_number": problem.line_number,
                "line": problem.line[:LONGEST],
                "message": problem.message[:LONGEST],
            }
        )


def settle() -> None:
    """The same start for each notebook: stand-ins in place, warnings off, chance seeded."""
    sys.meta_path.insert(0, StubFinder())
    sys.argv[:] = [""]
    warnings.simplefilter("ignore")
    random.seed(0)
    np.random.seed(0)
