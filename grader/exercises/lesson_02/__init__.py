"""Exercises of lesson 02: the sigmoid and its logarithm."""

from grader.exercises import lesson_01

LESSON = "02_sigmoid"
PROVIDES = (
    *lesson_01.PROVIDES,
    "gradients.log_sum_exp",
    "gradients.softmax",
    "gradients.softmax_jacobian",
    "gradients.cross_entropy",
    "gradients.cross_entropy_gradient",
)
