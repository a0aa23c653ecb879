"""Drag one logit and watch every probability and every error arrow answer."""

import numpy as np
import traitlets

from w2vlib.arguments import float_array
from w2vlib.gradients import cross_entropy_and_gradient, log_sum_exp, softmax
from w2vlib.sentence import VOCABULARY
from w2vlib.widgets.base import CourseWidget, module_source, packed

SHIFTS = (0.0, 100.0)  # what "add 100 to every logit" adds
STEP = 0.1  # between two positions of a dragged logit
REACH = 4.0  # logits can be dragged this far from 0, further where they start further out
LARGEST = 10.0


class SoftmaxArrows(CourseWidget):
    """Logits u, prediction y = softmax(u), and the error e = y − t as arrows, for one sentence's words.

    Parameters
    ----------
    words : 2 to 8 different words.
    logits : one real number a word, each from −10 to 10.
    target : the true word, or its index.

    Attributes
    ----------
    logits, target : what is shown now; setting them moves the picture.

    Raises
    ------
    TypeError, ValueError : too few or too many words, logits out of range, an unknown target.
    """

    _esm = module_source("softmax_arrows.js")
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    logits = traitlets.List(traitlets.Float()).tag(sync=True)
    start = traitlets.List(traitlets.Float()).tag(sync=True)
    target = traitlets.Int().tag(sync=True)
    frames = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        words=VOCABULARY,
        logits=(1.5, 0.5, 2.0, -0.5, -1.5),
        target="fox",
    ):
        words = _checked_words(words)
        logits = _checked_logits(logits, len(words))
        super().__init__(
            words=words,
            logits=logits,
            start=logits,
            target=_checked_target(target, words),
            frames=softmax_frames(logits),
        )

    @traitlets.validate("logits")
    def _check_logits(self, proposal):
        return _checked_logits(proposal["value"], len(self.words)) if self.words else proposal["value"]

    @traitlets.validate("target")
    def _check_target(self, proposal):
        return _checked_target(proposal["value"], self.words) if self.words else proposal["value"]

    @traitlets.observe("logits")
    def _recompute(self, change):
        self.frames = softmax_frames(change["new"])

    def text(self) -> str:
        """Return the table word, u, y, t, e, then the sum of e and the loss."""
        u, t = np.array(self.logits), np.eye(len(self.words))[self.target]
        y, (loss, e) = softmax(u), cross_entropy_and_gradient(u, t)
        width = max(4, *map(len, self.words))
        lines = [f"{'word':{width}}  {'u':>6}  {'y':>6}  t  {'e':>6}"]
        lines += [
            f"{word:{width}}  {u[j]:6.2f}  {y[j]:6.3f}  {t[j]:.0f}  {e[j]:+6.3f}"
            for j, word in enumerate(self.words)
        ]
        # Rounding leaves the sum a hair off 0, with either sign.
        return "\n".join([*lines, f"sum of e = {abs(round(e.sum(), 12)):.3f}", f"loss E = {loss:.3f}"])


def softmax_frames(logits) -> dict:
    """Every state reached by moving one logit, with 0 or 100 added to all.

    Returns
    -------
    dict with `shape` (S shifts, V words, P positions), `shifts`, `logits`, `rest` (V,), the position of each
    logit now, and the arrays `positions` (V, P), `y` (S, V, P, V), `log_sum` (S, V, P) and `losses`
    (S, V, P, V), one for each word that may be the target.
    """
    u = np.array(logits)
    positions, rest = _positions(u)
    moved = np.broadcast_to(u, (*positions.shape, len(u))).copy()  # (V, P, V)
    for j, places in enumerate(positions):
        moved[j, :, j] = places
    all_logits = np.stack([moved + shift for shift in SHIFTS])  # (S, V, P, V)
    rows = all_logits.reshape(-1, len(u))
    log_sum = log_sum_exp(rows).reshape(all_logits.shape[:-1])
    return {
        "shape": list(log_sum.shape),
        "shifts": list(SHIFTS),
        "logits": u.tolist(),
        "rest": rest,
        "positions": packed(positions),
        "y": packed(softmax(rows)),
        "log_sum": packed(log_sum),
        "losses": packed(log_sum[..., None] - all_logits),
    }


def _positions(u: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Evenly spaced positions for each logit, the nearest one moved to where the logit is now."""
    reach = max(REACH, float(np.ceil(np.abs(u).max())))
    grid = np.linspace(-reach, reach, 2 * round(reach / STEP) + 1)
    rest = [int(np.abs(grid - value).argmin()) for value in u]
    positions = np.tile(grid, (len(u), 1))
    positions[range(len(u)), rest] = u
    return positions, rest


def _checked_words(words) -> list[str]:
    words = [words] if isinstance(words, str) else list(words)
    if not (all(isinstance(w, str) and w.strip() for w in words) and 2 <= len(set(words)) == len(words) <= 8):
        raise ValueError(f'words: expected 2 to 8 different words, such as ["the", "cat"], got {words!r}')
    return words


def _checked_logits(logits, n_words: int) -> list[float]:
    logits = float_array("logits", logits, ndim=1)
    if len(logits) != n_words:
        raise ValueError(f"logits: expected one number for each of the {n_words} words, got {len(logits)}")
    if not (np.abs(logits) <= LARGEST).all():
        raise ValueError(f"logits: expected numbers from −{LARGEST:g} to {LARGEST:g}, got {logits.tolist()}")
    return logits.tolist()


def _checked_target(target, words: list[str]) -> int:
    if target in words:
        return words.index(target)
    if isinstance(target, int | np.integer) and 0 <= target < len(words):
        return int(target)
    raise ValueError(f"target: expected one of {words} or an index below {len(words)}, got {target!r}")
