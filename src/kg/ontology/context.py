"""The JSON-LD context: names of the ontology for those who read the graph as plain JSON.

A property's name is its local name. What it takes decides what stands behind it:

- another resource: an object with `id`, never a bare string;
- text in several languages: an object `{"zh": …, "en": …}`;
- xsd:decimal and dates: a string, typed by the context, for a JSON number would become xsd:double;
- xsd:integer, xsd:boolean, text: number, true or false, string, as JSON has them.

A property that can have several values always has an array. What points the other way has a name
as well (`facts` are those that concern a resource). JSON-LD 1.1 throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.ontology import document
from kg.ontology.document import is_ours
from kg.ontology.terms import Kind, Terms
from kg.vocab import BASE, PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ontology.terms import Term

CONTEXT_IRI = f"{BASE}context.jsonld"
INVERSES = {
    "concerns": "facts",
    "statedIn": "statements",
    "evidence": "evidenceFor",
    "inParagraph": "passages",
    "inArticle": "paragraphs",
    "restates": "restatedBy",
    "countedIn": "counted",
    "outOf": "shares",
    "ranks": "rankedBy",
    "inCapacity": "saidInCapacity",
    "part": "compositions",
    "locatedIn": "located",
    "within": "divisions",
    "hasHonor": "honored",
    "worksFor": "staff",
    "responsible": "responsibleFor",
    "partOf": "parts",
    "jurisdiction": "agencies",
    "about": "factsAbout",
    "under": "factsUnder",
    "conferredBy": "conferrals",
    "forWork": "conferralsForWork",
    "inside": "sitingsInside",
    "beside": "sitingsBeside",
    "peers": "isPeerGroupOf",
    "credits": "bylines",
}
"""Property → name of its other direction. Any other has `is…Of`: `honor`, `isHonorOf`.

The rule makes a name of a noun alone; a property that is named by another word stands here.
"""
_DATATYPES = {
    "baseValue": "xsd:decimal", "beginDate": "xsd:date", "endDate": "xsd:date",
    "conversionMultiplier": "xsd:decimal", "created": "xsd:dateTime", "modified": "xsd:dateTime",
}  # fmt: skip
"""Types that the ontology cannot give: xsd:date is outside of OWL 2, and some terms are not ours."""
_PREFIX = re.compile(r"(\w+):")
_TYPED = {"xsd:decimal", "xsd:date", "xsd:dateTime"}
_TEXTS = {
    "rdfs:label": "label", "skos:altLabel": "altLabel", "schema:headline": "headline",
    "schema:creditText": "creditText", "skos:definition": "definition",
    "skos:scopeNote": "scopeNote", "dcterms:title": "title", "dcterms:description": "description",
}  # fmt: skip
"""Properties whose values have a language."""
_SEVERAL_TEXTS = {"altLabel"}
_SINGLE = {
    "start", "end", "exact", "identifier", "datePublished", "pagination", "url", "symbol",
    "conversionMultiplier", "scalingOf", "deprecated", "created", "modified",
}  # fmt: skip
"""Properties of others of which a resource has one value; of ours OWL says so (functional)."""
_MORE = ("owl:deprecated", "dcterms:created", "dcterms:modified", "dcterms:license")
_VALID = {"validFrom", "validUntil"}
"""Of these a year may be all that is known, so that the type stands with each value."""


@dataclass(frozen=True, slots=True)
class Name:
    """How one property stands in JSON.

    `shape` is `node`, `texts` (by language), `typed` (a string of `datatype`) or `plain`.
    `inverse` names the other direction, where there is one.
    """

    name: str
    iri: str
    shape: str
    many: bool
    datatype: str | None = None
    inverse: str | None = None


class Context:
    """The names, to look up by IRI; `document` is the context itself."""

    def __init__(self, terms: Terms) -> None:
        self.classes = {
            t.iri: t.name if is_ours(t.iri) else t.name.partition(":")[2]
            for t in (*terms.own(Kind.CLASS), *terms.others())
            if t.kind is Kind.CLASS
        }
        self.properties = {name.iri: name for name in _properties(terms)}
        self.inverses = {
            name.iri: name.inverse for name in self.properties.values() if name.inverse
        }
        self.definitions = self._definitions()

    @property
    def document(self) -> dict[str, Any]:
        """The published document, `context.jsonld`."""
        return {"@context": {"@version": 1.1, **self.definitions}}

    def of(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the context of a document that uses these names: they, and their prefixes."""
        wanted = {"id", "type", *names}
        said = {name: self.definitions[name] for name in self.definitions if name in wanted}
        text = " ".join((*wanted, *map(str, said.values())))
        used = set(_PREFIX.findall(text))
        prefixes = {name: base for name, base in PREFIXES.items() if name in used}
        return {"@version": 1.1, **prefixes, **said}

    def _definitions(self) -> dict[str, Any]:
        found: dict[str, Any] = {**PREFIXES, "id": "@id", "included": "@included"}
        found["type"] = {"@id": "@type", "@container": "@set"}
        names: list[tuple[str, Any]] = [(name, curie(iri)) for iri, name in self.classes.items()]
        names += [(each.name, _definition(each)) for each in self.properties.values()]
        names += [
            (inverse, {"@reverse": curie(iri), "@container": "@set"})
            for iri, inverse in self.inverses.items()
        ]
        for name, definition in names:
            if name in found:
                raise ValueError(f"two terms of the context would be named {name}")
            found[name] = definition
        return found


