"""The sandbox on honest submissions: calls, outcomes, notes, stand-ins, and what stays from call to call."""

import threading

import numpy as np
import pytest

from grader.doubles import Double
from grader.sandbox import CodeCell, Limits, Sandbox, SandboxUnavailable
from grader.shim import shim_source


@pytest.fixture(scope="module")
def box():
    with Sandbox() as box:
        yield box


@pytest.fixture
def opened(box):
    """Opens notebooks given as the texts of their cells; closes them afterwards."""
    sessions = []

    def open_cells(*sources, **options):
        cells = [CodeCell(f"cell-{n}", source) for n, source in enumerate(sources)]
        sessions.append(box.open(cells, **options))
        return sessions[-1]

    yield open_cells
    for session in sessions:
        session.close()


SOFTMAX = """import numpy as np
def softmax(u):
    e = np.exp(u - u.max())
    return e / e.sum()
"""


def test_a_function_is_called_and_its_value_comes_back(opened):
    session = opened(SOFTMAX)
    outcome = session.call(["softmax"], [np.zeros(4)])
    assert outcome.status == "returned"
    assert outcome.value.tolist() == [0.25] * 4
    assert session.notes == []
    assert session.defined == ("softmax",)


def test_the_first_name_that_is_defined_is_called(opened):
    session = opened("def camelCase(): return 1\ndef other(): return 2\nnumber = 3")
    assert session.call(["snake_case", "camelCase", "other"]).value == 1
    assert session.call(["number", "other"]).value == 2


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", "no function f is defined"),
        ("f = 3", "f is a int, not a function"),
        ("from IPython.display import f", "no function f is defined"),
        ("import matplotlib as f", "no function f is defined"),
        ("def f(): return 1\ndel f", "no function f is defined"),
        ("def f(x): return x y", "no function f is defined"),
    ],
)
def test_a_function_that_is_not_there_is_missing(opened, cell, said):
    outcome = opened(cell).call(["f"])
    assert (outcome.status, outcome.message) == ("missing", said)


def test_ready_made_names_are_not_the_students(opened):
    session = opened("x = 1")
    assert session.defined == ()
    assert session.call(["exit", "get_ipython", "display"]).status == "missing"


@pytest.mark.parametrize(
    ("body", "message", "line"),
    [
        ("return 1 / 0", "ZeroDivisionError: division by zero", "return 1 / 0"),
        ("exit()", "SystemExit", "exit()"),
        ("raise SystemExit(3)", "SystemExit: 3", "raise SystemExit(3)"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "raise KeyboardInterrupt"),
        ("return f(x)", "RecursionError: maximum recursion depth exceeded", "return f(x)"),
        ("return np.ones(10**12)", "MemoryError: Unable to allocate", "return np.ones(10**12)"),
        ("return input()", "EOFError: EOF when reading a line", "return input()"),
        ("return np.zeros(2) @ np.zeros(3)", "ValueError: matmul", "return np.zeros(2) @ np.zeros(3)"),
        (
            "raise type('Mute', (Exception,), {'__str__': None})()",
            "Mute",
            "raise type('Mute', (Exception,), {'__str__': None})()",
        ),
        (
            "import scipy",
            "ModuleNotFoundError: No module named 'scipy'. While grading there are",
            "import scipy",
        ),
    ],
)
def test_an_error_is_told_with_the_students_line(opened, body, message, line):
    outcome = opened(f"import numpy as np\ndef f(x):\n    {body}\n").call(["f"], [1])
    assert outcome.status == "raised"
    assert outcome.message.startswith(message)
    assert outcome.line == line


def test_the_line_is_the_students_even_if_numpy_raised(opened):
    session = opened(
        "import numpy as np", "def g(x):\n    return np.linalg.inv(x)", "def f(x):\n    return g(x)"
    )
    assert session.call(["f"], [np.zeros((2, 2))]).line == "return np.linalg.inv(x)"


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        ("{}", "a dict"),
        ("(x for x in [])", "a generator"),
        ("print", "a builtin_function_or_method"),
        ("type", "a type"),
        ("np.array([None])", "an array of dtype object"),
        ("np.ones(2**20)", "an array of 8.0 MB; the limit is 1.0 MB"),
        ("10**30", "an int of 100 bits; the limit is 63"),
    ],
)
def test_what_is_no_plain_value_is_named(opened, returned, said):
    outcome = opened(f"import numpy as np\ndef f(): return {returned}").call(["f"])
    assert (outcome.status, outcome.message) == ("unreadable", said)


def test_a_coroutine_is_no_value(opened):
    assert opened("async def f(): return 1").call(["f"]).message == "a coroutine"


@pytest.mark.parametrize("returned", [None, "text", True, 2.5, (1, [2.0, "three"]), float("inf")])
def test_plain_values_come_back(opened, returned):
    outcome = opened(f"inf = float('inf')\ndef f(): return {returned!r}").call(["f"])
    assert outcome.status == "returned"
    assert outcome.value == returned


