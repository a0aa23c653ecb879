"""The rows of the Rosetta table: what each text writes for each quantity of word2vec.

Sources: Rong 2014 (arXiv 1411.2738) and seed 004; seed 001; the CS224n assignment and seed 002; seed 003
and Pinard's notes, which it follows and whose formulas its missing pictures showed; word2vec.c;
"Dive into Deep Learning" (D2L), the sections on word2vec and on approximate training.
"""

from dataclasses import dataclass

from w2vlib.notation.sign import Sign

NOTATIONS = {
    "w2vlib": "w2vlib",
    "rong": "Rong, seed 004",
    "seed001": "seed 001",
    "cs224n": "CS224n, seed 002",
    "pinard": "Pinard, seed 003",
    "c": "word2vec.c",
    "d2l": "D2L",
}
CODE_NOTATIONS = ("w2vlib", "c")


@dataclass(frozen=True)
class Thing:
    """One quantity: its name, what it is, its shape here (rows are words), and its signs by notation."""

    key: str
    name: str
    what: str
    shape: str
    signs: dict[str, Sign]
    kin: tuple[str, ...] = ()  # things that may share a letter with it, being the same vector


def _thing(key, name, what, shape, kin=(), **spellings) -> Thing:
    """Build a row; each spelling is a sign, or a sign and a note."""
    pairs = {n: (s,) if isinstance(s, str) else s for n, s in spellings.items()}
    return Thing(key, name, what, shape, {n: Sign(*pair) for n, pair in pairs.items()}, kin)


