"""Set-up by make: which Python is taken, and what happens when something is half done, moved or gone."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHELL_TOOLS = ("sh", "cat", "head", "dirname", "cksum", "grep", "mkdir", "rm", "cp", "touch")
REAL = f'exec "{sys.executable}" "$@"'

pytestmark = pytest.mark.skipif(os.name != "posix", reason="make and sh are for Linux and macOS")


def program(folder, name, body):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def commands(tmp_path):
    """A folder of commands that is the whole PATH: the shell's tools, and the Pythons a test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in SHELL_TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    return folder


def choose(commands, *wanted):
    script = ["sh", ROOT / "tools" / "choose_python.sh", *wanted]
    return subprocess.run(script, env={"PATH": str(commands)}, capture_output=True, text=True)


def test_a_command_that_does_not_run_is_passed_over(commands):
    program(commands, "python3.12", 'echo "pyenv: python3.12: command not found" >&2; exit 127')
    program(commands, "python3.11", REAL)
    assert choose(commands).stdout == "python3.11\n"


def test_newer_names_come_first_and_plain_python3_last(commands):
    for name in ("python3", "python3.11", "python3.13"):
        program(commands, name, REAL)
    assert choose(commands).stdout == "python3.13\n"
    program(commands, "python3.12", REAL)
    assert choose(commands).stdout == "python3.12\n"


def test_a_named_python_is_the_only_one_tried(commands):
    program(commands, "python3.12", REAL)
    program(commands, "mine", REAL)
    assert choose(commands, "mine").stdout == "mine\n"
    refused = choose(commands, "gone")
    assert refused.returncode == 1 and "gone: not found" in refused.stderr
    assert "python3.12: " not in refused.stderr


def test_without_a_usable_python_each_try_has_its_reason_and_there_is_a_way_out(commands):
    program(commands, "python3.12", 'echo "pyenv: python3.12: command not found" >&2; exit 127')
    program(commands, "python3.11", "case $2 in *ensurepip*) exit 1 ;; *) echo 3.11 ;; esac")
    program(commands, "python3", "case $2 in *ensurepip*) exit 3 ;; *) echo 3.9 ;; esac")
    refused = choose(commands)
    assert refused.returncode == 1 and refused.stdout == ""
    assert "python3.12: does not run: pyenv: python3.12: command not found" in refused.stderr
    assert "python3.13: not found" in refused.stderr
    assert "python3.11: is Python 3.11, but without the venv module" in refused.stderr
    assert "python3: is Python 3.9\n" in refused.stderr
    assert "apt-get install python3 python3-venv" in refused.stderr


# An interpreter that makes environments out of itself and writes down what it was asked to install.
DOUBLE = f"""
case "$1 $2" in
"-m venv") echo venv >>"$LOG"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m pip") echo "pip" >>"$LOG"; exit "${{PIP_STATUS:-0}}" ;;
*) {REAL} ;;
esac
"""


class House:
    """A folder with the set-up's files, in which set-up runs with a Python that only takes notes."""

    def __init__(self, folder, commands):
        self.folder, self.commands, self.log = folder, commands, commands / "log"
        shutil.copytree(ROOT / "tools", folder / "tools")
        for name in ("pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, folder)
        program(commands, "python3.12", DOUBLE)

    def set_up(self, *wanted, pip_status=0):
        """Run set-up; return its exit status, what was done, and what was said."""
        self.log.write_text("")
        environment = {"PATH": str(self.commands), "LOG": str(self.log), "PIP_STATUS": str(pip_status)}
        command = ["sh", self.folder / "tools" / "setup.sh", *wanted]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True)
        return ended.returncode, self.log.read_text().split(), ended.stderr


@pytest.fixture
def house(tmp_path, commands):
    (tmp_path / "a house").mkdir()
    return House(tmp_path / "a house", commands)


def test_set_up_is_done_once(house):
    assert house.set_up()[:2] == (0, ["venv", "pip"])
    assert house.set_up() == (0, [], "")


def test_changed_pins_are_installed_into_the_same_environment(house):
    house.set_up()
    with open(house.folder / "constraints.txt", "a") as pins:
        pins.write("another==1\n")
    assert house.set_up()[:2] == (0, ["pip"])
    assert house.set_up()[1] == []


def test_failed_packages_fail_the_set_up_and_are_tried_again(house):
    status, _, said = house.set_up(pip_status=2)
    assert status == 1 and "could not be installed" in said
    assert house.set_up()[:2] == (0, ["pip"])


def test_a_half_made_environment_is_made_anew(house):
    house.set_up()
    (house.folder / ".venv" / "course-setup").write_text("unfinished\n")
    status, done, said = house.set_up()
    assert (status, done) == (0, ["venv", "pip"]) and "half made" in said


def test_an_environment_whose_python_has_gone_is_made_anew(house):
    house.set_up()
    (house.folder / ".venv" / "bin" / "python").unlink()
    status, done, said = house.set_up()
    assert (status, done) == (0, ["venv", "pip"]) and "has no Python" in said


def test_an_environment_that_was_moved_is_made_anew(house):
    house.set_up()
    house.folder = house.folder.rename(house.folder.with_name("moved"))
    status, done, said = house.set_up()
    assert (status, done) == (0, ["venv", "pip"]) and "another folder" in said


def test_an_environment_somebody_else_made_is_kept(house):
    house.set_up()
    (house.folder / ".venv" / "course-setup").unlink()
    assert house.set_up()[:2] == (0, ["pip"])


def test_asking_for_another_python_keeps_the_environment_when_there_is_none(house):
    house.set_up()
    status, done, said = house.set_up("python3.99")
    assert (status, done) == (1, []) and "python3.99: not found" in said
    assert house.set_up() == (0, [], "")


@pytest.mark.soak
def test_interrupted_set_up_ends_well_when_it_is_run_again(tmp_path):
    """Ctrl-C at three moments of a real set-up, then one that is left alone."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    make = ["make", "setup", f"PYTHON={Path(sys.base_prefix, 'bin', 'python3')}"]
    for seconds in (1, 8, 25):
        running = subprocess.Popen(make, cwd=clone, start_new_session=True)
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(60) != 0
    subprocess.run(make, cwd=clone, check=True)
    subprocess.run([".venv/bin/python", "-c", "import grader, nbgrader, w2vlib"], cwd=clone, check=True)
