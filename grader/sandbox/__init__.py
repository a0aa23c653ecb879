"""Runs what students wrote where it can do no harm, and brings back plain values.

`Sandbox` is the door. The parent's side lies here, the student's side in `inside`; what crosses the border is
described in `inside.values` and `inside.frames`. Nothing is compared here, and the parent never unpickles.
"""

from grader.sandbox.box import Sandbox
from grader.sandbox.forkserver import SandboxUnavailable
from grader.sandbox.limits import Limits
from grader.sandbox.notes import CodeCell, Note
from grader.sandbox.session import Session

__all__ = ["CodeCell", "Limits", "Note", "Sandbox", "SandboxUnavailable", "Session"]
