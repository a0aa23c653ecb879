"""The Rosetta table: one quantity, the sign each text writes for it, and the signs that mislead."""

from html import escape

from w2vlib.notation.sign import Sign
from w2vlib.notation.things import CODE_NOTATIONS, NOTATIONS, THINGS, Thing

__all__ = [
    "CODE_NOTATIONS",
    "NOTATIONS",
    "THINGS",
    "Sign",
    "Thing",
    "as_html",
    "as_text",
    "false_friends",
    "find_thing",
]


def find_thing(key: str) -> Thing:
    """Return the thing called `key`; raises ValueError that lists the keys."""
    for thing in THINGS:
        if thing.key == key:
            return thing
    raise ValueError(f"thing: expected one of {', '.join(t.key for t in THINGS)}; got {key!r}")


def false_friends(thing: Thing, notation: str) -> list[tuple[Thing, str]]:
    """Where the letter that `notation` writes for `thing` stands for something else.

    Returns
    -------
    (thing, notation) pairs, in the table's order; empty where the sign is a name or an expression.
    """
    glyph = thing.signs[notation].glyph if notation in thing.signs else ""
    strangers = [t for t in THINGS if t is not thing and t.key not in thing.kin and thing.key not in t.kin]
    return [(t, n) for t in strangers for n, sign in t.signs.items() if glyph and sign.glyph == glyph]


def as_text() -> str:
    """The table in plain text, one thing a line."""
    rows = [["thing", *NOTATIONS.values(), "shape here"]]
    rows += [
        [t.name, *(t.signs[n].text() if n in t.signs else "–" for n in NOTATIONS), t.shape] for t in THINGS
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def as_html() -> str:
    """The table as plain HTML, for readers without widgets."""
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in ("thing", *NOTATIONS.values(), "shape here"))
    return f"<table><tr>{head}</tr>{''.join(map(_row_html, THINGS))}</table>"


def _cell_text(thing: Thing, notation: str) -> str:
    return thing.signs[notation].text() if notation in thing.signs else "–"


def _row_html(thing: Thing) -> str:
    cells = "".join(f"<td>{_cell_html(thing, notation)}</td>" for notation in NOTATIONS)
    return f'<tr><th scope="row">{escape(thing.name)}</th>{cells}<td>{escape(thing.shape)}</td></tr>'


def _cell_html(thing: Thing, notation: str) -> str:
    if notation not in thing.signs:
        return "–"
    tag = "code" if notation in CODE_NOTATIONS else "i"
    return f"<{tag}>{thing.signs[notation].html()}</{tag}>"
