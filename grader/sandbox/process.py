"""The parent's end of one child: frames with a deadline, and how it ended."""

import signal
import time

from grader.sandbox.forkserver import ForkServer, ServerGone
from grader.sandbox.inside import frames


class Child:
    """A running child.

    Parameters
    ----------
    server : who started it and will end it.
    most_bytes : the largest frame that is read from it.
    """

    def __init__(self, server: ForkServer, most_bytes: int):
        self._server, self._most = server, most_bytes
        self._pid, self._connection = server.fork()

    def ask(self, message: dict, chunks: list[bytes], deadline: float) -> tuple[dict, bytes]:
        """Send a frame and wait for one. Raises frames.BadFrame, frames.Ended, TimeoutError."""
        self.send(message, chunks, deadline)
        return self.receive(deadline)

    def send(self, message: dict, chunks: list[bytes], deadline: float) -> None:
        """Send a frame. Raises frames.Ended, TimeoutError."""
        self._connection.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            frames.send(self._connection, message, chunks)
        except ConnectionError as error:
            raise frames.Ended from error

    def receive(self, deadline: float) -> tuple[dict, bytes]:
        """Read a frame. Raises frames.BadFrame, frames.Ended, TimeoutError."""
        return frames.receive(self._connection, self._most, deadline)

    def end(self) -> str:
        """Kill it and its process group; how it had ended, in words."""
        self._connection.close()
        try:
            code = self._server.end(self._pid)
        except ServerGone:  # and with it the child
            code = None
        if code is None:
            return "with its server"
        return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
