"""Which code of a notebook runs, and what is said about the rest."""

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from grader.sandbox.inside.cells import prepare


def prepared(source):
    return prepare(source, TransformerManager().transform_cell)


def runs(source):
    """The code that runs of a cell, as text."""
    return [ast.unparse(statement.tree) for statement in prepared(source).statements]


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np",
        "from math import *",
        "x = 1",
        "x: int = 1",
        "x += 1",
        "x, (y, *z) = f()",
        "x[0] = 1",
        'def f():\n    """doc"""\n    print(1)\n    return 2',
        "async def f():\n    print(1)",
        'class A:\n    """doc"""\n    print(1)',
        "@decorator\ndef f():\n    pass",
        "f = lambda x: print(x)",
        "del x",
        "global x",
        "raise ValueError(1)",
        "while queue:\n    queue.pop()",
        "(y := f(x))",
        "for i in x:\n    y = i",
    ],
)
def test_what_defines_or_changes_names_runs(source):
    assert runs(source) == [source]


@pytest.mark.parametrize(
    "source",
    [
        "'a text'",
        "print(x)",
        "check('softmax', softmax)",
        "plt.plot(x)",
        "x",
        "assert x == 1",
        "await f()",
        "...",
        "%matplotlib inline",
        "!ls",
        "softmax?",
        "%timeit softmax(u)",
        "%load_ext autoreload",
        "# only words",
        "",
    ],
)
def test_what_shows_or_checks_does_not_run(source):
    assert runs(source) == []
    assert prepared(source).problems == ()


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("for i in x:\n    print(i)\n    y = i", "for i in x:\n    y = i"),
        ("for i in x:\n    print(i)", "for i in x:\n    pass"),
        ("if x:\n    print()\nelse:\n    check()", "if x:\n    pass\nelse:\n    pass"),
        ("with f() as g:\n    assert g", "with f() as g:\n    pass"),
        ("try:\n    f()\nexcept E:\n    print()", "try:\n    pass\nexcept E:\n    pass"),
        ("try:\n    x = 1\nfinally:\n    print()", "try:\n    x = 1\nfinally:\n    pass"),
        ("match x:\n    case 1:\n        print()", "match x:\n    case 1:\n        pass"),
        ("if x:\n    def f():\n        print()", "if x:\n\n    def f():\n        print()"),
    ],
)
def test_blocks_lose_their_bare_expressions(source, left):
    assert runs(source) == [left]


def test_an_import_of_several_names_is_several_imports():
    assert runs("import a, b as c\nfrom d import e, f as g") == [
        "import a",
        "import b as c",
        "from d import e",
        "from d import f as g",
    ]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("%%time\nx = 1", ["x = 1"]),
        ("\n%%capture out\n%%time\nx = 1\n", ["x = 1"]),
        ("%%prun -s cumulative\ny = !ls\nx = 1", ["y = get_ipython().getoutput('ls')", "x = 1"]),
        ("%time x = 1", ["x = 1"]),
        ("if a:\n    %time x = 1", ["if a:\n    x = 1"]),
        (">>> x = 1\n>>> y = 2", ["x = 1", "y = 2"]),
        ("    x = 1\n    y = 2", ["x = 1", "y = 2"]),
        ("files = %ls\nx = 1", ["files = get_ipython().run_line_magic('ls', '')", "x = 1"]),
    ],
)
def test_ipython_syntax_is_translated(source, left):
    assert runs(source) == left
    assert prepared(source).problems == ()


@pytest.mark.parametrize("magic", ["bash", "html", "timeit", "writefile a.py", "unheard_of"])
def test_cells_in_other_languages_are_left_out_with_a_note(magic):
    ready = prepared(f"\n%%{magic}\nx = 1")
    assert ready.statements == ()
    [problem] = ready.problems
    assert f"%%{magic.split()[0]} cell is not run" in problem.message


@pytest.mark.parametrize(
    ("source", "left", "line_number", "line"),
    [
        ("x = 1\ny = = 2\nz = 3", ["x = 1", "z = 3"], 2, "y = = 2"),
        ("def f():\n    return (\n\ndef g():\n    return 1", ["def g():\n    return 1"], 2, "return ("),
        ("@d\ndef f(:\n    return 1\n\nx = 1", ["x = 1"], 2, "def f(:"),
        ("def f():\n  x = 1\n   y = 2\n  return x\nz = 1", ["z = 1"], 3, "y = 2"),
        ("x = 'abc\nz = 1", ["z = 1"], 1, "x = 'abc"),
        ("%matplotlib inline\nx = = 1\nz = 1", ["z = 1"], 2, "x = = 1"),
        ("z = 1\nprint 'Python 2'\ny = 2", ["z = 1", "y = 2"], 2, "print 'Python 2'"),
        ("z = 1\nx = '''never closed\ny = 2", ["z = 1"], 2, "x = '''never closed"),
    ],
)
def test_what_does_not_parse_is_noted_and_the_rest_runs(source, left, line_number, line):
    ready = prepared(source)
    assert [ast.unparse(s.tree) for s in ready.statements][: len(left)] == left
    problem = ready.problems[0]
    assert (problem.line_number, problem.line) == (line_number, line)
    assert "Error: " in problem.message


def test_a_cell_that_is_no_code_at_all_ends():
    assert prepared("this is = no code\n" * 1000).statements == ()
    assert prepared("x = 1\0").problems or prepared("x = 1\0").statements


@pytest.mark.parametrize(
    "lead", ["", "\n\n", "%matplotlib inline\n", "\n\n%time 1\n", "%%time\n", "s = 'a\x0cb'\n"]
)
def test_line_numbers_are_those_of_the_cell(lead):
    source = f"{lead}x = 1\ny = 2"
    numbers = {s.line: s.line_number for s in prepared(source).statements}
    assert numbers["y = 2"] == source.count("\n") + 1
