"""What lesson 00 asks first: is everything here that the course needs?

Each line of the answer is OK, NOTE (the course works, one comfort is missing) or PROBLEM (with what to do).
What is needed is read from the installed course's own metadata, so the numbers live in pyproject.toml alone.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

COURSE = "word2vec-course"
INSTALL = 'in the course folder, run "pip install -c constraints.txt -e .", then restart the kernel'
# The widgets need both: one carries the widget protocol, the other our own modules.
WIDGET_EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
NBGRADER_EXTENSION = "@jupyter/nbgrader"
# An environment variable that only this place sets, and what it means for the reader's work.
PLACES = {
    "BINDER_SERVICE_HOST": "Binder",
    "BINDER_LAUNCH_HOST": "Binder",
    "COLAB_RELEASE_TAG": "Colab",
    "VSCODE_PID": "VS Code",
}
BRINGS_ITS_OWN_WIDGETS = ("Colab", "VS Code", "JupyterLite")


@dataclass(frozen=True)
class Line:
    """One thing looked at: its status is "OK", "NOTE" or "PROBLEM"."""

    topic: str
    status: str
    found: str
    advice: str = ""


@dataclass(frozen=True)
class SetupReport:
    """All lines together. Shown as a table in a notebook and as text elsewhere."""

    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        """True when no line is a problem; notes don't count."""
        return not any(line.status == "PROBLEM" for line in self.lines)

    @property
    def summary(self) -> str:
        """The sentence that closes the report."""
        problems = sum(line.status == "PROBLEM" for line in self.lines)
        if problems == 0:
            return "Ready. The course runs here."
        return f"{problems} to mend before you start. Mend the first, then run this cell again."

    def text(self) -> str:
        """Plain text, one line per topic, advice indented below it."""
        rows = []
        for line in self.lines:
            rows.append(f"{line.status:<8} {line.topic}: {line.found}")
            if line.advice:
                rows.append(f"{'':<8} What to do: {line.advice}.")
        return "\n".join([*rows, self.summary])

    def html(self) -> str:
        """A table. The status is a word, never colour alone; colours come from the reader's theme."""
        left = "style='text-align:left; vertical-align:top'"
        head = "".join(f"<th scope='col' {left}>{name}</th>" for name in ("Status", "What", "Found"))
        rows = []
        for line in self.lines:
            advice = f"<br>What to do: {escape(line.advice)}." if line.advice else ""
            cells = f"<b>{line.status}</b>", escape(line.topic), escape(line.found) + advice
            rows.append("<tr>" + "".join(f"<td {left}>{cell}</td>" for cell in cells) + "</tr>")
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        return f"{table}<p>{escape(self.summary)}</p>"

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()


def _labextension_folders() -> tuple[Path, ...]:
    from jupyter_core.paths import jupyter_path

    return tuple(Path(folder) for folder in jupyter_path("labextensions"))


@dataclass(frozen=True)
class Surroundings:
    """What the check looks at; tests hand in their own."""

    python: tuple[int, int, int] = tuple(sys.version_info[:3])
    platform: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = field(default_factory=Path.cwd)
    metadata_of: Callable[[str], metadata.PackageMetadata] = metadata.metadata
    labextension_folders: Callable[[], Iterable[Path]] = _labextension_folders

    @property
    def place(self) -> str:
        """Binder, Colab, VS Code, JupyterLite or Jupyter."""
        if self.platform == "emscripten":
            return "JupyterLite"
        return next((name for variable, name in PLACES.items() if variable in self.environ), "Jupyter")

    def version_of(self, package: str) -> str | None:
        """The installed version, or None."""
        try:
            return self.metadata_of(package)["Version"]
        except metadata.PackageNotFoundError:
            return None

    def has_labextension(self, name: str) -> bool:
        """True when JupyterLab, installed beside this Python, would load the extension."""
        return any((folder / name / "package.json").is_file() for folder in self.labextension_folders())


def setup_check(surroundings: Surroundings | None = None) -> SetupReport:
    """Look at Python, packages, widgets, nbgrader and the place the notebook runs in.

    Parameters
    ----------
    surroundings : Surroundings, optional
        What to look at; the running kernel unless told.

    Returns
    -------
    SetupReport
        ``.ok`` is True when nothing stops the course; shown as a table in a notebook.
    """
    here = surroundings or Surroundings()
    try:
        course = here.metadata_of(COURSE)
    except metadata.PackageNotFoundError:
        course = None
    about_python = _python_line(here, course), *_package_lines(here, course)
    return SetupReport((*about_python, _widget_line(here), _nbgrader_line(here), _place_line(here)))


def _python_line(here: Surroundings, course: metadata.PackageMetadata | None) -> Line:
    wanted = (course["Requires-Python"] if course else None) or ">=3.11"
    version = ".".join(map(str, here.python))
    if SpecifierSet(wanted).contains(version):
        return Line("Python", "OK", version)
    advice = f"make an environment with a Python that fits {wanted} and start Jupyter from it"
    return Line("Python", "PROBLEM", f"{version}, the course is tested with {wanted}", advice)


def _package_lines(here: Surroundings, course: metadata.PackageMetadata | None) -> Iterable[Line]:
    if course is None:
        found = "read from its folder, not installed: versions of packages can't be checked"
        yield Line("The course", "NOTE", found, INSTALL)
        return
    yield Line("The course", "OK", f"{COURSE} {course['Version']}")
    for requirement in map(Requirement, course.get_all("Requires-Dist") or ()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package_line(requirement, here.version_of(requirement.name))


def _package_line(wanted: Requirement, found: str | None) -> Line:
    if found is None:
        return Line(wanted.name, "PROBLEM", "not installed", INSTALL)
    if not wanted.specifier.contains(found, prereleases=True):
        return Line(wanted.name, "PROBLEM", f"{found}, the course needs {wanted.specifier}", INSTALL)
    return Line(wanted.name, "OK", found)


def _widget_line(here: Surroundings) -> Line:
    if here.place in BRINGS_ITS_OWN_WIDGETS:
        return Line("Moving pictures", "OK", f"{here.place} brings its own support for widgets")
    missing = [name for name in WIDGET_EXTENSIONS if not here.has_labextension(name)]
    if not missing:
        return Line("Moving pictures", "OK", "JupyterLab's widget extensions are installed")
    found = f"{' and '.join(missing)} not found beside this Python; the text tables still work"
    return Line("Moving pictures", "NOTE", found, f"{INSTALL} and reload the browser page")


def _nbgrader_line(here: Surroundings) -> Line:
    if here.has_labextension(NBGRADER_EXTENSION):
        return Line("Validate button", "OK", "nbgrader's extension is installed")
    found = f"no nbgrader extension in this {here.place}; the check cells do the same work without it"
    return Line("Validate button", "NOTE", found)


def _place_line(here: Surroundings) -> Line:
    if not os.access(here.folder, os.W_OK):
        advice = "copy the course into a folder of your own and open it there"
        return Line("Saving", "PROBLEM", "this folder is read-only, so your work would be lost", advice)
    if here.place in ("Binder", "Colab"):
        found = f"{here.place} throws this machine away when you have been idle for a while"
        return Line("Saving", "NOTE", found, "choose File, then Download, before you leave")
    return Line("Saving", "OK", "this folder can be written; save with Ctrl+S (Cmd+S on a Mac)")