def test_arguments_are_fresh_copies_and_come_back_as_they_were_left(opened):
    session = opened("def f(x, y, n):\n    x[0] = 9\n    y.append(1)\n    return n")
    x, y = np.zeros(2), [0]
    for _ in range(2):
        after = session.call(["f"], [x, y, 5]).args_after
        assert after[0].tolist() == [9, 0]
        assert after[1:] == ([0, 1], 5)
    assert x.tolist() == [0, 0]
    assert y == [0]


def test_arguments_come_back_after_an_error_too(opened):
    outcome = opened("def f(x):\n    x *= 2\n    raise ValueError").call(["f"], [np.ones(2)])
    assert outcome.args_after[0].tolist() == [2, 2]


def test_an_argument_that_cant_come_back_is_none(opened):
    outcome = opened("def f(x):\n    x.append(print)\n    return 1").call(["f"], [[]])
    assert (outcome.value, outcome.args_after) == (1, (None,))


def test_dtypes_are_kept(opened):
    session = opened("def f(x): return x")
    for dtype in ("f4", "f8", "i8", "?"):
        assert session.call(["f"], [np.ones(2, dtype)]).value.dtype == dtype


def test_doubles_are_built_inside_and_return_their_transcripts(opened):
    double = Double("quadratic", matrix=2 * np.eye(3), offset=np.zeros(3))
    session = opened("def f(g, x, h):\n    a = g(x)\n    x[0] = 2\n    return a + h(x) + g(x)")
    outcome = session.call(["f"], [double, np.ones(3), Double("cubic", coefficients=np.ones(3))])
    assert outcome.value == 3 + 10 + 6
    first, second = outcome.transcripts
    assert [p.tolist() for p in first] == [[1, 1, 1], [2, 1, 1]]
    assert [p.tolist() for p in second] == [[2, 1, 1]]
    assert outcome.args_after[0] is double


def test_state_stays_between_cells_and_calls(opened):
    session = opened("n = 1", "n += 1", "def f():\n    global n\n    n += 1\n    return n")
    assert [session.call(["f"]).value for _ in range(3)] == [3, 4, 5]


def test_two_notebooks_share_nothing(opened):
    first = opened("import numpy as np\nnp.exp = lambda x: 7\nnp.ndarray\nx = 1\ndef f(): return np.exp(0)")
    second = opened("import numpy as np\ndef f(): return float(np.exp(0))\ndef g(): return x")
    assert first.call(["f"]).value == 7
    assert second.call(["f"]).value == 1
    assert second.call(["g"]).status == "raised"


def test_chance_is_the_same_in_each_run():
    code = "import numpy as np, random\ndef f(): return float(np.random.rand()), random.random(), hash('a')"
    values = set()
    for _ in range(2):
        with Sandbox() as other, other.open([CodeCell("a", code)]) as session:
            values.add(session.call(["f"]).value)
    assert len(values) == 1


def test_classes_decorators_dataclasses_and_later_annotations_work(opened):
    session = opened(
        "from __future__ import annotations\nimport functools, dataclasses",
        "@dataclasses.dataclass\n"
        "class Layer:\n    size: Unknown = 2\n    def double(self):\n        return 2 * self.size",
        "@functools.lru_cache\ndef f(x: Unknown) -> Unknown: return Layer(x).double()",
        "import inspect\ndef source(): return inspect.getsource(Layer.double)",
    )
    assert session.call(["f"], [4]).value == 8
    assert "return 2 * self.size" in session.call(["source"]).value
    assert session.notes == []


def test_a_statement_that_fails_is_noted_and_the_rest_runs(opened):
    session = opened(
        "x = 1\n\ny = x / 0\nz = 2", "def broken(:\n    pass\n", "exit_now = exit()\ndef f(): return z"
    )
    assert session.call(["f"]).value == 2
    noted = [(note.cell_id, note.line_number, note.line, note.message) for note in session.notes]
    assert noted == [
        ("cell-0", 3, "y = x / 0", "ZeroDivisionError: division by zero"),
        ("cell-1", 1, "def broken(:", "SyntaxError: invalid syntax"),
        ("cell-2", 1, "exit_now = exit()", "SystemExit"),
    ]


def test_a_note_points_to_the_line_that_failed_not_the_statement(opened):
    [note] = opened("def f():\n    return 1 / 0\n", "x = [\n    1,\n    f(),\n]").notes
    assert (note.cell_id, note.line_number, note.line) == ("cell-1", 3, "f(),")


def test_output_and_warnings_have_no_effect(opened):
    session = opened(
        "import sys, warnings, numpy as np, os",
        "noise = [print('x' * 10**6) for _ in range(50)]",
        "def f(x):\n    warnings.warn('odd')\n    sys.stderr.write('loud')\n    os.write(1, b'raw')\n"
        "    return np.log(x)",
    )
    assert session.call(["f"], [0.0]).value == -np.inf
    assert session.notes == []


