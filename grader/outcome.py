"""What came of calling a student's function once."""

from dataclasses import dataclass

STATUSES = ("returned", "raised", "timeout", "died", "unreadable", "missing")


@dataclass(frozen=True)
class Outcome:
    """One call's outcome, in plain values only.

    Attributes
    ----------
    status : one of STATUSES.
    value : what was returned: None, bool, int, float, str, list, tuple or np.ndarray.
    message : e.g. "ValueError: operands could not be broadcast"; for "unreadable", what came instead.
    line : the student's own source line where it happened, stripped, where known.
    args_after : the arguments as they were after the call.
    transcripts : for each Double among the arguments, the points it was asked at.
    """

    status: str
    value: object = None
    message: str = ""
    line: str = ""
    args_after: tuple = ()
    transcripts: tuple = ()
