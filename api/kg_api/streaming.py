"""Answers that are sent while they are made, and clients that go away meanwhile."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.engine.base import Answer
from kg_api import headers

T = TypeVar("T")


class AnswerResponse(Response):
    """The stream of an engine's answer, with the head that belongs to it.

    Where the stream fails, the error goes on to the server, which breaks the connection without
    the end of the body: a client must not take what it has for a whole document.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(
            headers={
                "Content-Type": answer.format.content_type,
                "Vary": "Accept",
                "Cache-Control": "no-cache",
                headers.SNAPSHOT: answer.version,
            }
        )
        del self.headers["Content-Length"]  # not known yet
        self._stream = answer.stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head and then each chunk as it comes; end the query when the client goes."""
        watcher = asyncio.create_task(self._end_when_gone(receive))
        try:
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            if scope["method"] != "HEAD":
                async for chunk in self._stream:
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            watcher.cancel()
            await self._stream.aclose()

    async def _end_when_gone(self, receive: Receive) -> None:
        await _until_gone(receive)
        await self._stream.aclose()


async def unless_gone(receive: Receive, work: Coroutine[None, None, T]) -> T | None:
    """Wait for the work, or give it up and return `None` when the client goes away first."""
    task = asyncio.create_task(work)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        gone.cancel()


async def _until_gone(receive: Receive) -> None:
    """Return when the client has closed the connection; the body has been read before."""
    while (await receive())["type"] != "http.disconnect":
        pass
