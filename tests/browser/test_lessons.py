"""Lessons as their reader meets them: opened in JupyterLab, run from top to bottom, widget moved by key."""

import shutil
from pathlib import Path

import pytest
from lab_page import cell_count, open_notebook, run_all
from lab_server import REPOSITORY
from widget_state import attribute, pixels

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSONS = sorted((REPOSITORY / "lessons").glob("[0-9]*/[0-9]*.ipynb"))
KEYS = {"notation-table": "Enter"}  # what changes a widget whose focused control isn't a slider
STARTS = {"notation-table": ".w2v-sign[tabindex='0']"}


@pytest.fixture
def lesson_page(new_page, lab, request):
    """A copy of the lesson, opened: nothing is written into the repository."""
    path: Path = request.param
    shutil.copytree(path.parent, lab.root / path.parent.name, dirs_exist_ok=True)
    page = new_page()
    open_notebook(page, lab, f"{path.parent.name}/{path.name}")
    return page


@pytest.mark.parametrize("lesson_page", LESSONS, indirect=True, ids=lambda path: path.stem)
def test_lesson_runs_and_its_widget_answers_the_keyboard(lesson_page, screenshots, request):
    page = lesson_page
    assert run_all(page) == []
    root = page.locator(".w2v-widget").first
    root.wait_for(timeout=20_000)
    root.scroll_into_view_if_needed()
    name, draws, cells = attribute(root, "widget"), int(attribute(root, "draws")), cell_count(page)
    control = root.locator(STARTS.get(name, "[role=slider]")).first
    control.focus()
    image = pixels(root)
    page.keyboard.press(KEYS.get(name, "ArrowRight"))
    page.wait_for_function(
        "([name, draws]) => Number(document.querySelector(`[data-widget=${name}]`).dataset.draws) > draws",
        arg=[name, draws],
    )
    assert pixels(root) != image
    assert cell_count(page) == cells
    page.screenshot(path=screenshots / f"{request.node.callspec.id}.png")
