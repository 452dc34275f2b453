"""The errors of requests that are wrong before any query is looked at."""

from collections.abc import Sequence

from kg.errors import QueryError


def query_missing() -> QueryError:
    """Return `query-missing` (400)."""
    return QueryError(
        "query-missing",
        status=400,
        zh="请求中没有查询。",
        en="There is no query in the request.",
        mend_zh="用 GET /sparql?query=…，或以 POST 提交表单字段 query，"
        "或以 application/sparql-query 提交查询本身。",
        mend_en="Send GET /sparql?query=…, or POST a form with the field query, "
        "or POST the query itself as application/sparql-query.",
    )


def query_repeated() -> QueryError:
    """Return `query-repeated` (400)."""
    return QueryError(
        "query-repeated",
        status=400,
        zh="请求中有不止一个查询。",
        en="There is more than one query in the request.",
    )


def update() -> QueryError:
    """Return `update-refused` (400)."""
    return QueryError(
        "update-refused",
        status=400,
        zh="此地址只接受查询，不接受更新。",
        en="This address takes queries, not updates.",
    )


def not_utf8() -> QueryError:
    """Return `not-utf8` (400)."""
    return QueryError(
        "not-utf8",
        status=400,
        zh="请求的内容不是 UTF-8。",
        en="The content of the request is not UTF-8.",
    )


def body_too_long(limit: int) -> QueryError:
    """Return `body-too-long` (413); `limit` is in bytes."""
    return QueryError(
        "body-too-long",
        status=413,
        zh=f"请求的内容超过 {limit} 字节。",
        en=f"The content of the request is longer than {limit} bytes.",
        extra={"limit": limit},
    )


def media_type(given: str | None, accepted: Sequence[str]) -> QueryError:
    """Return `unsupported-media-type` (415) with the list of what is accepted."""
    return QueryError(
        "unsupported-media-type",
        status=415,
        zh=f"不能读取 Content-Type 为 {given or '（空）'} 的请求。",
        en=f"A request with Content-Type {given or '(none)'} cannot be read.",
        mend_zh=f"可用：{'、'.join(accepted)}（UTF-8）。",
        mend_en=f"Accepted: {', '.join(accepted)} (UTF-8).",
        extra={"accepted": list(accepted)},
    )
