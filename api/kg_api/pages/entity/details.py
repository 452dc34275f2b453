"""The reference data of an entity: its own properties, named and in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.vocab import term
from kg_api.pages.entity.figures import grouped
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.patterns import SUBJECTS
from kg_api.pages.entity.reading import local, tag_of
from kg_api.texts.entity import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker
    from kg_api.pages.entity.reading import Value

_FIRST = (
    "cdo:divisionCode",
    "cdo:pinyin",
    "skos:altLabel",
    "cdo:honorKind",
    "cdo:level",
    "cdo:jurisdiction",
    "skos:broader",
    "cdo:numerator",
    "cdo:denominator",
    "schema:creditText",
    "cdo:newspaper",
    "schema:datePublished",
    "schema:pagination",
    "schema:url",
    "cdo:validFrom",
    "cdo:validUntil",
    "cdo:beginDate",
    "cdo:endDate",
    "qudt:symbol",
    "qudt:scalingOf",
    "qudt:conversionMultiplier",
)
_HIDDEN = frozenset(
    term(name).value
    for name in (
        "rdf:type",
        "rdfs:label",
        "cdo:describedAs",
        "schema:headline",
        "owl:deprecated",
        "dcterms:isReplacedBy",
        "cdo:dateInferred",
        # Inferred: shortcuts to what the facts of the page say, or wider than another one.
        "cdo:concerns",
        "cdo:about",
        "cdo:printed",
        "cdo:statedIn",
        "cdo:within",
        "cdo:locatedIn",
        "cdo:partOf",
        "cdo:hasHonor",
        "cdo:evidence",
        "cdo:unknownDetail",
        "oa:exact",  # shown as a quotation
        # Told together
        "cdo:longitude",
        "cdo:latitude",
    )
)
_FACT_HIDDEN = frozenset(
    term(name).value
    for name in ("rdf:type", "rdfs:label", "cdo:concerns", "cdo:printed", "cdo:evidence")
)
_NUMBERS = frozenset(
    term(name).value for name in ("cdo:value", "cdo:baseValue", "qudt:conversionMultiplier")
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One property with its values."""

    label: str
    values: tuple[Parts, ...]


def details(linker: Linker, index: Index, *, of_fact: bool = False) -> tuple[Detail, ...]:
    """Return the reference data of the page's subject; of a fact, all that its file says."""
    found = linker.reading.properties(linker.subject)
    hidden = _hidden_of_fact(linker) if of_fact else _HIDDEN
    shown = sorted((iri for iri in found if iri not in hidden), key=_place)
    linker.reading.add_labels(index, shown)
    made = [Detail(_label(iri, linker), tuple(_values(iri, found[iri], linker))) for iri in shown]
    return (*made, *_coordinates(linker), *_unknown(linker))


def _hidden_of_fact(linker: Linker) -> frozenset[str]:
    """Return what need not be told of a fact: whom it is about, where a narrower role says so."""
    role = SUBJECTS.get(linker.reading.kind(linker.subject))
    inferred = role and role != "about" and linker.reading.iris(linker.subject, f"cdo:{role}")
    return _FACT_HIDDEN | {term("cdo:about").value} if inferred else _FACT_HIDDEN


def dated(linker: Linker) -> Parts:
    """Return the date of an article, and whether it is inferred."""
    reading, words = linker.reading, WORDS[linker.language]
    date = reading.text(linker.subject, "schema:datePublished")
    if date is None:
        return (Part(words["not_stated"], look="quiet"),)
    inferred = reading.holds(linker.subject, "cdo:dateInferred")
    return (Part(date), Part(words["date_inferred"], look="mark")) if inferred else (Part(date),)


def _coordinates(linker: Linker) -> Iterable[Detail]:
    """Yield longitude and latitude as one detail, or that a division's are not stated."""
    reading, words = linker.reading, WORDS[linker.language]
    found = [reading.text(linker.subject, name) for name in ("cdo:longitude", "cdo:latitude")]
    known = [text for text in found if text]
    if known:
        gap = "，" if linker.language == "zh" else ", "
        yield Detail(
            words["coordinates"], ((Part(gap.join(known)),), (Part(words["datum"], look="quiet"),))
        )
    elif reading.text(linker.subject, "cdo:divisionCode"):
        yield Detail(words["coordinates"], ((Part(words["not_stated"], look="quiet"),),))


def _unknown(linker: Linker) -> Iterable[Detail]:
    """Yield the details of an article that are known to be unknown."""
    words = WORDS[linker.language]
    for code in linker.reading.iris(linker.subject, "cdo:unknownDetail"):
        label = linker.label(code)
        yield Detail(_capital(label), ((Part(words["unknown"], look="quiet"),),))


def _label(iri: str, linker: Linker) -> str:
    name = linker.label(iri)
    for word in ("has ", "is "):  # "has level", "is about": the verb goes without saying here
        name = name.removeprefix(word)
    return _capital(name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _values(iri: str, values: Sequence[Value], linker: Linker) -> Iterable[Parts]:
    if iri == term("schema:datePublished").value:
        yield dated(linker)
        return
    for value in values:
        if isinstance(value, NamedNode):
            yield (linker.thing(value.value),)
        elif isinstance(value, Literal):
            yield (_literal(iri, value, linker),)


def _literal(iri: str, value: Literal, linker: Linker) -> Part:
    if iri.endswith("Text") and iri != term("schema:creditText").value:
        return linker.printed(value.value)
    if iri in _NUMBERS:
        return Part(grouped(value.value))
    if local(value.datatype.value) == "boolean":
        yes, no = ("是", "否") if linker.language == "zh" else ("yes", "no")
        return Part(yes if value.value == "true" else no)
    look = "code" if iri == term("cdo:sha256").value else None
    return Part(value.value, lang=linker.tag(tag_of(value)), look=look)


def _place(iri: str) -> tuple[int, str]:
    return (_PLACES.get(iri, len(_PLACES)), iri)


_PLACES = {term(name).value: position for position, name in enumerate(_FIRST)}
