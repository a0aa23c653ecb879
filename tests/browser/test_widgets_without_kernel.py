"""Each widget on a plain page, from its exported state alone."""

import numpy as np
import pytest
from plain_page import plain_page
from test_widgets_in_lab import assert_is_sigmoid, assert_is_softmax
from widget_state import attribute, drag, numbers, pixels, root_of

from w2vlib.widgets import NotationTable, SigmoidTangent, SoftmaxArrows

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def mount(new_page):
    def open_page(widget, name, **options):
        page = new_page(**options)
        page.set_content(plain_page(widget))
        root = root_of(page, name)
        root.wait_for()
        return root

    return open_page


def test_softmax_moves_one_logit_at_a_time(mount):
    root = mount(SoftmaxArrows(["a", "b", "c"], [0.0, 1.0, 2.0], "b"), "softmax-arrows")
    image = pixels(root)
    drag(root.page, root.get_by_role("slider", name="logit of a", exact=True), 0, -40)
    assert numbers(root, "logits")[0] > 1
    assert_is_softmax(root)
    assert pixels(root) != image
    root.page.wait_for_timeout(400)  # the widget has told its model, and nobody answered
    root.get_by_role("slider", name="logit of c", exact=True).focus()
    root.page.keyboard.press("ArrowDown")
    np.testing.assert_allclose(numbers(root, "logits"), [0, 1, 1.9], atol=1e-9)
    assert_is_softmax(root)


def test_softmax_says_why_the_other_logit_went_back(mount):
    root = mount(SoftmaxArrows(["a", "b"], [0.0, 1.0], "b"), "softmax-arrows")
    root.get_by_role("slider", name="logit of a", exact=True).focus()
    root.page.keyboard.press("End")
    root.page.wait_for_timeout(400)
    root.get_by_role("slider", name="logit of b", exact=True).focus()
    assert "Without a kernel" in root.locator(".w2v-said").inner_text()


def test_softmax_takes_another_true_word(mount):
    root = mount(SoftmaxArrows(["a", "b", "c"], [0.0, 1.0, 2.0], "b"), "softmax-arrows")
    root.get_by_label("a", exact=True).check(force=True)
    assert attribute(root, "target") == "0"
    assert_is_softmax(root)


def test_sigmoid_lives_without_a_kernel(mount):
    root = mount(SigmoidTangent(x=-6), "sigmoid-tangent")
    assert_is_sigmoid(root)
    image = pixels(root)
    root.get_by_role("button", name="compare with the squared error").click()
    assert attribute(root, "squared") == "true"
    assert pixels(root) != image
    root.get_by_role("slider", name="sweep x").fill("100")
    assert numbers(root, "x") == pytest.approx(2.0)
    assert_is_sigmoid(root)
    root.get_by_role("button", name="Reset").click()
    assert numbers(root, "x") == pytest.approx(-6)


def test_notation_lives_without_a_kernel(mount):
    root = mount(NotationTable(select="score"), "notation-table")
    assert attribute(root, "selected") == "score"
    root.locator('[data-sign="score/rong"]').click()
    assert "outside_vector/cs224n" in attribute(root, "friends").split()


def test_the_table_says_the_drawn_numbers(mount):
    root = mount(SoftmaxArrows(["a", "b"], [0.0, 0.0], "b"), "softmax-arrows")
    root.get_by_text("The numbers as a table").click()
    assert root.locator("tbody tr").nth(1).inner_text().split() == ["b", "0.00", "0.500", "1", "−0.500"]


@pytest.mark.parametrize(
    ("widget", "name"),
    [
        (SoftmaxArrows, "softmax-arrows"),
        (SigmoidTangent, "sigmoid-tangent"),
        (NotationTable, "notation-table"),
    ],
)
def test_nothing_sticks_out_of_a_narrow_or_wide_page(mount, screenshots, widget, name):
    page = mount(widget(), name).page
    for width in (1280, 800, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=screenshots / f"{name}-{width}.png", full_page=True)


def test_reduced_motion_plays_two_frames_a_second(mount):
    root = mount(SigmoidTangent(x=-8), "sigmoid-tangent", reduced_motion="reduce")
    root.get_by_role("button", name="Play").click()
    root.page.wait_for_function("document.querySelector('.w2v-widget').dataset.place === '1'")
    root.get_by_role("button", name="Pause").click()
    assert int(attribute(root, "place")) <= 2


def test_leaving_stops_the_player(mount):
    root = mount(SigmoidTangent(x=-8), "sigmoid-tangent")
    root.get_by_role("button", name="Play").click()
    root.page.wait_for_function("Number(document.querySelector('.w2v-widget').dataset.place) > 1")
    root.page.evaluate("window.leave()")
    place = attribute(root, "place")
    root.page.wait_for_timeout(200)
    assert attribute(root, "place") == place
