"""Every small wrong put into the oracle must make its tests fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mutants import mutants

ROOT = Path(__file__).parents[2]
ORACLE = {
    "w2vlib/gradients/softmax.py": "test_gradients.py",
    "w2vlib/gradients/sigmoid.py": "test_gradients.py",
    "w2vlib/gradcheck.py": "test_gradcheck.py",
    "w2vlib/shapes.py": "test_shapes.py",
}


@pytest.mark.soak
@pytest.mark.parametrize("module", ORACLE)
def test_no_mutant_survives(module, tmp_path):
    shutil.copytree(ROOT / "w2vlib", tmp_path / "w2vlib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "w2vlib", tmp_path / "tests")
    original = (ROOT / module).read_text("utf-8")
    survivors = []
    for change, source in mutants(original):
        (tmp_path / module).write_text(source, "utf-8")
        if passes(tmp_path, ORACLE[module]):
            survivors.append(change)
    assert not survivors, "\n".join(survivors)


def passes(folder: Path, tests: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", f"tests/{tests}"]
    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0
