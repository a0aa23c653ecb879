"""What every test shares: browser tests run together in one worker, or are skipped with a reason."""

import shutil

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items):
    browser_found = any(map(shutil.which, BROWSERS))
    no_browser = pytest.mark.skip(reason=f"no browser found (looked for {', '.join(BROWSERS)})")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))  # one server and one browser for all of them
            if not browser_found:
                item.add_marker(no_browser)