def test_display_modules_have_stand_ins(opened):
    session = opened(
        "%matplotlib inline\nimport matplotlib.pyplot as plt, ipywidgets as widgets, anywidget, traitlets\n"
        "from mpl_toolkits.mplot3d import Axes3D\nfrom IPython.display import display, HTML\n"
        "from tqdm.auto import tqdm, trange\nfrom grader import check\n"
        "from w2vlib.widgets import SoftmaxArrows",
        "fig, (left, right) = plt.subplots(1, 2)\nline, = left.plot([1])\nplt.rcParams['x'] = 3\n"
        "top = 2 * left.get_ylim()[1] + 1\nwith plt.style.context('dark') as c:\n    y = 1\n"
        "widget = SoftmaxArrows([1, 2])\nwidget.value = 3\nreport = check('f', print)",
        "class Mine(anywidget.AnyWidget):\n    n = traitlets.Int(0).tag(sync=True)\nmine = Mine(n=3)",
        "@widgets.interact(x=(0, 1))\ndef f(x):\n"
        "    return [i * x for i in tqdm(range(3), total=3)] + list(trange(2))",
        "import numpy as np\nz = np.ones(2) * left.get_xlim()\nshown = display(z)",
    )
    assert session.notes == []
    assert session.call(["f"], [2]).value == [0, 2, 4, 0, 1]


def test_only_the_shim_is_found_of_our_own_packages(opened):
    session = opened(
        "from w2vlib.gradients import sigmoid, softmax",
        "import w2vlib.gradients\ndef f(x): return w2vlib.gradients.sigmoid(x)",
        shim=shim_source(["gradients.sigmoid"]),
    )
    assert session.call(["f"], [0.0]).value == 0.5
    [note] = session.notes
    assert "w2vlib.gradients.softmax is not available" in note.message


@pytest.mark.parametrize(
    "name", ["grader.sandbox", "grader.exercises", "matplotlib", "IPython.core.inputtransformer2", "tqdm"]
)
def test_nothing_real_hides_behind_a_stand_in(opened, name):
    session = opened(
        f"import importlib\nm = importlib.import_module({name!r})\ndef f(): return repr(type(m)), m.__file__"
    )
    outcome = session.call(["f"])
    assert outcome.status == "raised"
    assert "AttributeError" in outcome.message


@pytest.mark.parametrize(
    "name", ["w2vlib.gradcheck", "nbgrader", "pytest", "session", "inside.box", "sitecustomize"]
)
def test_what_is_not_there_is_not_there(opened, name):
    [note] = opened(f"import {name}").notes
    assert "w2vlib.gradcheck is not available" in note.message or "No module named" in note.message


def test_an_instructors_cell_sees_the_students_names(opened):
    session = opened("def f(): return 3\nfig = None")
    assert session.run_cell("assert f() == 3\nf()").value == 3
    failed = session.run_cell("x = f()\nassert x == 4, 'f() must be 4'")
    assert (failed.status, failed.message) == ("raised", "AssertionError: f() must be 4")
    assert failed.line == "assert x == 4, 'f() must be 4'"
    assert session.run_cell("%time y = f()\nassert y == 3").status == "returned"
    assert session.run_cell("x = = 1").status == "raised"


def test_work_happens_in_an_empty_folder_that_is_removed(opened, tmp_path):
    session = opened(
        "import os\ndef where(): return os.getcwd(), os.listdir()\n"
        "def write():\n    os.mkdir('d')\n    open('d/f', 'w').write('x')\n    os.chmod('d', 0)\n    return 1"
    )
    folder, files = session.call(["where"]).value
    assert files == []
    assert session.call(["write"]).value == 1
    session.close()
    with pytest.raises(FileNotFoundError):
        tmp_path.joinpath(folder).stat()


def test_a_closed_session_stays_closed(opened):
    session = opened("def f(): return 1")
    session.close()
    with pytest.raises(RuntimeError, match="closed"):
        session.call(["f"])


def test_a_closed_sandbox_stays_closed():
    with Sandbox() as box:
        session = box.open([])
    for use in (lambda: box.open([]), lambda: [session.call(["f"]) for _ in range(2)]):
        with pytest.raises(SandboxUnavailable, match="closed"):
            use()


def test_several_sandboxes_work_in_several_threads():
    results = {}

    def work(n):
        with Sandbox() as box, box.open([CodeCell("a", f"def f(x): return x * {n}")]) as session:
            results[n] = [session.call(["f"], [i]).value for i in range(20)]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: [i * n for i in range(20)] for n in range(4)}


def test_several_notebooks_may_be_open_in_one_sandbox(opened):
    sessions = [opened(f"def f(): return {n}") for n in range(4)]
    assert [session.call(["f"]).value for session in sessions] == [0, 1, 2, 3]


def test_a_platform_without_fork_is_told_what_to_do(monkeypatch):
    monkeypatch.delattr("os.fork")
    with pytest.raises(SandboxUnavailable, match="WSL"):
        Sandbox()


def test_a_server_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setattr("grader.sandbox.forkserver.START", "raise SystemExit('no luck today')")
    with pytest.raises(SandboxUnavailable, match="no luck today"):
        Sandbox()


def test_limits_are_the_callers_to_choose():
    with (
        Sandbox(Limits(value_bytes=100)) as box,
        box.open([CodeCell("a", "def f(): return [0.0] * 9")]) as session,
    ):
        assert session.call(["f"]).status == "unreadable"
