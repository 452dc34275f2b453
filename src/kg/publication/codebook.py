"""The codebook: what each variable of each table means, in zh and en, and what may stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.publication.column import SEPARATOR, Column, Words
from kg.publication.reader import code_of
from kg.publication.table import Table
from kg.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode

    from kg.publication.column import Cell
    from kg.publication.reader import Reader

_ABSENT = Words(
    "空为缺失：文中没有说，不等于零，也不等于否；没有任何一行是补出来的。",
    "Empty is missing: the text does not say. It is not zero and not false, and no row is made up.",
)
_NEVER = Words("从不为空。", "Never empty.")
_UNITS = {
    "value": Words("同一行的 unit（按原文所印）", "unit of the same row, as printed"),
    "base_value": Words("同一行的 base_unit", "base_unit of the same row"),
    "start": Words("Unicode 码位", "Unicode code points"),
    "end": Words("Unicode 码位", "Unicode code points"),
}
_NOTES = {
    "value": Words(
        "须连同 bound 与 measure 一起读：bound 为 more-than 的 1600 不是 1600；"
        "水平值、增速、比重、增减、位次是不同的度量，不可混用。",
        "Read it with bound and measure: 1600 with the bound more-than is not 1600, and levels, "
        "growth, shares, changes and ranks are different measures, never to be mixed.",
    ),
    "base_value": Words(
        "可在同一指标与度量内比较。", "Comparable within one indicator and measure."
    ),
    "bound": Words(
        "空：没有数值，只有文字（value_text）。",
        "Empty where there is no number but words alone (value_text).",
    ),
    "base_period": Words(
        "文中没有说与何时相比的，为空，不推定为同比。",
        "Empty where the text does not say against when: never taken to be a year before.",
    ),
}
_COLUMNS = (
    Column("table", "text", Words("表。", "The table."), required=True),
    Column("variable", "text", Words("变量，即列名。", "The variable: a column."), required=True),
    Column(
        "property",
        "iri",
        Words("它所出自的属性的 IRI。", "The IRI of the property that it comes from."),
    ),
    Column(
        "meaning_zh", "text", Words("含义，中文。", "What it means, in Chinese."), required=True
    ),
    Column(
        "meaning_en", "text", Words("含义，英文。", "What it means, in English."), required=True
    ),
    Column(
        "type",
        "code",
        Words("类型。", "Its type."),
        codes={
            "text": Words("文本", "text"),
            "iri": Words("IRI", "an IRI"),
            "code": Words("代码，见 codes", "a code, see codes"),
            "number": Words("数", "a number"),
            "integer": Words("整数", "an integer"),
            "boolean": Words("true 或 false", "true or false"),
            "date": Words("日期，年-月-日", "a date, YYYY-MM-DD"),
        },
        required=True,
    ),
    Column("unit_zh", "text", Words("数的单位，中文。", "The unit of a number, in Chinese.")),
    Column("unit_en", "text", Words("数的单位，英文。", "The unit of a number, in English.")),
    Column(
        "several",
        "boolean",
        Words(
            f"一格可否有几个值，以 {SEPARATOR} 分隔。",
            f"Whether a cell may hold several values, separated by {SEPARATOR}.",
        ),
        required=True,
    ),
    Column(
        "codes",
        "text",
        Words(
            "可用的代码：代码=中文/英文，以“; ”分隔。",
            "The codes that may stand here: code=Chinese/English, separated by '; '.",
        ),
    ),
    Column(
        "missing_zh", "text", Words("空格的含义，中文。", "What an empty cell means, in Chinese.")
    ),
    Column(
        "missing_en", "text", Words("空格的含义，英文。", "What an empty cell means, in English.")
    ),
)


def table(reader: Reader, tables: Iterable[Table]) -> Table:
    """Return the codebook of these tables and of itself."""
    own = Table("codebook", _COLUMNS, (), ())
    rows = [
        _row(reader, table.name, column) for table in (*tables, own) for column in table.columns
    ]
    return Table(own.name, _COLUMNS, rows, ("table", "variable"))


def meaning(reader: Reader, column: Column) -> Words:
    """Return what a variable means: the ontology's definition, which part of it stands here, notes."""
    prop = term(column.prop) if column.prop else None
    notes = _NOTES.get(column.name, Words())
    return Words(
        *(
            gap.join(part for part in parts if part)
            for gap, parts in (
                ("", (_definition(reader, prop, "zh"), column.aspect.zh, notes.zh)),
                (" ", (_definition(reader, prop, "en"), column.aspect.en, notes.en)),
            )
        )
    )


def codes(reader: Reader, column: Column) -> dict[str, Words]:
    """Return the codes that may stand in a column, with what they mean."""
    if isinstance(column.codes, str):
        found = ((code_of(code), reader.name(code)) for code in reader.codes(column.codes))
        return {code: Words(name.zh or "", name.en or "") for code, name in found}
    return dict(column.codes or {})


def _definition(reader: Reader, prop: NamedNode | None, language: str) -> str | None:
    return reader.value(prop, "skos:definition", language) if prop else None


def _row(reader: Reader, name: str, column: Column) -> tuple[Cell, ...]:
    said, unit = meaning(reader, column), _UNITS.get(column.name, Words())
    listed = "; ".join(
        f"{code}={words.zh}/{words.en}" for code, words in codes(reader, column).items()
    )
    missing = _NEVER if column.required else _ABSENT
    return (
        name,
        column.name,
        iri(column.prop),
        said.zh,
        said.en,
        column.type,
        unit.zh or None,
        unit.en or None,
        column.many,
        listed or None,
        missing.zh,
        missing.en,
    )


def iri(prop: str | None) -> str | None:
    """Return the IRI of a prefixed name."""
    prefix, _, local = (prop or "").partition(":")
    return PREFIXES[prefix] + local if prop else None
