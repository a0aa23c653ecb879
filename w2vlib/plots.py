"""Static figures for the lessons, each with a description in words.

matplotlib is imported where a figure is drawn, so that the core of the library needs NumPy alone.
"""

import base64
import io
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class DescribedFigure:
    """A drawn figure and what it shows. Made by `described`."""

    png: bytes
    description: str

    def __repr__(self) -> str:
        return f"Figure: {self.description}"

    def _repr_html_(self) -> str:
        # JupyterLab drops the alt text of image outputs, so the picture travels as HTML.
        source = base64.b64encode(self.png).decode("ascii")
        style = "max-width: 100%; width: 44em; background: white"
        return f'<img src="data:image/png;base64,{source}" alt="{escape(self.description)}" style="{style}">'


def described(figure, description: str) -> DescribedFigure:
    """Turn a matplotlib figure into a picture with alt text, and close the figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure.
    description : what the figure shows, for those who can't see it: the finding, not the colours.

    Returns
    -------
    DescribedFigure, shown in a notebook as the last expression of a cell.

    Raises
    ------
    ValueError : the description is empty.
    """
    import matplotlib.pyplot as plt

    if not description.strip():
        raise ValueError("description: expected a sentence that says what the figure shows, got none")
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=144, bbox_inches="tight", facecolor="white")
    plt.close(figure)  # else the notebook shows it a second time, without the words
    return DescribedFigure(drawn.getvalue(), " ".join(description.split()))
