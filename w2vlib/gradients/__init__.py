"""The oracle: every loss and gradient of the course, each written as its formula.

`softmax` holds the softmax and the cross-entropy, `sigmoid` the sigmoid and its logarithm.
Nothing here knows of training. Computation is in float64 whatever comes in.
"""

from w2vlib.gradients.sigmoid import (
    log_sigmoid,
    log_sigmoid_derivative,
    sigmoid,
    sigmoid_derivative,
    sigmoid_slope_from_value,
    two_class_probability,
)
from w2vlib.gradients.softmax import (
    cross_entropy,
    cross_entropy_and_gradient,
    cross_entropy_gradient,
    cross_entropy_slope,
    log_sum_exp,
    softmax,
    softmax_jacobian,
)

__all__ = [
    "cross_entropy",
    "cross_entropy_and_gradient",
    "cross_entropy_gradient",
    "cross_entropy_slope",
    "log_sigmoid",
    "log_sigmoid_derivative",
    "log_sum_exp",
    "sigmoid",
    "sigmoid_derivative",
    "sigmoid_slope_from_value",
    "softmax",
    "softmax_jacobian",
    "two_class_probability",
]
