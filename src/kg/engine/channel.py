"""A bounded pipe for bytes, from a thread that writes to an event loop that reads.

The thread writes into it as into a file and waits while the reader is behind. Neither side can
be left hanging: the reader closes the channel and the next write fails, or the deadline passes
and both sides fail, whatever the other one does.
"""

import asyncio
import threading
import time
from collections import deque
from contextlib import suppress

CHUNK = 64 * 1024  # bytes gathered before they are handed over
DEPTH = 4  # chunks that may wait for the reader


class Channel:
    """One answer on its way; `deadline` is a reading of `time.monotonic`."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._changed = threading.Condition()
        self._buffer = bytearray()
        self._chunks: deque[bytes] = deque()
        self._ended = False
        self._closed = False
        self._error: Exception | None = None

    # The thread's side

    def write(self, data: bytes) -> int:
        """Take bytes; waits while the reader is behind.

        Raises `BrokenPipeError` when the reader has gone, `TimeoutError` after the deadline.
        """
        if self._closed:
            raise BrokenPipeError("the reader has gone")
        if time.monotonic() > self._deadline:
            raise TimeoutError("the deadline has passed")
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            self._hand_over()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is left is handed over by `finish`."""

    def finish(self, error: Exception | None) -> None:
        """Hand over what is left, then the end; after an error only the error."""
        with self._changed:
            if self._closed:
                return
            if error is None and self._buffer:
                self._chunks.append(bytes(self._buffer))
            self._ended, self._error = True, error
        self._tell()

    @property
    def closed(self) -> bool:
        """Whether the reader has gone, so that nothing need be written."""
        return self._closed

    def _hand_over(self) -> None:
        with self._changed:
            left = self._deadline - time.monotonic()
            free = self._changed.wait_for(lambda: self._closed or len(self._chunks) < DEPTH, left)
            if self._closed:
                raise BrokenPipeError("the reader has gone")
            if not free:
                raise TimeoutError("the reader is too slow")
            self._chunks.append(bytes(self._buffer))
        self._buffer.clear()
        self._tell()

    def _tell(self) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits for news any more
            self._loop.call_soon_threadsafe(self._news.set)

    # The event loop's side

    async def read(self) -> bytes:
        """Return the next chunk, or `b""` at the end.

        Raises `TimeoutError` after the deadline, and what the thread's work raised.
        """
        async with asyncio.timeout_at(self._deadline):
            while (chunk := self._take()) is None:
                await self._news.wait()
        return chunk

    def _take(self) -> bytes | None:
        with self._changed:
            if self._chunks:
                self._changed.notify()
                return self._chunks.popleft()
            if self._error is not None:
                raise self._error
            if not self._ended:
                self._news.clear()
            return b"" if self._ended else None

    def close(self) -> None:
        """Read no more: the thread's next write fails, and a read that waits gets the end."""
        with self._changed:
            self._closed = self._ended = True
            self._chunks.clear()
            self._changed.notify()
        self._news.set()
