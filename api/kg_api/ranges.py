"""Byte ranges (RFC 9110, section 14): what a request for a part of a file comes to."""

import re

from kg.errors import QueryError

_RANGE = r"(?:[0-9]+-[0-9]*|-[0-9]+)"
_LIST = re.compile(rf"bytes=[ \t]*({_RANGE}(?:[ \t]*,[ \t]*{_RANGE})*)")
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_MOST = 20  # ranges in one request; whoever wants more gets the whole
_DIGITS = 18


def wanted(header: str | None, size: int) -> str | None:
    """Return the Range header that a file of `size` bytes can serve; None for the whole file.

    What is no list of byte ranges is ignored, as the standard asks, and ranges beyond the end are
    left out. Raises `QueryError` `range-unsatisfiable` (416) where none is left.

    >>> wanted("bytes=0-3, 900-", 100)
    'bytes=0-3'
    """
    found = _LIST.fullmatch((header or "").strip())
    parts = _COMMA.split(found[1]) if found else []
    if not parts or len(parts) > _MOST or any(_is_odd(part) for part in parts):
        return None
    good = [part for part in parts if _fits(part, size)]
    if not good:
        raise _unsatisfiable(size)
    return f"bytes={','.join(good)}"


def _fits(part: str, size: int) -> bool:
    first, _, last = part.partition("-")
    return int(first) < size if first else int(last) > 0 and size > 0


def _is_odd(part: str) -> bool:
    """Whether its numbers are absurdly long, or its end comes before its beginning."""
    first, _, last = part.partition("-")
    if max(len(first), len(last)) > _DIGITS:
        return True
    return bool(first and last) and int(first) > int(last)


def _unsatisfiable(size: int) -> QueryError:
    return QueryError(
        "range-unsatisfiable",
        status=416,
        zh=f"所要的字节范围超出文件，文件共 {size} 字节。",
        en=f"The byte range is beyond the end of the file, which has {size} bytes.",
        extra={"size": size},
    )
