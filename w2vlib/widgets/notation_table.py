"""Click a symbol: all notations of the same thing light up, and its false friends are marked."""

import traitlets

from w2vlib import notation
from w2vlib.widgets.base import CourseWidget, module_source


class NotationTable(CourseWidget):
    """The Rosetta table of word2vec's notations, to click through.

    Parameters
    ----------
    select : the thing that is lit at first, such as "truth", or one sign of it, such as "truth/seed001".

    Attributes
    ----------
    selected : what is lit now: "" or "thing" or "thing/notation".

    Raises
    ------
    ValueError : no such thing or notation.
    """

    _esm = module_source("notation_table.js")
    table = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode("").tag(sync=True)

    def __init__(self, select: str = ""):
        super().__init__(table=_table(), selected=_checked_selection(select))

    @traitlets.validate("selected")
    def _check_selected(self, proposal):
        return _checked_selection(proposal["value"])

    def text(self) -> str:
        """Return the whole table in plain text."""
        return notation.as_text()

    def html(self) -> str:
        """Return the whole table as plain HTML."""
        return notation.as_html()


def _table() -> dict:
    return {
        "notations": [
            {"key": key, "name": name, "code": key in notation.CODE_NOTATIONS}
            for key, name in notation.NOTATIONS.items()
        ],
        "things": [_row(thing) for thing in notation.THINGS],
    }


def _row(thing: notation.Thing) -> dict:
    signs = {
        key: {
            "html": sign.html(),
            "note": sign.note,
            "friends": [f"{other.key}/{column}" for other, column in notation.false_friends(thing, key)],
        }
        for key, sign in thing.signs.items()
    }
    return {"key": thing.key, "name": thing.name, "what": thing.what, "shape": thing.shape, "signs": signs}


def _checked_selection(select: str) -> str:
    if not isinstance(select, str):
        raise TypeError(f'select: expected a string such as "truth", got {type(select).__name__}')
    if select:
        key, _, column = select.partition("/")
        signs = notation.find_thing(key).signs
        if column and column not in signs:
            raise ValueError(f"select: {key} is written in {', '.join(signs)}; got {column!r}")
    return select
