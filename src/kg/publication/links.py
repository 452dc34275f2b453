"""Two tables to join on `fact`: each passage, and each entity in each role.

The tables of facts put several values in one cell; here each has a row of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.base import Ref
from kg.model.fact import KINDS
from kg.publication.column import Column, Words
from kg.publication.group import Reference
from kg.publication.reader import order
from kg.publication.table import Table
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode

    from kg.publication.column import Cell
    from kg.publication.reader import Reader

_FACT = Column("fact", "iri", Words("事实的 IRI。", "The IRI of the fact."), required=True)
_ENTITY = Reference("entity", (), further=("code",))
_PASSAGES = (
    _FACT,
    Column("passage", "iri", Words("片段的 IRI。", "The IRI of the passage."), required=True),
    Column("article", "text", Words("文章的编号。", "The id of the article."), required=True),
    Column(
        "paragraph",
        "integer",
        Words("片段所在的行，自 1 起。", "The line of the passage, from 1."),
        "cdo:number",
        required=True,
    ),
    Column("start", "integer", Words("起点。", "Where it begins."), "oa:start", required=True),
    Column("end", "integer", Words("终点，不含。", "Where it ends."), "oa:end", required=True),
)
_ROLES = (
    _FACT,
    Column(
        "role",
        "text",
        Words(
            "角色：属性在本体中的名称，如 recipient。",
            "The role: the name of the property in the ontology, such as recipient.",
        ),
        required=True,
    ),
    Column("entity", "iri", Words("实体的 IRI。", "The IRI of the entity."), required=True),
    Column(
        "entity_zh",
        "text",
        Words(
            "实体的中文名；无名者为原文的描述。",
            "Its name in Chinese, or the words that describe it where it has no name.",
        ),
    ),
    Column("entity_en", "text", Words("实体的英文名。", "Its name in English.")),
    Column(
        "entity_code",
        "text",
        Words("区划代码；不是行政区划的没有。", "Its division code; only divisions have one."),
        "cdo:divisionCode",
    ),
    Column(
        "entity_kind",
        "text",
        Words("实体的种类，即其 IRI 中的一段，如 honor。", "Its kind, as its IRI says: honor …"),
        required=True,
    ),
)


def tables(reader: Reader) -> Iterator[Table]:
    """Yield `evidence` and `role`."""
    facts = sorted((fact for kind in KINDS for fact in reader.facts(kind)), key=order)
    yield Table(
        "evidence",
        _PASSAGES,
        [
            (fact.value, passage.value, *place)
            for fact in facts
            for passage, place in reader.places(fact)
        ],
        ("fact", "passage"),
    )
    yield Table(
        "role",
        _ROLES,
        [row for fact in facts for row in _roles(reader, fact)],
        ("fact", "role", "entity"),
    )


def _roles(reader: Reader, fact: NamedNode) -> Iterator[tuple[Cell, ...]]:
    for role in _REFERENCES:
        for thing in reader.nodes(fact, f"cdo:{role}"):
            kind = thing.value.removeprefix(f"{BASE}id/").partition("/")[0]
            yield (fact.value, role, *_ENTITY.of(reader, thing), kind)


_REFERENCES = tuple(
    {
        info.alias or name: None
        for kind in KINDS.values()
        for name, info in kind.model_fields.items()
        if any(isinstance(mark, Ref) for mark in info.metadata)
    }
)
"""Every property by which a fact names an entity."""
