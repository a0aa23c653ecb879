"""Feedback pages, through nbgrader's own converter and its configuration, in one process."""

import logging

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

    def write(self, student: str, lesson: str) -> None:
        """Make the page of a graded notebook; the scores on it are the gradebook's."""
        notebook = str(self.layout.notebook("autograded", student, lesson))
        resources = self.converter.init_single_notebook_resources(notebook)
        page, _ = self.exporter.from_filename(notebook, resources=resources)
        mode = int(str(self.converter.permissions), 8)
        write_atomically(self.layout.path("feedback", student, lesson) / f"{lesson}.html", page, mode)
