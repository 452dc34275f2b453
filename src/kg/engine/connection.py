"""A worker's side of its socket: jobs come in, and what is written goes out as frames."""

import socket

from kg.engine.frames import HEAD, Decoder, Kind, frame, write_head
from kg.engine.protocol import END, End, Failure, Job, decode_job

FIRST = 64 * 1024
"""Bytes gathered before the first are sent, so that the reader can begin."""

CHUNK = 192 * 1024
"""Bytes gathered before more are sent: so much goes through the reader's hands at once."""

_READ = 64 * 1024
_START = HEAD + END
"""Where content begins in the buffer: before it there is room for the message that ends it."""


class StoppedError(Exception):
    """Nobody reads the answer any more."""


class Connection:
    """Jobs and answers, one after the other; a file for Oxigraph's serialisers meanwhile.

    A reader that is behind makes `write` wait: that is all the back-pressure there is.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._decoder = Decoder()
        self._read = memoryview(bytearray(_READ))
        self._buffer = bytearray(_START + CHUNK)
        self._end = _START  # of what was gathered
        self._full = _START + FIRST

    def receive(self) -> Job | None:
        """Wait for the next job; `None` at the end of all."""
        self._end, self._full = _START, _START + FIRST
        while size := self._socket.recv_into(self._read):
            for kind, payload in self._decoder.feed(bytes(self._read[:size])):
                if kind is Kind.JOB:  # a stop comes too late now; more than one job never comes
                    return decode_job(payload)
        return None

    def write(self, data: bytes) -> int:
        """Take bytes, and send what has come together. Raises `StoppedError`."""
        end = self._end + len(data)
        if end > self._full:
            self._send_chunk()
            end = _START + len(data)
        if end > self._full:  # more in one piece than is gathered
            self._socket.sendall(frame(Kind.CHUNK, data))
        else:
            self._buffer[self._end : end] = data
            self._end = end
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is left is sent by `end`."""

    def end(self, message: End) -> None:
        """Send what is left and the end, in one piece."""
        self._buffer[HEAD:_START] = message.encode()
        write_head(Kind.END, self._buffer, 0, self._end)
        self._socket.sendall(memoryview(self._buffer)[: self._end])

    def fail(self, failure: Failure) -> None:
        """Send the error; what was not sent yet is dropped."""
        self._socket.sendall(frame(Kind.ERROR, failure.encode()))

    def _send_chunk(self) -> None:
        if self._end > _START:
            write_head(Kind.CHUNK, self._buffer, END, self._end)
            self._socket.sendall(memoryview(self._buffer)[END : self._end])
            self._end, self._full = _START, len(self._buffer)
        if self._is_stopped():
            raise StoppedError

    def _is_stopped(self) -> bool:
        """Whether the web server has said so, or has ended."""
        try:
            data = self._socket.recv(_READ, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        return not data or any(kind is Kind.STOP for kind, _ in self._decoder.feed(data))
