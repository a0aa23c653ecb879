"""One call of a student's function, or one cell of the instructor's, and the answer to be sent."""

import ast

from .cells import parse
from .deadline import TooSlow, within
from .doubles import Double, Recorder
from .errors import cell_filename, describe, remember_source, student_line
from .notebook import Notebook
from .values import Decoder, Encoder, Unreadable


def call(notebook: Notebook, message: dict, raw: bytes, limits: dict) -> tuple[dict, list]:
    """Call the first of `message["names"]` that the notebook defines, with fresh arguments.

    Returns
    -------
    The answer's fields (`status`, and `value`, `message`, `line`, `args`, `transcripts` where they apply) and
    the bytes of its arrays.
    """
    function = next((f for n in message["names"] if callable(f := notebook.find(n))), None)
    if function is None:
        return {"status": "missing", "message": _absence(notebook, message["names"])}, []
    limit, args = limits["value_bytes"], arguments(message["args"], raw)
    fields, chunks = answer(lambda: function(*args), limits["call_seconds"], limit)
    after, more = _trees(args, limit)
    points, most = _trees([a.transcript for a in args if type(a) is Recorder], limit)
    return fields | {"args": after, "transcripts": points}, [*chunks, *more, *most]


def run_cell(notebook: Notebook, message: dict, raw: bytes, limits: dict) -> tuple[dict, list]:
    """Run a whole cell, bare expressions and asserts included; its last expression is its value."""
    filename = cell_filename("of the instructor")

    def run():
        tree, source, problems = parse(message["source"], notebook.transform_cell)
        if problems:
            raise SyntaxError(f"{problems[0].message} (line {problems[0].line_number})")
        remember_source(filename, source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(notebook.compile(tree, filename), notebook.names)
        if last is not None:
            return eval(notebook.compile(ast.Expression(last.value), filename, "eval"), notebook.names)

    return answer(run, limits["statement_seconds"], limits["value_bytes"])


def arguments(trees: list[dict], raw: bytes) -> list:
    """The call's own copies of its arguments, doubles built."""
    decoder = Decoder(raw)
    args = []
    for tree in trees:
        if "double" in tree:
            kind, params = tree["double"]
            args.append(Double(kind, **{n: decoder.decode(p) for n, p in params.items()}).build())
        else:
            args.append(decoder.decode(tree["value"]))
    return args


def answer(work, seconds: float, limit: int) -> tuple[dict, list]:
    """Do the work within its time and put what came of it into words and bytes."""
    encoder = Encoder(limit)
    try:
        tree = within(seconds, lambda: encoder.encode(work()))
        return {"status": "returned", "value": tree}, encoder.chunks
    except Unreadable as error:
        return {"status": "unreadable", "message": str(error)}, []
    except BaseException as error:
        status = "timeout" if isinstance(error, TooSlow) else "raised"
        return {"status": status, "message": describe(error), "line": student_line(error)[1]}, []


def _trees(values: list, limit: int) -> tuple[list, list]:
    """Trees of the arguments, or of the transcripts; null for one that can't be sent any more."""
    encoder, trees = Encoder(limit), []
    for value in values:
        before = len(encoder.chunks)
        try:
            trees.append(encoder.encode(None if type(value) is Recorder else value))
        except Exception:
            del encoder.chunks[before:]
            trees.append(None)
    return trees, encoder.chunks


def _absence(notebook: Notebook, names: list[str]) -> str:
    for name in names:
        if (value := notebook.find(name)) is not None:
            return f"{name} is a {type(value).__name__}, not a function"
    return f"no function {names[0]} is defined"
