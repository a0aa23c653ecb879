"""Values as plain data: a JSON tree, with the bytes of its arrays beside it. No pickle on either side.

`Encoder` runs in the child and refuses what isn't a plain value; `Decoder` runs in the parent and believes
nothing: every tag, dtype, shape and length is checked before an array is made.
"""

import math

from numpy import asarray, dtype, frombuffer, generic, ndarray

DEPTH = 4  # lists inside lists
NODE = 24  # bytes that one number counts for
TEXT = 1000  # characters kept of a string
LARGEST_INT = 2**63 - 1
DTYPES = ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8")


class Unreadable(Exception):
    """The value can't be sent; the text is a noun phrase saying what came instead."""


class BadValue(Exception):
    """What was received isn't a value as agreed."""


class Encoder:
    """Turns values into trees; `chunks` collects the bytes of their arrays, in order.

    Parameters
    ----------
    limit : bytes that may be sent in all.
    """

    def __init__(self, limit: float = math.inf):
        self.limit = self.left = limit
        self.chunks: list[bytes] = []

    def encode(self, value, inside: str = "", depth: int = 0):
        """The tree of a value. Types are asked of `type`, never of the value: `__class__` may lie.

        Raises
        ------
        Unreadable : unknown type, too large, or nested too deeply.
        """
        kind = type(value)
        if value is None or kind is bool:
            return self._pay(value, NODE)
        if issubclass(kind, ndarray | generic):
            return self._array(value, inside)
        if issubclass(kind, str):
            return self._pay(str.__str__(value)[:TEXT], NODE + 12 * min(TEXT, str.__len__(value)))
        if issubclass(kind, float):
            return self._pay(float.__float__(value), NODE)
        if issubclass(kind, int):
            return self._int(int.__int__(value), inside)
        if issubclass(kind, list | tuple):
            return self._sequence(value, list if issubclass(kind, list) else tuple, inside, depth)
        if hasattr(kind, "__array__"):
            return self._array(_converted(value, inside), inside)
        raise Unreadable(_a(kind.__name__) + inside)

    def _pay(self, tree, size: int, what: str = "more"):
        self.left -= size
        if self.left < 0:
            raise Unreadable(f"{what} than can be sent; the limit is {_megabytes(self.limit)}")
        return tree

    def _int(self, value: int, inside: str):
        if abs(value) > LARGEST_INT:
            raise Unreadable(f"an int of {value.bit_length()} bits{inside}; the limit is 63")
        return self._pay(value, NODE)

    def _sequence(self, value, base: type, inside: str, depth: int):
        if depth == DEPTH:
            raise Unreadable(f"lists nested more than {DEPTH} deep")
        inside = f" inside a {base.__name__}" + inside
        self._pay(None, NODE, f"a {base.__name__} with more")
        return {base.__name__: [self.encode(item, inside, depth + 1) for item in base.__iter__(value)]}

    def _array(self, value, inside: str):
        array = asarray(value)  # a subclass is taken by its base: its own methods are not asked
        code = array.dtype.newbyteorder("<").str
        if code not in DTYPES:
            raise Unreadable(f"an array of dtype {array.dtype}{inside}")
        size = array.nbytes + NODE
        if size > self.left:
            raise Unreadable(
                f"an array of {_megabytes(array.nbytes)}{inside}; the limit is {_megabytes(self.limit)}"
            )
        self._pay(None, size)
        self.chunks.append(array.astype(code, copy=False).tobytes())
        return {"array": [code, list(array.shape)]}


class Decoder:
    """Turns trees back into values; `raw` holds the bytes of all their arrays, in order."""

    def __init__(self, raw: bytes):
        self._raw = raw
        self._position = 0

    def decode(self, tree, depth: int = 0):
        """The value of a tree: new arrays, writable, nothing but plain types.

        Raises
        ------
        BadValue : a tree that no `Encoder` makes.
        """
        if tree is None or type(tree) in (bool, float):
            return tree
        if type(tree) is int:
            if abs(tree) > LARGEST_INT:
                raise BadValue("an int beyond 64 bits")
            return tree
        if type(tree) is str:
            return clean(tree)
        if type(tree) is not dict or len(tree) != 1:
            raise BadValue("a tree of unknown form")
        [(tag, content)] = tree.items()
        if tag == "array":
            return self._array(content)
        if tag not in ("list", "tuple") or type(content) is not list or depth == DEPTH:
            raise BadValue("a sequence of unknown form")
        items = [self.decode(item, depth + 1) for item in content]
        return items if tag == "list" else tuple(items)

    def finish(self) -> None:
        """Raise BadValue where bytes are left over."""
        if self._position != len(self._raw):
            raise BadValue("more bytes than arrays")

    def _array(self, content) -> ndarray:
        if type(content) is not list or len(content) != 2:
            raise BadValue("an array of unknown form")
        code, shape = content
        if code not in DTYPES or type(shape) is not list or len(shape) > 16:
            raise BadValue("an array of unknown type or shape")
        if any(type(n) is not int or not 0 <= n <= LARGEST_INT for n in shape):
            raise BadValue("an array with an impossible shape")
        end = self._position + math.prod(shape) * dtype(code).itemsize
        if end > len(self._raw):
            raise BadValue("an array with too few bytes")
        flat = frombuffer(self._raw[self._position : end], dtype=code)
        self._position = end
        if code == "|b1" and flat.size and flat.view("u1").max() > 1:
            raise BadValue("bools that are neither 0 nor 1")
        try:
            return flat.reshape(shape).copy()
        except ValueError as error:
            raise BadValue("an array with an impossible shape") from error


def clean(text: str, most: int = TEXT) -> str:
    """A text from the other side, fit for a database or a page: capped, encodable, no control characters."""
    text = text[:most].encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _converted(value, inside: str) -> ndarray:
    """An array-like's own array; its code runs here, in the child, and may fail."""
    try:
        return asarray(value)
    except Exception as error:
        raise Unreadable(_a(type(value).__name__) + inside) from error


def _megabytes(size: float) -> str:
    return f"{size / 2**20:,.1f} MB"


def _a(noun: str) -> str:
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun
