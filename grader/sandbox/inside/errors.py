"""What went wrong in a student's code, in words, and on which of their lines."""

import linecache

from .deadline import TooSlow
from .ipython_syntax import lines_of

LONGEST = 500
AT_HAND = "While grading there are Python's own modules and numpy; plots and widgets have stand-ins."


def describe(error: BaseException) -> str:
    """The type and text of an error, e.g. "ValueError: …". If its `__str__` fails: the type alone."""
    try:
        text = str(error)
    except BaseException:
        text = ""
    if isinstance(error, TooSlow):
        return text
    message = f"{type(error).__name__}: {text}" if text else type(error).__name__
    if isinstance(error, ModuleNotFoundError):
        message = f"{message}. {AT_HAND}"
    return message[:LONGEST]


def student_line(error: BaseException, only: str = "") -> tuple[int, str]:
    """Number and text of the innermost line of a cell in the error's traceback; (0, "") for none.

    Parameters
    ----------
    only : the file name of the one cell that counts; by default they all do.
    """
    number, line = 0, ""
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename == only or (not only and is_cell(filename)):
            number, line = trace.tb_lineno, linecache.getline(filename, trace.tb_lineno)
        trace = trace.tb_next
    return number, line.strip()[:LONGEST]


def cell_filename(name: object) -> str:
    """The file name under which a cell is compiled."""
    return f"<cell {name}>"


def is_cell(filename: str) -> bool:
    return filename.startswith("<cell ")


def remember_source(filename: str, source: str) -> None:
    """Let tracebacks and `inspect.getsource` find a cell's text."""
    linecache.cache[filename] = (len(source), None, [f"{line}\n" for line in lines_of(source)], filename)
