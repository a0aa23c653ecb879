"""What a layer and a model give back: the loss first, then gradients, each in the shape of what it is for."""

from typing import NamedTuple

import numpy as np


class LayerGradients(NamedTuple):
    """Outcome of an output layer.

    Attributes
    ----------
    loss : E in nats.
    hidden : ∂E/∂h (N,), Rong's EH.
    vectors : the gradient of the vectors the layer owns, in their shape.
    """

    loss: float
    hidden: np.ndarray
    vectors: np.ndarray


class ModelGradients(NamedTuple):
    """Outcome of a model.

    Attributes
    ----------
    loss : E in nats.
    input_vectors : ∂E/∂W (V, N).
    output_vectors : ∂E/∂W' (V, N), or (V − 1, N) for the node vectors of hierarchical softmax.
    """

    loss: float
    input_vectors: np.ndarray
    output_vectors: np.ndarray
