"""The registry, the units, the periods and the divisions → quads of graph/entities and /divisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.mapping.terms import CLASSES, edtf_literal, literal
from kg.model.entity import Agency, Honor, Ranked, Unit
from kg.model.quantity import Period
from kg.model.registry import entity_references
from kg.vocab import RDF_TYPE, entity, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.division import Division
    from kg.model.entity import Entity, Named
    from kg.model.registry import Registry

ENTITIES = graph("entities")
DIVISIONS = graph("divisions")
Pair = tuple[NamedNode, NamedNode | Literal]
_REFERENCES = {
    "mergedInto": "dcterms:isReplacedBy",
    "broader": "skos:broader",
    "numerator": "cdo:numerator",
    "denominator": "cdo:denominator",
    "scalingOf": "qudt:scalingOf",
}
"""Key of a reference within a kind → property."""
_UNSHORTENED = "自治|特别|林区|矿区|特区|族区|..新区|[左右前后中]旗"
_GENERIC = re.compile(rf"^(?!.*(?:{_UNSHORTENED}))(.{{2,}}?)(?:省|市|地区|盟|区|县|旗)$")
_LEVELS = {"province": "cdo:Province", "prefecture": "cdo:Prefecture", "county": "cdo:County"}


def entity_quads(registry: Registry, periods: Iterable[str]) -> Iterator[Quad]:
    """Yield the quads of graph/entities: the registry, and each period (EDTF) that facts name."""
    for (kind, slug), item in registry.entities.items():
        node = entity(kind, slug)
        yield from (Quad(node, p, o, ENTITIES) for p, o in _entity(kind, item))
    for names in registry.division_names:
        node = entity("division", names.code)
        short = short_name(registry.divisions[names.code])
        pairs = (pair for pair in _aliases(names) if pair[1].value != short)
        yield from (Quad(node, p, o, ENTITIES) for p, o in pairs)
    for edtf in sorted(set(periods)):
        period = Period.parse(edtf)
        node = entity("period", period.key)
        yield from (Quad(node, p, o, ENTITIES) for p, o in _period(period))


def division_quads(divisions: Iterable[Division]) -> Iterator[Quad]:
    """Yield the quads of graph/divisions."""
    for division in divisions:
        node = entity("division", division.code)
        yield from (Quad(node, p, o, DIVISIONS) for p, o in _division(division))


def _entity(kind: str, item: Entity) -> Iterator[Pair]:
    yield RDF_TYPE, CLASSES[kind]
    yield from _names(item)
    if item.merged_into or item.withdrawn:
        yield term("owl:deprecated"), literal(value=True)
    for key, slug in entity_references(item):
        yield term(_REFERENCES[key]), entity(kind, slug)
    if isinstance(item, Agency):
        for code in item.jurisdiction:
            yield term("cdo:jurisdiction"), entity("division", code)
    if isinstance(item, Ranked) and item.level:
        yield term("cdo:level"), term(f"cdo:level-{item.level}")
    if isinstance(item, Honor) and item.honor_kind:
        yield term("cdo:honorKind"), term(f"cdo:honor-{item.honor_kind}")
    if isinstance(item, Unit):
        yield from _unit(item)


def _names(item: Entity) -> Iterator[Pair]:
    if item.zh:
        yield term("rdfs:label"), Literal(item.zh, language="zh")
    if item.en:
        yield term("rdfs:label"), Literal(item.en, language="en")
    if item.described_as:
        yield term("cdo:describedAs"), literal(item.described_as)
    yield from _aliases(item)


def _aliases(item: Named) -> Iterator[tuple[NamedNode, Literal]]:
    for language, aliases in (("zh", item.aliases.zh), ("en", item.aliases.en)):
        for alias in aliases:
            yield term("skos:altLabel"), Literal(alias, language=language)


def _unit(unit: Unit) -> Iterator[Pair]:
    yield term("qudt:symbol"), literal(unit.symbol)
    if unit.conversion_multiplier is not None:
        yield term("qudt:conversionMultiplier"), literal(unit.conversion_multiplier)


def _period(period: Period) -> Iterator[Pair]:
    yield RDF_TYPE, term("cdo:Period")
    for language, label in period.labels.items():
        yield term("rdfs:label"), Literal(label, language=language)
    if period.begin:
        yield term("cdo:beginDate"), literal(period.begin)
    if period.end:
        yield term("cdo:endDate"), literal(period.end)


def short_name(division: Division) -> str | None:
    """Return a current division's name without its generic term (环翠区 → 环翠), if it has one.

    Names of one character keep theirs (单县), and so do those whose short forms follow no rule
    (恩施土家族苗族自治州) or whose last word tells them from another (浦东新区, 巴林左旗). Several
    divisions may share a short name.
    """
    match = _GENERIC.match(division.zh)
    return match[1] if match and division.current else None


def _division(division: Division) -> Iterator[Pair]:
    yield RDF_TYPE, term(_LEVELS[division.level])
    yield term("cdo:divisionCode"), literal(division.code)
    yield term("rdfs:label"), Literal(division.zh, language="zh")
    yield term("rdfs:label"), Literal(division.en, language="en")
    if short := short_name(division):
        yield term("skos:altLabel"), Literal(short, language="zh")
    optional = {
        "cdo:pinyin": division.pinyin,
        "cdo:longitude": division.longitude,
        "cdo:latitude": division.latitude,
    }
    for prop, value in optional.items():
        if value is not None:
            yield term(prop), literal(value)
    for prop, edtf in (
        ("cdo:validFrom", division.valid_from),
        ("cdo:validUntil", division.valid_until),
    ):
        if edtf is not None:
            yield term(prop), edtf_literal(edtf)
    if division.parent:
        yield term("cdo:within"), entity("division", division.parent)
    for code in division.replaced_by:
        yield term("dcterms:isReplacedBy"), entity("division", code)
    if not division.current:
        yield term("owl:deprecated"), literal(value=True)
