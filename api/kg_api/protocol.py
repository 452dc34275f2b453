"""The HTTP/1.1 connection: uvicorn's, with the limits and the one operation that ASGI lacks.

uvicorn reads a head of any size, for as long as the client likes, and ends a failed answer with
a plain close, which a proxy that speaks HTTP/1.0 passes on as the regular end of the document.
Here a connection has time limits for the head, the body and a client that does not read, bounds
for URL and headers, and `RESET`: an extension of the ASGI scope that breaks the connection so
that the other side notices (RST instead of FIN).
"""

import asyncio
import fcntl
import functools
import itertools
import json
import socket
import struct
import termios
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from kg.vocab import BASE
from kg_api.joined_writes import JoinedWrites
from kg_api.whole import WHOLE, write

RESET = "kg.reset"
"""Name of the extension: a function without arguments that resets the connection."""

_INT = struct.Struct("i")
_AROUND = 4  # bytes of a header beside its name and value
_LINGER = 2.0
"""Seconds in which a refused client may read why: closed at once, the kernel would discard it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one connection, in seconds and in bytes."""

    header_timeout: float
    body_timeout: float
    send_timeout: float
    max_url: int
    max_headers: int
    max_connections: int


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An answer that the connection gives itself, before there is a request."""

    status: int
    code: str
    title: str
    detail: str

    def encoded(self) -> bytes:
        document = {
            "type": f"{BASE}errors#{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        body = json.dumps(document, indent=2).encode()
        headers = (
            "content-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\n"
            "cache-control: no-store\r\n"
            "access-control-allow-origin: *\r\n"
            "connection: close\r\n\r\n"
        )
        return STATUS_LINE[self.status] + headers.encode("ascii") + body


_INVALID = _Refusal(400, "http-invalid", "Bad request", "This is not an HTTP request.")
_SLOW = _Refusal(408, "request-timeout", "Request timeout", "The request did not come in time.")
_CROWDED = _Refusal(503, "too-many-connections", "Service unavailable", "Try again later.")


class LimitedProtocol(HttpToolsProtocol):
    """One connection with limits."""

    def __init__(self, *, limits: Limits, **given: Any) -> None:
        super().__init__(**given)
        self._limits = limits
        self._within: float | None = None  # seconds for what is to come next
        self._due: float | None = None  # when to have waited long enough, by the loop's clock
        self._timer: asyncio.TimerHandle | None = None
        self._send_timer: asyncio.TimerHandle | None = None
        self._unsent = 0  # bytes that the client had not taken when we last looked
        self._refusal = _INVALID
        self._refused = False
        self._in_body = False
        self._unparsed = 0  # bytes since the parser last had something to tell
        self._progress = False

    # The connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, where there is room for one more connection."""
        super().connection_made(JoinedWrites(transport, self.loop))
        if len(self.connections) > self._limits.max_connections:
            self._refuse(_CROWDED)
            return
        self._wait(self._limits.header_timeout)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._stop(self._timer)
        self._stop(self._send_timer)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came, and count what leads to nothing."""
        if self._refused:
            return
        self._progress, self._within = False, None
        super().data_received(data)
        if self._within is not None and not self._refused:
            self._wait(self._within)
        self._unparsed = 0 if self._progress else self._unparsed + len(data)
        if self._unparsed > self._limits.max_url + self._limits.max_headers:
            self._refuse(self._too_large())

    def pause_writing(self) -> None:
        """Give the client some time to read."""
        super().pause_writing()
        self._unsent = self._to_be_taken()
        self._send_timer = self.loop.call_later(self._limits.send_timeout, self._look_for_progress)

    def resume_writing(self) -> None:
        """The client reads again."""
        self._stop(self._send_timer)
        super().resume_writing()

    def _look_for_progress(self) -> None:
        """Reset a client that took nothing; a slow line may empty our buffers for minutes."""
        before, self._unsent = self._unsent, self._to_be_taken()
        if self._unsent >= before:
            self.reset()
        else:
            again = self._limits.send_timeout
            self._send_timer = self.loop.call_later(again, self._look_for_progress)

    def _to_be_taken(self) -> int:
        """Return the bytes that wait here and in the kernel for the client to take them."""
        peer = self.transport.get_extra_info("socket")
        queued = fcntl.ioctl(peer.fileno(), termios.TIOCOUTQ, bytes(_INT.size))
        waiting: int = _INT.unpack(queued)[0]
        return self.transport.get_write_buffer_size() + waiting

    def reset(self) -> None:
        """Break the connection: what was not sent yet is discarded, and the peer gets an error."""
        peer = self.transport.get_extra_info("socket")
        if not self.transport.is_closing() and peer.family in {socket.AF_INET, socket.AF_INET6}:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()
        self._disconnect()

    # The parser

    def on_message_begin(self) -> None:
        """Begin to wait for the head."""
        super().on_message_begin()
        self._in_body = False
        self._advance(self._limits.header_timeout)

    def on_url(self, url: bytes) -> None:
        """Hold the limit of the URL."""
        super().on_url(url)
        if len(self.url) > self._limits.max_url:
            limit = f"The URL has more than {self._limits.max_url} bytes."
            self._refusal = _Refusal(414, "url-too-long", "URI too long", limit)
            raise ValueError(limit)

    def on_headers_complete(self) -> None:
        """Hold the limit of the headers, and let the application have what ASGI lacks."""
        size = sum(map(len, itertools.chain.from_iterable(self.headers)))
        if size + _AROUND * len(self.headers) > self._limits.max_headers:
            self._refusal = self._too_large()
            raise ValueError(self._refusal.detail)
        self._in_body = True
        self._advance(self._limits.body_timeout)
        super().on_headers_complete()
        extensions: Any = {RESET: self.reset, WHOLE: functools.partial(write, self.cycle)}
        self.scope["extensions"] = extensions

    def on_body(self, body: bytes) -> None:
        """Note that the body goes on; its length is the application's business."""
        self._progress = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Wait for nothing more."""
        self._progress = True
        self._within = self._due = None
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a request that the parser or a limit refused."""
        del msg
        self._refuse(self._refusal)

    # Waiting and refusing

    def _advance(self, seconds: float) -> None:
        """Wait for so long for what follows, if it is not there already."""
        self._progress, self._within = True, seconds

    def _wait(self, seconds: float) -> None:
        """Wait for so long and no more.

        A timer that rings earlier is left as it is, since requests come faster than it rings.
        """
        self._due = self.loop.time() + seconds
        if self._timer is None or self._timer.when() > self._due:
            self._stop(self._timer)
            self._timer = self.loop.call_at(self._due, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._due is None:
            return
        if self.loop.time() < self._due:
            self._timer = self.loop.call_at(self._due, self._ring)
        else:
            self._expired()

    def _expired(self) -> None:
        answering = self._is_answering()
        if answering and (self.pipeline or not self._in_body):
            self._wait(self._limits.header_timeout)  # the next request may come after the answer
        elif answering and self.cycle.response_started:
            self.reset()
        elif not answering and (self._in_body or not self._has_begun()):
            self.transport.close()  # answered already, or nobody asked for anything
        else:
            self._refuse(_SLOW, while_waiting=True)

    def _disconnect(self) -> None:
        """Tell the application at once what it would learn with the next turn of the loop."""
        if self._is_answering():
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        return cycle is not None and not cycle.response_complete

    def _has_begun(self) -> bool:
        return self.scope is not None

    def _refuse(self, refusal: _Refusal, *, while_waiting: bool = False) -> None:
        """Answer in the application's place and close; an answer that is under way is broken."""
        if self.transport.is_closing() or self._refused:
            return
        self._refused = True
        self._due = None
        self._stop(self._timer)
        answering = self._is_answering()
        if answering and not while_waiting:
            self.reset()
            return
        if answering:  # the application waits for a body that does not come
            self._disconnect()
        self.transport.write(refusal.encoded())
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._timer = self.loop.call_later(_LINGER, self.transport.abort)

    def _too_large(self) -> _Refusal:
        limit = f"The headers have more than {self._limits.max_headers} bytes."
        return _Refusal(431, "headers-too-large", "Request header fields too large", limit)

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()


def protocol_of(limits: Limits) -> Callable[..., asyncio.Protocol]:
    """Return what makes uvicorn's connections, each with these limits."""
    return functools.partial(LimitedProtocol, limits=limits)
