"""The shim: what is provided works, what isn't can't be had in any way of asking."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import grader.sandbox.inside
from grader.shim import NOTHING, closure, shim_source
from w2vlib import gradcheck, gradients

INSIDE = str(Path(grader.sandbox.inside.__file__).parent.parent)


def run(provides, code):
    """Run code in a bare interpreter that has the shim for its w2vlib; what it prints."""
    shim = shim_source(provides)
    modules = [[m.name, m.source, m.hidden] for m in shim.modules]
    numpy_folder = str(Path(np.__file__).parent.parent)
    start = (
        f"import sys; sys.path += [{INSIDE!r}, {numpy_folder!r}]\n"
        "from inside import provided\n"
        f"provided.install({modules!r}, {list(shim.provides)!r})\n"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", start + code], capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "from w2vlib.gradients import log_sum_exp as f",
        "import w2vlib.gradients; f = w2vlib.gradients.log_sum_exp",
        "import w2vlib.gradients as g; f = g.log_sum_exp",
        "from w2vlib import gradients; f = gradients.log_sum_exp",
        "from w2vlib.gradients import *; f = log_sum_exp",
    ],
)
def test_a_provided_function_is_found_each_way_and_computes_the_same(code):
    u = [1.0, 2.0, 1000.0]
    assert run(["gradients.log_sum_exp"], f"{code}\nprint(f({u}))") == f"{gradients.log_sum_exp(u)}\n"


def test_functions_that_call_others_work():
    code = (
        "import numpy as np\nfrom w2vlib.gradcheck import check_gradient\n"
        "print(check_gradient(lambda x: float(x @ x), lambda x: 2 * x, np.arange(3.0)))"
    )
    assert run(["gradcheck.check_gradient"], code).strip() == str(
        gradcheck.check_gradient(lambda x: float(x @ x), lambda x: 2 * x, np.arange(3.0))
    )


WITHHELD = [
    "from w2vlib.gradients import softmax",
    "import w2vlib.gradients; w2vlib.gradients.softmax",
    "import w2vlib.gradients.softmax",
    "from w2vlib.gradients.softmax import softmax",
    "from w2vlib.gradients.softmax import log_sum_exp",
    "import importlib; importlib.import_module('w2vlib.gradients.softmax')",
]


@pytest.mark.parametrize("code", WITHHELD)
def test_a_withheld_function_is_refused_by_name(code):
    said = run(["gradients.log_sum_exp"], code).splitlines()[-1]
    assert said.startswith(("ImportError: ", "AttributeError: "))
    assert "w2vlib.gradients.softmax is not available while this lesson is graded" in said
    assert "w2vlib.gradients.log_sum_exp" in said


@pytest.mark.parametrize(
    "code", ["import w2vlib.gradients", "from w2vlib import gradients", "import w2vlib; w2vlib.gradients"]
)
def test_with_nothing_provided_nothing_is_there(code):
    assert "w2vlib.gradients is not available" in run([], code)
    assert [m.name for m in shim_source([]).modules] == ["w2vlib"]
    assert shim_source([]) == NOTHING


def test_a_withheld_name_can_be_asked_after():
    code = "import w2vlib.gradients as g\nprint(hasattr(g, 'softmax'), hasattr(g, 'log_sum_exp'))"
    assert run(["gradients.log_sum_exp"], code) == "False True\n"


def test_where_the_namesake_is_provided_both_can_be_imported():
    code = "from w2vlib.gradients import softmax as f\n"
    code += "from w2vlib.gradients.softmax import softmax\nprint(f is softmax)"
    assert run(["gradients.softmax"], code) == "True\n"


def test_the_source_holds_nothing_that_is_not_needed():
    source = "\n".join(m.source for m in shim_source(["gradients.log_sum_exp"]).modules)
    defined = {n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)}
    assert "log_sum_exp" in defined
    assert not defined & {"softmax", "cross_entropy", "sigmoid"}


def test_closure_follows_calls_across_modules_and_no_further():
    names = closure(["gradients.sigmoid_derivative"])
    assert {"gradients.sigmoid_derivative", "gradients.sigmoid", "arguments.float_array"} <= names
    assert not names & {"gradients.softmax", "gradients.log_sigmoid", "arguments.same_shape"}
    assert closure([]) == frozenset()


def test_closure_does_not_take_a_local_name_for_a_function(monkeypatch, tmp_path):
    write_library(
        monkeypatch,
        tmp_path,
        "STEP = 2\ndef answer(): pass\ndef helper(answer, h=STEP):\n    return answer + h",
    )
    assert closure(["m.helper"]) == {"m.helper", "m.STEP"}


def test_closure_sees_decorators_defaults_and_inner_functions(monkeypatch, tmp_path):
    write_library(
        monkeypatch,
        tmp_path,
        "def a(f): return f\ndef b(): pass\nc = 1\n@a\ndef helper(x=b):\n    return lambda: [c for _ in x]",
    )
    assert closure(["m.helper"]) == {"m.helper", "m.a", "m.b", "m.c"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gradients.sofmax", "no function sofmax"),
        ("nowhere.softmax", "no module w2vlib.nowhere"),
        ("gradcheck.np", "not a function"),
        ("gradients", "no function gradients"),
    ],
)
def test_names_that_are_no_functions_are_refused(name, said):
    with pytest.raises(ValueError, match=said):
        shim_source([name])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from w2vlib import n\ndef f(): return n.g()", "no function n"),
        ("import w2vlib.n\ndef f(): return w2vlib.n.g()", "by name"),
        ("from .n import g\ndef f(): return g()", "write the import in line 1"),
        ("from w2vlib.n import g\ndef f(): return g()", "circle"),
    ],
)
def test_what_cant_be_cut_out_is_refused(monkeypatch, tmp_path, text, said):
    write_library(monkeypatch, tmp_path, text)
    with pytest.raises(ValueError, match=said):
        shim_source(["m.f"])


def write_library(monkeypatch, tmp_path, text):
    """Put a small library in the place of w2vlib, under a name no other test uses."""
    name = tmp_path.name
    package = tmp_path / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "m.py").write_text(text.replace("w2vlib", name))
    (package / "n.py").write_text(f"from {name}.m import f\ndef g(): return f()")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("grader.shim.ROOT", name)
