"""The rate limit by address: a generic cell rate algorithm, one number for each address.

Memory is bounded: the addresses that asked longest ago are forgotten first. An IPv6 address
counts by its /64, since that is what one customer has.
"""

import ipaddress
import math
import time
from collections import OrderedDict

from starlette._utils import get_route_path
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import QueryError
from kg_api import bad_request
from kg_api.problems import answer_to

ADDRESSES = 50_000
"""Addresses that are remembered, some 10 MB at most."""

_FREE = frozenset({"/healthz", "/readyz", "/metrics"})


class RateLimit:
    """`a_minute` requests from each address, of which `burst` may come at once."""

    def __init__(self, a_minute: int, burst: int) -> None:
        self._interval = 60 / a_minute
        self._tolerance = self._interval * burst
        self._due: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str, now: float) -> float:
        """Count a request at `now` (s); 0 where it may pass, else the seconds until one may."""
        key = _key(address)
        due = max(self._due.pop(key, now), now) + self._interval
        excess = due - now - self._tolerance
        self._due[key] = due if excess <= 0 else due - self._interval
        if len(self._due) > ADDRESSES:
            self._due.popitem(last=False)
        return max(0.0, excess)


class RateLimitMiddleware:
    """Answers 429 in the application's place where an address asks too often."""

    def __init__(self, app: ASGIApp, limit: RateLimit) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where it is in time."""
        if scope["type"] == "http" and (error := self._refusal(scope)) is not None:
            await answer_to(Request(scope), error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> QueryError | None:
        client = scope.get("client")
        path = get_route_path(scope)
        if client is None or path in _FREE or path.startswith("/static/"):
            return None
        seconds = self._limit.wait(client[0], time.monotonic())
        return bad_request.too_often(math.ceil(seconds)) if seconds else None


def _key(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:  # noqa: PLR2004 - IPv4
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
