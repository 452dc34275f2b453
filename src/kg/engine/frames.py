"""Frames: what goes between the web server and a worker, on a stream of bytes.

A frame is a kind (one byte), a length (four bytes, big-endian) and a payload. A job goes to the
worker; any number of chunks and then one end, which has the last bytes of the answer with it, or
one error come back. A stop may go to it meanwhile, where nobody reads the answer any more.
"""

import struct
from enum import IntEnum

MAX_PAYLOAD = 1 << 28  # bytes; far above any request that the service takes
_HEAD = struct.Struct("!BI")
HEAD = _HEAD.size
"""Bytes of a frame before its payload."""


class Kind(IntEnum):
    """What a frame carries."""

    JOB = 1
    CHUNK = 2
    END = 3
    ERROR = 4
    STOP = 5


_KINDS = {int(kind): kind for kind in Kind}


Frame = tuple[Kind, bytes]
"""A frame that is complete, and its payload."""


class ProtocolError(Exception):
    """The other side sent what is no frame: nothing it says can be trusted any more."""


def frame(kind: Kind, payload: bytes) -> bytes:
    """Return the bytes of a frame."""
    return _HEAD.pack(kind, len(payload)) + payload


def write_head(kind: Kind, buffer: bytearray, start: int, end: int) -> None:
    """Make a frame of what stands there in the buffer after the place for a head, uncopied."""
    _HEAD.pack_into(buffer, start, kind, end - start - HEAD)


class Decoder:
    """Makes frames of bytes, however they were cut on their way."""

    def __init__(self) -> None:
        self._begun = bytearray()  # of a frame whose end has not come yet

    def feed(self, data: bytes) -> list[Frame]:
        """Take bytes and return the frames that they complete.

        Raises `ProtocolError` where no frame begins or it would be longer than `MAX_PAYLOAD`.
        """
        frames: list[Frame] = []
        at, size = 0, len(data)
        while self._begun and at < size:
            missing = _end(self._begun, 0) - len(self._begun)
            self._begun += data[at : at + missing]
            at += missing
            if len(self._begun) == _end(self._begun, 0):
                frames.append((_KINDS[self._begun[0]], bytes(memoryview(self._begun)[HEAD:])))
                self._begun.clear()
        while size - at >= HEAD:
            kind, length = _HEAD.unpack_from(data, at)
            if kind not in _KINDS or length > MAX_PAYLOAD:
                raise ProtocolError(f"kind {kind}, length {length}")
            start = at + HEAD
            if start + length > size:
                break
            at = start + length
            frames.append((_KINDS[kind], data[start:at]))
        if at < size:
            self._begun += data[at:]
        return frames


def _end(data: bytes | bytearray, start: int) -> int:
    """Return where the frame ends that begins there; its head, as long as that is not whole."""
    if len(data) < start + HEAD:
        return start + HEAD
    kind, length = _HEAD.unpack_from(data, start)
    if kind not in _KINDS or length > MAX_PAYLOAD:
        raise ProtocolError(f"kind {kind}, length {length}")
    return start + HEAD + int(length)
