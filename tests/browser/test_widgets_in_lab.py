"""The widgets in JupyterLab, by keyboard and by mouse; every number against w2vlib."""

import numpy as np
import pytest
from lab_page import cell_count, open_notebook, run_all, run_code, set_theme, write_notebook
from widget_state import attribute, drag, numbers, pixels, root_of, wait_for

from w2vlib.gradients import cross_entropy_and_gradient, log_sigmoid_derivative, sigmoid_derivative, softmax

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "from w2vlib.widgets import NotationTable, SigmoidTangent, SoftmaxArrows",
    "notation = NotationTable(); notation",
    "arrows = SoftmaxArrows(['the', 'cat', 'sat'], [0.25, 1.0, -1.0], 'cat'); arrows",
    "tangent = SigmoidTangent(x=-5.03); tangent",
]


@pytest.fixture(scope="module")
def page(new_page, lab):
    write_notebook(lab.root / "widgets.ipynb", CELLS)
    page = new_page()
    open_notebook(page, lab, "widgets.ipynb")
    assert run_all(page) == []
    root_of(page, "sigmoid-tangent").wait_for(timeout=20_000)
    return page


@pytest.fixture
def arrows(page):
    """The softmax widget as it was at first, with the kernel knowing it."""
    root = root_of(page, "softmax-arrows")
    root.get_by_role("button", name="Reset").click()
    run_code(page, "arrows.logits = arrows.start; arrows.target = 1")
    wait_for(root, "logits", "0.25 1 -1")
    wait_for(root, "target", "1")
    return root


@pytest.fixture
def tangent(page):
    root = root_of(page, "sigmoid-tangent")
    root.get_by_role("button", name="Reset").click()
    wait_for(root, "x", "-5.03")
    return root


@pytest.fixture
def table(page):
    run_code(page, "notation.selected = ''")
    root = root_of(page, "notation-table")
    wait_for(root, "selected", "")
    return root


def logit_of(root, word: str):
    return root.get_by_role("slider", name=f"logit of {word}", exact=True)


def assert_is_softmax(root) -> None:
    """Everything the widget shows follows from the logits it shows."""
    u, target = numbers(root, "logits"), int(attribute(root, "target"))
    t = np.eye(len(u))[target]
    loss, e = cross_entropy_and_gradient(u + numbers(root, "shift"), t)
    np.testing.assert_allclose(numbers(root, "y"), softmax(u), atol=1e-12)
    np.testing.assert_allclose(numbers(root, "e"), e, atol=1e-12)
    np.testing.assert_allclose(numbers(root, "loss"), loss, atol=1e-12)


def assert_is_sigmoid(root) -> None:
    x = numbers(root, "x")
    np.testing.assert_allclose(numbers(root, "sigma-slope"), sigmoid_derivative(x), rtol=1e-12)
    np.testing.assert_allclose(numbers(root, "loss-slope"), -log_sigmoid_derivative(x), rtol=1e-12)


def test_arrow_key_moves_one_logit_and_all_predictions(page, arrows):
    handle, before, image = logit_of(arrows, "cat"), numbers(arrows, "y"), pixels(arrows)
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    after = numbers(arrows, "y")
    np.testing.assert_allclose(numbers(arrows, "logits"), [0.25, 1.5, -1.0], atol=1e-9)
    assert after[1] > before[1] and (after[[0, 2]] < before[[0, 2]]).all()
    assert f"y {after[1]:.3f}" in handle.get_attribute("aria-valuetext")
    assert_is_softmax(arrows)
    assert pixels(arrows) != image


def test_mouse_drags_a_second_logit_and_the_first_stays(page, arrows):
    logit_of(arrows, "cat").focus()
    page.keyboard.press("PageUp")
    drag(page, logit_of(arrows, "sat"), 0, -30)
    page.wait_for_function(  # the kernel's frames around the first move are here
        "() => document.querySelector('[data-widget=softmax-arrows]').dataset.logits.split(' ')[1] === '2'"
    )
    assert numbers(arrows, "logits")[2] > -0.5
    assert_is_softmax(arrows)


def test_the_kernel_learns_where_the_logits_are(page, arrows):
    logit_of(arrows, "the").focus()
    page.keyboard.press("End")
    page.wait_for_timeout(400)  # the widget tells the kernel once the hand rests
    told = run_code(page, "print(*arrows.logits)")
    assert [float(u) for u in told.split()] == [4.0, 1.0, -1.0]


