"""One submission in the sandbox: its cells are run, its functions called, within one budget of time."""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import contextmanager

from grader.outcome import Outcome
from grader.sandbox.inside.frames import BadFrame, Ended
from grader.sandbox.inside.values import BadValue
from grader.sandbox.limits import Limits
from grader.sandbox.loading import Loading
from grader.sandbox.notes import CodeCell, Note
from grader.sandbox.outcomes import argument_trees, outcome_of
from grader.sandbox.process import Child
from grader.shim import ShimSource


class Session:
    """A notebook at work. Made by `Sandbox.open`; use it as a context manager or close it.

    Attributes
    ----------
    notes : what failed, was skipped or was too slow while the cells ran, in their order.
    defined : the names bound to something callable.
    """

    def __init__(
        self, fork: Callable[[], Child], cells: Iterable[CodeCell], shim: ShimSource, limits: Limits
    ):
        self._fork, self._limits = fork, limits
        self._loading = Loading(tuple(cells), shim, limits)
        self._child: Child | None = None
        self._slow: Counter = Counter()
        self._left = float(limits.notebook_seconds)
        self._closed = False
        self._load()

    @property
    def notes(self) -> list[Note]:
        return self._loading.notes

    @property
    def defined(self) -> tuple[str, ...]:
        return self._loading.defined

    def call(self, names: Iterable[str], args: Iterable = ()) -> Outcome:
        """Call the first of `names` that the notebook defines.

        Parameters
        ----------
        names : the accepted names of one function.
        args : plain values, arrays and Doubles; the function gets copies.

        Raises
        ------
        TypeError : an argument that can't be sent.
        RuntimeError : the session is closed.
        """
        names, args = tuple(names), tuple(args)
        if self._slow[names] >= self._limits.slow_calls:
            return Outcome("timeout", message="not called again: it ran out of time before")
        trees, chunks = argument_trees(args)
        request = {"do": "call", "names": names, "args": trees}
        outcome = self._ask(request, chunks, self._limits.call_seconds, args)
        self._slow[names] += outcome.status == "timeout"
        return outcome

    def run_cell(self, source: str) -> Outcome:
        """Run an instructor's own cell in the student's namespace, asserts and bare expressions included.

        It shares the process with the student's code, so its verdict can be forged: show it as unprotected.
        The value of the outcome is that of the cell's last expression.
        """
        return self._ask({"do": "run", "source": source}, [], self._limits.statement_seconds, ())

    def close(self) -> None:
        """End the notebook's process and whatever it started."""
        if self._child is not None:
            self._child.end()
            self._child = None
        self._closed = True

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def _ask(self, request: dict, chunks: list[bytes], seconds: float, args: tuple) -> Outcome:
        if self._closed:
            raise RuntimeError("this session is closed; open a new one")
        if self._child is None:
            self._load()
        if self._child is None or self._left <= 0:
            return self._not_asked()
        number = secrets.randbits(53)  # an answer written before the question can't know it
        allowed = min(seconds + self._limits.grace_seconds, self._left)
        try:
            with self._spending():
                answer = self._child.ask(request | {"number": number}, chunks, time.monotonic() + allowed)
            return outcome_of(*answer, number, args)
        except TimeoutError:
            self._end_child()
            return Outcome("timeout", message=f"ended after {allowed:.3g} s")
        except Ended:
            return Outcome("died", message=f"the process ended ({self._end_child()})")
        except (BadFrame, BadValue):
            self._end_child()
            return Outcome("unreadable", message="an answer that is not in the agreed form")

    def _not_asked(self) -> Outcome:
        if self._left <= 0:
            spent = f"the {self._limits.notebook_seconds:g} s for the whole notebook are used up"
            return Outcome("timeout", message=spent)
        return Outcome("died", message="the notebook ends its process each time it is loaded")

    def _load(self) -> None:
        """Load the notebook, anew after each statement that ends the process, which is then left out."""
        while self._child is None and self._left > 0 and self._loading.may_try():
            child = self._fork()
            try:
                with self._spending():
                    loaded = self._loading.run(child, self._left)
            except BaseException:  # Ctrl-C: the server would end the child too, but later
                child.end()
                raise
            self._child = child if loaded else None

    def _end_child(self) -> str:
        child, self._child = self._child, None
        return child.end()

    @contextmanager
    def _spending(self):
        start = time.monotonic()
        try:
            yield
        finally:
            self._left -= time.monotonic() - start
