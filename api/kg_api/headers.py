"""Headers that every answer carries: for browsers, for other origins, and the snapshot's version."""

from collections.abc import Iterable
from datetime import date

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.engine.base import Engine

SNAPSHOT = "KG-Snapshot"

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    # Data is shown, never run; a page sets its own policy.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    # Public data: any page may read it, and no credentials are ever involved.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"{SNAPSHOT}, Accept-Ranges, Content-Disposition, "
    "Content-Location, Content-Range, ETag, Link, Location, Repr-Digest, Retry-After, "
    "X-Request-Id",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

FRAMED = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors *"
"""The policy of a page that is made to be shown inside the pages of others."""

_ALWAYS = tuple((name.lower().encode(), value.encode()) for name, value in ALWAYS.items())
_NAMES = frozenset(name for name, _ in _ALWAYS)
_SNAPSHOT = SNAPSHOT.lower().encode()
_FRAMED = FRAMED.encode()
_POLICY = b"content-security-policy"
_KEY = "kg.snapshot"
_DAY = "kg.snapshot.day"
_PUBLIC_URL = "kg.public-url"


def snapshot_of(scope: Scope) -> str | None:
    """Return the version of the snapshot that was served when the request came."""
    version: str | None = scope.get(_KEY)
    return version


def day_of(scope: Scope) -> date | None:
    """Return the day (UTC) on which that snapshot was published."""
    day: date | None = scope.get(_DAY)
    return day


def public_url_of(scope: Scope) -> str | None:
    """Return the setting: the address under which users reach the service."""
    url: str | None = scope.get(_PUBLIC_URL)
    return url


class HeadersMiddleware:
    """Adds the headers where an answer does not set them itself.

    It notes in the scope what pages tell of the service: its address, and the snapshot.
    """

    def __init__(self, app: ASGIApp, engine: Engine, public_url: str | None = None) -> None:
        self._app = app
        self._engine = engine
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        served = self._engine.status().manifest
        scope[_KEY] = served.version if served else None
        scope[_PUBLIC_URL] = self._public_url
        scope[_DAY] = served.created.date() if served else None

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(message.get("headers", ()))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _completed(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        complete = list(headers)
        present = {name for name, _ in complete}
        if present.isdisjoint(_NAMES):
            complete += _ALWAYS
        else:
            if (_POLICY, _FRAMED) in complete:  # the older header knows no "anybody"
                present.add(b"x-frame-options")
            complete += [item for item in _ALWAYS if item[0] not in present]
        if _SNAPSHOT not in present:
            manifest = self._engine.status().manifest
            if manifest is not None:
                complete.append((_SNAPSHOT, manifest.version.encode()))
        return complete
