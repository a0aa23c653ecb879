"""The set-up check must notice what is missing, and must not cry wolf where the course runs."""

import json
from email.message import Message
from importlib import metadata

import pytest

from grader.setup_check import (
    COURSE,
    NBGRADER_EXTENSION,
    WIDGET_EXTENSIONS,
    SetupReport,
    Surroundings,
    setup_check,
)

REQUIREMENTS = ("numpy>=2", "jupyterlab<4.7,>=4.6", "gensim>=4; extra == 'bench'")
INSTALLED = {COURSE: "0.1.0", "numpy": "2.4.6", "jupyterlab": "4.6.6"}


def metadata_of(installed):
    def look_up(package):
        if package not in installed:
            raise metadata.PackageNotFoundError(package)
        message = Message()
        message["Version"] = installed[package]
        if package == COURSE:
            message["Requires-Python"] = "<3.14,>=3.11"
            for requirement in REQUIREMENTS:
                message["Requires-Dist"] = requirement
        return message

    return look_up


@pytest.fixture
def here(tmp_path):
    """Surroundings in which everything is as it should be; keywords change one thing."""

    def build(*, installed=INSTALLED, extensions=(*WIDGET_EXTENSIONS, NBGRADER_EXTENSION), **changes):
        for name in extensions:
            (tmp_path / "labextensions" / name).mkdir(parents=True)
            (tmp_path / "labextensions" / name / "package.json").write_text(json.dumps({"name": name}))
        defaults = {
            "python": (3, 12, 1),
            "platform": "linux",
            "environ": {},
            "folder": tmp_path,
            "metadata_of": metadata_of(installed),
            "labextension_folders": lambda: [tmp_path / "elsewhere", tmp_path / "labextensions"],
        }
        return Surroundings(**defaults | changes)

    return build


def line_about(report: SetupReport, topic: str):
    (line,) = (line for line in report.lines if line.topic == topic)
    return line


def test_everything_in_place_is_ready(here):
    report = setup_check(here())
    assert report.ok
    assert {line.status for line in report.lines} == {"OK"}
    assert report.summary.startswith("Ready")


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_a_python_outside_the_tested_range_is_a_problem(here, version):
    line = line_about(setup_check(here(python=version)), "Python")
    assert line.status == "PROBLEM"
    assert ">=3.11" in line.advice


def test_a_missing_package_is_named_with_what_to_do(here):
    report = setup_check(here(installed={COURSE: "0.1.0", "jupyterlab": "4.6.6"}))
    line = line_about(report, "numpy")
    assert (line.status, line.found) == ("PROBLEM", "not installed")
    assert "pip install" in line.advice
    assert not report.ok


def test_an_old_package_says_what_came_and_what_is_needed(here):
    line = line_about(setup_check(here(installed=INSTALLED | {"numpy": "1.26.4"})), "numpy")
    assert line.status == "PROBLEM"
    assert "1.26.4" in line.found and ">=2" in line.found


def test_optional_packages_are_not_asked_for(here):
    assert "gensim" not in setup_check(here()).text()


def test_a_course_that_is_not_installed_gets_a_note_about_its_packages(here):
    report = setup_check(here(installed={"numpy": "2.4.6"}))
    line = line_about(report, "The course")
    assert line.status == "NOTE"
    assert "can't be checked" in line.found and "pip install" in line.advice
    assert report.ok


def test_missing_widget_extension_is_a_note_that_names_it(here):
    report = setup_check(here(extensions=(WIDGET_EXTENSIONS[0], NBGRADER_EXTENSION)))
    line = line_about(report, "Moving pictures")
    assert line.status == "NOTE"
    assert "anywidget not found" in line.found
    assert report.ok


def test_plain_jupyter_without_nbgrader_degrades_to_a_note(here):
    report = setup_check(here(extensions=WIDGET_EXTENSIONS))
    assert line_about(report, "Validate button").status == "NOTE"
    assert report.ok and report.summary.startswith("Ready")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"environ": {"VSCODE_PID": "7"}}, "VS Code"),
        ({"environ": {"COLAB_RELEASE_TAG": "r"}}, "Colab"),
        ({"platform": "emscripten"}, "JupyterLite"),
    ],
)
def test_places_with_their_own_widgets_need_no_extension(here, changes, place):
    line = line_about(setup_check(here(extensions=(), **changes)), "Moving pictures")
    assert line.status == "OK"
    assert place in line.found


def test_binder_warns_that_the_machine_is_thrown_away(here):
    report = setup_check(here(environ={"BINDER_SERVICE_HOST": "x"}))
    line = line_about(report, "Saving")
    assert line.status == "NOTE"
    assert "Binder" in line.found and "Download" in line.advice
    assert report.ok


def test_a_folder_that_cannot_be_written_is_a_problem(here, tmp_path):
    assert line_about(setup_check(here(folder=tmp_path / "gone")), "Saving").status == "PROBLEM"


def test_text_counts_the_problems_and_puts_advice_below_its_line(here):
    text = setup_check(here(python=(3, 10, 0), installed={COURSE: "0.1.0", "jupyterlab": "4.6.6"})).text()
    assert "2 to mend" in text
    lines = text.splitlines()
    problem = next(i for i, line in enumerate(lines) if line.startswith("PROBLEM  numpy"))
    assert lines[problem + 1].strip().startswith("What to do:")


def test_html_says_the_same_words_and_escapes_what_it_found(here):
    report = setup_check(here(installed=INSTALLED | {"numpy": "1.0+<script>"}))
    html = report.html()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert all(f"<b>{line.status}</b>" in html for line in report.lines)
    assert report._repr_html_() == html


def test_the_running_kernel_can_be_asked():
    report = setup_check()
    assert line_about(report, "Python").status == "OK"
    assert repr(report) == report.text()
