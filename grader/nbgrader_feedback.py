"""Feedback pages for nbgrader's converter: short, light and dark, and honest about what isn't scored."""

from functools import lru_cache
from pathlib import Path

from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from grader.course.gradebook import Entry, entry_of
from grader.course.record import KEY
from grader.notebook import checked_exercise

CACHED = 2000  # texts; the lessons' own come again with each student
TEMPLATES = Path(__file__).parent / "templates"


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML with our own page; keeps the gradebook open over the class."""

    def __init__(self, config: Config | None = None, **kwargs):
        own = Config(config or {})
        own.FeedbackExporter.template_name = (
            "word2vec_feedback"  # GenerateFeedback sets its own for HTMLExporter
        )
        own.FeedbackExporter.extra_template_basedirs = [str(TEMPLATES)]
        super().__init__(config=own, **kwargs)
        self.register_filter("points", lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        self.opened: dict[str, Gradebook] = {}
        self.rendered = lru_cache(CACHED)(lambda text: HTMLExporter.markdown2html(self, {}, text))
        self.highlighted = lru_cache(CACHED)(Highlight2HTML(pygments_lexer="ipython3", parent=self))

    @pass_context
    def markdown2html(self, context, source: str) -> str:
        """nbconvert's filter; a class shares the lesson's text, so each text is rendered once."""
        if context.get("cell", {}).get("attachments"):
            return super().markdown2html(context, source)
        return self.rendered(source)

    def from_notebook_node(self, nb, resources: dict | None = None, **kwargs) -> tuple:
        """As nbconvert does, without its second parse of the page, which takes as long as all the rest."""
        self.register_filter("highlight_code", lambda source, metadata=None: self.highlighted(source))
        return super(HTMLExporter, self).from_notebook_node(nb, self._init_resources(resources), **kwargs)

    def gradebook(self, url: str) -> Gradebook:
        """The gradebook at this address, with nothing remembered from the page before."""
        if url not in self.opened:
            self.opened[url] = Gradebook(url)
        self.opened[url].db.expire_all()
        return self.opened[url]

    def close(self) -> None:
        """Close what was opened."""
        for gradebook in self.opened.values():
            gradebook.close()
        self.opened.clear()


class GetScores(NbGraderPreprocessor):
    """In place of nbgrader's GetGrades, which turns "no score yet" into 0.0."""

    def preprocess(self, nb, resources: dict) -> tuple:
        """Put scores and comments into the cells' metadata and the sums into the resources."""
        names = resources["nbgrader"]
        gradebook = self.parent.gradebook(names["db_url"])
        entry = entry_of(gradebook, names["assignment"], names["student"])
        for cell in nb.cells:
            mark = cell.metadata.get("nbgrader")
            if mark:
                _fill(mark, cell.source, entry)
        names["reason"] = "" if entry.graded else nb.metadata.get(KEY, {}).get("reason", "")
        names["graded"], names["awaiting"] = entry.graded, entry.awaiting
        names["score"], names["late_penalty"] = entry.total, entry.penalty
        names["max_score"] = sum(s.points for s in entry.scores.values()) - entry.awaiting
        return nb, resources


def _fill(mark: dict, source: str, entry: Entry) -> None:
    score = entry.scores.get(mark["grade_id"])
    if score:
        mark["score"], mark["points"] = score.value, score.points
    mark["grade"] = bool(score)
    mark["comment"] = entry.comments.get(mark["grade_id"])
    mark["exercise"] = checked_exercise(source) if score else None
    mark["title"] = _title(mark)


def _title(mark: dict) -> str:
    if mark["exercise"]:
        return f"Check of {mark['exercise']}"
    words = mark["grade_id"].replace("_", " ")
    return words if mark["grade"] else f"Your {mark['grade_id']}"
