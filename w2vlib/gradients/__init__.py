"""The oracle: every loss and gradient of the course, each written as its formula.

Read in this order: `softmax` and `sigmoid`; the three output layers `full_softmax`, `hierarchical_softmax`
and `negative_sampling` (the last two share `yes_no`); `input_sides`; `models`, the nine compositions;
`cs224n`, the same under the handout's names; `updates`, the step itself.
Nothing here knows of training. Computation is in float64 whatever comes in.
"""

from w2vlib.gradients.cs224n import (
    cbow,
    naive_softmax_loss_and_gradient,
    neg_sampling_loss_and_gradient,
    skipgram,
)
from w2vlib.gradients.full_softmax import (
    full_softmax,
    summed_error,
)
from w2vlib.gradients.hierarchical_softmax import (
    hierarchical_softmax,
    tree_probabilities,
)
from w2vlib.gradients.input_sides import (
    context_shares,
    one_hot,
    summed,
    through,
)
from w2vlib.gradients.models import (
    cbow_hierarchical,
    cbow_negative,
    cbow_softmax,
    one_word_hierarchical,
    one_word_negative,
    one_word_softmax,
    skip_gram_hierarchical,
    skip_gram_negative,
    skip_gram_softmax,
)
from w2vlib.gradients.negative_sampling import (
    negative_sampling,
)
from w2vlib.gradients.results import (
    LayerGradients,
    ModelGradients,
)
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
from w2vlib.gradients.updates import (
    pulls_on_input_vector,
    pulls_on_outside_vectors,
    sgd,
    sgd_step,
    updated_input_vectors,
    updated_outside_vectors,
)
from w2vlib.gradients.yes_no import (
    yes_no_layer,
    yes_no_loss,
)

__all__ = [
    "LayerGradients",
    "ModelGradients",
    "cbow",
    "cbow_hierarchical",
    "cbow_negative",
    "cbow_softmax",
    "context_shares",
    "cross_entropy",
    "cross_entropy_and_gradient",
    "cross_entropy_gradient",
    "cross_entropy_slope",
    "full_softmax",
    "hierarchical_softmax",
    "log_sigmoid",
    "log_sigmoid_derivative",
    "log_sum_exp",
    "naive_softmax_loss_and_gradient",
    "neg_sampling_loss_and_gradient",
    "negative_sampling",
    "one_hot",
    "one_word_hierarchical",
    "one_word_negative",
    "one_word_softmax",
    "pulls_on_input_vector",
    "pulls_on_outside_vectors",
    "sgd",
    "sgd_step",
    "sigmoid",
    "sigmoid_derivative",
    "sigmoid_slope_from_value",
    "skip_gram_hierarchical",
    "skip_gram_negative",
    "skip_gram_softmax",
    "skipgram",
    "softmax",
    "softmax_jacobian",
    "summed",
    "summed_error",
    "through",
    "tree_probabilities",
    "two_class_probability",
    "updated_input_vectors",
    "updated_outside_vectors",
    "yes_no_layer",
    "yes_no_loss",
]
