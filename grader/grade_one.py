"""From a file to a result, whatever the file is and whatever goes wrong on the way."""

import logging
from pathlib import Path

from grader.grading import NotebookResult, grade_notebook, not_graded
from grader.healing import Submission, heal
from grader.notebook import NotGraded, SourceNotebook, read_notebook
from grader.sandbox import Sandbox, SandboxUnavailable

LOG = logging.getLogger(__name__)


def read_submission(path: Path, source: SourceNotebook, others: dict[str, SourceNotebook]) -> Submission:
    """Read and heal one file; NotGraded where it can't be judged."""
    if not path.exists() and not path.is_symlink():
        raise NotGraded(_absent(path))
    return heal(read_notebook(path), source, others)


def _absent(path: Path) -> str:
    found = sorted(p.name for p in path.parent.glob("*.ipynb"))
    instead = f"the folder holds {found[0]}" if found else "the folder holds no notebook"
    return f"{instead}, expected {path.name}; hand in the notebook under its lesson's name"


def grade_submission(
    source: SourceNotebook, submission: Submission, *, student: str, secret: bytes, sandbox: Sandbox
) -> NotebookResult:
    """Judge a submission that could be read; where the grader itself fails, that is no score."""
    try:
        return grade_notebook(source, submission, student=student, secret=secret, sandbox=sandbox)
    except SandboxUnavailable as why:  # also where Ctrl-C has closed it: no news then
        return not_graded(source, student, f"the sandbox could not be used ({why}); grade it again")
    except Exception as error:  # a fault of ours must not cost a student points, nor the class its grades
        LOG.exception("grading %s of %s failed", source.lesson, student)
        return not_graded(
            source, student, f"the grader itself failed ({type(error).__name__}); grade it again"
        )
