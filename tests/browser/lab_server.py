"""A JupyterLab of its own for the browser tests: loopback, free port, token, its own folders, one process."""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class LabServer:
    url: str
    token: str
    root: Path


@contextlib.contextmanager
def running_lab(root: Path, home: Path):
    """Start JupyterLab that serves `root` and keeps its own files in `home`; stop it by its own process."""
    port, token = _free_port(), secrets.token_hex(16)
    _write_settings(home)
    flags = [
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=",
    ]
    log = home / "lab.log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "jupyter", "lab", *flags]
        process = subprocess.Popen(command, stdout=out, stderr=out, env=_environment(home), cwd=root)
    try:
        server = LabServer(f"http://127.0.0.1:{port}", token, root)
        _wait_until_up(server, process, log)
        yield server
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(home: Path) -> dict[str, str]:
    own = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(home / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    paths = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))
    return {**os.environ, **own, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": paths}


def _write_settings(home: Path) -> None:
    """No news and no update check: tests never leave this machine. Cells stay when they scroll away."""
    settings = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},  # else a widget may go while it is asked
    }
    for name, values in settings.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))


def _wait_until_up(server: LabServer, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{server.url}/api/status?token={server.token}", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}") from None
            time.sleep(0.1)


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
