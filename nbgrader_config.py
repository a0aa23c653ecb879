"""Where nbgrader finds this course. Read by nbgrader's commands, by formgrader and by `grader`."""

from pathlib import Path

c = get_config()  # noqa: F821  nbgrader puts it here

ROOT = Path(__file__).resolve().parent  # so that nbgrader may be started from anywhere
COURSE = ROOT / "course"  # all that a running course writes; git ignores it
(COURSE / "exchange").mkdir(parents=True, exist_ok=True)  # SQLite and the exchange want their folder to exist

c.CourseDirectory.course_id = "word2vec"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "lessons"
c.CourseDirectory.submitted_directory = "course/submitted"
c.CourseDirectory.autograded_directory = "course/autograded"
c.CourseDirectory.feedback_directory = "course/feedback"
c.CourseDirectory.db_url = f"sqlite:///{(COURSE / 'gradebook.db').as_posix()}"
c.Exchange.root = str(COURSE / "exchange")

# What a student finds in place of a solution.
c.ClearSolutions.code_stub = {
    "python": '### your code here\nraise NotImplementedError("replace this line with your own")'
}
c.ClearSolutions.text_stub = "*Your answer here.*"

# `nbgrader autograde` and formgrader's button judge as `grader grade` does: in the sandbox.
c.Autograde.exporter_class = "grader.nbgrader_plugin.SubmissionExporter"
c.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.CheckCellMetadata"]
c.Autograde.autograde_preprocessors = [
    "grader.nbgrader_plugin.GradeInSandbox",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ExportApp.plugin_class = "grader.nbgrader_export.CsvExport"
c.GenerateFeedback.exporter_class = "grader.nbgrader_feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["grader.nbgrader_feedback.GetScores"]
