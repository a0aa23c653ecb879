"""What a test reads off a widget: its data attributes as numbers, and its pixels as a fingerprint."""

import hashlib

import numpy as np


def root_of(page, name: str):
    """The widget's root element, such as "softmax-arrows"."""
    return page.locator(f'.w2v-widget[data-widget="{name}"]')


def attribute(root, name: str) -> str:
    return root.get_attribute(f"data-{name}")


def numbers(root, name: str) -> np.ndarray:
    """A data attribute that holds numbers separated by blanks."""
    return np.array([float(part) for part in attribute(root, name).split()])


def pixels(locator) -> str:
    locator.scroll_into_view_if_needed()
    return hashlib.sha256(locator.screenshot()).hexdigest()


def wait_for(root, name: str, value) -> None:
    """Wait until a data attribute has `value`; fails with a time-out that names both."""
    root.page.wait_for_selector(
        f'.w2v-widget[data-widget="{attribute(root, "widget")}"][data-{name}="{value}"]', timeout=10_000
    )


def drag(page, handle, dx: float, dy: float) -> None:
    """Press the mouse on the middle of `handle`, move it by (dx, dy) pixels and let go."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()
