"""Between calls and frames: arguments become trees, an answer, of which nothing is believed, an Outcome."""

import numpy as np

from grader.doubles import Double
from grader.outcome import Outcome
from grader.sandbox.inside.values import BadValue, Decoder, Encoder, Unreadable, clean

ANSWERS = ("returned", "raised", "timeout", "unreadable", "missing")


def argument_trees(args: tuple) -> tuple[list[dict], list[bytes]]:
    """The arguments of a call, ready to be sent: trees, and the bytes of their arrays.

    Raises
    ------
    TypeError : an argument that is neither a plain value nor a Double.
    """
    encoder, trees = Encoder(), []
    for arg in args:
        try:
            if isinstance(arg, Double):
                trees.append({"double": [arg.kind, {n: encoder.encode(p) for n, p in arg.params.items()}]})
            else:
                trees.append({"value": encoder.encode(arg)})
        except Unreadable as error:
            raise TypeError(f"an argument of a call must be a plain value or a Double; got {error}") from None
    return trees, encoder.chunks


def outcome_of(message: dict, raw: bytes, number: int, args: tuple) -> Outcome:
    """The outcome that an answer describes.

    Raises
    ------
    BadValue : it isn't the answer to the call of this number, or not in the agreed form.
    """
    if message.get("kind") != "answer" or message.get("number") != number:
        raise BadValue("not the answer to this call")
    status = message.get("status")
    if status not in ANSWERS:
        raise BadValue("an unknown status")
    decoder = Decoder(raw)
    value = decoder.decode(message.get("value")) if status == "returned" else None
    after = _sequence(decoder, message, "args")
    points = _sequence(decoder, message, "transcripts")
    decoder.finish()
    return Outcome(
        status,
        value,
        _text(message, "message"),
        _text(message, "line"),
        _args_after(after, args) if "args" in message else (),
        _transcripts(points, args) if "transcripts" in message else (),
    )


def _sequence(decoder: Decoder, message: dict, field: str) -> list:
    trees = message.get(field, [])
    if type(trees) is not list:
        raise BadValue(f"{field} that are not a list")
    return [decoder.decode(tree) for tree in trees]


def _text(message: dict, field: str) -> str:
    text = message.get(field, "")
    if type(text) is not str:
        raise BadValue(f"a {field} that is not a text")
    return clean(text)


def _args_after(after: list, args: tuple) -> tuple:
    """The arguments as they came back, with our own doubles in their places."""
    if len(after) != len(args):
        raise BadValue("another number of arguments")
    return tuple(arg if isinstance(arg, Double) else value for arg, value in zip(args, after, strict=True))


def _transcripts(points: list, args: tuple) -> tuple[list, ...]:
    """One list of arrays for each double; empty where the list didn't come through."""
    if len(points) != sum(isinstance(arg, Double) for arg in args):
        raise BadValue("another number of transcripts")
    transcripts = tuple([] if seen is None else seen for seen in points)
    if any(type(seen) is not list or any(type(x) is not np.ndarray for x in seen) for seen in transcripts):
        raise BadValue("a transcript that isn't a list of points")
    return transcripts
