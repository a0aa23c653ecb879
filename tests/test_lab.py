"""`grader lab`: JupyterLab opens at the course with nbgrader and the widgets live, or says why it can't."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

from grader import lab
from grader.errors import GraderError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path):
    """A course root with one small lesson, in a folder whose name has a space."""
    root = tmp_path / "a course"
    for side in ("lessons", "solutions"):
        (root / side / "00_start_here").mkdir(parents=True)
        nbformat.write(nbformat.v4.new_notebook(), root / side / "00_start_here" / "00_start_here.ipynb")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind((lab.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_a_free_one_to_take_instead(taken_port):
    with pytest.raises(GraderError, match=f"Port {taken_port} is taken") as refusal:
        lab.require_port(taken_port)
    offered = int(re.search(r"make lab PORT=(\d+)", str(refusal.value))[1])
    assert offered != taken_port
    lab.require_port(offered)


def test_a_number_that_is_no_port_is_refused():
    with pytest.raises(GraderError, match="70000 is not a port"):
        lab.require_port(70000)


def test_a_missing_lesson_says_how_lessons_are_written(course):
    assert lab.lesson_path("00_start_here", course) == "lessons/00_start_here/00_start_here.ipynb"
    with pytest.raises(GraderError, match="make lessons"):
        lab.lesson_path("99_nowhere", course)


@pytest.mark.parametrize(
    ("platform", "display", "seen"),
    [("linux", None, False), ("linux", ":0", True), ("darwin", None, True), ("win32", None, True)],
)
def test_a_screen_is_looked_for_on_linux_only(monkeypatch, platform, display, seen):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    assert lab.has_screen() is seen


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no administrator's id here")
def test_the_server_runs_as_root_only_when_it_must(monkeypatch, course):
    for user, allowed in ((0, True), (1000, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        arguments = lab.server_arguments(course, 8888, "lessons/x.ipynb", "token", show=False)
        assert ("--allow-root" in arguments) is allowed
        assert "--ServerApp.ip=127.0.0.1" in arguments  # never on the network


@pytest.fixture
def running_lab(course, tmp_path):
    """`grader lab` in a terminal of its own, below the root, without a screen; its process and address."""
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        port = probe.getsockname()[1]
    hidden = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    command = [sys.executable, "-m", "grader", "lab", "--port", str(port)]
    environment = {**os.environ, **hidden, "PYTHONPATH": str(ROOT)}
    terminal, keyboard = os.openpty()  # at a terminal JupyterLab would ask whether Ctrl-C was meant
    process = subprocess.Popen(
        command, cwd=course / "lessons", env=environment, stdin=keyboard, stdout=subprocess.PIPE, text=True
    )
    try:
        address = next(line.strip() for line in process.stdout if "http://" in line)
        yield process, address
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        os.close(terminal)
        os.close(keyboard)


def fetch(address, path):
    server, token = address.split("/lab/")[0], address.split("token=")[1]
    request = urllib.request.Request(f"{server}/{path}", headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_the_course_opens_with_its_extensions_and_stops_at_ctrl_c(running_lab):
    process, address = running_lab
    assert "/lab/tree/lessons/00_start_here/00_start_here.ipynb?token=" in address
    page = fetch(address, "lab")
    for extension in ("@jupyter/nbgrader", "@jupyter-widgets/jupyterlab-manager", "anywidget"):
        assert extension in page
    (assignment,) = json.loads(fetch(address, "formgrader/api/assignments"))  # nbgrader found the course
    assert assignment["source_path"] == "solutions/00_start_here"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    with pytest.raises(urllib.error.URLError):
        fetch(address, "api/status")
