"""The widgets, each loaded when it is first asked for: importing this package imports no widget library."""

from importlib import import_module

_HOMES = {
    "NotationTable": "w2vlib.widgets.notation_table",
    "SigmoidTangent": "w2vlib.widgets.sigmoid_tangent",
    "SoftmaxArrows": "w2vlib.widgets.softmax_arrows",
}
__all__ = ["NotationTable", "SigmoidTangent", "SoftmaxArrows"]


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"w2vlib.widgets has {', '.join(_HOMES)}; it has no {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
