"""The widgets' Python side: frames against the oracle, bad input, faces without a browser."""

import subprocess
import sys

import numpy as np
import pytest

from w2vlib.gradients import (
    cross_entropy,
    log_sigmoid,
    log_sigmoid_derivative,
    log_sum_exp,
    sigmoid,
    sigmoid_derivative,
    softmax,
)
from w2vlib.widgets import NotationTable, SigmoidTangent, SoftmaxArrows
from w2vlib.widgets.sigmoid_tangent import sigmoid_frames
from w2vlib.widgets.softmax_arrows import softmax_frames

LOGITS = [0.123, 1.0, -3.95]


def unpacked(frames: dict, name: str, shape) -> np.ndarray:
    return np.frombuffer(frames[name], dtype="<f8").reshape(shape)


def state_of(frames: dict, shift: int, word: int, place: int) -> np.ndarray:
    """The logits of one frame, made by hand."""
    _, n_words, n_places = frames["shape"]
    u = np.array(frames["logits"])
    u[word] = unpacked(frames, "positions", (n_words, n_places))[word, place]
    return u + frames["shifts"][shift]


@pytest.mark.parametrize(("shift", "word", "place"), [(0, 0, 0), (0, 1, 40), (1, 2, 80), (1, 0, 17)])
def test_softmax_frame_holds_what_the_oracle_gives(shift, word, place):
    frames = softmax_frames(LOGITS)
    shape, u = tuple(frames["shape"]), state_of(frames, shift, word, place)
    at = (shift, word, place)
    np.testing.assert_allclose(unpacked(frames, "y", (*shape, 3))[at], softmax(u), rtol=1e-12)
    np.testing.assert_allclose(unpacked(frames, "log_sum", shape)[at], log_sum_exp(u), rtol=1e-12)
    losses = [cross_entropy(u, t) for t in np.eye(3)]
    np.testing.assert_allclose(unpacked(frames, "losses", (*shape, 3))[at], losses, atol=1e-12)


def test_softmax_rests_exactly_on_the_given_logits_in_rising_positions():
    frames = softmax_frames(LOGITS)
    positions = unpacked(frames, "positions", (3, 81))
    assert [positions[j, i] for j, i in enumerate(frames["rest"])] == LOGITS
    assert (np.diff(positions) > 0).all()


def test_softmax_reaches_as_far_as_its_largest_logit():
    frames = softmax_frames([0.0, -7.3])
    positions = unpacked(frames, "positions", (2, frames["shape"][2]))
    assert (positions[:, 0].min(), positions[:, -1].max()) == (-8, 8)


def test_setting_logits_computes_the_frames_again():
    widget = SoftmaxArrows(["a", "b"], [0.0, 1.0], "b")
    widget.logits = [2.0, -2.0]
    assert widget.frames["logits"] == [2.0, -2.0]
    assert "0.982" in widget.text()


@pytest.mark.parametrize("x", [-8, -5.03, 0, 7.99])
def test_sigmoid_frames_hold_what_the_oracle_gives(x):
    frames = sigmoid_frames(x, 8)
    places = unpacked(frames, "x", -1)
    assert places[frames["rest"]] == x and (np.diff(places) > 0).all()
    expected = {
        "sigma": sigmoid(places),
        "sigma_slope": sigmoid_derivative(places),
        "loss": -log_sigmoid(places),
        "loss_slope": -log_sigmoid_derivative(places),
    }
    for name, values in expected.items():
        np.testing.assert_allclose(unpacked(frames, name, -1), values, rtol=1e-13)


@pytest.mark.parametrize("name", ["sigma", "loss", "square"])
def test_each_slope_is_the_slope_of_its_curve(name):
    """A chord between neighbours has the slope of the tangent in the middle, to second order."""
    frames = sigmoid_frames(0, 8)
    x, curve, slope = (unpacked(frames, part, -1) for part in ("x", name, f"{name}_slope"))
    chords = (curve[2:] - curve[:-2]) / (x[2:] - x[:-2])
    np.testing.assert_allclose(chords, slope[1:-1], atol=5e-4)


def test_setting_x_moves_the_frames():
    widget = SigmoidTangent()
    widget.x = 1.234
    assert unpacked(widget.frames, "x", -1)[widget.frames["rest"]] == 1.234


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: SoftmaxArrows(["a"], [0.0], "a"), "2 to 8 different words"),
        (lambda: SoftmaxArrows(["a", "a"], [0.0, 1.0], "a"), "2 to 8 different words"),
        (lambda: SoftmaxArrows(["a", "b"], [0.0], "a"), "for each of the 2 words, got 1"),
        (lambda: SoftmaxArrows(["a", "b"], [0.0, np.nan], "a"), "from −10 to 10"),
        (lambda: SoftmaxArrows(["a", "b"], [0.0, 10.5], "a"), "from −10 to 10"),
        (lambda: SoftmaxArrows(["a", "b"], ["x", "y"], "a"), "real numbers"),
        (lambda: SoftmaxArrows(["a", "b"], [0.0, 1.0], "c"), "target"),
        (lambda: SoftmaxArrows(["a", "b"], [0.0, 1.0], 2), "an index below 2"),
        (lambda: setattr(SoftmaxArrows(["a", "b"], [0.0, 1.0], 0), "logits", [1.0]), "each of the 2 words"),
        (lambda: setattr(SoftmaxArrows(["a", "b"], [0.0, 1.0], 0), "target", 5), "an index below 2"),
        (lambda: SigmoidTangent(x=9), "x: expected a number from -8 to 8, got 9"),
        (lambda: SigmoidTangent(x="far"), "real numbers"),
        (lambda: SigmoidTangent(limit=1000), "limit: expected a number from 4 to 30"),
        (lambda: setattr(SigmoidTangent(), "x", np.inf), "from -8 to 8"),
        (lambda: NotationTable(select="hat"), "expected one of center_vector"),
        (lambda: NotationTable(select="truth/d2l"), "truth is written in"),
        (lambda: NotationTable(select=3), "expected a string"),
    ],
)
def test_bad_input_says_what_was_expected(make, says):
    with pytest.raises((TypeError, ValueError), match=says):
        make()


def test_target_may_be_a_word_or_an_index():
    assert SoftmaxArrows(["a", "b"], [0, 1], "b").target == SoftmaxArrows(["a", "b"], [0, 1], 1).target == 1


@pytest.mark.parametrize("make", [NotationTable, SoftmaxArrows, SigmoidTangent])
def test_each_widget_has_a_face_in_text_and_html_beside_the_live_one(make):
    data, _ = make()._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert data["text/plain"] == make().text() and len(data["text/plain"].splitlines()) > 5
    assert data["text/html"].startswith(("<table>", "<pre>"))


def test_softmax_text_shows_every_number():
    lines = SoftmaxArrows(["cat", "dog"], [0.0, 0.0], "cat").text().splitlines()
    assert [line.split() for line in lines[1:3]] == [
        ["cat", "0.00", "0.500", "1", "-0.500"],
        ["dog", "0.00", "0.500", "0", "+0.500"],
    ]
    assert lines[3:] == ["sum of e = 0.000", "loss E = 0.693"]


def test_importing_the_package_loads_no_widget_library():
    code = """
import sys, w2vlib, w2vlib.gradients, w2vlib.notation, w2vlib.widgets
assert "anywidget" not in sys.modules and "ipywidgets" not in sys.modules
w2vlib.widgets.SoftmaxArrows
assert "anywidget" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_widget_is_named():
    import w2vlib.widgets

    with pytest.raises(AttributeError, match="NotationTable"):
        w2vlib.widgets.Nothing  # noqa: B018
