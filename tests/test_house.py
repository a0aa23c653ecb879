"""The files that set the course up agree with each other: packages, pins, commands, notebooks."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NOTEBOOKS = sorted(path for folder in ("solutions", "lessons") for path in ROOT.glob(f"{folder}/*/*.ipynb"))


def constraint_lines():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pins_for(python):
    """Each pinned package with its version, as an installer on that Python (this platform) reads the file."""
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    pins = [Requirement(line) for line in constraint_lines()]
    return [(canonicalize_name(p.name), p) for p in pins if not p.marker or p.marker.evaluate(environment)]


def requirements():
    everything = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return [Requirement(line) for lines in everything for line in lines]


@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_has_one_pin_that_satisfies_it(python):
    pins = pins_for(python)
    assert len(dict(pins)) == len(pins), "a package is pinned twice"
    for requirement in requirements():
        (clause,) = dict(pins)[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(clause.version), f"{requirement} against {clause}"


def test_constraints_hold_exact_versions_and_no_addresses():
    for line in constraint_lines():
        pin = Requirement(line)
        assert [clause.operator for clause in pin.specifier] == ["=="], line
        assert pin.url is None and "://" not in line, line


@pytest.mark.parametrize("python", PYTHONS)
def test_installed_pins_say_that_they_support_each_python(python):
    checked = 0
    for name, pin in pins_for(python):
        try:
            metadata = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of an extra that isn't installed here
        if pin.specifier.contains(metadata["Version"]):
            supported = SpecifierSet(metadata.get("Requires-Python", ""))
            assert supported.contains(f"{python}.9"), f"{name} {metadata['Version']} needs {supported}"
            checked += 1
    assert checked > 80


def test_the_pythons_of_the_package_are_the_pythons_of_the_pins():
    supported = SpecifierSet(PROJECT["requires-python"])
    assert [f"3.{minor}" for minor in range(20) if supported.contains(f"3.{minor}.1")] == list(PYTHONS)


def test_requirements_carry_a_reason():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("dependencies = [") + 1
    listed = lines[start : lines.index("]", start)]
    assert listed and all("  #" in line or ", #" in line for line in listed)


def test_binder_gets_an_exact_python_and_the_same_pins():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert environment["channels"] == ["conda-forge"]
    assert environment["dependencies"] == ["python=3.12", "pip", {"pip": ["-c constraints.txt", "-e ."]}]


def test_no_folder_hides_the_environment_from_binder():
    assert not [name for name in ("binder", ".binder", "Dockerfile") if (ROOT / name).exists()]


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ("demo", "grader demo"),
        ("lab", "grader lab --port 8888"),
        ("test", '-m "not soak"'),
        ("check", '-m "not slow and not browser and not soak"'),
        ("soak", "-m soak"),
        ("lessons", "grader release"),
    ],
)
def test_each_make_target_sets_itself_up_before_its_work(target, command):
    outside = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}  # `make test` may run this
    plan = subprocess.run(
        ["make", "-n", target], cwd=ROOT, env=outside, capture_output=True, text=True, check=True
    ).stdout
    lines = plan.splitlines()
    assert "tools/setup.sh" in lines[0]
    assert any(command in line for line in lines[1:])


def test_ci_installs_a_browser_and_calls_make_test():
    script = ROOT / ".ci" / "run"
    subprocess.run(["bash", "-n", script], check=True)
    assert os.access(script, os.X_OK)
    lines = script.read_text().splitlines()
    assert "make test" in lines
    assert "set -euo pipefail" in lines  # a failed line fails the run


def test_git_ignores_the_running_course_and_not_the_package_of_that_name():
    ignored = subprocess.run(
        ["git", "check-ignore", "course/gradebook.db", ".venv/x", "grader/course/new.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ignored.stdout.split() == ["course/gradebook.db", ".venv/x"]


def test_there_are_notebooks():
    assert {path.parts[-3] for path in NOTEBOOKS} == {"solutions", "lessons"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_notebooks_carry_no_trace_of_a_run(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in notebook["cells"]:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell["id"]


@pytest.fixture
def used_notebook(tmp_path):
    """A notebook that was run in some other kernel."""
    cell = {
        "cell_type": "code",
        "id": "a",
        "source": "1 + 1",
        "execution_count": 7,
        "metadata": {"tags": ["setup"], "execution": {"shell.execute_reply": "now"}},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "2"}],
    }
    metadata = {"kernelspec": {"name": "my-env", "display_name": "My", "language": "python"}, "widgets": {}}
    path = tmp_path / "used.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))
    return path


def clean(path):
    command = [sys.executable, ROOT / "tools" / "clean_notebooks.py", path]
    return subprocess.run(command, capture_output=True, text=True).returncode


@pytest.mark.slow
def test_the_commit_hook_cleans_a_notebook_once(used_notebook):
    assert clean(used_notebook) == 1  # a hook fails when it has changed a file
    notebook = json.loads(used_notebook.read_text())
    (cell,) = notebook["cells"]
    assert (cell["outputs"], cell["execution_count"], cell["source"]) == ([], None, ["1 + 1"])
    assert cell["metadata"] == {"tags": ["setup"]}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3" and "widgets" not in notebook["metadata"]
    before = used_notebook.read_bytes()
    assert clean(used_notebook) == 0
    assert used_notebook.read_bytes() == before


def test_pre_commit_runs_the_tools_of_the_environment_and_needs_no_network():
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert repository["repo"] == "local"
    assert all(hook["entry"].startswith(".venv/bin/python ") for hook in repository["hooks"])


@pytest.fixture
def nbgrader_configuration(tmp_path, monkeypatch):
    """nbgrader's configuration of a course that lies in tmp_path, read while working elsewhere."""
    (tmp_path / "my course").mkdir()
    copy = tmp_path / "my course" / "nbgrader_config.py"
    copy.write_text((ROOT / "nbgrader_config.py").read_text())
    monkeypatch.chdir("/")
    return copy.parent, PyFileConfigLoader(copy.name, path=str(copy.parent)).load_config()


