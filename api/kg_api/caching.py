"""Which answers may be kept, and their entity tags (RFC 9110, section 8.8.3)."""

import hashlib
import re

from kg import __version__
from kg.engine.base import QueryRequest

PUBLIC = "public, no-cache"
"""May be kept, and must be asked for again each time: 304 where nothing has changed."""
PRIVATE = "no-store"

_WORDS = ("RAND", "NOW", "UUID", "BNODE")
_CHANGING = re.compile(
    rf"(?:{'|'.join(_WORDS)})(?>\s|\#[^\r\n]*+(?:[\r\n]|\Z))*+\(", re.IGNORECASE
)  # STRUUID ends as UUID does; the word may also stand in a comment: then it is a loss of time only
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def is_deterministic(text: str) -> bool:
    """Whether the query gives the same answer from the same data each time."""
    upper = text.upper()  # to look for a word is much faster than for a pattern
    return not any(word in upper for word in _WORDS) or _CHANGING.search(text) is None


def identity_of(request: QueryRequest, default_graph: str) -> str:
    """Return digits that stand for all that decides the answer beside the data."""
    parts = (
        __version__,
        default_graph,
        request.base or "",
        request.format.content_type,
        request.query.text,
        request.default_graphs,
        request.named_graphs,
    )
    return hashlib.sha256(ascii(parts).encode("ascii")).hexdigest()[:32]


def entity_tag(identity: str, version: str) -> str:
    """Return the weak tag of the answer with this identity from that version of the data.

    Weak, because rows that no ORDER BY holds may come in another order, and because the
    compressed and the plain answer share it.
    """
    return f'W/"{version}-{identity}"'


def matches(if_none_match: str | None, tag: str) -> bool:
    """Whether If-None-Match names the tag, by weak comparison (RFC 9110, section 13.1.2)."""
    if not if_none_match:
        return False
    if if_none_match.strip() == "*":
        return True
    return tag.removeprefix("W/").strip('"') in _TAG.findall(if_none_match)
