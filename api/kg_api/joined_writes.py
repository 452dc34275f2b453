"""A transport that sends what is written in one turn of the event loop as one piece.

uvicorn writes the head of an answer and its body one after the other: two calls to the system,
and two packets, where one would do.
"""

import asyncio
from typing import Any

_FULL = 64 * 1024  # bytes; so much is sent at once


class JoinedWrites(asyncio.Transport):
    """Another transport, whose small writes wait for each other until the turn ends."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send the bytes with all that is written until the turn ends."""
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting.append(bytes(data))
        self._size += len(data)
        if self._size >= _FULL:
            self._send()

    def write_now(self, data: bytes) -> None:
        """Send the bytes at once, after what waits: they are an answer's last."""
        if self._waiting:
            self._waiting.append(data)
            self._send()
        elif not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """Send the rest and close."""
        self._send()
        self._transport.close()

    def abort(self) -> None:
        """Close at once; what was not sent is dropped."""
        self._waiting.clear()
        self._size = 0
        self._transport.abort()

    def write_eof(self) -> None:
        """Send the rest and its end."""
        self._send()
        self._transport.write_eof()

    def can_write_eof(self) -> bool:
        """Whether there is such an end."""
        return self._transport.can_write_eof()

    def is_closing(self) -> bool:
        """Whether it is closed, or will be."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what the transport tells of itself."""
        return self._transport.get_extra_info(name, default)

    def get_write_buffer_size(self) -> int:
        """Return the bytes that are written but not sent, here and in the transport."""
        return self._size + self._transport.get_write_buffer_size()

    def pause_reading(self) -> None:
        """Read no more for the time being."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._transport.resume_reading()

    def _send(self) -> None:
        if self._waiting:
            joined = b"".join(self._waiting)
            self._waiting.clear()
            self._size = 0
            if not self._transport.is_closing():  # as asyncio drops it; uvloop would raise
                self._transport.write(joined)
