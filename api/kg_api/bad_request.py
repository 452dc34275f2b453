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
        mend_zh="更新以 POST 发送到 /update。",
        mend_en="Updates are sent to /update, by POST.",
    )


def update_missing() -> QueryError:
    """Return `update-missing` (400)."""
    return QueryError(
        "update-missing",
        status=400,
        zh="请求中没有更新。",
        en="There is no update in the request.",
        mend_zh="以 POST 提交表单字段 update，或以 application/sparql-update 提交更新本身。",
        mend_en="POST a form with the field update, "
        "or POST the update itself as application/sparql-update.",
    )


def update_repeated() -> QueryError:
    """Return `update-repeated` (400)."""
    return QueryError(
        "update-repeated",
        status=400,
        zh="请求中有不止一个更新。",
        en="There is more than one update in the request.",
    )


def query_instead() -> QueryError:
    """Return `query-refused` (400)."""
    return QueryError(
        "query-refused",
        status=400,
        zh="此地址只接受更新，不接受查询。",
        en="This address takes updates, not queries.",
        mend_zh="查询请用 /sparql。",
        mend_en="Queries are sent to /sparql.",
    )


def too_deep(limit: int) -> QueryError:
    """Return `query-too-deep` (400)."""
    return QueryError(
        "query-too-deep",
        status=400,
        zh=f"括号的嵌套超过 {limit} 层。",
        en=f"Brackets are nested more than {limit} deep.",
        extra={"limit": limit},
    )


def read_only() -> QueryError:
    """Return `read-only` (403)."""
    return QueryError(
        "read-only",
        status=403,
        zh="本服务只读，不接受写入。",
        en="This service is read-only; it takes no writes.",
        mend_zh="数据来自文件：修改文件后运行 kg build。",
        mend_en="Its data comes from files: change those and run `kg build`.",
    )


def token_missing() -> QueryError:
    """Return `token-missing` (401)."""
    return QueryError(
        "token-missing",
        status=401,
        zh="写入需要令牌。",
        en="Writes need a token.",
        mend_zh="请带上请求头 Authorization: Bearer …。",
        mend_en="Send the header Authorization: Bearer ….",
    )


def token_wrong() -> QueryError:
    """Return `token-wrong` (401)."""
    return QueryError(
        "token-wrong", status=401, zh="令牌不对。", en="This is not a token of this service."
    )


def graph_unnamed() -> QueryError:
    """Return `graph-unnamed` (400)."""
    return QueryError(
        "graph-unnamed",
        status=400,
        zh="请求没有指明是哪个图，或指明了不止一个。",
        en="The request names no graph, or more than one.",
        mend_zh="用 ?graph=IRI 或 ?default，或以图自己的地址 /graph-store/…。",
        mend_en="Use ?graph=IRI or ?default, or the graph's own address /graph-store/….",
    )


def graph_absent(iri: str) -> QueryError:
    """Return `graph-absent` (404)."""
    return QueryError(
        "graph-absent",
        status=404,
        zh=f"没有图 {iri}。",
        en=f"There is no graph {iri}.",
        extra={"graph": iri},
    )


def multipart() -> QueryError:
    """Return `multipart-invalid` (400)."""
    return QueryError(
        "multipart-invalid",
        status=400,
        zh="multipart/form-data 的内容不完整或有误。",
        en="The multipart/form-data content is incomplete or malformed.",
    )


def too_often(retry_after: int) -> QueryError:
    """Return `rate-limited` (429); `retry_after` is in seconds."""
    return QueryError(
        "rate-limited",
        status=429,
        zh=f"此地址的请求过于频繁，请在 {retry_after} 秒后重试。",
        en=f"Too many requests from this address; try again in {retry_after} seconds.",
        extra={"retryAfter": retry_after},
    )


def not_utf8() -> QueryError:
    """Return `not-utf8` (400)."""
    return QueryError(
        "not-utf8",
        status=400,
        zh="请求的内容不是 UTF-8。",
        en="The content of the request is not UTF-8.",
    )


def host() -> QueryError:
    """Return `host-invalid` (400)."""
    return QueryError(
        "host-invalid",
        status=400,
        zh="请求头 Host 不是主机名。",
        en="The Host header is not the name of a host.",
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


def metrics_closed() -> QueryError:
    """Return `metrics-closed` (403): the figures are for the operator."""
    return QueryError(
        "metrics-closed",
        status=403,
        zh="运行指标不对外公开。",
        en="The figures of this service are not shown to everybody.",
        mend_zh="运营者可用设置 KG_METRICS=all 公开它们。",
        mend_en="Its operator can open them with the setting KG_METRICS=all.",
    )


def suffix(given: str, offered: Sequence[str]) -> QueryError:
    """Return `suffix-unknown` (404) with the list of those there are."""
    return QueryError(
        "suffix-unknown",
        status=404,
        zh=f"没有后缀为 {given} 的格式。",
        en=f"There is no format with the suffix {given}.",
        mend_zh=f"可用：{'、'.join(offered)}。",
        mend_en=f"There are: {', '.join(offered)}.",
        extra={"available": list(offered)},
    )


def report_absent(name: str) -> QueryError:
    """Return `report-absent` (404)."""
    return QueryError(
        "report-absent",
        status=404,
        zh=f"没有图 {name} 的校验报告。",
        en=f"There is no validation report of a graph {name}.",
        mend_zh="/report 列出全部报告。",
        mend_en="/report lists all of them.",
    )


def focus_unknown(iri: str) -> QueryError:
    """Return `focus-unknown` (404)."""
    return QueryError(
        "focus-unknown",
        status=404,
        zh=f"本数据集没有 {iri}。",
        en=f"This dataset has no {iri}.",
        mend_zh="focus 须是本数据集中实体的完整 IRI。",
        mend_en="`focus` is the whole IRI of an entity of this dataset.",
    )
