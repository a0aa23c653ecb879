"""Feedback pages, through nbgrader's own converter and its configuration, in one process."""

import logging

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback

from grader.course.files import write_atomically
from grader.course.layout import Layout


class FeedbackWriter:
    """Writes one page a student and lesson; made once, because its templates are compiled once."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.converter = GenerateFeedback(coursedir=layout.coursedir, config=layout.config)
        self.converter.log.setLevel(logging.ERROR)
        self.exporter = self.converter.exporter_class(parent=self.converter, config=self.converter.config)
        for preprocessor in self.converter.preprocessors:
            self.exporter.register_preprocessor(preprocessor)

    def write(self, student: str, lesson: str, notebook: NotebookNode | None = None) -> None:
        """Make the page of a graded notebook, by default the one on disk; the scores are the gradebook's."""
        path = self.layout.notebook("autograded", student, lesson)
        resources = self.converter.init_single_notebook_resources(str(path))
        graded = notebook or nbformat.read(path, as_version=4)
        page, _ = self.exporter.from_notebook_node(graded, resources=resources)
        mode = int(str(self.converter.permissions), 8)
        write_atomically(self.layout.path("feedback", student, lesson) / f"{lesson}.html", page, mode)
