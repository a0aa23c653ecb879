"""Open the course in JupyterLab: ``grader lab``, ``make lab``."""

import os
import secrets
import socket
import sys
import sysconfig
from pathlib import Path

from grader.errors import GraderError
from grader.places import find_course_root

HOST = "127.0.0.1"  # a token is enough on one's own machine, not on a network


def has_screen() -> bool:
    """Return whether a browser opened from here could be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_free(port: int) -> bool:
    """Return whether a server could listen on ``port`` of this machine.

    Raises
    ------
    GraderError
        When this user may not use the port, or it is none.
    """
    with socket.socket() as probe:
        if os.name == "posix":  # as the server does it; on Windows this would share a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise GraderError(f"Port {port} is for administrators. Choose one from 1024 on.") from None
        except OverflowError:
            raise GraderError(f"{port} is not a port. Choose one from 1024 to 65535.") from None
        except OSError:
            return False
    return True


def require_port(port: int) -> None:
    """Raise ``GraderError`` with a free port to take instead, when ``port`` is taken."""
    if is_free(port):
        return
    other = next((near for near in range(port + 1, min(port + 100, 65536)) if is_free(near)), 8888)
    raise GraderError(
        f"Port {port} is taken by another program, maybe by a course opened earlier.\n"
        f"Close that one, or choose another port: make lab PORT={other}   or: grader lab --port {other}"
    )


def lesson_path(lesson: str, root: Path) -> str:
    """Return where ``lesson`` lies below ``root``, with forward slashes."""
    path = f"lessons/{lesson}/{lesson}.ipynb"
    if not (root / path).is_file():
        raise GraderError(
            f"There is no {path} in {root}. `make lessons` (or `grader release`) writes the lessons."
        )
    return path


def server_arguments(root: Path, port: int, path: str, token: str, show: bool) -> list[str]:
    """Return the arguments of a JupyterLab at ``root`` that shows ``path``, for this machine only."""
    arguments = [
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url=/lab/tree/{path}",
        f"--ServerApp.open_browser={show}",
        "--ServerApp.answer_yes=True",  # Ctrl-C stops it at once
        "--LabApp.news_url=",  # no question about news in the first minute of a course
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--log-level=WARN",
        "--LabApp.log_level=WARN",
    ]
    if os.name == "posix" and os.geteuid() == 0:
        arguments.append("--allow-root")
    return arguments


def announce(address: str, port: int, shown: bool) -> None:
    """Print where the course is open and how to stop it."""
    print(f"The course is open at\n\n    {address}\n")
    if not shown:
        print("No browser was opened from here: open the address yourself.")
        print(f"From another machine, first:  ssh -L {port}:{HOST}:{port} THIS_MACHINE")
    print("Ctrl-C stops it.", flush=True)


def serve(root: Path, port: int, path: str, show: bool) -> None:
    """Run JupyterLab in this process until it is stopped."""
    from jupyterlab.labapp import LabApp  # half a second, and only this command needs it

    os.chdir(root)  # nbgrader's pages look for nbgrader_config.py in the working directory
    commands = sysconfig.get_path("scripts")  # nbgrader calls tools by name, as does a reader's "!pip"
    os.environ["PATH"] = commands + os.pathsep + os.environ.get("PATH", "")
    token = secrets.token_hex(24)
    server = LabApp.initialize_server(argv=server_arguments(root, port, path, token, show))
    address = f"http://{HOST}:{port}{server.base_url}lab/tree/{path}?token={token}"
    server.io_loop.add_callback(announce, address, port, show)  # queued behind the one that listens
    server.start()


def open_lab(port: int = 8888, lesson: str = "00_start_here", browser: bool | None = None) -> None:
    """Open ``lesson`` in JupyterLab and stay until Ctrl-C.

    Parameters
    ----------
    port : int
        Where the server listens, on this machine only.
    lesson : str
        The lesson to open, such as ``"01_softmax"``.
    browser : bool or None
        Whether to open a browser; None opens one where there is a screen.

    Raises
    ------
    GraderError
        When the lesson isn't there or the port can't be had; the message says what to do.
    """
    root = find_course_root()
    path = lesson_path(lesson, root)
    require_port(port)
    serve(root, port, path, has_screen() if browser is None else browser)
