"""The properties whose values can be fetched, with their names in zh and en.

Reference data have the names of the ontology. `indicator/{slug}` stands for the figures of that
indicator, `honor/{slug}` for the tallies of that honor, both in words; with a measure after it
(`indicator/gdp/growth`) for the figures of that measure alone, so that they make a column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from kg.model.codes import Measure
from kg.ontology import document
from kg.ontology.terms import Terms
from kg.vocab import BASE, term
from kg_api.pages.entity.reading import Reading, code_of
from kg_api.reconciliation import classes
from kg_api.texts.reconciliation import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.errors import Language
    from kg.lookup.index import Index, Resource
    from kg.ontology.terms import Term

MEASURES = get_args(Measure)
_DIVISION = frozenset(("AdministrativeDivision", "Province", "Prefecture", "County"))
_PLACES = _DIVISION | {"DevelopmentZone", "schema:Place"}
_PLACED = _PLACES | {"Facility", "Enterprise", "Institution", "Agency", "org:Organization"}
_ACTORS = _PLACES | {"Agency", "Enterprise", "Institution", "org:Organization"}
_CONCEPTS = frozenset(("Honor", "Indicator", "Topic", "skos:Concept", "Instrument"))
_SAMPLE = 40  # facts of an indicator that are looked at for the measures it has
_MOST = 5_000  # indicators, and honors


class Source(Enum):
    """Where the values of a property come from."""

    IRI = "the identifier itself"
    LABEL = "the names, in a language"
    OWN = "the entity's own triples"
    ABOVE = "the divisions that it is in"
    HONORS = "conferrals"
    LINKED = "what points at it"
    ARTICLES = "the articles of its facts"
    COUNT = "a number of things"
    FIGURES = "observations and tallies"


@dataclass(frozen=True, slots=True)
class Property:
    """A property: `of` are the types that may have it, nothing where all may.

    `detail` says more of the source: a prefixed name, a language, a level, the IRI of an
    indicator or honor. `range` is the type of the values where they are entities.
    """

    id: str
    label: Mapping[str, str] = field(repr=False)
    definition: Mapping[str, str] = field(repr=False)
    source: Source
    detail: str = ""
    of: frozenset[str] = frozenset()
    range: str = ""
    measure: str = ""
    measures: tuple[str, ...] = ()

    def is_of(self, name: str) -> bool:
        """Whether things of this type may have it."""
        return not self.of or name in self.of

    def brief(self, language: Language) -> dict[str, Any]:
        """Return id and name, and the type of its values where they are entities."""
        found = classes.find(self.range) if self.range else None
        kind = {"type": found.brief(language)} if found else {}
        return {"id": self.id, "name": self.label[language], **kind}

    def described(self, language: Language) -> dict[str, Any]:
        """Return id, name and definition, as a list of proposals has them."""
        text = self.definition.get(language) or self.definition.get("en", "")
        told = {"id": self.id, "name": self.label[language]}
        return {**told, **({"description": text} if text else {})}


_FIXED: tuple[tuple[str, Source, str, frozenset[str], str], ...] = (
    ("divisionCode", Source.OWN, "cdo:divisionCode", _DIVISION, ""),
    ("nameZh", Source.LABEL, "zh", frozenset(), ""),
    ("nameEn", Source.LABEL, "en", frozenset(), ""),
    ("altLabel", Source.OWN, "skos:altLabel", frozenset(), ""),
    ("pinyin", Source.OWN, "cdo:pinyin", _DIVISION, ""),
    ("parent", Source.ABOVE, "", _PLACED, "AdministrativeDivision"),
    ("prefecture", Source.ABOVE, "Prefecture", _PLACED, "Prefecture"),
    ("province", Source.ABOVE, "Province", _PLACED, "Province"),
    ("longitude", Source.OWN, "cdo:longitude", _DIVISION, ""),
    ("latitude", Source.OWN, "cdo:latitude", _DIVISION, ""),
    ("validFrom", Source.OWN, "cdo:validFrom", _DIVISION, ""),
    ("validUntil", Source.OWN, "cdo:validUntil", _DIVISION, ""),
    ("isReplacedBy", Source.OWN, "dcterms:isReplacedBy", _DIVISION, "AdministrativeDivision"),
    ("hasHonor", Source.HONORS, "", _ACTORS | {"Offering", "Topic", "Platform"}, "Honor"),
    ("honorCount", Source.COUNT, "honors", _ACTORS, ""),
    ("enterprises", Source.LINKED, "cdo:locatedIn Enterprise", _PLACES, "Enterprise"),
    ("enterpriseCount", Source.COUNT, "enterprises", _PLACES, ""),
    ("responsibleFor", Source.LINKED, "cdo:responsible", _ACTORS, "Instrument"),
    ("jurisdiction", Source.OWN, "cdo:jurisdiction", frozenset(("Agency",)), "AdministrativeDivision"),
    ("locatedIn", Source.OWN, "cdo:locatedIn", _PLACED - _DIVISION, "schema:Place"),
    ("partOf", Source.OWN, "cdo:partOf", frozenset(), ""),
    ("level", Source.OWN, "cdo:level", _CONCEPTS | {"Agency"}, ""),
    ("honorKind", Source.OWN, "cdo:honorKind", frozenset(("Honor",)), ""),
    ("broader", Source.OWN, "skos:broader", _CONCEPTS, "skos:Concept"),
    ("numerator", Source.OWN, "cdo:numerator", frozenset(("Indicator",)), "Indicator"),
    ("denominator", Source.OWN, "cdo:denominator", frozenset(("Indicator",)), "Indicator"),
    ("worksFor", Source.OWN, "cdo:worksFor", frozenset(("foaf:Person",)), "org:Organization"),
    ("factCount", Source.COUNT, "facts", frozenset(), ""),
    ("articles", Source.ARTICLES, "", frozenset(), ""),
    ("articleCount", Source.COUNT, "articles", frozenset(), ""),
    ("iri", Source.IRI, "", frozenset(), ""),
)  # fmt: skip


class Properties:
    """All properties of one snapshot: the fixed ones, then its indicators and tallied honors."""

    def __init__(self, index: Index) -> None:
        self._all = {each.id: each for each in (*fixed(), *_figures(index))}

    def all(self) -> tuple[Property, ...]:
        """Return every property, in order."""
        return tuple(self._all.values())

    def find(self, name: str) -> Property | None:
        """Return the property of an id, with or without our prefix, or of an IRI."""
        text = name.strip().removeprefix(classes.SPACE).removeprefix("cdo:")
        return self._all.get(text.removeprefix(f"{BASE}id/"))


@cache
def fixed() -> tuple[Property, ...]:
    """Return the properties that every snapshot has."""
    terms = _terms()
    made = []
    for name, source, detail, of, range_ in _FIXED:
        told = PROPERTIES.get(name)
        found = terms.get(term(detail).value) if source is Source.OWN else None
        if told is not None:
            label, definition = ({"zh": z, "en": e} for z, e in told)
        else:
            assert found is not None, name  # noqa: S101 - a test holds the table and the texts
            label, definition = found.label, found.definition
        made.append(Property(name, label, definition, source, detail, of, range_))
    return tuple(made)


@cache
def _terms() -> Mapping[str, Term]:
    return Terms(document.load()).by_iri


def _figures(index: Index) -> Iterator[Property]:
    for name, kind, prop in (
        ("Indicator", "Observation", "cdo:indicator"),
        ("Honor", "HonorTally", "cdo:honor"),
    ):
        found = index.of_class(name, 0, _MOST)
        for resource in sorted(found, key=lambda each: -each.inbound):
            yield from _of(index, resource, kind, prop)


def _of(index: Index, resource: Resource, kind: str, prop: str) -> Iterator[Property]:
    """Yield the property of an indicator or honor, and one for each of its measures."""
    seen = (each for each in index.inbound(resource, 0, _MOST) if each.own_class == kind)
    facts = tuple(islice(seen, _SAMPLE))
    if not facts:
        return
    reading = Reading(())
    reading.add_own(index, (resource, *facts))
    found = {
        code_of(measure)
        for fact in facts
        if resource.iri in reading.iris(fact.iri, prop)
        for measure in reading.iris(fact.iri, "cdo:measure")
    }
    measures = tuple(measure for measure in MEASURES if measure in found)
    own = resource.iri.removeprefix(f"{BASE}id/")
    label = {lang: reading.name(resource.iri, lang).text for lang in ("zh", "en")}
    for measure in ("", *measures):
        yield Property(
            f"{own}/{measure}" if measure else own,
            {lang: label[lang] + _after(measure, lang) for lang in label},
            dict(
                zip(
                    ("zh", "en"),
                    PROPERTIES["tally" if kind == "HonorTally" else "figure"][1],
                    strict=True,
                )
            ),
            Source.FIGURES,
            resource.iri,
            frozenset(),
            measure=measure,
            measures=measures,
        )


def _after(measure: str, language: str) -> str:
    if not measure:
        return ""
    label = _terms()[term(f"cdo:measure-{measure}").value].label[language]
    return f"（{label}）" if language == "zh" else f" ({label})"
