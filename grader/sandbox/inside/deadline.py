"""The soft limit: an exception raised inside a student's code when its time is over.

Code that catches everything gets away from it; the parent's hard limit ends the process then.
"""

from collections.abc import Callable
from signal import ITIMER_REAL, SIGALRM, setitimer, signal
from typing import TypeVar

Result = TypeVar("Result")


class TooSlow(BaseException):
    """The time is over. Not an Exception, so that a plain `except Exception` lets it through."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """The result of work().

    Raises
    ------
    TooSlow : it took longer than `seconds`; and whatever work() raises.
    """

    def stop(signum, frame):
        raise TooSlow(f"stopped after {seconds:g} s")

    signal(SIGALRM, stop)  # each time anew: the code before may have changed it
    try:
        setitimer(ITIMER_REAL, seconds)
        return work()
    finally:
        setitimer(ITIMER_REAL, 0)
