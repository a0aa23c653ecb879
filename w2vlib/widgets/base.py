"""What the widgets share: how their JavaScript is put together, and their face where no widget can live.

Python computes frames, every state a reader can reach without a kernel, with the oracle; JavaScript draws
them. There is no build step: the shared files are joined in front of the widget's own module.
"""

from html import escape
from importlib.resources import files

import anywidget
import numpy as np

_FOLDER = files("w2vlib.widgets")
_SHARED = ("drawing.js", "controls.js", "player.js")


def module_source(name: str) -> str:
    """Return the ES module of a widget: the shared files, then its own."""
    return "\n".join(_FOLDER.joinpath(part).read_text("utf-8") for part in (*_SHARED, name))


def packed(numbers) -> bytes:
    """`numbers` as little-endian float64, row by row, for `floats` in drawing.js."""
    return np.ascontiguousarray(numbers, dtype="<f8").tobytes()


class CourseWidget(anywidget.AnyWidget):
    """A widget of the course: one module, one style sheet, and a plain-text face."""

    _css = _FOLDER.joinpath("widgets.css").read_text("utf-8")

    def text(self) -> str:
        """Return what the widget shows now, in plain text."""
        raise NotImplementedError(f"{type(self).__name__} must say its numbers in text()")

    def html(self) -> str:
        """The same for pages that can't run widgets."""
        return f"<pre>{escape(self.text())}</pre>"

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": self.text(), "text/html": self.html()}, metadata
