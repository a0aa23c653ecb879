"""Lessons as their reader meets them: opened in JupyterLab, run from top to bottom, widget moved by key."""

import shutil

import pytest
from lab_page import cell_count, open_notebook, open_tab, run_all
from lab_server import REPOSITORY
from widget_state import attribute, pixels

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The released notebook of each lesson, or its source where none is released.
LESSONS = {
    path.stem: path
    for folder in ("solutions", "lessons")
    for path in sorted((REPOSITORY / folder).glob("[0-9]*/[0-9]*.ipynb"))
}
KEYS = {"notation-table": "Enter"}  # what changes a widget whose focused control isn't a slider
STARTS = {"notation-table": ".w2v-sign[tabindex='0']"}


@pytest.fixture(scope="module")
def page(new_page):
    return new_page()


@pytest.mark.parametrize("path", LESSONS.values(), ids=LESSONS.keys())
def test_lesson_runs_and_its_widget_answers_the_keyboard(path, page, lab, screenshots):
    # A copy: nothing is written into the repository.
    shutil.copytree(path.parent, lab.root / path.parent.name)
    open_notebook(page, lab, f"{path.parent.name}/{path.name}")
    assert run_all(page) == []
    root = open_tab(page).locator(".w2v-widget").first
    root.scroll_into_view_if_needed()  # a widget draws once it is on the screen
    name, draws, cells = attribute(root, "widget"), int(attribute(root, "draws")), cell_count(page)
    root.locator(STARTS.get(name, "[role=slider]")).first.focus()
    image = pixels(root)
    page.keyboard.press(KEYS.get(name, "ArrowRight"))
    page.wait_for_timeout(100)
    assert int(attribute(root, "draws")) > draws
    assert pixels(root) != image
    assert cell_count(page) == cells
    page.screenshot(path=screenshots / f"{path.stem}.png")
