"""Every small wrong put into the oracle must make its tests fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mutants import mutants

ROOT = Path(__file__).parents[2]
ORACLE = {  # tests -> the modules of w2vlib they must guard
    "test_arguments.py": ["arguments"],
    "test_cs224n.py": ["gradients/cs224n"],
    "test_gradcheck.py": ["gradcheck"],
    "test_gradients.py": ["gradients/sigmoid", "gradients/softmax"],
    "test_huffman.py": ["huffman", "word_tree"],
    "test_models.py": [
        "gradients/full_softmax",
        "gradients/hierarchical_softmax",
        "gradients/input_sides",
        "gradients/models",
        "gradients/negative_sampling",
        "gradients/yes_no",
    ],
    "test_noise.py": ["noise"],
    "test_shapes.py": ["shapes"],
    "test_similarity.py": ["similarity"],
    "test_updates.py": ["gradients/updates"],
}
GUARDED = [(f"w2vlib/{module}.py", tests) for tests, modules in ORACLE.items() for module in modules]
LONGEST = 90  # seconds; a mutant that loops for ever is caught by this


@pytest.mark.soak
@pytest.mark.parametrize("module, tests", GUARDED)
def test_no_mutant_survives(module, tests, tmp_path):
    shutil.copytree(ROOT / "w2vlib", tmp_path / "w2vlib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "w2vlib", tmp_path / "tests")
    original = (ROOT / module).read_text("utf-8")
    survivors = []
    for change, source in mutants(original):
        (tmp_path / module).write_text(source, "utf-8")
        if passes(tmp_path, tests):
            survivors.append(change)
    assert not survivors, "\n".join(survivors)


def passes(folder: Path, tests: str) -> bool:
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
    command = [sys.executable, "-m", "pytest", *options, f"tests/{tests}"]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=LONGEST).returncode == 0
    except subprocess.TimeoutExpired:
        return False
