"""Headers that every answer carries: for browsers, for other origins, and the snapshot's version."""

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


_ALWAYS = tuple((name.lower().encode(), value.encode()) for name, value in ALWAYS.items())
_SNAPSHOT = SNAPSHOT.lower().encode()
_KEY = "kg.snapshot"


def snapshot_of(scope: Scope) -> str | None:
    """Return the version of the snapshot that was served when the request came."""
    version: str | None = scope.get(_KEY)
    return version


class HeadersMiddleware:
    """Adds the headers where an answer does not set them itself."""

    def __init__(self, app: ASGIApp, engine: Engine) -> None:
        self._app = app
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        served = self._engine.status().manifest
        scope[_KEY] = served.version if served else None

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"] = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [item for item in _ALWAYS if item[0] not in present]
                manifest = self._engine.status().manifest
                if manifest is not None and _SNAPSHOT not in present:
                    headers.append((_SNAPSHOT, manifest.version.encode()))
            await send(message)

        await self._app(scope, receive, send_with_headers)
