"""Every equation of the seeds has a home that is executed; none can be forgotten, none checks nothing."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from w2vlib.equations import EQUATIONS, SEEDS, find, resolve
from w2vlib.equations.page import page
from w2vlib.huffman import WordTree, huffman_tree

ROOT = Path(__file__).parents[2]


def keys(seed, numbers):
    return [f"{seed}.{number}" for number in numbers]


# The seeds' own list, written down apart from the registry: S2.cost is the sentence on efficiency,
# S3.H the Huffman algorithm's four steps, S3.drawback the sentence on rare words.
CHECKLIST = [
    *keys("S1", range(1, 28)),
    *keys("S2", range(1, 17)),
    *keys("S2", ["cost", "shape"]),
    *keys("S3", [f"P{i}" for i in range(43) if i != 2]),  # there is no image 2
    *keys("S3", ["H1", "H2", "H3", "H4", "coding", "drawback"]),
    *keys("S4", [12, *range(24, 37), "question"]),
]
COUNTS = {"S1.27", "S2.cost", "S2.shape"}  # these say how many rows, or which shape, not which numbers
every_equation = pytest.mark.parametrize("entry", EQUATIONS, ids=lambda entry: entry.key)


def test_no_equation_is_forgotten_and_none_is_there_twice():
    assert sorted(entry.key for entry in EQUATIONS) == sorted(CHECKLIST)


@every_equation
def test_left_side_equals_right_side(entry):
    for seed in range(5):
        left, right = entry.sides(seed)
        assert left.shape == right.shape
        np.testing.assert_allclose(left, right, rtol=1e-7, atol=1e-8)
        assert entry.holds(seed)


@every_equation
def test_its_functions_exist_and_are_what_the_check_runs(entry):
    assert entry.functions, "an equation needs a function that is it"
    wanted = {resolve(name).__code__ for name in entry.functions}
    called = set()
    sys.setprofile(lambda frame, event, _: called.add(frame.f_code) if event == "call" else None)
    try:
        entry.sides()
    finally:
        sys.setprofile(None)
    assert wanted <= called


@every_equation
def test_a_wrong_function_breaks_it(entry, monkeypatch):
    """Each function named, made wrong alone, must be noticed."""
    for name in entry.functions:
        with monkeypatch.context() as patch:
            put_in_place_of(name, patch, entry, a_row_more if entry.key in COUNTS else other_numbers)
            assert not entry.holds(), name


def put_in_place_of(name, patch, entry, spoil):
    original = resolve(name)

    def wrong(*args, **kwargs):
        return spoilt(original(*args, **kwargs), spoil)

    names = vars(sys.modules[entry.check.__module__])
    bound = [key for key, value in names.items() if value is original]
    for key in bound:
        patch.setitem(names, key, wrong)
    if not bound:  # a method
        owner, _, attribute = name.rpartition(".")
        patch.setattr(resolve(owner), attribute, wrong)


def spoilt(result, spoil):
    """The result with every array in it spoilt; for a tree, another tree."""
    if isinstance(result, WordTree):
        other = huffman_tree(np.arange(1, result.word_count + 1) ** 3)
        return WordTree(other.merges[:, ::-1], other.weights + 1)
    if isinstance(result, tuple):
        return type(result)(*(spoilt(part, spoil) for part in result))
    return spoil(np.asarray(result))


def other_numbers(array):
    return array * 1.5 + 0.01


def a_row_more(array):
    return np.concatenate([array, np.ones_like(array[:1])]) if array.ndim else array


def test_an_entry_without_a_function_is_refused_by_name():
    with pytest.raises(AttributeError):
        resolve("gradients.no_such_function")
    with pytest.raises(ImportError):
        resolve("no_such_module.softmax")


def test_find():
    assert find("S4.question").title.startswith("The question mark")
    assert (find("S3.P20").seed, find("S3.P20").number) == ("S3", "P20")
    with pytest.raises(KeyError, match="got 'S9'"):
        find("S9")


def test_the_page_is_up_to_date(tmp_path):
    """If not: python -m w2vlib.equations docs/equations.md."""
    written = tmp_path / "equations.md"
    command = [sys.executable, "-m", "w2vlib.equations", str(written)]
    subprocess.run(command, check=True, cwd=ROOT)
    assert written.read_text("utf-8") == (ROOT / "docs" / "equations.md").read_text("utf-8")


def test_the_page_has_a_line_for_each_equation_in_its_seeds_table():
    tables = page().split("\n## ")[1:]
    assert len(tables) == len(SEEDS)
    for seed, table in zip(SEEDS, tables, strict=True):
        rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
        assert len(rows) == sum(entry.seed == seed for entry in EQUATIONS)
        assert all(row.count(" | ") == 5 for row in rows)


def test_the_command_says_how_it_is_used(tmp_path):
    command = [sys.executable, "-m", "w2vlib.equations"]
    for arguments in ([], ["--help"], ["a", "b"]):
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, cwd=ROOT)
        assert (done.returncode, done.stderr.strip()) == (2, "usage: python -m w2vlib.equations FILE.md")