@cache
def load() -> Context:
    """Return the context of this package's ontology."""
    return Context(Terms(document.load()))


def context() -> dict[str, Any]:
    """Return the published context document: `{"@context": …}`."""
    return load().document


def curie(iri: str) -> str:
    """Return an IRI with a prefix of the graph where one fits, else as it is.

    >>> curie("http://www.w3.org/ns/org#Role")
    'org:Role'
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and (local := iri.removeprefix(base)) and "/" not in local:
            return f"{prefix}:{local}"
    return iri


def _definition(each: Name) -> dict[str, Any]:
    said: dict[str, Any] = {"@id": curie(each.iri)}
    containers = []
    if each.shape == "node":
        said["@type"] = "@id"
    elif each.shape == "typed":
        said["@type"] = each.datatype
    elif each.shape == "texts":
        containers.append("@language")
    if each.many:
        containers.append("@set")
    if containers:
        said["@container"] = containers[0] if len(containers) == 1 else containers
    return said


def _properties(terms: Terms) -> Iterable[Name]:
    own = [t for t in terms.own(Kind.OBJECT, Kind.DATATYPE) if t.is_property]
    taken = {t.name for t in own}
    yield from (_own(t) for t in own)
    for curie_, name in _TEXTS.items():
        yield Name(name, term(curie_).value, "texts", many=name in _SEVERAL_TEXTS)
    known = {term(curie_).value for curie_ in _TEXTS}
    others = [t for t in terms.others() if t.is_property and t.iri not in known]
    for iri, kind in {
        **{t.iri: t.kind for t in others},
        **{term(curie_).value: Kind.ANNOTATION for curie_ in _MORE},
    }.items():
        name = curie(iri).partition(":")[2]
        if name not in taken:
            yield _other(name, iri, node=kind is Kind.OBJECT)


def _own(each: Term) -> Name:
    name = each.name
    many = "functional" not in each.characteristics
    if each.kind is Kind.OBJECT:
        inverse = INVERSES.get(name, f"is{name[0].upper()}{name[1:]}Of")
        return Name(name, each.iri, "node", many, inverse=inverse)
    datatype = curie(each.range[0]) if each.range else None
    datatype = _DATATYPES.get(name, datatype)
    if datatype in _TYPED and name not in _VALID:
        return Name(name, each.iri, "typed", many, datatype)
    return Name(name, each.iri, "plain", many)


def _other(name: str, iri: str, *, node: bool) -> Name:
    many = name not in _SINGLE
    if node:
        return Name(name, iri, "node", many)
    datatype = _DATATYPES.get(name)
    return Name(name, iri, "typed" if datatype else "plain", many, datatype)