def test_nbgrader_finds_the_course_from_anywhere(nbgrader_configuration):
    folder, configuration = nbgrader_configuration
    course = configuration.CourseDirectory
    assert course.root == str(folder)
    assert (course.source_directory, course.release_directory) == ("solutions", "lessons")


def test_a_running_course_writes_below_one_folder(nbgrader_configuration):
    folder, configuration = nbgrader_configuration
    course = configuration.CourseDirectory
    for step in ("submitted", "autograded", "feedback"):
        assert course[f"{step}_directory"] == f"course/{step}"
    assert course.db_url == f"sqlite:///{folder}/course/gradebook.db"
    assert Path(configuration.Exchange.root) == folder / "course" / "exchange"
    assert Path(configuration.Exchange.root).is_dir()  # nbgrader's exchange refuses a folder that isn't there


def test_a_stub_says_what_to_do_and_is_not_a_silent_none(nbgrader_configuration):
    stub = nbgrader_configuration[1].ClearSolutions.code_stub["python"]
    assert stub.startswith("### your code here")
    with pytest.raises(NotImplementedError, match="replace this line"):
        exec(stub)


SHARING_TESTS = """
import os
from pathlib import Path
import pytest

@pytest.mark.parametrize("number", range(8))
def test_alone(number):
    pass

@pytest.mark.browser
@pytest.mark.parametrize("number", range(8))
def test_in_a_browser(number):
    Path(f"used-by-{os.environ['PYTEST_XDIST_WORKER']}").touch()
"""


@pytest.mark.slow
def test_tests_that_share_a_browser_run_in_one_worker(tmp_path):
    """Some releases of pytest and pytest-xdist do not go together: they forget the groups."""
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser: needs a browser\n")
    (tmp_path / "test_sharing.py").write_text(SHARING_TESTS)
    (tmp_path / "chromium").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").chmod(0o755)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert len(list(tmp_path.glob("used-by-*"))) == 1
