"""What a page tells search engines, in the terms of schema.org (JSON-LD).

It says less than the graph does: coordinates stay out, as schema.org means WGS 84 and the source
names no datum; a bound becomes a minimum or a maximum and never a value.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kg.lookup.description import LICENCE, document
from kg.vocab import BASE
from kg_api.pages.entity.parts import plain
from kg_api.texts.layout import TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.lookup.description import Description
    from kg_api.pages.entity.parts import Linker, Parts

_TYPES = {
    "Province": "AdministrativeArea",
    "Prefecture": "AdministrativeArea",
    "County": "AdministrativeArea",
    "DevelopmentZone": "Place",
    "Facility": "Place",
    "Place": "Place",
    "Agency": "GovernmentOrganization",
    "Enterprise": "Organization",
    "Institution": "Organization",
    "Organization": "Organization",
    "Person": "Person",
    "Article": "NewsArticle",
    "Indicator": "StatisticalVariable",
    "Honor": "DefinedTerm",
    "Topic": "DefinedTerm",
    "Principle": "DefinedTerm",
    "Role": "DefinedTerm",
    "Unit": "DefinedTerm",
    "Period": "DefinedTerm",
    "Program": "Project",
    "PolicyDocument": "DigitalDocument",
    "Observation": "Observation",
    "HonorTally": "Observation",
    "Paragraph": "CreativeWork",
    "Passage": "Quotation",
}
_LIMITS = {
    "more-than": "minValue",
    "at-least": "minValue",
    "less-than": "maxValue",
    "at-most": "maxValue",
}
_ABOUT_NUMBER = "about"


def graph(
    description: Description, linker: Linker, *, sentence: Parts, is_fact: bool
) -> dict[str, Any]:
    """Return the page and its subject as JSON-LD with the context of schema.org."""
    subject = linker.subject
    page = document(subject)
    entity = _entity(linker, is_fact=is_fact)
    if is_fact:
        entity.update(_fact(linker, sentence))
    web_page = {
        "@id": page,
        "@type": "WebPage",
        "url": page,
        "name": linker.reading.name(subject, linker.language).text,
        "inLanguage": TAGS[linker.language],
        "dateModified": description.resource.modified,
        "license": LICENCE,
        "isPartOf": {"@id": f"{BASE}dataset", "@type": "Dataset", "name": "County KG"},
        "mainEntity": {"@id": subject},
    }
    return {"@context": "https://schema.org", "@graph": [web_page, entity]}


def script(data: Mapping[str, Any]) -> Markup:
    """Write JSON so that no text in it ends the script element or begins a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - nothing in it is markup now


def _entity(linker: Linker, *, is_fact: bool) -> dict[str, Any]:
    reading, subject = linker.reading, linker.subject
    kind = reading.kind(subject)
    entity: dict[str, Any] = {
        "@id": subject,
        "@type": _TYPES.get(kind, "Claim" if is_fact else "Thing"),
        "additionalType": list(reading.iris(subject, "rdf:type")),
        "name": reading.name(subject, linker.language).text,
    }
    names = [reading.other_name(subject, linker.language)]
    other = [name.text for name in names if name] + list(reading.texts(subject, "skos:altLabel"))
    if other:
        entity["alternateName"] = other
    code = reading.text(subject, "cdo:divisionCode")
    if code:
        entity["identifier"] = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": code}
        entity["containedInPlace"] = _refs(linker, "cdo:within", "AdministrativeArea")
    if kind == "Article":
        entity.update(_article(linker))
    return {key: value for key, value in entity.items() if value not in (None, [])}


def _article(linker: Linker) -> dict[str, Any]:
    reading, subject = linker.reading, linker.subject
    return {
        "headline": reading.text(subject, "schema:headline"),
        "identifier": reading.text(subject, "dcterms:identifier"),
        "datePublished": reading.text(subject, "schema:datePublished"),
        "creditText": reading.text(subject, "schema:creditText"),
        "inLanguage": TAGS["zh"],
    }


def _fact(linker: Linker, sentence: Parts) -> dict[str, Any]:
    reading, subject = linker.reading, linker.subject
    said = {
        "name": plain(sentence, linker.language),
        "isBasedOn": _refs(linker, "cdo:statedIn", "NewsArticle"),
    }
    if reading.kind(subject) not in {"Observation", "HonorTally"}:
        return {**said, "author": _refs(linker, "cdo:speaker", "Person")}
    unit = reading.iri(subject, "cdo:unit")
    figures: dict[str, Any] = {
        "observationAbout": _refs(linker, "cdo:about", None),
        "variableMeasured": _refs(linker, "cdo:indicator", "StatisticalVariable"),
        "unitText": reading.text(unit, "qudt:symbol") if unit else None,
    }
    value, bound = reading.text(subject, "cdo:value"), reading.code(subject, "cdo:bound")
    if value is not None and bound != _ABOUT_NUMBER:
        figures[_LIMITS.get(bound or "", "value")] = _number(value)
    return {**said, **{key: found for key, found in figures.items() if found}}


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _refs(linker: Linker, name: str, kind: str | None) -> list[dict[str, Any]]:
    made = []
    for iri in linker.reading.iris(linker.subject, name):
        ref = {"@id": iri, "name": linker.label(iri)}
        if kind:
            ref["@type"] = kind
        made.append(ref)
    return made
