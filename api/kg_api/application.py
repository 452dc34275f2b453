"""FastAPI's application behind our own layers, with a direct way for what is asked most.

What FastAPI and Starlette do around a route costs more than a short query: eight layers, and each
piece of the answer goes back through all of them. So our own layers are the outermost, and a
request that a direct way takes goes from them straight to its handler. Errors are answered as
they are for a route.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg_api import problems

Handler = Callable[[Request], Awaitable[Response]]


class Application(FastAPI):
    """An application with layers, the last one outermost, and a direct way.

    `takes` tells of which requests `handler` takes them before any route is looked for.
    """

    def __init__(self, *, takes: Callable[[Scope], bool], handler: Handler, **given: Any) -> None:
        super().__init__(**given)
        self._takes = takes
        self._handler = handler
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
        if self._takes(scope):
            await self._answer(Request(scope, receive), send)
        else:
            await super().__call__(scope, receive, send)

    async def _answer(self, request: Request, send: Send) -> None:
        try:
            response = await self._handler(request)
        except KgError as error:
            response = problems.answer_to(request, error)
        except Exception as error:
            response = problems.unexpected(request, error)
            await response(request.scope, request.receive, send)
            raise  # for the observation, and for the server's log
        await response(request.scope, request.receive, send)
