"""Chromium and JupyterLab for the browser tests: one of each per session, skipped where there is none."""

import os
import shutil
from pathlib import Path

import pytest
from lab_server import running_lab

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find_browser() -> str | None:
    """The browser to test with: W2V_CHROMIUM, or the first of the usual places."""
    chosen = os.environ.get("W2V_CHROMIUM")
    if chosen:
        return chosen
    on_path = filter(None, map(shutil.which, BROWSERS))
    return next(on_path, next(filter(os.path.exists, MAC_BROWSERS), None))


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = find_browser()
    if path is None:
        pytest.skip(f"no browser: install one of {', '.join(BROWSERS)}, or set W2V_CHROMIUM to its path")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(BROWSER_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory, chromium):
    """JupyterLab on a scratch folder; asks for `chromium`, so that skipped tests start no server."""
    root, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("jupyter")
    with running_lab(root, home) as server:
        yield server


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory) -> Path:
    """Where pictures go: W2V_SCREENSHOTS, else a scratch folder."""
    chosen = os.environ.get("W2V_SCREENSHOTS")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def new_page(chromium):
    """Make pages whose JavaScript errors fail the test module; all are closed at its end."""
    pages, errors = [], []

    def make(**options):
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, **options)
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.close()
    assert not errors, f"JavaScript errors on the pages: {errors}"
