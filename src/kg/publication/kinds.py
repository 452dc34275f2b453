"""One table for each kind of fact.

The columns come from one declaration, the models of the facts (`kg.model.fact`): a field is a
property, and its marker says whether it is an entity, a code, another fact or words as printed.
So a new kind of fact, or a new field, has its columns by itself. What is inferred of a figure
(its value in the base unit) is added here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args, get_origin

from kg.model.base import Code, FactRef, Ref
from kg.model.fact import KINDS, Fact
from kg.publication.column import Column, Words
from kg.publication.group import Coded, Facts, Label, Reference, Scalar, Span
from kg.publication.reader import order
from kg.publication.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo
    from pyoxigraph import NamedNode

    from kg.publication.column import Cell, Type
    from kg.publication.group import Group
    from kg.publication.reader import Reader

_TOGETHER = {"HonorTally": "Observation"}
"""Classes that share the table of another one: a tally is a figure like any other."""
_BASE = (
    Scalar("base_value", "cdo:baseValue", "number"),
    Reference("base_unit", ("cdo:baseUnit",), further=("symbol",)),
)
_STRUCTURE = frozenset({"id", "kind", "at"})
_TYPES: dict[type, Type] = {bool: "boolean", int: "integer", Decimal: "number", str: "text"}
_IDENTITY = (
    Column(
        "fact",
        "iri",
        Words("事实的 IRI；一行一条事实。", "The IRI of the fact; one row a fact."),
        required=True,
    ),
    Column(
        "class",
        "text",
        Words("所填的类（本体中的名称）。", "The class as asserted: its name in the ontology."),
        prop="rdf:type",
        required=True,
    ),
)
_EVIDENCE = (
    Column(
        "article",
        "text",
        Words("陈述该事实的文章的编号。", "The id of the article that states the fact."),
        required=True,
    ),
    Column(
        "passages",
        "integer",
        Words(
            "依据共几处；逐处见 evidence 表。",
            "How many passages state it; the table evidence lists each.",
        ),
        required=True,
    ),
    Column(
        "paragraph",
        "integer",
        Words(
            "第一处依据所在的行，自 1 起：标题为 1，署名为 2。",
            "The line of the first passage, from 1: the headline is 1, the byline 2.",
        ),
        required=True,
    ),
    Column(
        "start",
        "integer",
        Words(
            "第一处依据在该行中的起点，自 0 起按 Unicode 码位计。",
            "Where the first passage begins in its line, in Unicode code points from 0.",
        ),
        required=True,
    ),
    Column(
        "end",
        "integer",
        Words(
            "第一处依据的终点，不含；自 0 起按 Unicode 码位计。",
            "Where the first passage ends, exclusive, in Unicode code points from 0.",
        ),
        required=True,
    ),
)


def tables(reader: Reader) -> Iterator[Table]:
    """Yield the tables; together they hold each fact once."""
    shared: dict[str, list[str]] = {}
    for kind in KINDS:
        shared.setdefault(_TOGETHER.get(kind, kind), []).append(kind)
    for name, kinds in shared.items():
        yield _table(reader, name, kinds)


def _table(reader: Reader, name: str, kinds: list[str]) -> Table:
    found = groups(*kinds)
    columns = (*_IDENTITY, *(column for group in found for column in group.columns), *_EVIDENCE)
    rows = [
        _row(reader, fact, kind, found)
        for fact, kind in sorted(
            ((fact, kind) for kind in kinds for fact in reader.facts(kind)),
            key=lambda pair: order(pair[0]),
        )
    ]
    return Table(name.lower(), columns, rows, ("fact",))


def _row(reader: Reader, fact: NamedNode, kind: str, found: tuple[Group, ...]) -> tuple[Cell, ...]:
    own = [cell for group in found for cell in group.cells(reader, fact)]
    places = reader.places(fact)
    first = places[0][1]
    return (fact.value, kind, *own, first.article, len(places), *first[1:])


def groups(*kinds: str) -> tuple[Group, ...]:
    """Return the groups of columns for some classes: their own fields, then those of every fact."""
    fields = {name: info for kind in kinds for name, info in KINDS[kind].model_fields.items()}
    own = [name for name in fields if name not in Fact.model_fields]
    names = [name for name in (*own, *Fact.model_fields) if name not in _STRUCTURE]
    return tuple(group for name in names for group in _groups(name, fields[name]))


def _groups(name: str, info: FieldInfo) -> Iterator[Group]:
    prop = f"cdo:{info.alias or name}"
    if name == "label":
        yield Label()
    elif name in {"period", "base_period"}:
        yield Span(name, prop)
    else:
        yield _marked(name, prop, info)
    if name == "unit":
        yield from _BASE


def _marked(name: str, prop: str, info: FieldInfo) -> Group:
    many = get_origin(info.annotation) is tuple
    for mark in info.metadata:
        match mark:
            case Ref(kinds=("unit",)):
                return Reference(name, (prop,), many, ("symbol",))
            case Ref(kinds=kinds):
                return Reference(name, (prop,), many, ("code",) if "division" in kinds else ())
            case FactRef():
                return Facts(name, prop, many)
            case Code(scheme=scheme):
                return Coded(name, prop, scheme, many)
    return Scalar(name, prop, _type(info.annotation), many)


def _type(annotation: Any) -> Type:
    """Return the type of a column for the annotation of a field, whatever it is wrapped in."""
    if annotation in _TYPES:
        return _TYPES[annotation]
    return next((_type(part) for part in get_args(annotation) if part is not type(None)), "text")
