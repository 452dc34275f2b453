"""The errors of addresses that name nothing, or nothing any more."""

from kg.errors import QueryError

_SHOWN = 300  # characters of an IRI that are repeated


def absent(iri: str) -> QueryError:
    """Return `entity-absent` (404)."""
    shown = _shortened(iri)
    return QueryError(
        "entity-absent",
        status=404,
        zh=f"没有 {shown}。",
        en=f"There is no {shown}.",
        extra={"iri": shown},
    )


def gone(iri: str, since: str | None) -> QueryError:
    """Return `entity-gone` (410); `since` is an xsd:dateTime, where it is known."""
    shown = _shortened(iri)
    zh, en = (f"（{since} 起）", f" since {since}") if since else ("", "")
    return QueryError(
        "entity-gone",
        status=410,
        zh=f"{shown} 已撤回{zh}，没有替代者；此 IRI 不再用于其他事物。",
        en=f"{shown} has been withdrawn{en}, and nothing took its place; the IRI will name "
        "nothing else.",
        extra={"iri": shown, **({"since": since} if since else {})},
    )


def page_invalid() -> QueryError:
    """Return `page-invalid` (400)."""
    return QueryError(
        "page-invalid",
        status=400,
        zh="page 须是从 1 起的整数，且只写一次。",
        en="page is a whole number from 1, given once.",
    )


def page_missing(last: int) -> QueryError:
    """Return `page-missing` (404); `last` is the number of the last page."""
    return QueryError(
        "page-missing",
        status=404,
        zh=f"没有这一页,末页是 {last}。",
        en=f"There is no such page; the last one is {last}.",
        extra={"pages": last},
    )


def _shortened(iri: str) -> str:
    return iri if len(iri) <= _SHOWN else f"{iri[:_SHOWN]}…"
