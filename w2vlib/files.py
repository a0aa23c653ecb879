"""Files in and out: plain or gzip, every error with its file and line, and writing all or nothing."""

import gzip
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

GZIP_MAGIC = b"\x1f\x8b"  # UTF-8 text can't begin so
BYTE_ORDER_MARK = "\ufeff".encode()  # some editors put it before the first line of UTF-8


def is_path(value) -> bool:
    """Tell whether a value is a path: a string or a pathlib path."""
    return isinstance(value, (str, os.PathLike))


@contextmanager
def open_to_read(path) -> Iterator[BinaryIO]:
    """Open a file for reading bytes; gzip is known by its first two bytes, whatever the name.

    Raises
    ------
    FileNotFoundError, IsADirectoryError : there is no such file.
    ValueError : the gzip data is damaged or ends too soon.
    """
    if os.path.isdir(path):
        raise IsADirectoryError(f"{path}: expected a file, this is a folder")
    if not os.path.exists(path):
        name = os.fsdecode(path)
        raise FileNotFoundError(
            f"no file {name if len(name) <= 80 else name[:79] + '…'!r}; relative names start in {Path.cwd()}"
        )
    with open(path, "rb") as plain:
        if plain.peek(2)[:2] != GZIP_MAGIC:
            yield plain
            return
        try:
            with gzip.GzipFile(fileobj=plain) as unpacked:
                yield unpacked
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ValueError(f"{path}: the gzip data is damaged or cut short ({error})") from None


@contextmanager
def open_to_write(path) -> Iterator[BinaryIO]:
    """Open a file for writing bytes, packed by gzip where the name ends in .gz; all of it appears or nothing.

    What is written goes to a temporary file in the same folder, which takes the name only when complete;
    after an error the old file, if there was one, is still there.

    Raises
    ------
    FileNotFoundError, ValueError : the folder doesn't exist, or the name belongs to a folder or a device.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise ValueError(f"{path}: expected the name of a file to write, this is a folder or a device")
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{path}: no folder {str(target.parent)!r}; make it first")
    temporary = target.with_name(f".{target.name[:100]}.{uuid4().hex}.part")
    try:
        with open(temporary, "xb") as plain:
            if target.suffix == ".gz":
                with gzip.GzipFile("", "wb", fileobj=plain, compresslevel=6, mtime=0) as packed:
                    yield packed  # no name and no date inside: the same content gives the same bytes
            else:
                yield plain
            plain.flush()
            os.fsync(plain.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        os.replace(temporary, target)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def numbered_lines(path, encoding: str = "utf-8") -> Iterator[tuple[int, str]]:
    """Lines of a text file with their numbers, from 1, without their ends.

    Raises
    ------
    ValueError : bytes that aren't text in this encoding, with file and line; and as `open_to_read`.
    """
    with open_to_read(path) as file:
        for number, raw in enumerate(without_mark(file), start=1):
            yield number, decoded(raw, f"{path}, line {number}", encoding).rstrip("\r\n")


def without_mark(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as they are, but for a byte order mark before the first."""
    lines = iter(lines)
    for first in lines:
        yield first.removeprefix(BYTE_ORDER_MARK)
        yield from lines


def decoded(raw: bytes, place: str, encoding: str = "utf-8", errors: str = "strict", offset: int = 0) -> str:
    """Text of some bytes; ValueError names the place and the byte in it, the first being offset + 1."""
    check_encoding(encoding)
    try:
        return raw.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{place}, byte {offset + error.start + 1}: expected {encoding} text, "
            f"got {raw[error.start : error.start + 8]!r}; convert the file to UTF-8 or name its encoding"
        ) from None


@cache
def check_encoding(encoding: str) -> None:
    """Raise ValueError unless the encoding is known and its line end is the byte 10, as in ASCII."""
    try:
        fits = b"\n".decode(encoding) == "\n"
    except (LookupError, UnicodeDecodeError):
        fits = False
    if not fits:
        raise ValueError(
            f"encoding: expected one that keeps ASCII as it is (utf-8, latin-1, gb18030), got {encoding!r}; "
            "convert the file to UTF-8 first"
        )
