"""Cursors: where a list goes on, in which snapshot, for which request; opaque to whoever holds one.

A cursor is pinned to its snapshot, so that no page repeats or leaves out anything when another
one is published meanwhile. It carries a check of itself with the request that it belongs to: a
changed one, or one of another request, is refused.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from kg.store.snapshot import VERSION
from kg_api.lookup import wrong

PATTERN = r"^[A-Za-z0-9_-]{16,2000}$"
"""What a cursor looks like."""
_CHECK = 8  # bytes
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Cursor:
    """`after` is the value by which the list is sorted, `number` what tells equals apart."""

    version: str
    after: str | int
    number: int


def write(cursor: Cursor, request: str) -> str:
    """Return the cursor as text; `request` stands for all that decides the list."""
    content = json.dumps([cursor.version, cursor.after, cursor.number], ensure_ascii=False).encode()
    encoded = base64.urlsafe_b64encode(_check(content, request) + content)
    return encoded.decode("ascii").rstrip("=")


def read(text: str, request: str) -> Cursor:
    """Return the cursor; raises `QueryError` `cursor-unknown` (404)."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:  # as long as no text of whole bytes can be
        raise wrong.cursor_unknown() from error
    content = raw[_CHECK:]
    if raw[:_CHECK] != _check(content, request):
        raise wrong.cursor_unknown()
    found: Any = json.loads(content)  # as we wrote it: the check has held
    if len(found) != _PARTS or not VERSION.fullmatch(found[0]):
        raise wrong.cursor_unknown()
    return Cursor(*found)


def _check(content: bytes, request: str) -> bytes:
    return hashlib.sha256(request.encode("utf-8", "surrogatepass") + b"\n" + content).digest()[
        :_CHECK
    ]
