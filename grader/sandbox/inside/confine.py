"""The first thing a child does: give up what student code must not have.

This is the one place where a child's rights shrink. Each step is a function; they run in this order, before a
byte of a submission is read.
"""

import ctypes
import os
import resource
import signal
import sys

CONNECTION = 3  # the child's only open file besides the three null ones
MOST_FILES = 256  # the server itself never has more open
PR_SET_PDEATHSIG = 1


def confine(connection: int, folder: str, limits: dict) -> None:
    """Confine this process.

    Parameters
    ----------
    connection : file descriptor of the socket to the parent; it becomes CONNECTION.
    folder : an empty folder to work in.
    limits : `memory_bytes`, `file_bytes`, `open_files`, `cpu_seconds`.
    """
    die_with(os.getppid())
    own_group()
    only_files(connection)
    os.chdir(folder)
    os.environ.clear()
    for name in ("HOME", "TMPDIR"):
        os.environ[name] = folder
    resources(limits)


def own_group() -> None:
    """A process group of its own, so that what it starts can be ended with it."""
    try:
        os.setpgid(0, 0)
    except OSError:  # the server was quicker
        if os.getpgrp() != os.getpid():
            raise


def die_with(server: int) -> None:
    """On Linux: be killed when the server ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != server:  # it ended just before
            os._exit(1)


def only_files(connection: int) -> None:
    """Standard streams to nowhere, the connection, nothing else."""
    os.dup2(connection, CONNECTION, inheritable=False)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(CONNECTION + 1, MOST_FILES)


def resources(limits: dict) -> None:
    """Limits that the kernel keeps. Where one can't be set (macOS and memory), the rest still are."""
    for name, most in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", limits["memory_bytes"]),
        ("RLIMIT_FSIZE", limits["file_bytes"]),
        ("RLIMIT_NOFILE", limits["open_files"]),
        ("RLIMIT_CPU", limits["cpu_seconds"]),
        ("RLIMIT_NPROC", 0),  # no new processes; the superuser is not held by this one
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (ValueError, OSError):
            continue
