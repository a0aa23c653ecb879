"""The library's own check: it passes, and it can fail."""

import pytest

from w2vlib import gradients
from w2vlib.__main__ import main
from w2vlib.equations import Equation


def test_every_gradient_agrees_with_finite_differences(capsys):
    assert main(["check", "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    assert printed.count(" ok") == 6 + 2 * 9
    for name in (
        "softmax_jacobian",
        "log_sigmoid_derivative",
        "cbow_negative ∂W'",
        "skip_gram_hierarchical ∂W",
    ):
        assert name in printed
    assert "108 of 108 equations of the seeds hold" in printed


def test_a_wrong_gradient_is_told_and_fails(capsys, monkeypatch):
    monkeypatch.setattr(gradients, "sigmoid_derivative", lambda x: -gradients.sigmoid(x))
    assert main(["check"]) == 1
    assert "sigmoid_derivative" in next(
        line for line in capsys.readouterr().out.splitlines() if "WRONG" in line
    )


def test_a_wrong_equation_is_named_and_fails(capsys, monkeypatch):
    monkeypatch.setattr(Equation, "holds", lambda self, seed=0: self.key != "S2.8")
    assert main(["check"]) == 1
    assert "107 of 108 equations of the seeds hold S2.8" in capsys.readouterr().out


def test_an_unknown_command_lists_those_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["sing"])
    assert "check" in capsys.readouterr().err
