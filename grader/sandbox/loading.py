"""Loading a notebook into a child, following its announcements, so that a deadly statement is known."""

import time
from dataclasses import replace

from grader.sandbox.inside.frames import BadFrame, Ended
from grader.sandbox.inside.values import clean
from grader.sandbox.limits import Limits
from grader.sandbox.notes import CodeCell, Note
from grader.sandbox.process import Child
from grader.shim import ShimSource

MOST_NOTES = 200
MOST_NAMES = 2000


class Loading:
    """What is learnt while a notebook loads, over several attempts.

    Attributes
    ----------
    defined : names bound to something callable, after the last attempt.
    """

    def __init__(self, cells: tuple[CodeCell, ...], shim: ShimSource, limits: Limits):
        self._cells, self._shim, self._limits = cells, shim, limits
        self._tries_left = limits.restarts + 1
        self._deadly: dict[tuple[int, int], tuple[int, Note]] = {}  # step -> (cell, note)
        self._failed: list[tuple[int, Note]] = []
        self._at: tuple[tuple[int, int], Note] | None = None  # the step announced last
        self.defined: tuple[str, ...] = ()

    @property
    def notes(self) -> list[Note]:
        """All notes in the order of the cells and lines."""
        both = [*self._deadly.values(), *self._failed]
        return [note for _, note in sorted(both, key=lambda pair: (pair[0], pair[1].line_number))]

    def may_try(self) -> bool:
        return self._tries_left > 0

    def run(self, child: Child, seconds: float) -> bool:
        """Load the notebook into a child; whether it stands ready. If not, the child is ended."""
        self._tries_left -= 1
        self._failed, self._at = [], None
        end = time.monotonic() + seconds
        try:
            child.send(self._request(), [], min(end, self._deadline()))
            while not self._hear(child.receive(min(end, self._deadline()))[0]):
                pass
            return True
        except TimeoutError:
            child.end()
            self._blame(self._too_long(time.monotonic() >= end))
        except Ended:
            self._blame(f"ended the process ({child.end()}); left out")
        except BadFrame:
            child.end()
            self._blame("wrote to the connection of the grader; left out")
        return False

    def _request(self) -> dict:
        return {
            "cells": [cell.source for cell in self._cells],
            "skip": list(self._deadly),
            "modules": [[m.name, m.source, m.hidden] for m in self._shim.modules],
            "provides": self._shim.provides,
        }

    def _deadline(self) -> float:
        return time.monotonic() + self._limits.statement_seconds + self._limits.grace_seconds

    def _hear(self, message: dict) -> bool:
        """Take in one message of the child; whether it was the last."""
        kind = message.get("kind")
        if kind == "ready":
            self.defined = _names(message.get("defined"))
            return True
        if kind == "step":
            self._announced(message)
        elif kind == "note":
            cell = self._cell(message.get("cell"))
            if len(self._failed) < MOST_NOTES:
                self._failed.append((cell, self._note(cell, message)))
        else:
            raise BadFrame("an unknown message")
        return False

    def _announced(self, message: dict) -> None:
        """Keep the announced step. Steps only go forward: the parsing (0) of all cells, then the rest."""
        cell, number = _pair(message.get("at"))
        step = (self._cell(cell), number)
        if self._at is not None and _order(step) <= _order(self._at[0]):
            raise BadFrame("a step taken twice")
        self._at = step, self._note(cell, message)

    def _cell(self, index) -> int:
        if type(index) is not int or not 0 <= index < len(self._cells):
            raise BadFrame("a cell that isn't there")
        return index

    def _note(self, cell: int, message: dict) -> Note:
        number, line, text = (message.get(field) for field in ("line_number", "line", "message"))
        if type(number) is not int or type(line) is not str or type(text) not in (str, type(None)):
            raise BadFrame("a note of unknown form")
        return Note(self._cells[cell].id, min(max(number, 1), 10**6), clean(line), clean(text or ""))

    def _blame(self, message: str) -> None:
        """The step announced last has cost the child its life: it is left out from now on."""
        if self._at is None:
            return  # it never came to a step
        if self._at[0] in self._deadly:
            self._tries_left = 0  # leaving it out doesn't help
            return
        step, note = self._at
        self._deadly[step] = step[0], replace(note, message=message)

    def _too_long(self, budget_spent: bool) -> str:
        if budget_spent:
            return f"here the {self._limits.notebook_seconds:g} s for the whole notebook were used up"
        return f"ran longer than {self._limits.statement_seconds:g} s and had to be ended; left out"


def _order(step: tuple[int, int]) -> tuple[bool, int, int]:
    cell, number = step
    return number > 0, cell, number


def _pair(at) -> tuple[int, int]:
    if type(at) is not list or [type(n) for n in at] != [int, int] or not 0 <= at[1] <= 10**6:
        raise BadFrame("a step of unknown form")
    return at[0], at[1]


def _names(names) -> tuple[str, ...]:
    if type(names) is not list or any(type(name) is not str for name in names):
        raise BadFrame("names of unknown form")
    return tuple(clean(name) for name in names[:MOST_NAMES])
