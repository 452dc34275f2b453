"""Whether the client has an answer already, and how long it may keep one (RFC 9110, 9111)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from starlette.requests import Request
from werkzeug.http import http_date, parse_date

from kg_api import caching

SHARED = "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400"
"""For what changes with a build at most: caches answer for five minutes without asking, for an
hour more while they ask, and for a day where the service is down (RFC 5861)."""


def tag(*parts: object) -> str:
    """Return the entity tag of what these parts decide.

    Weak, because the compressed and the plain answer share it.
    """
    return f'W/"{hashlib.sha256(ascii(parts).encode("ascii")).hexdigest()[:32]}"'


@lru_cache(maxsize=1024)
def last_modified(moment: str) -> str:
    """Return an xsd:dateTime of our own as the value of the header."""
    return http_date(datetime.fromisoformat(moment))


def is_fresh(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the request's conditions say that it has what these headers would describe.

    If-Modified-Since counts only without If-None-Match (RFC 9110, section 13.1.3).
    """
    condition = request.headers.get("if-none-match")
    if condition is not None:
        return caching.matches(condition, headers["ETag"])
    since = parse_date(request.headers.get("if-modified-since"))
    if since is None:
        return False
    modified = parse_date(headers.get("Last-Modified"))
    return modified is not None and modified <= since
