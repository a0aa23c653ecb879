"""The value protocol: what crosses the border comes out equal, and nothing else crosses it."""

import socket
import time

import numpy as np
import pytest

from grader.doubles import Double
from grader.sandbox.inside import frames
from grader.sandbox.inside.values import DEPTH, BadValue, Decoder, Encoder, Unreadable, clean
from grader.sandbox.outcomes import argument_trees, outcome_of


def there_and_back(value, limit=10**6):
    encoder = Encoder(limit)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        frames.send(ours, {"value": encoder.encode(value)}, encoder.chunks)
        message, raw = frames.receive(theirs, 10**7, time.monotonic() + 5)
    decoder = Decoder(raw)
    result = decoder.decode(message["value"])
    decoder.finish()
    return result


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        -(2**63) + 1,
        2**63 - 1,
        1.5,
        -0.0,
        5e-324,
        "",
        "ŷ − t",
        [],
        (),
        [1, (2.0, [None])],
    ],
)
def test_plain_values_come_out_as_they_went_in(value):
    result = there_and_back(value)
    assert result == value
    assert type(result) is type(value)
    assert repr(result) == repr(value)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_nan_and_infinities(value):
    np.testing.assert_equal(there_and_back(value), value)
    np.testing.assert_equal(there_and_back(np.array([value, 1.0])), np.array([value, 1.0]))


@pytest.mark.parametrize("dtype", ["?", "i1", "u2", "i4", "i8", "u8", "f2", "f4", "f8", ">f8", ">i4"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 3), (1, 2, 2, 2)])
def test_arrays_keep_dtype_shape_and_entries(dtype, shape):
    array = (np.arange(np.prod(shape, dtype=int)).reshape(shape) % 2).astype(dtype)
    result = there_and_back(array)
    assert result.shape == shape
    assert result.dtype == array.dtype.newbyteorder("=")
    assert np.array_equal(result, array)
    assert result.flags.writeable


def test_numpy_scalars_become_arrays_without_axes():
    result = there_and_back(np.float32(1.5))
    assert type(result) is np.ndarray
    assert (result.shape, result.dtype, float(result)) == ((), np.float32, 1.5)


def test_views_with_strides_come_out_in_order():
    array = np.arange(12.0).reshape(3, 4)[::-1, ::2].T
    assert np.array_equal(there_and_back(array), array)


def test_subclasses_are_sent_by_their_raw_values():
    class Liar(np.ndarray):
        def tobytes(self, *args):
            return b"\0" * 16

        def astype(self, *args, **kwargs):
            raise AssertionError("asked the subclass")

        __array__ = view = dtype = nbytes = property(lambda self: 1 / 0)

    result = there_and_back(np.ndarray.__new__(Liar, 2, buffer=np.array([1.0, 2.0])))
    assert type(result) is np.ndarray
    assert result.tolist() == [1.0, 2.0]
    assert there_and_back(np.ma.array([1.0, 2.0], mask=[0, 1])).tolist() == [1.0, 2.0]


def test_subclasses_of_plain_types_lose_their_methods():
    class Number(float):
        __float__ = __repr__ = __str__ = lambda self: "9"

    class Sequence(list):
        def __iter__(self):
            return iter([9])

    class Text(str):
        __str__ = __len__ = lambda self: 1 / 0

    assert repr(there_and_back(Number(1.5))) == "1.5"
    assert there_and_back(Sequence([1, 2])) == [1, 2]
    assert there_and_back(Text("ab")) == "ab"


def test_an_array_like_is_asked_for_its_array():
    class ArrayLike:
        def __array__(self, dtype=None, copy=None):
            return np.array([1.0, 2.0])

    assert there_and_back(ArrayLike()).tolist() == [1.0, 2.0]


class PretendsToBeAnArray:
    __class__ = np.ndarray


class FailsToBeAnArray:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({}, "a dict"),
        (1j, "a complex"),
        (object(), "an object"),
        ((x for x in ()), "a generator"),
        (np.array([None]), "an array of dtype object"),
        (np.array(["a"]), "an array of dtype <U1"),
        (np.array([1j]), "an array of dtype complex128"),
        (2**63, "an int of 64 bits; the limit is 63"),
        ([1, ({},)], "a dict inside a tuple inside a list"),
        (PretendsToBeAnArray(), "a PretendsToBeAnArray"),
        (FailsToBeAnArray(), "a FailsToBeAnArray"),
    ],
)
def test_anything_else_is_named(value, said):
    with pytest.raises(Unreadable) as error:
        Encoder().encode(value)
    assert str(error.value) == said


