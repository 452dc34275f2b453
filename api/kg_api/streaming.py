"""Answers that are sent while they are made, and clients that go away meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from typing import NamedTuple, TypeVar

import structlog
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.engine.base import Answer
from kg.engine.ticker import Ticker
from kg.errors import KgError
from kg_api import compression, whole
from kg_api.observation import Observation, observation_of
from kg_api.protocol import RESET

T = TypeVar("T")

GONE = 499
"""The status for a client that has gone: nobody reads it, but the access log shows it."""

_log = structlog.get_logger(__name__)


class Begun(NamedTuple):
    """An answer and its first bytes, which may be all of it: then its length is known."""

    answer: Answer
    head: bytes
    whole: bool

    @classmethod
    async def of(cls, answer: Answer) -> "Begun":
        """Read until there is enough to tell whether compression pays.

        What fails until then raises `QueryError`, and the client gets a real error.
        """
        if answer.whole is not None:
            return cls(answer, answer.whole, whole=True)
        head = b""
        try:
            async for chunk in answer.stream:
                head = head + chunk if head else chunk
                if len(head) >= compression.MINIMUM:
                    return cls(answer, head, whole=False)
        except BaseException:
            await answer.stream.aclose()
            raise
        await answer.stream.aclose()
        return cls(answer, head, whole=True)


class AnswerResponse(Response):
    """The stream of an engine's answer, with the head that belongs to it.

    Where the stream fails, the connection is reset: a client must not take what it has for a
    whole document, and a proxy must not make one of it.
    """

    def __init__(self, begun: Begun, headers: Mapping[str, str], *, gzip: bool) -> None:
        # As Starlette's own stream: without a body there is no Content-Length but ours.
        self.status_code, self.background = 200, None
        self._begun = begun
        self._gzip = gzip
        self.raw_headers = whole.raw({**headers, "Content-Encoding": "gzip"} if gzip else headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and then each chunk as it comes; end the query when the client goes."""
        seen = observation_of(scope)
        watcher = asyncio.create_task(self._end_when_gone(receive, seen))
        complete = False
        try:
            await self._send_all(scope, send)
            complete = True
        except (KgError, asyncio.CancelledError) as error:
            seen.outcome = error.code if isinstance(error, KgError) else "shutdown"
            _log.warning("answer broken off", id=seen.id, code=seen.outcome, bytes=seen.size)
            if not _reset(scope):
                raise
        finally:
            watcher.cancel()
            await self._begun.answer.stream.aclose()
            if not complete:
                _reset(scope)

    async def _send_all(self, scope: Scope, send: Send) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        if scope["method"] != "HEAD":
            chunks = _zipped(self._chunks()) if self._gzip else self._chunks()
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _chunks(self) -> AsyncIterator[bytes]:
        yield self._begun.head
        if self._begun.whole:
            return
        async for chunk in self._begun.answer.stream:
            yield chunk

    async def _end_when_gone(self, receive: Receive, seen: Observation) -> None:
        await until_gone(receive)
        if seen.outcome == "ok":
            seen.outcome = "client-gone"
        await self._begun.answer.stream.aclose()


async def _zipped(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    gzip = compression.Gzip()
    async for chunk in chunks:
        if ready := gzip.more(chunk):
            yield ready
    yield gzip.end()


def _reset(scope: Scope) -> bool:
    """Break the connection, where the server can; whether it could."""
    reset = (scope.get("extensions") or {}).get(RESET)
    if reset is None:
        return False
    reset()
    return True


async def unless_gone(
    receive: Receive, work: Coroutine[None, None, T], ticker: Ticker | None = None
) -> T | None:
    """Wait for the work, or give it up and return `None` when the client goes away first.

    Most work is done before anybody has time to go, so nobody watches for the first moment. Who
    waits often gives a `ticker` that all of them share.
    """
    watch = _Watch(receive, ticker or Ticker())
    try:
        return await work
    except asyncio.CancelledError:
        if watch.is_reason():
            return None
        raise
    finally:
        watch.stop()


class _Watch:
    """Cancels the task in which it is made when the client goes away."""

    def __init__(self, receive: Receive, ticker: Ticker) -> None:
        self._receive = receive
        self._ticker = ticker
        self._waiting = asyncio.current_task()
        self._watcher: asyncio.Task[None] | None = None
        self._was_seen = False
        ticker.enter(self)

    def look(self, now: float) -> None:
        """Begin to watch with the second look: the first may come at once."""
        del now
        if not self._was_seen:
            self._was_seen = True
            return
        self._ticker.leave(self)
        self._watcher = asyncio.get_running_loop().create_task(self._watch())

    def is_reason(self) -> bool:
        """Whether it has cancelled the task, and nobody else as well."""
        gone = self._watcher is not None and self._watcher.done()
        return gone and self._waiting is not None and self._waiting.uncancel() == 0

    def stop(self) -> None:
        """Watch no more."""
        self._ticker.leave(self)
        if self._watcher is not None:
            self._watcher.cancel()

    async def _watch(self) -> None:
        await until_gone(self._receive)
        if self._waiting is not None:
            self._waiting.cancel()


async def until_gone(receive: Receive) -> None:
    """Return when the client has closed the connection; the body has been read before."""
    while (await receive())["type"] != "http.disconnect":
        pass
