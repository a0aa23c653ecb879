"""The library's own check: it passes, and it can fail."""

import pytest

from w2vlib import gradients
from w2vlib.__main__ import main


def test_every_gradient_agrees_with_finite_differences(capsys):
    assert main(["check", "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    assert printed.count(" ok") == 6
    for name in ("softmax_jacobian", "cross_entropy_gradient", "log_sigmoid_derivative"):
        assert name in printed


def test_a_wrong_gradient_is_told_and_fails(capsys, monkeypatch):
    monkeypatch.setattr(gradients, "sigmoid_derivative", lambda x: -gradients.sigmoid(x))
    assert main(["check"]) == 1
    assert "sigmoid_derivative" in next(
        line for line in capsys.readouterr().out.splitlines() if "WRONG" in line
    )


def test_an_unknown_command_lists_those_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["sing"])
    assert "check" in capsys.readouterr().err
