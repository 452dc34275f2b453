"""What a trusted proxy tells of the client; looked into only where a request has such a field."""

from collections.abc import Awaitable

from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from kg_api.fields import fields_of

_FIELDS = frozenset({b"x-forwarded-for", b"x-forwarded-proto"})


class ForwardedMiddleware(ProxyHeadersMiddleware):
    """uvicorn's own, which else goes through the fields of every request."""

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:  # type: ignore[override]
        """Pass the request on, with the address and the scheme of the client."""
        if _FIELDS.isdisjoint(fields_of(scope)):
            return self.app(scope, receive, send)  # type: ignore[arg-type]
        return super().__call__(scope, receive, send)  # type: ignore[arg-type]
