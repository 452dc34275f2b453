"""The errors of requests to the reconciliation service."""

from collections.abc import Sequence

from kg.errors import QueryError

_SHOWN = 200  # characters of what was sent that are repeated


def nothing_asked() -> QueryError:
    """Return `reconcile-empty` (400)."""
    return QueryError(
        "reconcile-empty",
        status=400,
        zh="请求中没有 queries，也没有 extend。",
        en="The request has neither queries nor extend.",
        mend_zh="提交表单字段 queries 或 extend，内容为 JSON；不带参数的 GET 给出服务清单。",
        mend_en="Send the form field queries or extend, as JSON; GET without either gives the "
        "manifest.",
    )


def repeated(names: Sequence[str]) -> QueryError:
    """Return `reconcile-repeated` (400); `names` are the fields of which one is too many."""
    return QueryError(
        "reconcile-repeated",
        status=400,
        zh=f"{'、'.join(names)} 只能出现一次。",
        en=f"There may be one of {', '.join(names)}, once.",
    )


def not_json(field: str, line: int | None = None, column: int | None = None) -> QueryError:
    """Return `json-invalid` (400) for a field whose text cannot be read as JSON."""
    place: dict[str, int] = {}
    if line is not None and column is not None:
        place = {"line": line, "column": column}
    return QueryError(
        "json-invalid",
        status=400,
        zh=f"{field} 不是 JSON（RFC 8259）。",
        en=f"{field} is not JSON (RFC 8259).",
        extra={"field": field, **place},
    )


def invalid(field: str, wrong: Sequence[str]) -> QueryError:
    """Return `reconcile-invalid` (400); `wrong` says where and what, in English."""
    shown = [text[:_SHOWN] for text in wrong]
    return QueryError(
        "reconcile-invalid",
        status=400,
        zh=f"{field} 的内容不合 Reconciliation API 0.2：{'；'.join(shown)}。",
        en=f"{field} is not as the Reconciliation API 0.2 has it: {'; '.join(shown)}.",
        mend_zh="参见规范的 JSON Schema。",
        mend_en="See the JSON Schemas of the specification.",
        extra={"field": field, "errors": shown},
    )


def too_many(field: str, given: int, most: int) -> QueryError:
    """Return `batch-too-large` (413)."""
    return QueryError(
        "batch-too-large",
        status=413,
        zh=f"{field} 有 {given} 个，一次最多 {most} 个。",
        en=f"{field}: {given} of them; {most} are taken at a time.",
        mend_zh="分批发送。",
        mend_en="Send them in several requests.",
        extra={"limit": most},
    )


def number(name: str, least: int) -> QueryError:
    """Return `number-invalid` (400) for a parameter that is no whole number from `least` on."""
    return QueryError(
        "number-invalid",
        status=400,
        zh=f"{name} 须是从 {least} 起的整数。",
        en=f"{name} is a whole number from {least} on.",
        extra={"parameter": name},
    )


def callback() -> QueryError:
    """Return `callback-invalid` (400)."""
    return QueryError(
        "callback-invalid",
        status=400,
        zh="callback 须是 JavaScript 函数名：字母、数字、_、$，以点相连，至多 100 字符。",
        en="callback is the name of a JavaScript function: letters, digits, _ and $, joined by "
        "dots, 100 characters at most.",
    )


def property_unknown(name: str) -> QueryError:
    """Return `property-unknown` (400)."""
    return QueryError(
        "property-unknown",
        status=400,
        zh=f"没有属性 {name[:_SHOWN]}。",
        en=f"There is no property {name[:_SHOWN]}.",
        mend_zh="/reconcile/suggest/property 与 /reconcile/properties 列出属性。",
        mend_en="/reconcile/suggest/property and /reconcile/properties list them.",
        extra={"property": name[:_SHOWN]},
    )


def class_unknown(name: str) -> QueryError:
    """Return `type-unknown` (404)."""
    return QueryError(
        "type-unknown",
        status=404,
        zh=f"没有类型 {name[:_SHOWN]}。",
        en=f"There is no type {name[:_SHOWN]}.",
        mend_zh="/reconcile/suggest/type 列出类型。",
        mend_en="/reconcile/suggest/type lists them.",
    )


def setting(name: str, allowed: Sequence[str]) -> QueryError:
    """Return `setting-invalid` (400); `allowed` says what the setting takes."""
    return QueryError(
        "setting-invalid",
        status=400,
        zh=f"设置 {name[:_SHOWN]} 不可用，或其值不对。可用：{'、'.join(allowed)}。",
        en=f"The setting {name[:_SHOWN]} is not there, or not so. There are: {', '.join(allowed)}.",
        extra={"setting": name[:_SHOWN], "available": list(allowed)},
    )


def measure_open(name: str, available: Sequence[str]) -> QueryError:
    """Return `measure-open` (400): numbers of several measures would stand in one column."""
    return QueryError(
        "measure-open",
        status=400,
        zh=f"{name} 含多种度量（水平、增长、占比等），取数字时须选定一种。",
        en=f"{name} holds several measures (level, growth, share …): choose one to have numbers.",
        mend_zh=f"可用：{'、'.join(available)}。",
        mend_en=f"There are: {', '.join(available)}.",
        extra={"property": name, "available": list(available)},
    )
