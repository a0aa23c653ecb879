"""What is said about arguments that can't be used, and what the usable ones become."""

import numpy as np
import pytest

from w2vlib import arguments


def test_usable_arguments():
    assert arguments.float_array("x", [1, 2]).dtype == np.float64
    assert arguments.float_array("x", [[True]], ndim=(1, 2)).tolist() == [[1.0]]
    assert arguments.float_array("x", 3).shape == ()
    assert arguments.word_number("i", np.int64(0), 1) == 0
    assert arguments.word_number("i", np.array(2), 3) == 2
    numbers = arguments.word_numbers("k", (2, 0, 2), 3)
    assert (numbers.tolist(), numbers.dtype) == ([2, 0, 2], np.intp)
    none = arguments.word_numbers("k", [], 3, may_be_empty=True)
    assert (none.shape, none.dtype) == ((0,), np.intp)
    assert arguments.one_of("way", "b", ("a", "b")) == "b"
    assert arguments.frequencies("c", [0, 2.5]).tolist() == [0.0, 2.5]
    assert [arguments.whole_number("n", 0), arguments.whole_number("n", np.int32(2), least=2)] == [0, 2]
    arguments.same_shape(a=np.zeros((2, 1)), b=np.ones((2, 1)))


def test_an_array_is_copied():
    x = np.array([1.0, 2.0])
    arguments.float_array("x", x)[0] = 9
    assert x[0] == 1


@pytest.mark.parametrize(
    "call, error, says",
    [
        (lambda: arguments.float_array("x", [1j]), TypeError, "x: expected real numbers, got list [1j]"),
        (lambda: arguments.float_array("x", ["a"]), TypeError, "x: expected real numbers, got list ['a']"),
        (
            lambda: arguments.float_array("x", [1.0], ndim=2),
            ValueError,
            "x: expected an array with 2 axes, got shape (1,)",
        ),
        (lambda: arguments.float_array("x", 1.0, ndim=(1, 2)), ValueError, "with 1 or 2 axes, got shape ()"),
        (
            lambda: arguments.float_array("x", []),
            ValueError,
            "x: expected at least one number, got shape (0,)",
        ),
        (
            lambda: arguments.same_shape(a=np.zeros(2), b=np.zeros(3)),
            ValueError,
            "b: expected the shape of a, (2,), got (3,); each number of a belongs to one of b",
        ),
        (lambda: arguments.word_number("i", 3, 3), IndexError, "i: expected a row number from 0 to 2, got 3"),
        (
            lambda: arguments.word_number("i", -1, 3),
            IndexError,
            "i: expected a row number from 0 to 2, got -1",
        ),
        (lambda: arguments.word_number("i", 1.0, 3), TypeError, "i: expected a row number, got float 1.0"),
        (lambda: arguments.word_number("i", True, 3), TypeError, "i: expected a row number, got bool True"),
        (
            lambda: arguments.word_number("i", None, 3),
            TypeError,
            "i: expected a row number, got NoneType None",
        ),
        (
            lambda: arguments.word_numbers("k", 1, 3),
            TypeError,
            "k: expected a sequence of row numbers, got int 1",
        ),
        (
            lambda: arguments.word_numbers("k", [], 3),
            ValueError,
            "k: expected at least one row number, got none",
        ),
        (
            lambda: arguments.word_numbers("k", [[1], [1, 2]], 3),
            TypeError,
            "k: expected a row number, got list [1]",
        ),
        (lambda: arguments.word_numbers("k", "ab", 3), TypeError, "k: expected a row number, got str 'a'"),
        (
            lambda: arguments.word_numbers("k", [0, 9], 3),
            IndexError,
            "k: expected a row number from 0 to 2, got 9",
        ),
        (
            lambda: arguments.one_of("way", 3, ("a", "b")),
            ValueError,
            "way: expected one of 'a', 'b'; got int 3",
        ),
        (
            lambda: arguments.frequencies("c", [1, -2, -3]),
            ValueError,
            "c: expected counts of 0 or more, got -2.0 for word 1",
        ),
        (
            lambda: arguments.frequencies("c", [[1]]),
            ValueError,
            "c: expected an array with 1 axes, got shape",
        ),
        (
            lambda: arguments.whole_number("n", -1),
            ValueError,
            "n: expected a whole number of at least 0, got -1",
        ),
        (lambda: arguments.whole_number("n", 1, least=2), ValueError, "of at least 2, got 1"),
        (lambda: arguments.whole_number("n", True), TypeError, "of at least 0, got bool True"),
        (lambda: arguments.whole_number("n", 2.0), TypeError, "of at least 0, got float 2.0"),
    ],
)
def test_unusable_arguments_are_named(call, error, says):
    with pytest.raises(error) as raised:
        call()
    assert says in str(raised.value)


@pytest.mark.parametrize("length, shown", [(58, "x" * 58), (59, "x" * 56)])
def test_a_long_value_is_cut_at_60_characters(length, shown):
    with pytest.raises(TypeError) as raised:
        arguments.float_array("x", "x" * length)
    expected = f"'{shown}'" if length == 58 else f"'{shown}..."
    assert str(raised.value) == f"x: expected real numbers, got str {expected}"
