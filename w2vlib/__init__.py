"""word2vec in NumPy: a readable half, in which each function is one derivation.

Read in this order: `gradients` (softmax, sigmoid), `gradcheck`. Rows are words everywhere.
The core imports NumPy alone; figures and widgets are imported where they are used.
"""

__version__ = "0.1.0"
