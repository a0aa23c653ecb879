"""The sandbox itself: a fork server, started anew should a submission bring it down."""

import threading
from collections.abc import Iterable

from grader.sandbox.forkserver import ForkServer, SandboxUnavailable, ServerGone
from grader.sandbox.limits import Limits
from grader.sandbox.notes import CodeCell
from grader.sandbox.process import Child
from grader.sandbox.session import Session
from grader.shim import NOTHING, ShimSource


class Sandbox:
    """Where students' code runs: in processes that know neither grader nor answers, and return only values.

    Use it as a context manager, or close it. One Sandbox a thread; several at once don't disturb each other.

    Parameters
    ----------
    limits : of each notebook.

    Raises
    ------
    SandboxUnavailable : it can't run here; the text says what to do.
    """

    def __init__(self, limits: Limits | None = None):
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._server = ForkServer(self._limits)
        self._closed = False

    def open(self, cells: Iterable[CodeCell], shim: ShimSource = NOTHING) -> Session:
        """Run a notebook's cells in a new process; its functions can be called afterwards.

        Parameters
        ----------
        cells : its code cells, in order.
        shim : what its `import w2vlib` finds; by default an empty package.
        """
        return Session(self._fork, cells, shim, self._limits)

    def close(self) -> None:
        """End the server and every process it started."""
        self._closed = True
        self._server.close()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *error) -> None:
        self.close()

    def _fork(self) -> Child:
        most = 8 * self._limits.value_bytes + 2**16  # a value, arguments and transcripts, as JSON at worst
        server = self._server
        try:
            return Child(server, most)
        except ServerGone:
            if self._closed:
                raise SandboxUnavailable("This sandbox is closed; make a new one.") from None
            with self._lock:
                if self._server is server:
                    server.close()
                    self._server = ForkServer(self._limits)
            return Child(self._server, most)
