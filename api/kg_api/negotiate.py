"""Content negotiation (RFC 9110, section 12.5): formats by Accept, zh or en by Accept-Language."""

from functools import lru_cache

from starlette.requests import Request
from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from kg.engine.base import ResultFormat
from kg.errors import Language, QueryError


@lru_cache(maxsize=512)
def choose_format(accept: str | None, offered: tuple[ResultFormat, ...]) -> ResultFormat:
    """Return the offered format that the client likes best; the earlier one of equals.

    No Accept header, or an empty one, means that anything will do. Of the ranges that fit a
    format the most specific one counts, so that `text/csv;q=0, */*` rules CSV out. Raises
    `QueryError` `not-acceptable` (406) with the list of what there is.
    """
    liked = ranges(accept)
    if not liked:
        return offered[0]
    best = max(offered, key=lambda format_: liked.quality(format_.media_type))
    if liked.quality(best.media_type) > 0:
        return best
    available = [format_.media_type for format_ in offered]
    raise QueryError(
        "not-acceptable",
        status=406,
        zh=f"没有所要求的格式（Accept: {accept}）。",
        en=f"There is no format as asked for (Accept: {accept}).",
        mend_zh=f"可用的格式：{'、'.join(available)}。",
        mend_en=f"There are: {', '.join(available)}.",
        extra={"available": available},
    )


def choose_language(request: Request) -> Language:
    """Return zh or en by Accept-Language; en where neither is asked for."""
    accepted = parse_accept_header(request.headers.get("accept-language"), LanguageAccept)
    for tag, quality in sorted(accepted, key=lambda item: -item[1]):
        primary = tag.partition("-")[0].lower()
        if quality > 0 and primary in {"zh", "en"}:
            return "zh" if primary == "zh" else "en"
    return "en"


def accept_of(request: Request) -> str | None:
    """Return the Accept header, several of them as one list (RFC 9110, section 5.3)."""
    values = [value for name, value in request.scope["headers"] if name == b"accept"]
    return b", ".join(values).decode("latin-1") if values else None


def ranges(accept: str | None) -> MIMEAccept:
    """Return the media ranges without parameters: no format here has any but its charset."""
    parsed = parse_accept_header(accept, MIMEAccept)
    bare = ((value.partition(";")[0].strip(), quality) for value, quality in parsed)
    return MIMEAccept([(value, quality) for value, quality in bare if _is_range(value)])


def _is_range(value: str) -> bool:
    kind, slash, subtype = value.partition("/")
    return bool(slash and kind and subtype) and (kind != "*" or subtype == "*")
