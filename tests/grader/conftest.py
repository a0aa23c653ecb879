"""A practice class in a small course, graded once and shared."""

import os
import shutil
from pathlib import Path

import pytest
from small_course import make_course

from grader.cli import main

STUDENTS = 26  # enough for every kind of notebook and every known mistake of the small lessons


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """A released small course without submissions; the working directory is its root."""
    monkeypatch.chdir(make_course(tmp_path / "course root"))
    assert main(["release"]) == 0
    return Path.cwd()


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory) -> Path:
    """The root of a small course whose practice class `grader grade` has graded."""
    root, before = make_course(tmp_path_factory.mktemp("class") / "root"), Path.cwd()
    os.chdir(root)
    try:
        assert main(["release"]) == 0
        assert main(["simulate", "--students", str(STUDENTS)]) == 0
        assert main(["grade"]) == 0
    finally:
        os.chdir(before)
    return root


@pytest.fixture
def class_copy(graded_class, tmp_path, monkeypatch) -> Path:
    """A copy of the graded class that a test may change."""
    monkeypatch.chdir(shutil.copytree(graded_class, tmp_path / "root"))
    return Path.cwd()
