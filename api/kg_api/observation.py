"""What is noted of each request: its id, the line in the log, the figures for the metrics.

The log never holds the text of a query, which may be private, nor a header that may be a secret:
a query is known by the first sixteen hexadecimal digits of its SHA-256.
"""

import hashlib
import random
import re
import time
from dataclasses import dataclass, field

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg_api.metrics import Metrics, route_of

REQUEST_ID = "X-Request-Id"

_KEY = "kg.observation"
_SANE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


@dataclass(slots=True)
class Observation:
    """What is known of a request so far. `outcome` is `ok`, or the code of what went wrong."""

    id: str = field(default_factory=lambda: f"{random.getrandbits(64):016x}")
    begun: float = field(default_factory=time.perf_counter)
    outcome: str = "ok"
    query: str | None = None
    status: int = 0
    size: int = 0

    def note_query(self, text: str) -> str:
        """Remember which query or update it was; returns the digits that the log has for it."""
        self.query = hashlib.sha256(text.encode()).hexdigest()[:16]
        return self.query


def observation_of(scope: Scope) -> Observation:
    """Return the observation of this request; a new one where nobody observes."""
    found: Observation | None = scope.get(_KEY)
    if found is None:
        found = scope[_KEY] = Observation()
    return found


class ObservationMiddleware:
    """Gives each request its id, counts it, and writes its line when it is over."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, log: bool) -> None:
        self._app = app
        self._metrics = metrics
        # Bound once: a lazy logger would be put together again for every line.
        self._log = structlog.get_logger("access").bind() if log else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and watch what is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = Observation()
        if given := _given_id(scope):
            seen.id = given
        scope[_KEY] = seen

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"x-request-id", seen.id.encode()),
                ]
            else:
                seen.size += len(message.get("body", b""))
            await send(message)

        route = route_of(scope)  # now: what is mounted changes the scope
        self._metrics.in_flight += 1
        try:
            await self._app(scope, receive, watch)
        except BaseException:
            seen.outcome, seen.status = "internal-error", seen.status or 500
            raise
        finally:
            self._metrics.in_flight -= 1
            self._finish(scope, seen, route)

    def _finish(self, scope: Scope, seen: Observation, route: str) -> None:
        seconds = time.perf_counter() - seen.begun
        self._metrics.observe(route, seen.outcome, seconds, seen.size)
        if self._log is not None:
            self._log.info(
                "request",
                id=seen.id,
                client=(scope.get("client") or ("-",))[0],
                method=scope["method"],
                path=scope["path"],
                status=seen.status,
                outcome=seen.outcome,
                ms=round(seconds * 1000, 1),
                bytes=seen.size,
                **({"query": seen.query} if seen.query else {}),
            )


def _given_id(scope: Scope) -> str | None:
    """Return the id that the client or a proxy gave, where it can do no harm in a log."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            return value.decode("ascii") if _SANE.fullmatch(value) else None
    return None
