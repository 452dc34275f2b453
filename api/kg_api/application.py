"""FastAPI's application behind our own layers, with direct ways for what is asked most.

What FastAPI and Starlette do around a route costs more than a short query: eight layers, and each
piece of the answer goes back through all of them. So our own layers are the outermost, and a
request that a direct way takes goes from them straight to its handler. Errors are answered as
they are for a route.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg_api import problems

Handler = Callable[[Request], Awaitable[Response]]


class Way(NamedTuple):
    """A direct way: of which requests `handler` takes them before any route is looked for."""

    takes: Callable[[Scope], bool]
    handler: Handler


class Application(FastAPI):
    """An application with layers, the last one outermost, and direct ways, the first one first."""

    def __init__(self, *, ways: Sequence[Way], **given: Any) -> None:
        super().__init__(**given)
        self._ways = ways
        self._outermost: ASGIApp = self._inner

    def add_layer(self, layer: Callable[..., ASGIApp], **given: object) -> None:
        """Put a layer around all that there is; it sees a request first."""
        self._outermost = layer(self._outermost, **given)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take what the server has: a request, or its own start and end."""
        if scope["type"] == "http":
            await self._outermost(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def _inner(self, scope: Scope, receive: Receive, send: Send) -> None:
        for way in self._ways:
            if way.takes(scope):
                scope["app"] = self  # as FastAPI has it
                await _answer(way.handler, Request(scope, receive), send)
                return
        await super().__call__(scope, receive, send)


async def _answer(handler: Handler, request: Request, send: Send) -> None:
    try:
        response = await handler(request)
    except KgError as error:
        response = problems.answer_to(request, error)
    except Exception as error:
        response = problems.unexpected(request, error)
        await response(request.scope, request.receive, send)
        raise  # for the observation, and for the server's log
    await response(request.scope, request.receive, send)