def test_nesting_is_limited():
    value = deepest = []
    for _ in range(DEPTH):
        value = [value]
    with pytest.raises(Unreadable, match="nested"):
        Encoder().encode(value)
    deepest.append(deepest)
    with pytest.raises(Unreadable, match="nested"):
        Encoder().encode(deepest)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.zeros(2**18), "an array of 2.0 MB; the limit is 1.0 MB"),
        (np.broadcast_to(1.0, (10**6, 10**6)), "an array of 7,629,394.5 MB; the limit is 1.0 MB"),
        ([0.5] * 10**5, "more than can be sent; the limit is 1.0 MB"),
        ([""] * 10**5, "more than can be sent; the limit is 1.0 MB"),
        ([np.zeros(2**16)] * 3, "an array of 0.5 MB inside a list; the limit is 1.0 MB"),
    ],
)
def test_size_is_limited(value, said):
    with pytest.raises(Unreadable) as error:
        Encoder(2**20).encode(value)
    assert str(error.value) == said


def test_long_texts_are_cut_and_cleaned():
    assert len(there_and_back("x" * 10**5)) == 1000
    assert there_and_back("a\0b\x1b[31m\ud800") == "a�b�[31m?"
    assert clean("tab\tline\n") == "tab\tline\n"


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"array": ["<f8", [1]], "list": []},
        {"object": "os.system"},
        {"list": 3},
        {"list": [{"list": [{"list": [{"list": [{"list": []}]}]}]}]},
        {"array": ["<f8", [3]]},
        {"array": ["<f8", [-1]]},
        {"array": ["<f8", [True]]},
        {"array": ["<f8", [2.0]]},
        {"array": ["<f8", 2]},
        {"array": ["|O", [1]]},
        {"array": [["<f8"], [1]]},
        {"array": ["<f8", [2**40, 2**40]]},
        {"array": ["<f8", [0, 2**62, 2**62]]},
        {"array": ["<f8", [1] * 17]},
        {"array": ["|b1", [8]]},
        {"array": None},
        2**63,
        [1],
    ],
)
def test_no_tree_is_believed(tree):
    with pytest.raises(BadValue):
        Decoder(b"\2" * 16).decode(tree)


def test_bytes_left_over_are_refused():
    decoder = Decoder(b"\0" * 16)
    decoder.decode({"array": ["<f8", [1]]})
    with pytest.raises(BadValue):
        decoder.finish()


def received(data: bytes, most=100, seconds=5.0, close=True):
    ours, theirs = socket.socketpair()
    with theirs:
        ours.sendall(data)
        if close:
            ours.close()
        try:
            return frames.receive(theirs, most, time.monotonic() + seconds)
        finally:
            ours.close()


@pytest.mark.parametrize(
    "data",
    [
        b"garbage garbage",
        frames.START.pack(b"w2v1", 50, 51),
        frames.START.pack(b"w2v1", 4, 0) + b"nope",
        frames.START.pack(b"w2v1", 2, 0) + b"[]",
        frames.START.pack(b"w2v1", 90, 0) + b"[" * 90,
        frames.START.pack(b"w2v1", 2, 0) + b"\xff\xfe",
    ],
)
def test_bad_frames_are_refused(data):
    with pytest.raises(frames.BadFrame):
        received(data)


def test_a_header_nested_too_deep_is_refused():
    data = b"[" * 10**5
    with pytest.raises(frames.BadFrame):
        received(frames.START.pack(b"w2v1", len(data), 0) + data, most=10**6)


def test_a_frame_cut_off_is_the_end():
    with pytest.raises(frames.Ended):
        received(frames.START.pack(b"w2v1", 50, 0) + b"{")


def test_a_frame_that_never_ends_runs_into_the_deadline():
    with pytest.raises(TimeoutError):
        received(frames.START.pack(b"w2v1", 50, 0) + b"{", seconds=0.05, close=False)


ANSWER = {"kind": "answer", "number": 7, "status": "returned", "value": 1, "args": [2], "transcripts": []}


def test_an_answer_becomes_an_outcome():
    outcome = outcome_of(ANSWER | {"line": "x", "message": "m"}, b"", 7, (2,))
    assert (outcome.status, outcome.value, outcome.args_after) == ("returned", 1, (2,))
    assert (outcome.line, outcome.message) == ("x", "m")


@pytest.mark.parametrize(
    "forged",
    [
        {"number": 8},
        {"number": "7"},
        {"kind": "ready"},
        {"status": "correct"},
        {"status": ["returned"]},
        {"value": {"pickle": ""}},
        {"args": []},
        {"args": 5},
        {"transcripts": [None]},
        {"transcripts": [[]]},
        {"message": 5},
        {"line": None},
    ],
)
def test_forged_answers_are_refused(forged):
    with pytest.raises(BadValue):
        outcome_of(ANSWER | forged, b"", 7, (2,))


def test_forged_transcripts_are_refused():
    double = Double("cubic", coefficients=[1.0])
    message = ANSWER | {"args": [None], "transcripts": [{"list": [1.0]}]}
    with pytest.raises(BadValue):
        outcome_of(message, b"", 7, (double,))


def test_arguments_that_cant_be_sent_are_named():
    with pytest.raises(TypeError, match="got a function"):
        argument_trees((lambda x: x,))
