"""The parent's handle on the fork server: start it, ask it for children, end it."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from grader import doubles
from grader.errors import GraderError
from grader.sandbox.limits import Limits

HERE = Path(__file__).parent
# No site-packages (-S, -s), no current folder (-P): with an environment of our own, what -I gives. But -I
# ignores the fixed hash seed, without which a set's order, and so a score, could differ from run to run.
FLAGS = ("-S", "-s", "-P", "-X", "utf8")
START = "import sys; sys.path.insert(0, sys.argv[1]); from inside.server import main; main()"
SECONDS_TO_START = 60
SECONDS_TO_REPLY = 20


class SandboxUnavailable(GraderError):
    """The sandbox can't run here; the text says why and what to do."""


class ServerGone(Exception):
    """The fork server no longer answers."""


class ForkServer:
    """A running fork server.

    Parameters
    ----------
    limits : for all its children.

    Raises
    ------
    SandboxUnavailable : no fork on this platform, or the server didn't start.
    """

    def __init__(self, limits: Limits):
        if not hasattr(os, "fork"):
            raise SandboxUnavailable(
                f"Grading runs each submission in a forked process, and {sys.platform} has no fork. "
                "Grade on Linux or macOS, in WSL, or in a Linux container."
            )
        self._lock = threading.Lock()  # one request at a time
        self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = _start(theirs.fileno(), self._folder.name, limits)
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        with self._process.stderr as errors:
            try:
                self._reply(SECONDS_TO_START)
            except ServerGone as gone:
                self._process.kill()
                said = errors.read().decode("utf-8", "replace").strip()[-1500:]
                self.close()
                raise SandboxUnavailable(f"The grading sandbox did not start: {said or gone}") from None

    def fork(self) -> tuple[int, socket.socket]:
        """Start a child: its process id and the socket to it.

        Raises
        ------
        ServerGone
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                return self._ask({"do": "fork"}, [theirs.fileno()])["pid"], ours
        except BaseException:
            ours.close()
            raise

    def end(self, pid: int) -> int | None:
        """Kill a child: its exit code, negative for a signal; None where the server doesn't know.

        Raises
        ------
        ServerGone
        """
        status = self._ask({"do": "end", "pid": pid})["status"]
        return None if status is None else os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """End the server, which ends its children and removes their folders."""
        self._control.close()
        try:
            self._process.wait(SECONDS_TO_REPLY)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def _ask(self, message: dict, files: list[int] | None = None) -> dict:
        with self._lock:
            try:
                socket.send_fds(self._control, [json.dumps(message).encode() + b"\n"], files or [])
            except OSError as error:
                raise ServerGone("it has closed its connection") from error
            return self._reply(SECONDS_TO_REPLY)

    def _reply(self, seconds: float) -> dict:
        self._control.settimeout(seconds)
        line = b""
        while not line.endswith(b"\n"):
            try:
                piece = self._control.recv(4096)
            except OSError as error:
                raise ServerGone("it doesn't answer") from error
            if not piece:
                raise ServerGone("it has ended")
            line += piece
        return json.loads(line)


def _start(control: int, folder: str, limits: Limits) -> subprocess.Popen:
    config = {
        "control": control,
        "folders": _folders_of("numpy", "IPython"),
        "doubles": doubles.__file__,
        "folder": folder,
        "limits": limits.for_children(),
    }
    return subprocess.Popen(
        [sys.executable, *FLAGS, "-c", START, str(HERE), json.dumps(config)],
        pass_fds=[control],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,  # Ctrl-C in the terminal is the parent's to handle
    )


def _folders_of(*packages: str) -> list[str]:
    """The folders from which the packages are imported here."""
    specs = {name: importlib.util.find_spec(name) for name in packages}
    if absent := [name for name, spec in specs.items() if spec is None]:
        raise SandboxUnavailable(f"The grading sandbox needs {absent[0]}: pip install {absent[0].lower()}")
    return sorted({str(Path(spec.origin).parent.parent) for spec in specs.values()})


def _environment() -> dict[str, str]:
    """Nothing of the parent's environment; one thread for the linear algebra, whichever it is."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    return {**dict.fromkeys(threads, "1"), "PYTHONHASHSEED": "0"}
