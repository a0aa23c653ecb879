"""The life of a child: confine itself, load one notebook, answer one frame a call."""

import contextlib
import os
import socket
from typing import NoReturn

from . import calls, frames, provided
from .confine import CONNECTION, confine
from .notebook import Notebook


def be(connection: int, folder: str, transform_cell, limits: dict) -> NoReturn:
    """What a forked process does, from its first line to its last."""
    try:
        confine(connection, folder, limits)
        with contextlib.suppress(frames.Ended):
            serve(socket.socket(fileno=CONNECTION), transform_cell, limits)
        os._exit(0)
    finally:
        os._exit(1)  # never back into the server's code


def serve(connection: socket.socket, transform_cell, limits: dict) -> NoReturn:
    """Load the notebook that comes first, then answer; ends by frames.Ended."""
    own_pid = os.getpid()

    def tell(message: dict, chunks: list[bytes] | tuple = ()) -> None:
        if os.getpid() != own_pid:  # student code has forked: the copy must not answer too
            os._exit(0)
        frames.send(connection, message, chunks)

    message, _ = frames.receive(connection)
    provided.install(message["modules"], message["provides"])
    notebook = Notebook(transform_cell, limits["statement_seconds"], tell)
    notebook.load(message["cells"], {tuple(step) for step in message["skip"]})
    tell({"kind": "ready", "defined": notebook.functions()})
    while True:
        message, raw = frames.receive(connection)
        perform = calls.call if message["do"] == "call" else calls.run_cell
        fields, chunks = perform(notebook, message, raw, limits)
        tell({"kind": "answer", "number": message["number"], **fields}, chunks)
