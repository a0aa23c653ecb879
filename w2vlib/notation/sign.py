"""A sign as a notation writes it, in a small TeX-like spelling (v'_w, θ^{w_i}), and its two faces."""

import re
from dataclasses import dataclass
from html import escape

# An index follows one letter; in a name such as center_vector the underscore is part of the name.
_SCRIPT = re.compile(r"(?<![A-Za-z0-9]{2})([_^])(\{[^}]*\}|\w|⊤)")
# One letter, perhaps primed, barred or hatted, then indices: a sign that can be mistaken for another.
_SINGLE_LETTER = re.compile(r"([^\W\d_](?:'|\u0304)?)(?:[_^](?:\w|\{[^}]*\}))*")


@dataclass(frozen=True)
class Sign:
    """How one notation writes one thing, and a note where that needs a word."""

    spelling: str
    note: str = ""

    @property
    def glyph(self) -> str:
        """The letter without its indices; empty where the sign is a name or an expression."""
        match = _SINGLE_LETTER.fullmatch(self.spelling)
        return match[1] if match else ""

    def text(self) -> str:
        """The sign for plain text: v'_{n(w,j)} becomes v′_n(w,j)."""
        return re.sub(r"[{}]", "", self.spelling).replace("'", "′")

    def html(self) -> str:
        """The sign for HTML, with real sub- and superscripts."""
        return _html(self.spelling)


def _html(spelling: str) -> str:
    pieces, end = [], 0
    for match in _SCRIPT.finditer(spelling):
        tag = "sub" if match[1] == "_" else "sup"
        pieces += [_escaped(spelling[end : match.start()]), f"<{tag}>{_html(match[2].strip('{}'))}</{tag}>"]
        end = match.end()
    return "".join([*pieces, _escaped(spelling[end:])])


def _escaped(spelling: str) -> str:
    return escape(spelling.replace("'", "′"))
