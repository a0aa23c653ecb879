"""word2vec in NumPy: a readable half, in which each function is one derivation.

Read in this order. What a step is: `gradients` (softmax, sigmoid, the output layers, input sides, the nine
models), `gradcheck`, `shapes`. Which words it sees: `huffman` and `word_tree`, `noise`, `subsampling`. From a
text to vectors and back: `text`, `vocabulary`, `corpus`, `vectors`, `formats`, `similarity`, `evaluate`.
`equations` ties each formula of the seeds to its function. Rows are words everywhere.

The core imports NumPy alone; figures and widgets are imported where they are used.
"""

__version__ = "0.1.0"
