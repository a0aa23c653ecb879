"""`grader grade`: many submissions at once, one writer, nothing judged twice."""

import sys
from dataclasses import dataclass

import nbformat
from tqdm import tqdm

from grader.course.autograded import graded_notebook
from grader.course.feedback import FeedbackWriter
from grader.course.files import write_atomically
from grader.course.gradebook import Entry, entries_of, save_result
from grader.course.late import assign_late_penalty
from grader.course.layout import Layout
from grader.course.record import Record, read_record, record_of
from grader.course.sources import open_gradebook, prepared_source, register_lesson
from grader.course.work import Done, Graders, Task, find_tasks

READ_ONLY = 0o444  # as nbgrader leaves what it has graded


@dataclass
class Counts:
    """What a run did."""

    graded: int = 0
    unchanged: int = 0
    interrupted: bool = False


class ClassGrader:
    """Grades the submissions of some lessons; the only writer. A context manager."""

    def __init__(self, layout: Layout, lessons: list[str]):
        self.layout = layout
        self.sources = {lesson: prepared_source(layout, lesson) for lesson in layout.lessons()}
        self.chosen = {lesson: self.sources[lesson] for lesson in lessons}
        self.gradebook = open_gradebook(layout)
        for source in self.chosen.values():
            register_lesson(layout, self.gradebook, source)
        self.feedback = FeedbackWriter(layout)

    def __enter__(self) -> "ClassGrader":
        return self

    def __exit__(self, *_) -> None:
        self.gradebook.close()

    def run(self, *, jobs: int, regrade: bool = False) -> Counts:
        """Grade what is new or changed; Ctrl-C keeps what is written and ends the run."""
        secret = self.layout.secret()
        tasks = find_tasks(self.layout, self.chosen, secret)
        entries = {lesson: entries_of(self.gradebook, lesson) for lesson in self.chosen}
        kept = [t for t in tasks if not regrade and self._is_kept(t, entries[t.lesson].get(t.student))]
        todo = [t for t in tasks if t not in kept]
        counts = Counts(unchanged=len(kept))
        try:
            self._grade(todo, secret, jobs, counts)
            self._refresh_feedback(kept, entries)
        except KeyboardInterrupt:
            counts.interrupted = True
        return counts

    def _grade(self, todo: list[Task], secret: bytes, jobs: int, counts: Counts) -> None:
        bar = tqdm(
            total=len(todo), unit="notebook", file=sys.stderr, disable=None
        )  # quiet without a terminal
        with bar, Graders(self.sources, secret, max(1, min(jobs, len(todo)))) as graders:
            for done in graders.grade_all(todo):
                self._write(done)
                counts.graded += 1
                bar.update()

    def _is_kept(self, task: Task, entry: Entry | None) -> bool:
        """Whether a score made earlier still holds: same file, lesson and exercises, same gradebook."""
        record = self._record(task)
        if record is None or entry is None or record.reason or record.fingerprint != task.fingerprint:
            return False
        page = self.layout.path("feedback", task.student, task.lesson) / f"{task.lesson}.html"
        scores = {name: score.auto for name, score in entry.scores.items()}
        return page.is_file() and all(scores.get(c.grade_id) == c.points for c in record.cells)

    def _record(self, task: Task) -> Record | None:
        return read_record(self.layout.notebook("autograded", task.student, task.lesson))

    def _write(self, done: Done) -> None:
        """Gradebook first, then the notebook with the record: a run cut off between the two grades again."""
        task = done.task
        save_result(self.gradebook, done.result, task.timestamp)
        assign_late_penalty(self.layout, self.gradebook, task.student, task.lesson)
        record = record_of(done.result, task.fingerprint)
        notebook = graded_notebook(done.result, done.submission, self.sources[task.lesson], record)
        target = self.layout.notebook("autograded", task.student, task.lesson)
        write_atomically(target, nbformat.writes(notebook) + "\n", READ_ONLY)
        stamp = task.path.parent / "timestamp.txt"  # nbgrader looks here to tell a newer submission
        if stamp.is_file() and not stamp.is_symlink():
            write_atomically(target.parent / stamp.name, stamp.read_text(errors="replace")[:200], READ_ONLY)
        self.feedback.write(task.student, task.lesson, notebook)

    def _refresh_feedback(self, kept: list[Task], entries: dict[str, dict[str, Entry]]) -> None:
        """Pages of hand-graded submissions are made again: a reader may have been at them since."""
        for task in kept:
            if entries[task.lesson][task.student].by_hand:
                self.feedback.write(task.student, task.lesson)
