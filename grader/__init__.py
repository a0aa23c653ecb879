"""The autograder: compares a student's gradient functions with w2vlib, safely, and says which mistake it is.

In a notebook: `from grader import check`, then `check("softmax", softmax)`.
"""

from grader.check import check
from grader.report import Report

__all__ = ["Report", "check"]
