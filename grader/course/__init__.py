"""Running a course: releasing lessons, practice classes, grading many notebooks into nbgrader's gradebook."""
