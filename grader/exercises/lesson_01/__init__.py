"""Exercises of lesson 01: softmax and cross-entropy."""

LESSON = "01_softmax"
PROVIDES = (
    "shapes.word_row",
    "shapes.scores",
    "shapes.outer_product",
    "gradcheck.numerical_gradient",
    "gradcheck.relative_error",
    "gradcheck.check_gradient",
)
