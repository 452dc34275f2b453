"""Whole answers, which go through the layers as one message and to the connection in one go.

Starlette looks through the headers for what to add to them, and uvicorn through each for what it
means; the body takes the same way once more. That costs a short answer more than its content. So
where the server has the extension `WHOLE`, the message that begins an answer holds its body too,
and what is left to do is to put it together.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from kg_api.joined_writes import JoinedWrites

WHOLE = "kg.whole"
"""Name of the extension of the ASGI scope: a `Writer`."""

Writer = Callable[[Message], bool]
"""Sends a message with head and body, if the connection is as it mostly is; whether it did."""

RawHeaders = list[tuple[bytes, bytes]]

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_COLON, _LINE = b": ", b"\r\n"


class WholeResponse(Response):
    """A response of these bytes with these headers; beside them it has its length alone."""

    def __init__(self, content: bytes, headers: Mapping[str, str]) -> None:
        self.status_code, self.background, self.body = 200, None, content
        self.raw_headers = raw({**headers, "Content-Length": str(len(content))})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; for HEAD its head alone."""
        del receive
        body = b"" if scope["method"] == "HEAD" else self.body
        head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        if WHOLE in scope.get("extensions", ()):
            await send({**head, "body": body})
        else:
            await send(head)
            await send({"type": "http.response.body", "body": body})


def raw(headers: Mapping[str, str]) -> RawHeaders:
    """Return the headers as they are sent. Raises `ValueError` where one would be several."""
    return list(map(_pair, headers, headers.values()))


@lru_cache(maxsize=1024)  # nearly all of them are those of the answer before
def _pair(name: str, value: str) -> tuple[bytes, bytes]:
    if _CONTROL.search(value):
        raise ValueError(f"{name}: {value!r}")
    return name.lower().encode("ascii"), value.encode("latin-1")


def sender(scope: Scope, send: Send) -> Send:
    """Return what the layers may send whole answers to, where the server takes them."""
    extensions = scope.get("extensions", {})
    write: Writer | None = extensions.get(WHOLE)
    if write is None:
        return send
    extensions[WHOLE] = {}  # it is there; itself it refers to the scope, and both would stay

    async def send_whole(message: Message) -> None:
        if message["type"] != "http.response.start" or "body" not in message:
            await send(message)
        elif not write(message):
            await send(message)
            await send({"type": "http.response.body", "body": message["body"]})

    return send_whole


def write(cycle: RequestResponseCycle, message: Message) -> bool:
    """Answer the request of this cycle at once.

    It does not where that takes more than to write: a client that reads slowly or has gone, a
    connection that ends with the answer. Then uvicorn's own way is taken.
    """
    transport, headers = cycle.transport, [*cycle.default_headers, *message["headers"]]
    if cycle.response_started or cycle.disconnected:
        return False
    if not cycle.keep_alive or cycle.flow.write_paused:
        return False
    lines = _LINE.join(map(_COLON.join, headers))
    status = STATUS_LINE[message["status"]]
    assert isinstance(transport, JoinedWrites)  # noqa: S101 - as `LimitedProtocol` has it
    transport.write_now(b"%b%b\r\n\r\n%b" % (status, lines, message["body"]))
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.message_event.set()
    cycle.on_response()
    return True
