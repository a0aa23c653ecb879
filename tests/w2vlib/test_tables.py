"""The table must refuse numbers that differ, and say the same in text and HTML."""

from html.parser import HTMLParser

import numpy as np
import pytest

from w2vlib.tables import same_numbers


class Cells(HTMLParser):
    """Collects the text of each table row."""

    def __init__(self):
        super().__init__()
        self.rows, self.scopes = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.scopes.append(dict(attrs).get("scope"))

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def cells_of(html):
    parser = Cells()
    parser.feed(html.partition("<thead>")[2].partition("</table>")[0])
    return parser


def test_text_and_html_show_the_same_cells():
    table = same_numbers({"loop": [0.5, 2.0], "sum": np.array([0.5, 2.0])}, ("fox", "owl"), "y")
    parser = cells_of(table._repr_html_())
    assert parser.rows == [
        ["", "loop", "sum"],
        ["fox", "0.500000", "0.500000"],
        ["owl", "2.000000", "2.000000"],
    ]
    assert parser.scopes == [None, "col", "col", "row", None, None, "row", None, None]
    text = repr(table).splitlines()
    assert [line.split() for line in text[2:4]] == parser.rows[1:]
    assert text[0] == "y"
    assert table.verdict in table._repr_html_() and table.verdict == text[-1]


def test_columns_line_up_in_text():
    lines = repr(same_numbers({"a": [1.0, 123.456], "long name": [1.0, 123.456]})).splitlines()
    assert len({len(line) for line in lines[:3]}) == 1


def test_no_number_is_shown_as_nought_unless_it_is():
    shown = repr(same_numbers({"a": [1e-7, 0.0, -2e9], "b": [1e-7, 0.0, -2e9]}))
    assert "1.00000e-07" in shown and "0.000000" in shown and "-2.00000e+09" in shown


@pytest.mark.parametrize("wrong", [2.1, np.nan, np.inf])
def test_a_difference_is_an_error_that_names_the_place(wrong):
    with pytest.raises(AssertionError, match=r"entry owl: loop gives 2, sum gives"):
        same_numbers({"loop": [0.5, 2.0], "sum": [0.5, wrong]}, ("fox", "owl"))


@pytest.mark.parametrize("nothing", [np.nan, np.inf])
def test_nan_or_inf_in_every_form_is_not_agreement(nothing):
    with pytest.raises(AssertionError):
        same_numbers({"a": [nothing], "b": [nothing]})


def test_the_tolerance_is_relative_above_one_and_absolute_below():
    assert same_numbers({"a": [1e6], "b": [1e6 + 1e-4]}).largest_gap == pytest.approx(1e-4, rel=1e-3)
    assert same_numbers({"a": [1e-6], "b": [1e-6 + 1e-12]}).largest_gap < 1e-11
    with pytest.raises(AssertionError):
        same_numbers({"a": [1e-3], "b": [1e-3 + 1e-6]})


def test_matrices_and_single_numbers_are_labelled_by_their_index():
    assert same_numbers({"a": np.eye(2), "b": np.eye(2)}).entries == ("[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]")
    assert same_numbers({"a": 3.0, "b": 3}).entries == ("value",)


def test_names_are_escaped():
    html = same_numbers({"<b>": [1.0], "a < b": [1.0]}, ("<i>",), "<u>")._repr_html_()
    assert "<b>" not in html and "<i>" not in html and "<u>" not in html


@pytest.mark.parametrize(
    ("forms", "entries", "message"),
    [
        ({"a": [1.0]}, (), "at least two"),
        ({"a": [1.0], "b": [1.0, 2.0]}, (), "one shape"),
        ({"a": [1.0], "b": [1.0]}, ("fox", "owl"), "expected 1 labels"),
    ],
)
def test_what_is_expected_is_said(forms, entries, message):
    with pytest.raises(ValueError, match=message):
        same_numbers(forms, entries)