def test_python_moves_the_picture(page, arrows):
    run_code(page, "arrows.logits = [3.0, 0.0, 0.0]; arrows.target = 0")
    wait_for(arrows, "logits", "3 0 0")
    wait_for(arrows, "target", "0")
    assert_is_softmax(arrows)


def test_a_hundred_more_on_every_logit_changes_nothing(arrows):
    before = numbers(arrows, "y")
    arrows.get_by_role("button", name="add 100 to every logit").click()
    assert attribute(arrows, "shift") == "100"
    np.testing.assert_allclose(numbers(arrows, "y"), before, atol=1e-12)
    assert_is_softmax(arrows)


def test_reset_brings_the_start_back(page, arrows):
    run_code(page, "arrows.logits = [3.0, 0.0, 0.0]")
    wait_for(arrows, "logits", "3 0 0")
    arrows.get_by_role("button", name="add 100 to every logit").click()
    arrows.get_by_role("button", name="Reset").click()
    wait_for(arrows, "logits", "0.25 1 -1")
    assert attribute(arrows, "shift") == "0"


def test_sigmoid_by_keyboard_starts_exactly_at_x(page, tangent):
    image = pixels(tangent)
    tangent.get_by_role("slider", name="x on σ(x)").focus()
    page.keyboard.press("PageUp")
    assert numbers(tangent, "x") == pytest.approx(-4.0)
    assert_is_sigmoid(tangent)
    assert pixels(tangent) != image


def test_sigmoid_by_mouse_on_the_other_curve(page, tangent):
    drag(page, tangent.get_by_role("slider", name="x on −log σ(x)"), 80, 0)
    assert numbers(tangent, "x") > -4
    assert_is_sigmoid(tangent)


def test_player_steps_back_and_forth_and_plays_to_the_end(tangent):
    place = int(attribute(tangent, "place"))
    tangent.get_by_role("button", name="Step back").click()
    assert int(attribute(tangent, "place")) == place - 1
    tangent.get_by_role("button", name="Step forward").click()
    assert int(attribute(tangent, "place")) == place
    tangent.get_by_role("button", name="Play").click()
    wait_for(tangent, "place", "160")
    assert tangent.get_by_role("button", name="Play").is_visible()


def test_click_on_a_symbol_lights_its_row_and_marks_false_friends(page, table):
    table.locator('[data-sign="truth/seed001"]').click()
    wait_for(table, "selected", "truth/seed001")
    assert attribute(table, "friends") == "prediction/cs224n"
    assert table.locator("tr.w2v-lit").get_attribute("data-thing") == "truth"
    assert "prediction" in table.locator(".w2v-warning").inner_text()
    assert run_code(page, "print(notation.selected)").strip() == "truth/seed001"


def test_notation_by_keyboard(page, table):
    table.locator('[data-sign="truth/seed001"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    wait_for(table, "selected", "truth/cs224n")
    page.keyboard.press("ArrowUp")
    page.keyboard.press(" ")
    wait_for(table, "selected", "prediction/cs224n")
    page.keyboard.press("Escape")
    wait_for(table, "selected", "")


@pytest.mark.parametrize("name", ["softmax-arrows", "sigmoid-tangent", "notation-table"])
def test_jupyterlab_steals_no_key_from_a_focused_control(page, name):
    root, cells = root_of(page, name), cell_count(page)
    focusable = root.locator("button, input, summary, [tabindex]:not([tabindex='-1'])").all()
    assert focusable
    for node in focusable[:12]:
        node.focus()
        for key in "bdda":
            page.keyboard.press(key)
        assert cell_count(page) == cells, node.get_attribute("aria-label")


def test_dark_theme_changes_paper_and_ink(page, screenshots):
    root = root_of(page, "softmax-arrows")
    colours = "(root) => ['color', 'backgroundColor'].map((name) => getComputedStyle(root)[name])"
    light = root.evaluate(colours)
    page.screenshot(path=screenshots / "widgets-light.png")
    set_theme(page, "JupyterLab Dark")
    assert not set(light) & set(root.evaluate(colours))
    for name in ["notation-table", "softmax-arrows", "sigmoid-tangent"]:
        root_of(page, name).screenshot(path=screenshots / f"{name}-dark.png")
    set_theme(page, "JupyterLab Light")
