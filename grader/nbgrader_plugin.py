"""`nbgrader autograde` and formgrader's button with the same core as `grader grade`.

nbgrader reads a submission through an exporter and changes it by preprocessors. Both are configurable
(nbgrader_config.py does so), and what plain nbgrader does wrong is done here instead: a file that can't be
read becomes the lesson with the reason on top, not a failed student; duplicate ids are mended before nbgrader
sees them; scores come from the sandbox and not from a cell's output.

Two things happen before any of this is asked, so only `grader grade` does them right. A hand-in under another
file name fails that one student, without a reason in the gradebook. And where an earlier hand-in was graded,
such a failure leaves the old score under the new time stamp.
"""

import json
import weakref
from contextlib import ExitStack
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.course.autograded import graded_notebook
from grader.course.gradebook import save_scores
from grader.course.layout import Layout
from grader.course.record import KEY, fingerprint, record_of
from grader.course.sources import open_gradebook, prepared_source, register_lesson
from grader.grade_one import grade_submission, read_submission
from grader.grading import NotebookResult, not_graded
from grader.healing import Submission
from grader.notebook import NotGraded
from grader.sandbox import Sandbox


class Batch:
    """What one run of `nbgrader autograde` keeps open: the lesson, the secret, a sandbox."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.secret = layout.secret()
        self.sources = {lesson: prepared_source(layout, lesson) for lesson in layout.lessons()}
        self._stack = ExitStack()
        self.sandbox = self._stack.enter_context(Sandbox())
        self.close = self._stack.close

    def register(self, lesson: str) -> None:
        """Make the gradebook know the lesson, so that nothing has to be generated first."""
        gradebook = open_gradebook(self.layout)
        try:
            register_lesson(self.layout, gradebook, self.sources[lesson])
        finally:
            gradebook.close()


class SubmissionExporter(NotebookExporter):
    """Reads submissions for `Autograde`, whatever they are; lives as long as the batch."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        coursedir = self.parent.coursedir
        self.batch = Batch(Layout(coursedir, self.config))
        weakref.finalize(self, self.batch.close)
        if coursedir.assignment_id in self.batch.sources:
            self.batch.register(coursedir.assignment_id)

    def from_filename(self, filename: str, resources: dict | None = None, **kwargs) -> tuple:
        """Convert a file: first the submission, healed, then the healed notebook, graded."""
        names = resources["nbgrader"]
        if self._is_healed(filename):
            return super().from_filename(filename, resources=resources, **kwargs)
        source = self.batch.sources[names["assignment"]]
        try:
            notebook, reason = read_submission(Path(filename), source, self.batch.sources), ""
        except NotGraded as why:
            notebook, reason = Submission(source.notebook), str(why)
        mark = fingerprint(Path(filename), self._timestamp(filename), source, self.batch.secret)
        kept = {"reason": reason, "notes": list(notebook.notes), "fingerprint": mark}
        healed = {**notebook.notebook, "metadata": {**notebook.notebook["metadata"], KEY: kept}}
        return self.from_notebook_node(nbformat.from_dict(healed), resources=resources, **kwargs)

    def _timestamp(self, filename: str):
        return self.parent.coursedir.get_existing_timestamp(str(Path(filename).parent))

    def _is_healed(self, filename: str) -> bool:
        """nbgrader's second pass reads what the first one wrote."""
        coursedir = self.parent.coursedir
        written = Path(coursedir.format_path(coursedir.autograded_directory, ".", ".")).resolve()
        return written in Path(filename).resolve().parents


class GradeInSandbox(NbGraderPreprocessor):
    """In place of nbgrader's Execute and SaveAutoGrades: run in the sandbox, judge, save, report."""

    def preprocess(self, nb, resources: dict) -> tuple:
        """Grade a healed notebook and put the reports under its check cells."""
        names, batch = resources["nbgrader"], self.parent.batch
        source, student = batch.sources[names["assignment"]], names["student"]
        healed = json.loads(json.dumps(nb))
        kept = healed["metadata"].pop(KEY)
        submission = None if kept["reason"] else Submission(healed, tuple(kept["notes"]))
        if submission is None:
            result = not_graded(source, student, kept["reason"])
        else:
            result = grade_submission(
                source, submission, student=student, secret=batch.secret, sandbox=batch.sandbox
            )
        self._save(result)
        record = record_of(result, kept["fingerprint"])
        return graded_notebook(result, submission, source, record), resources

    def _save(self, result: NotebookResult) -> None:
        gradebook = open_gradebook(self.parent.batch.layout)
        try:
            save_scores(gradebook, result)
            gradebook.db.commit()
        finally:
            gradebook.close()
