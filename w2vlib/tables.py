"""One quantity computed in several ways, side by side: paper formula, loop, vectorised form.

The table is only made when all ways agree, so a reader may trust what it shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from w2vlib.arguments import float_array


@dataclass(frozen=True)
class SameNumbers:
    """A table of numbers that agree: a row per entry, a column per form. Made by `same_numbers`.

    `largest_gap` is the largest distance from the first column.
    """

    caption: str
    entries: tuple[str, ...]
    forms: tuple[str, ...]
    numbers: np.ndarray
    largest_gap: float

    @property
    def verdict(self) -> str:
        """The sentence below the table."""
        return f"All {len(self.forms)} columns agree; the largest difference is {self.largest_gap:.1g}."

    def _rows(self) -> list[list[str]]:
        return [[entry, *map(_written, row)] for entry, row in zip(self.entries, self.numbers, strict=True)]

    def __repr__(self) -> str:
        rows = [["", *self.forms], *self._rows()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join([cells[0].ljust(widths[0]), *map(str.rjust, cells[1:], widths[1:])]) for cells in rows
        ]
        return "\n".join([*([self.caption] if self.caption else []), *lines, self.verdict])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(form)}</th>' for form in self.forms)
        body = "".join(
            f'<tr><th scope="row" style="text-align: left">{escape(entry)}</th>'
            + "".join(f"<td>{number}</td>" for number in numbers)
            + "</tr>"
            for entry, *numbers in self._rows()
        )
        caption = f"<caption>{escape(self.caption)}</caption>" if self.caption else ""
        return (
            f"<table>{caption}<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{self.verdict}</p>"
        )


def same_numbers(
    forms: Mapping[str, object],
    entries: Sequence[str] = (),
    caption: str = "",
    tolerance: float = 1e-9,
) -> SameNumbers:
    """Assert that all forms give the same numbers, and show them.

    Parameters
    ----------
    forms : at least two arrays of one shape (or numbers), by the name of the way they were computed.
    entries : a label for each number, in row order; its index when left out.
    caption : what the numbers are.
    tolerance : largest difference, relative for numbers above 1, that counts as equal.

    Returns
    -------
    SameNumbers, which a notebook shows as a table and `print` as text.

    Raises
    ------
    AssertionError : two forms differ; the message names the first place and both numbers.
    TypeError, ValueError : fewer than two forms, different shapes, or a wrong number of labels.
    """
    arrays = _arrays_of_one_shape(forms)
    shape = next(iter(arrays.values())).shape
    labels = tuple(entries) or tuple(str(list(index)) if index else "value" for index in np.ndindex(shape))
    numbers = np.stack([array.ravel() for array in arrays.values()], axis=1)  # (entries, forms)
    if len(labels) != len(numbers):
        raise ValueError(f"entries: expected {len(numbers)} labels, one per number, got {len(labels)}")
    with np.errstate(invalid="ignore"):  # inf − inf: refused below
        gaps = np.abs(numbers - numbers[:, :1])
    _assert_small(gaps, tolerance, numbers, labels, tuple(arrays))
    return SameNumbers(caption, labels, tuple(arrays), numbers, float(gaps.max()))


def _written(number: float) -> str:
    """Six decimals, so that columns line up; the power of ten where they would hide the number."""
    return f"{number:.6f}" if number == 0 or 1e-4 <= abs(number) < 1e6 else f"{number:.5e}"


def _arrays_of_one_shape(forms: Mapping[str, object]) -> dict[str, np.ndarray]:
    if len(forms) < 2:
        raise ValueError(f"forms: expected at least two ways to compare, got {len(forms)}")
    arrays = {name: float_array(name, form) for name, form in forms.items()}
    shapes = {name: array.shape for name, array in arrays.items()}
    if len(set(shapes.values())) > 1:
        raise ValueError(f"forms: expected arrays of one shape, got {shapes}")
    return arrays


def _assert_small(gaps, tolerance, numbers, labels, names) -> None:
    too_far = ~(gaps <= tolerance * np.maximum(1, np.abs(numbers[:, :1])))  # written so that NaN is too far
    if too_far.any():
        i, k = np.argwhere(too_far)[0]
        raise AssertionError(
            f"entry {labels[i]}: {names[0]} gives {numbers[i, 0]:.10g}, "
            f"{names[k]} gives {numbers[i, k]:.10g}; look at how each is computed"
        )
