"""What goes in (cells) and what is said about them (notes)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeCell:
    """A code cell of a submission."""

    id: str
    source: str


@dataclass(frozen=True)
class Note:
    """A line that failed, was skipped or took too long; the cells' other statements ran all the same."""

    cell_id: str
    line_number: int
    line: str
    message: str