THINGS = (
    _thing(
        "center_vector",
        "input vector of a word",
        "The vector a word has while it is the one we start from: the centre word in skip-gram, a context "
        "word in CBOW.",
        "(N,), row i of W",
        w2vlib=("center_vector", "W[i]"),
        rong=("v_w", "a row of W"),
        seed001=("v_k", "row k of W, turned into a column"),
        cs224n=("v_c", "c is the centre word"),
        pinard="x_i",
        c=("syn0[…]", "skip-gram feeds the context word in here and predicts the centre word"),
        d2l=("v_i", "its CBOW section keeps v for context words and u for centre words"),
    ),
    _thing(
        "outside_vector",
        "output vector of a word",
        "The second vector of a word, used while the word is being predicted.",
        "(N,), row j of W′",
        w2vlib="outside_vectors[j]",
        rong=("v'_w", "a column of his W′"),
        seed001=("v'_j", "a column of its W′"),
        cs224n=("u_w", "u_o for the true outside word"),
        pinard=("θ^{w_i}", "with negative sampling"),
        c=("syn1neg[…]", "with negative sampling; the program has no full softmax"),
        d2l="u_i",
    ),
    _thing(
        "center_matrix",
        "all input vectors",
        "One input vector for each word of the vocabulary.",
        "(V, N), a row a word",
        w2vlib="W",
        rong=("W", "V × N"),
        seed001=("W", "V × N"),
        cs224n=("V", "columns are words on paper, rows in its code"),
        c="syn0",
    ),
    _thing(
        "outside_matrix",
        "all output vectors",
        "One output vector for each word of the vocabulary.",
        "(V, N), a row a word",
        w2vlib=("outside_vectors", "W′ in the text"),
        rong=("W'", "N × V: columns are words"),
        seed001=("W'", "N × V: columns are words"),
        cs224n=("U", "d × V on paper: columns are words; rows in its code"),
        c="syn1neg",
    ),
    _thing(
        "one_hot",
        "one-hot input",
        "Which word comes in: 1 at its place, 0 elsewhere. Multiplying with W picks out one row.",
        "(V,)",
        w2vlib=("i", "only its index is kept"),
        rong="x",
        seed001="x",
        c=("last_word", "only its index is kept"),
    ),
    _thing(
        "hidden",
        "hidden layer",
        "What meets the output vectors: one input vector, or the mean of C of them.",
        "(N,)",
        kin=("center_vector",),
        w2vlib="h",
        rong="h",
        seed001="h",
        cs224n=("v_c", "no letter of its own: the centre vector is used as it is"),
        pinard=("x_w", "the mean of the x_i, or one of them"),
        c=("neu1", "for CBOW; skip-gram reads the row of syn0 in its place"),
        d2l=("v_c", "for skip-gram; v̄_o, a mean, for CBOW"),
    ),
    _thing(
        "score",
        "score, or logit",
        "How well word j fits: the dot product of its output vector with the hidden layer.",
        "(V,), one a word",
        w2vlib="u",
        rong="u_j",
        seed001="u_j",
        cs224n=("u_w^⊤v_c", "no letter of its own"),
        pinard=("x_w^⊤θ", "no letter of its own"),
        c=("f", "before the table of sigmoids is read"),
        d2l=("u_o^⊤v_c", "no letter of its own"),
    ),
    _thing(
        "prediction",
        "prediction",
        "The probability the model gives to word j.",
        "(V,), sums to 1",
        w2vlib="y",
        rong=("y_j", "in the handwriting of seed 004 it looks like γ"),
        seed001="y_j",
        cs224n=("ŷ", "the hat marks the prediction"),
        pinard=("f", "σ(x_w^⊤θ), one yes-or-no question at a time"),
        c=("f", "in the tree part, once the sigmoid is taken"),
        d2l="P(w_o | w_c)",
    ),
    _thing(
        "truth",
        "truth",
        "What the text says: 1 for the word that is there, 0 for all others.",
        "(V,), sums to 1",
        w2vlib="t",
        rong="t_j",
        seed001=("ŷ_j", "the hat marks the truth"),
        cs224n="y",
        pinard=("y_i", "1 − d_j in the tree"),
        c=("label", "1 − code[d] in the tree"),
    ),
    _thing(
        "error",
        "error",
        "Prediction − truth: the slope of the loss by the score. It sums to 0.",
        "(V,)",
        w2vlib="e",
        rong=("e_j", "y_j − t_j"),
        seed001=("e_j", "y_j − ŷ_j"),
        cs224n=("ŷ − y", "no letter of its own"),
        pinard=("g", "(y_i − f)η: the other sign, since it climbs; the step is inside"),
        c=("g", "(label − f) · alpha: the other sign, and the step is inside"),
    ),
    _thing(
        "hidden_error",
        "error sent back to h",
        "The errors carried back through the output vectors: what the hidden layer should change by.",
        "(N,)",
        w2vlib="EH",
        rong="EH",
        seed001=("Σ_j e_j v'_j", "no letter of its own"),
        cs224n=("U(ŷ − y)", "no letter of its own"),
        pinard=("e", "the other sign, and the step is inside"),
        c=("neu1e", "the other sign, and the step is inside"),
    ),
    _thing(
        "loss",
        "loss",
        "How surprised the model is by the true word: −log of its probability.",
        "one number",
        w2vlib="E",
        rong="E",
        seed001="E",
        cs224n="J",
        pinard=("L", "the log-likelihood: the other sign, to be made large"),
        d2l="−log P(w_o | w_c)",
    ),
    _thing(
        "node_vector",
        "vector of an inner node",
        "In the Huffman tree of hierarchical softmax inner nodes have vectors, and words have no second one.",
        "(N,)",
        rong="v'_{n(w,j)}",
        pinard="θ_{j−1}^w",
        c="syn1[…]",
        d2l="u_{n(w,j)}",
    ),
    _thing(
        "dimension",
        "length of a vector",
        "How many numbers describe a word.",
        "one number",
        w2vlib=("N", "vector_size in the trainer"),
        rong="N",
        seed001="N",
        cs224n=("d", "in Pinard's notes d_j is a bit of the Huffman code"),
        pinard=("M", "M is also the number of slots of his noise table"),
        c="layer1_size",
        d2l="d",
    ),
    _thing(
        "vocabulary",
        "size of the vocabulary",
        "How many different words there are.",
        "one number",
        w2vlib="V",
        rong="V",
        seed001="V",
        cs224n="V",
        pinard="V",
        c="vocab_size",
        d2l="|V|",
    ),
    _thing(
        "contexts",
        "words of the context",
        "How many neighbours of the centre word are looked at.",
        "one number",
        w2vlib="C",
        rong="C",
        seed001="C",
        cs224n=("2m", "m words on each side"),
        pinard=("2c", "c words on each side"),
        c=("cw", "counts those found inside the sentence"),
        d2l=("2m", "m words on each side"),
    ),
)
