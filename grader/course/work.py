"""What there is to grade, and the threads that judge it: each has a sandbox of its own."""

import itertools
import queue
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.course.layout import Layout
from grader.course.record import fingerprint
from grader.grade_one import grade_submission, read_submission
from grader.grading import NotebookResult, not_graded
from grader.healing import Submission
from grader.notebook import NotGraded, SourceNotebook
from grader.sandbox import Sandbox

AHEAD = 4  # submissions a thread may be ahead of the writer: memory doesn't grow with the class


@dataclass(frozen=True)
class Task:
    """One submission to be judged."""

    student: str
    lesson: str
    path: Path
    timestamp: datetime | None
    fingerprint: str


@dataclass(frozen=True)
class Done:
    """A task with its result; `submission` is None where the file couldn't be read."""

    task: Task
    result: NotebookResult
    submission: Submission | None


def find_tasks(layout: Layout, sources: dict[str, SourceNotebook], secret: bytes) -> list[Task]:
    """Every student's submission of these lessons."""
    pairs = itertools.product(layout.students(), sources)
    return [
        _task(layout, student, sources[lesson], secret)
        for student, lesson in pairs
        if layout.path("submitted", student, lesson).is_dir()
    ]


def _task(layout: Layout, student: str, source: SourceNotebook, secret: bytes) -> Task:
    path = layout.notebook("submitted", student, source.lesson)
    try:
        timestamp = layout.coursedir.get_existing_timestamp(str(path.parent))
    except (AttributeError, ValueError, OSError):  # nbgrader stumbles over a timestamp.txt it can't read
        timestamp = None
    return Task(student, source.lesson, path, timestamp, fingerprint(path, timestamp, source, secret))


class Graders:
    """A few threads, each with a sandbox; a context manager."""

    def __init__(self, sources: dict[str, SourceNotebook], secret: bytes, jobs: int):
        self.sources, self.secret, self.jobs = sources, secret, jobs
        self._free: queue.SimpleQueue[Sandbox] = queue.SimpleQueue()
        self._open = ExitStack()

    def __enter__(self) -> "Graders":
        for _ in range(self.jobs):  # before any thread starts
            self._free.put(self._open.enter_context(Sandbox()))
        return self

    def __exit__(self, *_) -> None:
        self._open.close()

    def grade_all(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Judge the tasks, in any order; on an interruption nothing new is begun."""
        waiting, running = iter(tasks), set()
        pool = ThreadPoolExecutor(self.jobs)
        try:
            while True:
                begin = itertools.islice(waiting, self.jobs * AHEAD - len(running))
                running |= {pool.submit(self.grade, task) for task in begin}
                if not running:
                    return
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (f.result() for f in finished)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def grade(self, task: Task) -> Done:
        """Judge one submission in a sandbox that is free."""
        source = self.sources[task.lesson]
        try:
            submission = read_submission(task.path, source, self.sources)
        except NotGraded as why:
            return Done(task, not_graded(source, task.student, str(why)), None)
        sandbox = self._free.get()
        try:
            result = grade_submission(
                source, submission, student=task.student, secret=self.secret, sandbox=sandbox
            )
        finally:
            self._free.put(sandbox)
        return Done(task, result, submission)
