"""A whole answer with its head as it is told.

Starlette would look through the headers for what to add to them, which costs a short answer more
than its content.
"""

from collections.abc import Mapping

from starlette.responses import Response

RawHeaders = list[tuple[bytes, bytes]]


class WholeResponse(Response):
    """A response of these bytes with these headers; beside them it has its length alone."""

    def __init__(self, content: bytes, headers: Mapping[str, str]) -> None:
        self.status_code, self.background, self.body = 200, None, content
        self.raw_headers = raw({**headers, "Content-Length": str(len(content))})


def raw(headers: Mapping[str, str]) -> RawHeaders:
    """Return the headers as they are sent."""
    return [
        (name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers.items()
    ]
