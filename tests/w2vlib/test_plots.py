"""A figure must carry its words with it, and must appear once."""

import matplotlib
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from w2vlib.plots import described


@pytest.fixture
def figure():
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1])
    yield figure
    plt.close(figure)


def test_html_holds_the_picture_and_the_escaped_words(figure):
    html = described(figure, 'rises from "0"\n  to 1 & <stays>')._repr_html_()
    assert 'alt="rises from &quot;0&quot; to 1 &amp; &lt;stays&gt;"' in html
    assert "data:image/png;base64,iVBOR" in html  # the first bytes of every PNG


def test_text_face_says_the_words(figure):
    assert repr(described(figure, "a line that rises")) == "Figure: a line that rises"


def test_the_figure_is_closed(figure):
    described(figure, "a line that rises")
    assert not plt.fignum_exists(figure.number)


def test_a_figure_without_words_is_refused(figure):
    with pytest.raises(ValueError, match="description"):
        described(figure, "  ")
