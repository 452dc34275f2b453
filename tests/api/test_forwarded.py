"""What a proxy tells of the client counts where the proxy is trusted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from kg_api.forwarded import ForwardedMiddleware

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

PROXY = "192.0.2.1"


def seen(*lines: tuple[bytes, bytes], client: str = PROXY) -> tuple[str, str]:
    """The address and the scheme that the application sees."""
    found: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        found.append(scope)

    async def nothing(*_: object) -> Message:
        return {"type": "http.disconnect"}

    async def ask() -> None:
        scope = {"type": "http", "scheme": "http", "client": (client, 1), "headers": list(lines)}
        layer = ForwardedMiddleware(app, trusted_hosts=PROXY)  # type: ignore[arg-type]
        await layer(scope, nothing, nothing)

    asyncio.run(ask())
    return found[0]["client"][0], found[0]["scheme"]


FOR = (b"x-forwarded-for", b"198.51.100.7")
PROTO = (b"x-forwarded-proto", b"https")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), (PROXY, "http")),
        ((FOR,), ("198.51.100.7", "http")),
        ((PROTO,), (PROXY, "https")),
        ((FOR, PROTO), ("198.51.100.7", "https")),
    ],
)
def test_a_trusted_proxy_is_believed(
    lines: tuple[tuple[bytes, bytes], ...], expected: tuple[str, str]
) -> None:
    assert seen((b"host", b"x"), *lines) == expected


def test_anybody_else_is_not() -> None:
    assert seen(FOR, PROTO, client="203.0.113.9") == ("203.0.113.9", "http")
