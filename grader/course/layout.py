"""Where a course keeps its files, read from nbgrader's own configuration so that both ways in agree."""

import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grader.errors import GraderError
from grader.places import CONFIG, find_course_root

STEPS = ("submitted_directory", "autograded_directory", "feedback_directory")


@dataclass(frozen=True)
class Layout:
    """The folders of one course.

    Attributes
    ----------
    coursedir : nbgrader's object; its root is the course root.
    config : nbgrader's whole configuration, for its converters.
    """

    coursedir: CourseDirectory
    config: Config

    @property
    def root(self) -> Path:
        """The folder that holds nbgrader_config.py."""
        return Path(self.coursedir.root)

    @property
    def running(self) -> Path:
        """The folder of everything a running course writes."""
        return Path(self.coursedir.format_path(self.coursedir.submitted_directory, ".", ".")).resolve().parent

    @property
    def submitted(self) -> Path:
        """The folder that holds one folder a student."""
        return self.running / Path(self.coursedir.submitted_directory).name

    def path(self, step: str, student: str, lesson: str) -> Path:
        """One student's folder of a lesson; `step`: source, release, submitted, autograded or feedback."""
        directory = getattr(self.coursedir, f"{step}_directory")
        return Path(self.coursedir.format_path(directory, student, lesson))

    def notebook(self, step: str, student: str, lesson: str) -> Path:
        """The notebook in that folder, by its lesson's name."""
        return self.path(step, student, lesson) / f"{lesson}.ipynb"

    def lessons(self) -> list[str]:
        """Every lesson there is a source notebook for, in order."""
        folder = self.path("source", ".", ".")
        return sorted(p.name for p in folder.glob("*") if (p / f"{p.name}.ipynb").is_file())

    def students(self) -> list[str]:
        """Every student with a folder of submissions."""
        return sorted(p.name for p in self.submitted.glob("*") if p.is_dir() and not p.name.startswith("."))

    def chosen_lessons(self, names: list[str]) -> list[str]:
        """The named lessons, all where none is named; GraderError for a name that isn't one."""
        known = self.lessons()
        if not known:
            raise GraderError(f"no lesson was found in {self.path('source', '.', '.')}")
        unknown = [n for n in names if n not in known]
        if unknown:
            raise GraderError(f"there is no lesson {unknown[0]!r}; there are {', '.join(known)}")
        return [n for n in known if not names or n in names]

    def secret(self) -> bytes:
        """The key of this course's hidden cases, made on first use and readable by its owner alone."""
        path = self.running / "secret"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(path, "x", opener=_private) as file:
                file.write(secrets.token_hex(32))
        except FileExistsError:
            pass
        return bytes.fromhex(path.read_text())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def read_layout(course: str | None = None) -> Layout:
    """The layout of a course.

    Parameters
    ----------
    course : a course root (it holds nbgrader_config.py), or a folder for the running course alone, whose
        lessons are then those of the course root found from here. None: the course root found from here.
    """
    folder = Path(course).resolve() if course else None
    own_root = folder is not None and (folder / CONFIG).is_file()
    root = folder if own_root else find_course_root()
    app = NbGrader(log_level=logging.ERROR)
    app.initialize([], root=str(root))
    coursedir = CourseDirectory(config=app.config, root=str(root))
    if folder is not None and not own_root:
        _move_running(coursedir, folder)
    return Layout(coursedir, app.config)


def _move_running(coursedir: CourseDirectory, folder: Path) -> None:
    for step in STEPS:
        setattr(coursedir, step, str(folder / Path(getattr(coursedir, step)).name))
    coursedir.db_url = f"sqlite:///{(folder / 'gradebook.db').as_posix()}"
