"""What the page of the dataset shows, from its description; no markup here."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.errors import Language
from kg.mapping.counts import THE_DATASET
from kg.vocab import BASE
from kg_api.statements import Statements, short

_DATASET = THE_DATASET.value
_GRAPHS = f"{BASE}graph/"
_REPORTS = f"{BASE}report/"
COUNTS = ("triples", "entities", "classes", "properties", "distinctSubjects", "distinctObjects")


@dataclass(frozen=True, slots=True)
class Linked:
    """A text that leads somewhere; `href` is an address, or relative to the start page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Named:
    """A named graph: its size and licence, and how it was made. `conforms` is of its report."""

    link: Linked
    triples: int
    licences: tuple[Linked, ...]
    rights: str
    origins: tuple[str, ...]
    made: str
    software: str
    sources: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each file."""
    report: Linked | None
    conforms: bool


@dataclass(frozen=True, slots=True)
class Download:
    """A dump: what it is, and its file. `size` is in bytes."""

    title: str
    description: str
    href: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property, and how many entities or triples it has."""

    name: str
    iri: str
    number: int


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page."""

    title: str
    description: str
    provenance: str
    licences: tuple[Linked, ...]
    publisher: str
    issued: str
    modified: str
    period: tuple[str, str] | None
    places: tuple[str, ...]
    themes: tuple[str, ...]
    keywords: tuple[str, ...]
    version: str
    endpoint: str
    counts: tuple[tuple[str, int], ...]
    graphs: tuple[Named, ...]
    downloads: tuple[Download, ...]
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    vocabularies: tuple[str, ...]
    examples: tuple[Linked, ...]


def view(triples: Iterable[Triple], language: Language) -> View:
    """Return what the page shows in this language."""
    said = Statements(triples)
    names = sorted(said.values(_DATASET, "void:subset"))
    begin, end = (
        said.one(said.one(_DATASET, "dcterms:temporal"), f"dcat:{name}")
        for name in ("startDate", "endDate")
    )
    publisher = said.one(_DATASET, "dcterms:publisher")
    return View(
        title=said.text(_DATASET, "dcterms:title", language),
        description=said.text(_DATASET, "dcterms:description", language),
        provenance=said.text(said.one(_DATASET, "dcterms:provenance"), "rdfs:label", language),
        licences=_licences(said, _DATASET),
        publisher=said.text(publisher, "foaf:name", language),
        issued=said.one(_DATASET, "dcterms:issued"),
        modified=said.one(_DATASET, "dcterms:modified"),
        period=(begin, end) if begin and end else None,
        places=_labels(said, "dcterms:spatial", language),
        themes=_labels(said, "dcat:theme", language),
        keywords=tuple(said.texts(_DATASET, "dcat:keyword", language)),
        version=said.one(_DATASET, "dcat:version"),
        endpoint=said.one(_DATASET, "void:sparqlEndpoint"),
        counts=tuple((name, int(said.one(_DATASET, f"void:{name}", "0"))) for name in COUNTS),
        graphs=tuple(_graph(said, name, language) for name in names),
        downloads=tuple(
            _download(said, node, language) for node in said.values(_DATASET, "dcat:distribution")
        ),
        classes=_terms(said, "void:classPartition", "void:class", "void:entities"),
        properties=_terms(said, "void:propertyPartition", "void:property", "void:triples"),
        vocabularies=tuple(said.values(_DATASET, "void:vocabulary")),
        examples=tuple(_own(iri) for iri in said.values(_DATASET, "void:exampleResource")),
    )


def _labels(said: Statements, curie: str, language: Language) -> tuple[str, ...]:
    """Return the names of the concepts that the dataset has for a property."""
    nodes = said.values(_DATASET, curie)
    return tuple(said.text(node, "skos:prefLabel", language) or node for node in nodes)


def _licences(said: Statements, subject: str) -> tuple[Linked, ...]:
    return tuple(
        Linked(said.one(iri, "dcterms:title", iri), iri)
        for iri in said.values(subject, "dcterms:license")
    )


def _graph(said: Statements, iri: str, language: Language) -> Named:
    activity = said.one(iri, "prov:wasGeneratedBy")
    name = iri.removeprefix(_GRAPHS)
    sources = said.values(iri, "prov:wasDerivedFrom")
    agent = said.one(activity, "prov:wasAssociatedWith")
    report = f"{_REPORTS}{name}"
    conforms = said.one(report, "sh:conforms")
    return Named(
        link=_own(iri),
        triples=int(said.one(iri, "void:triples", "0")),
        licences=_licences(said, iri),
        rights=said.text(said.one(iri, "dcterms:rights"), "rdfs:label", language),
        origins=tuple(_origin(said, node, language) for node in said.values(iri, "dcterms:source")),
        made=said.one(iri, "prov:generatedAtTime"),
        software=said.one(agent, "schema:softwareVersion"),
        sources=tuple(
            (said.one(node, "rdfs:label"), said.one(node, "schema:sha256")) for node in sources
        ),
        report=_own(report) if conforms else None,
        conforms=conforms == "true",
    )


def _origin(said: Statements, node: str, language: Language) -> str:
    """Return what a graph was taken from, with its version, owner and licence."""
    licences = ", ".join(licence.text for licence in _licences(said, node))
    name = f"{said.one(node, 'dcterms:title')} {said.one(node, 'dcat:version')}"
    owner = said.one(node, "dcterms:rightsHolder")
    what = said.text(node, "dcterms:description", language)
    return f"{name} (© {owner}, {licences}): {what}"


def _download(said: Statements, node: str, language: Language) -> Download:
    return Download(
        title=said.text(node, "dcterms:title", language),
        description=said.text(node, "dcterms:description", language),
        href=said.one(node, "dcat:downloadURL"),
        size=int(said.one(node, "dcat:byteSize", "0")),
        sha256=said.one(said.one(node, "spdx:checksum"), "spdx:checksumValue"),
    )


def _terms(said: Statements, partition: str, of: str, number: str) -> tuple[Term, ...]:
    """Return classes or properties, the most used first."""
    found = [
        Term(short(iri), iri, int(said.one(node, number, "0")))
        for node in said.values(_DATASET, partition)
        for iri in said.values(node, of)
    ]
    return tuple(sorted(found, key=lambda each: (-each.number, each.name)))


def _own(iri: str) -> Linked:
    """Link an IRI of ours to where this server answers for it."""
    path = iri.removeprefix(BASE)
    return Linked(path.partition("/")[2], path)
