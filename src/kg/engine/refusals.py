"""The errors of queries, each with its code, its HTTP status and its words in zh and en."""

import re

from kg.errors import QueryError

_AT = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")
_ALTERNATIVE = re.compile(r"""'''|"(?:[^"\\]|\\.)+"|[^,"]+""")
_MOST_ALTERNATIVES = 12  # a longer list helps nobody


def syntax(text: str, error: SyntaxError) -> QueryError:
    """Return `sparql-syntax` (400) with line, column and the line at fault.

    Oxigraph tells place and expectation in the words of its message only.
    """
    found = _AT.match(str(error))
    if found is None:
        return _syntax_at(text, 1, 1, reason=_one_line(str(error)))
    line, column = int(found.group(1)), int(found.group(2))
    expected, reason = _expectation(found.group(3))
    return _syntax_at(text, line, column, expected=expected, reason=reason)


def no_query(text: str, offset: int, *, is_update: bool) -> QueryError:
    """Return `sparql-syntax` (400) for a text that does not begin as a query does."""
    before = text[:offset]
    line, column = before.count("\n") + 1, offset - before.rfind("\n")
    error = _syntax_at(text, line, column, expected=("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
    if is_update:
        error.mend_zh = "此地址只接受查询，不接受更新。"
        error.mend_en = "This address takes queries, not updates."
    return error


def _expectation(message: str) -> tuple[tuple[str, ...], str]:
    """Split Oxigraph's `one of …` into tokens worth showing and a reason in words, if any."""
    message = _CHARACTER_CLASS.sub("", _one_line(message)).removeprefix("one of ")
    items = [found.group().strip(" '|") for found in _ALTERNATIVE.finditer(message)]
    words = [item for item in items if " " in item]
    tokens = dict.fromkeys(item.strip('"').replace("\\", "") for item in items if " " not in item)
    expected = tuple(token for token in tokens if token)
    return (expected if len(expected) <= _MOST_ALTERNATIVES else ()), "; ".join(words)


def _syntax_at(
    text: str, line: int, column: int, *, expected: tuple[str, ...] = (), reason: str = ""
) -> QueryError:
    lines = text.split("\n")
    at_fault = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    wanted = " ".join(expected)
    return QueryError(
        "sparql-syntax",
        status=400,
        zh=f"查询的第 {line} 行第 {column} 列有语法错误"
        + (f"：{reason}" if reason else f"，此处可用：{wanted}" if wanted else "")
        + "。",
        en=f"Syntax error in the query at line {line}, column {column}"
        + (f": {reason}" if reason else f"; expected here: {wanted}" if wanted else "")
        + ".",
        extra={"line": line, "column": column, "text": at_fault, "expected": expected},
    )


def unsupported(error: Exception) -> QueryError:
    """Return `query-unsupported` (400): valid SPARQL that asks for what the engine lacks."""
    reason = _one_line(str(error))
    return QueryError(
        "query-unsupported",
        status=400,
        zh=f"引擎无法执行此查询：{reason}。",
        en=f"The engine cannot carry out this query: {reason}.",
    )


def too_long(length: int, limit: int) -> QueryError:
    """Return `query-too-long` (413)."""
    return QueryError(
        "query-too-long",
        status=413,
        zh=f"查询有 {length} 个字符，上限为 {limit}。",
        en=f"The query has {length} characters; at most {limit} are taken.",
        extra={"limit": limit},
    )


def service() -> QueryError:
    """Return `service-refused` (501)."""
    return QueryError(
        "service-refused",
        status=501,
        zh="本服务不执行 SERVICE 和 LOAD：查询不得使服务器访问其他地址。",
        en="SERVICE and LOAD are not carried out: a query must not make this server call others.",
        mend_zh="请分别查询各端点，再在您这边合并结果。",
        mend_en="Query each endpoint on its own and join the results on your side.",
    )


def graph_iri(iri: str) -> QueryError:
    """Return `graph-iri` (400) for a graph named by what is no absolute IRI."""
    return QueryError(
        "graph-iri",
        status=400,
        zh=f"图的名称不是绝对 IRI：{iri}",
        en=f"The name of a graph is not an absolute IRI: {iri}",
        extra={"graph": iri},
    )


def timeout(seconds: float) -> QueryError:
    """Return `query-timeout` (504): not 503, since to repeat it would not help."""
    return QueryError(
        "query-timeout",
        status=504,
        zh=f"查询在 {seconds:g} 秒内未能完成。",
        en=f"The query was not done within {seconds:g} seconds.",
        mend_zh="请缩小范围、加 LIMIT，或把大的连接拆成子查询。",
        mend_en="Narrow it, add a LIMIT, or split a large join into sub-selects.",
        extra={"timeout": seconds},
    )


def busy(retry_after: int) -> QueryError:
    """Return `engine-busy` (503); `retry_after` is in seconds."""
    return QueryError(
        "engine-busy",
        status=503,
        zh=f"正在执行的查询太多，请在 {retry_after} 秒后重试。",
        en=f"Too many queries are running; try again in {retry_after} seconds.",
        extra={"retryAfter": retry_after},
    )


def memory() -> QueryError:
    """Return `query-memory` (507): to repeat it would not help."""
    return QueryError(
        "query-memory",
        status=507,
        zh="查询所需的内存超过了上限。",
        en="The query needs more memory than a query may use.",
        mend_zh="请缩小范围，或避免对大量结果排序、去重和分组。",
        mend_en="Narrow it, or avoid sorting, grouping and DISTINCT over very many rows.",
    )


def unread() -> QueryError:
    """Return `answer-unread` (503): its reader was too slow; the connection is broken then."""
    return QueryError(
        "answer-unread",
        status=503,
        zh="答案读取得太慢，已被中断。",
        en="The answer was read too slowly and was broken off.",
        mend_zh="请用 LIMIT 和 OFFSET 分批读取，或请求压缩（Accept-Encoding: gzip）。",
        mend_en="Read it in parts with LIMIT and OFFSET, or ask for compression (gzip).",
    )


def crashed() -> QueryError:
    """Return `query-crashed` (500): the process that ran the query ended by itself."""
    return QueryError(
        "query-crashed",
        status=500,
        zh="执行查询的进程意外终止。",
        en="The process that ran the query ended unexpectedly.",
        mend_zh="请重试；若再次发生，请报告此查询。",
        mend_en="Try again; if it happens again, please report the query.",
    )


def restarting(retry_after: int) -> QueryError:
    """Return `engine-restarting` (503); `retry_after` is in seconds."""
    return QueryError(
        "engine-restarting",
        status=503,
        zh=f"查询引擎正在重新启动，请在 {retry_after} 秒后重试。",
        en=f"The query engine is starting again; try again in {retry_after} seconds.",
        extra={"retryAfter": retry_after},
    )


def stopped() -> QueryError:
    """Return `engine-stopped` (503)."""
    return QueryError(
        "engine-stopped",
        status=503,
        zh="查询引擎未在运行。",
        en="The query engine is not running.",
    )


def rdf_syntax(media_type: str, error: Exception) -> QueryError:
    """Return `rdf-syntax` (400) for a document that is not what its media type says."""
    reason = _one_line(str(error))
    return QueryError(
        "rdf-syntax",
        status=400,
        zh=f"文档不是合格的 {media_type}：{reason}。",
        en=f"The document is not valid {media_type}: {reason}.",
    )


def update_dataset() -> QueryError:
    """Return `update-dataset` (400): USING or WITH beside the protocol's parameters."""
    return QueryError(
        "update-dataset",
        status=400,
        zh="请求已用 using-graph-uri 或 using-named-graph-uri 给出数据集，"
        "更新中不得再用 USING 或 WITH。",
        en="The request names a dataset by using-graph-uri or using-named-graph-uri; "
        "the update must not have USING or WITH as well.",
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
