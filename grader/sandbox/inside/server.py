"""The fork server: NumPy loaded once, one child a notebook. It alone starts and ends children.

The parent asks in single lines of JSON: "fork" brings a socket along and gets a process id back; "end" gets
back how the child ended. A child stays unreaped until then, so its process id can't mean another process.
"""

import contextlib
import importlib
import json
import os
import signal
import socket
import sys
import tempfile

from . import libraries

LONGEST_REQUEST = 4096  # one request is one write, so one read gets the whole of it


class Server:
    """Starts and ends children.

    Parameters
    ----------
    control : socket to the parent.
    config : `folders`, `doubles`, `folder` (for the children's folders) and `limits`.
    """

    def __init__(self, control: socket.socket, config: dict):
        self._control, self._config = control, config
        self._transform_cell = libraries.load(config["folders"], config["doubles"])
        self._child = importlib.import_module(".child", __package__)  # needs numpy, which is there only now
        self._folders: dict[int, tempfile.TemporaryDirectory] = {}
        libraries.settle_memory()

    def serve(self) -> None:
        """Answer until the control socket closes; then end every child and remove every folder."""
        try:
            self._reply(ready=True)
            while request := self._request():
                message, files = request
                if message["do"] == "fork":
                    self._reply(pid=self.fork(files[0]))
                else:
                    self._reply(status=self.end(message["pid"]))
        finally:
            for pid in list(self._folders):
                self.end(pid)
            with contextlib.suppress(OSError):  # the parent does the same, unless it was killed
                os.rmdir(self._config["folder"])

    def fork(self, connection: int) -> int:
        """Start a child that serves one notebook over `connection`; its process id."""
        folder = tempfile.TemporaryDirectory(dir=self._config["folder"], ignore_cleanup_errors=True)
        pid = os.fork()
        if pid == 0:
            self._control.detach()
            self._child.be(connection, folder.name, self._transform_cell, self._config["limits"])
        os.close(connection)
        with contextlib.suppress(OSError):  # the child does the same; whoever is first
            os.setpgid(pid, pid)
        self._folders[pid] = folder
        return pid

    def end(self, pid: int) -> int | None:
        """Kill a child and its process group, remove its folder; its wait status, None for no such child."""
        folder = self._folders.pop(pid, None)
        if folder is None:
            return None
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
        folder.cleanup()
        return status

    def _request(self) -> tuple[dict, list[int]] | None:
        line, files, _, _ = socket.recv_fds(self._control, LONGEST_REQUEST, 1)
        return (json.loads(line), files) if line else None

    def _reply(self, **message) -> None:
        self._control.sendall(json.dumps(message).encode() + b"\n")


def main() -> None:
    """Entry point: the configuration is the second argument of the command line."""
    config = json.loads(sys.argv[2])
    server = Server(socket.socket(fileno=config["control"]), config)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # until here, errors went to the parent
        os.dup2(null, standard)
    server.serve()
