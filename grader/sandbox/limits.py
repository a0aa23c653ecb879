"""How much a notebook may use. One place, so that a course can choose its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one notebook.

    Attributes
    ----------
    statement_seconds : for each statement of its cells, and for an instructor's cell.
    call_seconds : for each call of a function.
    grace_seconds : on top of either, before the process is ended from outside.
    notebook_seconds : for all of it, loading and calls together.
    slow_calls : calls of one function that may run out of time; later ones aren't made.
    restarts : times a notebook is loaded again after it ended its process or had to be ended.
    value_bytes : of one returned value.
    memory_bytes, file_bytes, open_files : of its process.
    """

    statement_seconds: float = 5
    call_seconds: float = 3
    grace_seconds: float = 1
    notebook_seconds: float = 60
    slow_calls: int = 2
    restarts: int = 20
    value_bytes: int = 2**20
    memory_bytes: int = 2**30
    file_bytes: int = 2**20
    open_files: int = 64

    def for_children(self) -> dict:
        """What a child has to know."""
        names = (
            "statement_seconds",
            "call_seconds",
            "value_bytes",
            "memory_bytes",
            "file_bytes",
            "open_files",
        )
        return {name: getattr(self, name) for name in names} | {"cpu_seconds": int(self.notebook_seconds) + 5}
