"""Messages on a socket: a fixed start, two lengths, a JSON header, raw bytes. Both sides read with caps."""

import json
import socket
import struct
import time

START = struct.Struct("<4sII")
MAGIC = b"w2v1"


class BadFrame(Exception):
    """What came isn't a frame as agreed."""


class Ended(Exception):
    """The other side has closed the connection."""


def send(connection: socket.socket, message: dict, chunks: list[bytes] | tuple = ()) -> None:
    """Write one frame: `message` as its header, `chunks` joined as its raw bytes."""
    header, raw = json.dumps(message).encode(), b"".join(chunks)
    connection.sendall(START.pack(MAGIC, len(header), len(raw)) + header + raw)


def receive(
    connection: socket.socket, most: int = 2**32, deadline: float | None = None
) -> tuple[dict, bytes]:
    """Read one frame.

    Parameters
    ----------
    most : bytes that header and raw part may have together.
    deadline : on time.monotonic's clock; None waits for ever.

    Raises
    ------
    BadFrame, Ended, TimeoutError
    """
    magic, header_size, raw_size = START.unpack(_exactly(connection, START.size, deadline))
    if magic != MAGIC or header_size + raw_size > most:
        raise BadFrame("not a frame, or one larger than agreed")
    header = _exactly(connection, header_size, deadline)
    raw = _exactly(connection, raw_size, deadline)
    try:
        message = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise BadFrame("a header that isn't JSON") from error
    if type(message) is not dict:
        raise BadFrame("a header that isn't an object")
    return message, raw


def _exactly(connection: socket.socket, size: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            connection.settimeout(left)
        try:
            piece = connection.recv(min(size - len(data), 2**16))
        except ConnectionError as error:
            raise Ended from error
        if not piece:
            raise Ended
        data += piece
    return bytes(data)
