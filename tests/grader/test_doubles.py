"""Doubles: their formulas against sums written out, their transcripts, and bad parameters."""

import numpy as np
import pytest

from grader.doubles import TRANSCRIPT_POINTS, Double


def test_quadratic_is_half_x_A_x_plus_b_x():
    f = Double("quadratic", matrix=[[2.0, 1.0], [0.0, 4.0]], offset=[1.0, -1.0]).build()
    # ½ (2·9 + 1·3·5 + 4·25) + 3 − 5
    assert f(np.array([3.0, 5.0])) == pytest.approx(64.5)


def test_cubic_is_the_sum_of_scaled_cubes():
    f = Double("cubic", coefficients=[1.0, -2.0]).build()
    assert f([2.0, 3.0]) == pytest.approx(8 - 2 * 27)


def test_a_point_may_have_any_shape():
    double = Double("cubic", coefficients=np.arange(6.0))
    x = np.arange(6.0)
    assert double.build()(x.reshape(2, 3)) == double.build()(x)


def test_transcript_keeps_copies_in_their_shape():
    f = Double("cubic", coefficients=np.ones(4)).build()
    x = np.ones((2, 2))
    f(x)
    x[0, 0] = 7.0
    f(x)
    first, second = f.transcript
    assert first.shape == (2, 2)
    assert first[0, 0] == 1.0
    assert second[0, 0] == 7.0


def test_transcript_is_capped_but_answers_go_on():
    f = Double("cubic", coefficients=[1.0]).build()
    values = [f([float(i)]) for i in range(TRANSCRIPT_POINTS + 5)]
    assert len(f.transcript) == TRANSCRIPT_POINTS
    assert values[-1] == pytest.approx((TRANSCRIPT_POINTS + 4) ** 3)


def test_each_build_starts_an_empty_transcript():
    double = Double("cubic", coefficients=[1.0])
    double.build()([2.0])
    assert double.build().transcript == []


def test_params_are_copies():
    coefficients = np.ones(2)
    double = Double("cubic", coefficients=coefficients)
    coefficients[0] = 100.0
    assert double.build()([1.0, 1.0]) == 2.0


@pytest.mark.parametrize(
    ("kind", "params", "said"),
    [
        ("quartic", {}, "quartic"),
        ("cubic", {}, "coefficients"),
        ("cubic", {"coefficients": [1.0], "offset": [1.0]}, "offset"),
        ("cubic", {"coefficients": 1.0}, "shape ()"),
        ("quadratic", {"matrix": np.eye(3), "offset": [1.0, 2.0]}, r"shape \(2,\)"),
        ("quadratic", {"matrix": np.ones((2, 3)), "offset": [1.0, 2.0]}, r"shape \(2, 3\)"),
    ],
)
def test_bad_parameters_are_named(kind, params, said):
    with pytest.raises(ValueError, match=said.replace("()", r"\(\)")):
        Double(kind, **params)


def test_a_point_of_the_wrong_size_is_named():
    with pytest.raises(ValueError, match=r"3 entries, got shape \(2,\)"):
        Double("cubic", coefficients=np.ones(3)).build()(np.ones(2))
