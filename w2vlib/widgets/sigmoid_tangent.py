"""Drag x along σ(x) and −log σ(x): one slope dies where the answer is wrong, the other does not."""

import numpy as np
import traitlets

from w2vlib.arguments import float_array
from w2vlib.gradients import log_sigmoid, log_sigmoid_derivative, sigmoid, sigmoid_derivative
from w2vlib.widgets.base import CourseWidget, module_source, packed

STEP = 0.1  # between two positions of x


class SigmoidTangent(CourseWidget):
    """σ(x) and the loss −log σ(x) with their tangents at x; the truth is 1.

    Parameters
    ----------
    x : where to start, from −limit to limit.
    limit : the axis runs from −limit to limit; from 4 to 30.
    squared_error : whether the loss ½(1 − σ(x))² is shown beside them.

    Attributes
    ----------
    x : where the point is now; setting it moves the picture.

    Raises
    ------
    TypeError, ValueError : x or limit isn't a number in its range.
    """

    _esm = module_source("sigmoid_tangent.js")
    x = traitlets.Float().tag(sync=True)
    start = traitlets.Float().tag(sync=True)
    limit = traitlets.Float().tag(sync=True)
    squared_error = traitlets.Bool().tag(sync=True)
    frames = traitlets.Dict().tag(sync=True)

    def __init__(self, x: float = 0.0, limit: float = 8.0, squared_error: bool = False):
        limit = _checked_number("limit", limit, 4, 30)
        x = _checked_number("x", x, -limit, limit)
        super().__init__(
            x=x, start=x, limit=limit, squared_error=bool(squared_error), frames=sigmoid_frames(x, limit)
        )

    @traitlets.validate("x")
    def _check_x(self, proposal):
        return (
            _checked_number("x", proposal["value"], -self.limit, self.limit)
            if self.limit
            else proposal["value"]
        )

    @traitlets.observe("x")
    def _recompute(self, change):
        self.frames = sigmoid_frames(change["new"], self.limit)

    def text(self) -> str:
        """Return a table of both curves and their slopes, at whole numbers and at x."""
        places = sorted({*np.linspace(-self.limit, self.limit, 9), self.x})
        lines = [f"{'x':>7}  {'σ(x)':>9}  {'slope':>9}  {'−log σ(x)':>9}  {'slope':>9}"]
        for place in places:
            values = (
                sigmoid(place),
                sigmoid_derivative(place),
                -log_sigmoid(place),
                -log_sigmoid_derivative(place),
            )
            lines.append("  ".join([f"{place:7.2f}", *(f"{value:9.5f}" for value in values)]))
        return "\n".join(lines)


def sigmoid_frames(x: float, limit: float) -> dict:
    """The curves at every position of x, the nearest position moved to x itself.

    Returns
    -------
    dict with `rest`, the position of x, and arrays (P,): `x`, `sigma`, `sigma_slope`, `loss`, `loss_slope`,
    `square`, `square_slope`. The squared error is ½(1 − σ)², with slope −(1 − σ)σ'.
    """
    places = np.linspace(-limit, limit, 2 * round(limit / STEP) + 1)
    rest = int(np.abs(places - x).argmin())
    places[rest] = x
    missing = sigmoid(-places)  # 1 − σ(x), without losing its digits where σ(x) rounds to 1
    curves = {
        "x": places,
        "sigma": sigmoid(places),
        "sigma_slope": sigmoid_derivative(places),
        "loss": -log_sigmoid(places),
        "loss_slope": -log_sigmoid_derivative(places),
        "square": missing**2 / 2,
        "square_slope": -missing * sigmoid_derivative(places),
    }
    return {"rest": rest, **{name: packed(values) for name, values in curves.items()}}


def _checked_number(name: str, value, lowest: float, highest: float) -> float:
    number = float_array(name, value)
    if number.ndim or not lowest <= number <= highest:
        raise ValueError(f"{name}: expected a number from {lowest:g} to {highest:g}, got {value!r}")
    return float(number)
