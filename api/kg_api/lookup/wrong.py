"""The errors of the lookup, each with the parameter that is to be mended."""

from collections.abc import Sequence

from kg.errors import QueryError

_SHOWN = 80  # characters of what was sent that are repeated


def parameter_unknown(names: Sequence[str], known: Sequence[str]) -> QueryError:
    """Return `parameter-unknown` (400) with those there are."""
    shown = [shortened(name) for name in names]
    return QueryError(
        "parameter-unknown",
        status=400,
        zh=f"没有参数 {'、'.join(shown)}。",
        en=f"There is no parameter {', '.join(shown)}.",
        mend_zh=f"参数为：{'、'.join(known) or '（无）'}。",
        mend_en=f"The parameters are {', '.join(known) or '(none)'}.",
        extra={"parameters": shown, "available": list(known)},
    )


def parameter_invalid(name: str, zh: str, en: str) -> QueryError:
    """Return `parameter-invalid` (400); `zh` and `en` say how the value is written."""
    return QueryError(
        "parameter-invalid",
        status=400,
        zh=f"参数 {name} 的值不合格式。",
        en=f"The value of {name} is not in order.",
        mend_zh=zh,
        mend_en=en,
        extra={"parameter": name, "parameters": [name]},
    )


def place_unknown(name: str, parameter: str = "within") -> QueryError:
    """Return `place-unknown` (404)."""
    return QueryError(
        "place-unknown",
        status=404,
        zh=f"没有名为 {shortened(name)} 的行政区划。",
        en=f"There is no division {shortened(name)}.",
        mend_zh="请用名称、区划代码或 IRI；/lookup/search 可供查找。",
        mend_en="Use a name, a code or an IRI; /lookup/search finds them.",
        extra={"parameter": parameter},
    )


def name_unknown(name: str, parameter: str) -> QueryError:
    """Return `name-unknown` (404): nothing is called so."""
    return QueryError(
        "name-unknown",
        status=404,
        zh=f"没有名为 {shortened(name)} 的事物。",
        en=f"There is nothing called {shortened(name)}.",
        mend_zh="/lookup/search 可供查找。",
        mend_en="/lookup/search finds names.",
        extra={"parameter": parameter, "value": shortened(name)},
    )


def name_ambiguous(name: str, parameter: str, candidates: Sequence[str]) -> QueryError:
    """Return `name-ambiguous` (409): it is not certain what is meant; with the candidates."""
    return QueryError(
        "name-ambiguous",
        status=409,
        zh=f"不能确定 {shortened(name)} 是哪一个。",
        en=f"It is not certain what {shortened(name)} means.",
        mend_zh="请用 IRI 或代码，或在名称前写上所属的省市。",
        mend_en="Use the IRI or the code, or write the province or prefecture before the name.",
        extra={
            "parameter": parameter,
            "value": shortened(name),
            "candidates": list(candidates),
        },
    )


def cursor_unknown() -> QueryError:
    """Return `cursor-unknown` (404): no page of this request has that cursor."""
    return QueryError(
        "cursor-unknown",
        status=404,
        zh="cursor 不是本服务为这一请求给出的。",
        en="The cursor is none that this service gave for this request.",
        mend_zh="请原样使用 next 中的地址，其余参数不变。",
        mend_en="Follow the address in `next` as it is, with the other parameters unchanged.",
        extra={"parameter": "cursor"},
    )


def cursor_gone(version: str) -> QueryError:
    """Return `cursor-gone` (410)."""
    return QueryError(
        "cursor-gone",
        status=410,
        zh=f"cursor 所属的快照 {version} 已不再保留。",
        en=f"The snapshot {version} that the cursor belongs to is not kept any more.",
        mend_zh="请不带 cursor 重新开始。",
        mend_en="Begin again without the cursor.",
        extra={"snapshot": version},
    )


def rows_invalid(row: int, zh: str, en: str) -> QueryError:
    """Return `rows-invalid` (422); `row` counts from 1."""
    return QueryError(
        "rows-invalid",
        status=422,
        zh=f"第 {row} 行不合格式：{zh}",
        en=f"Row {row} is not in order: {en}",
        mend_zh="每行须有 name 或 code，可有 rowId、parent、type、at，均为文本。",
        mend_en="A row has `name` or `code`, and may have `rowId`, `parent`, `type`, `at`: all texts.",
        extra={"row": row},
    )


def rows_too_many(limit: int) -> QueryError:
    """Return `rows-too-many` (422)."""
    return QueryError(
        "rows-too-many",
        status=422,
        zh=f"行数超过 {limit}。",
        en=f"There are more than {limit} rows.",
        mend_zh="请分几次发送。",
        mend_en="Send them in parts.",
        extra={"limit": limit},
    )


def body_invalid(kind: str, place: str) -> QueryError:
    """Return `body-invalid` (400): the content is not what its media type says."""
    return QueryError(
        "body-invalid",
        status=400,
        zh=f"请求的内容不是 {kind}（{place}）。",
        en=f"The content of the request is not {kind} ({place}).",
    )


def shortened(text: str) -> str:
    """Return the beginning of what was sent, as far as an error repeats it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
