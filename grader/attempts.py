"""How many different attempts a reader has made at an exercise: hints unlock by that count.

The count is kept in a small file of the reader's own, so that a restarted kernel forgets nothing. Where the
file can't be written, the count lives as long as the process.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

STATE = "W2V_STATE_DIR"  # environment variable that names another folder


def state_folder() -> Path:
    """Folder of the reader's own that keeps the attempts."""
    if os.environ.get(STATE):
        return Path(os.environ[STATE])
    from jupyter_core.paths import jupyter_data_dir

    return Path(jupyter_data_dir()) / "word2vec-course"


class Attempts:
    """Distinct wrong attempts per exercise, oldest first, as fingerprints of what the function returned."""

    in_memory: dict[str, list[str]] = {}  # noqa: RUF012 - shared on purpose: one reader, one process

    def __init__(self, folder: Path | None = None):
        self.path = (folder or state_folder()) / "attempts.json"

    def count(self, report) -> int:
        """Remember this attempt and return how many different ones there are, at least 1."""
        name = f"{report.exercise.name}@{report.exercise.version}"
        seen = self._load()
        attempts = seen.setdefault(name, [])
        mark = fingerprint(report)
        if report.status not in ("correct", "missing") and mark not in attempts:
            attempts.append(mark)
            self._save(seen)
        return max(1, len(attempts))

    def _load(self) -> dict[str, list[str]]:
        try:
            stored = json.loads(self.path.read_text("utf-8"))
            return {str(k): [str(m) for m in v] for k, v in stored.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {k: list(v) for k, v in self.in_memory.items()}

    def _save(self, seen: dict[str, list[str]]) -> None:
        Attempts.in_memory = seen
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.path.parent, delete=False
            ) as file:
                json.dump(seen, file)
            os.replace(file.name, self.path)


def fingerprint(report) -> str:
    """A short hash of everything the function returned or said."""
    digest = hashlib.sha256()
    for verdict in report.verdicts:
        outcome = verdict.outcome
        digest.update(repr((outcome.status, outcome.value, outcome.message, verdict.mutated)).encode())
    return digest.hexdigest()[:16]
