"""What a request holds: its body within a limit, its form, its media type; all of it UTF-8."""

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from kg_api import bad_request

FORM = "application/x-www-form-urlencoded"

Pairs = Sequence[tuple[str, str]]


async def read(request: Request, limit: int) -> bytes:
    """Read the body, `limit` bytes at most: it is counted while it comes in.

    Raises `QueryError` `body-too-long` (413).
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise bad_request.body_too_long(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise bad_request.body_too_long(limit)
    return bytes(body)


def media_type(content_type: str | None, accepted: Sequence[str]) -> str:
    """Return the media type of a Content-Type where it is one of these, in UTF-8.

    Raises `QueryError` `unsupported-media-type` (415).
    """
    found, _, parameters = (content_type or "").partition(";")
    found = found.strip().lower()
    if found not in accepted or not _is_utf8(parameters):
        raise bad_request.media_type(content_type, accepted)
    return found


def pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form or of a URL's query, decoded once."""
    fields = (field.partition(b"=") for field in encoded.split(b"&") if field)
    return [(_decoded(name), _decoded(value)) for name, _, value in fields]


def text(encoded: bytes) -> str:
    """Return the text; raises `QueryError` `not-utf8` (400)."""
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_request.not_utf8() from error


def _decoded(part: bytes) -> str:
    """Return the text of a name or a value; a `%` that begins no escape stands for itself."""
    part = part.replace(b"+", b" ")
    if b"%" not in part:
        return text(part)
    if b"\\" not in part:
        # A query has an escape for each bracket and blank. Those of Python's strings differ in
        # their spelling alone, and compiled code decodes them: it takes a tenth of the time.
        with suppress(UnicodeDecodeError):
            return text(part.replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1"))
    return text(unquote_to_bytes(part))


def values(fields: Pairs, name: str) -> tuple[str, ...]:
    """Return the values of all fields of that name."""
    return tuple(value for key, value in fields if key == name)


def _is_utf8(parameters: str) -> bool:
    """Whether the parameters of a Content-Type name no charset but UTF-8."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(' "').lower() in {"utf-8", "utf8", "us-ascii"}
    return True
