"""From the sorted N-Quads of a snapshot to its resource index.

The text is read twice: first each subject's triples are written and what points at what is
noted; then each description's digest is made of the digests of its parts, in the order in which
they are described, so that it changes when, and only when, something in the description does.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.lookup import history
from kg.lookup.schema import TABLES
from kg.vocab import BASE, RDF_TYPE, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

ENTITIES = f"{BASE}id/"
"""What the IRIs of described resources begin with; the others are there for their labels."""
_ONTOLOGY = f"{BASE}ontology#"
_PASSAGES, _FACTS = f"{ENTITIES}passage/", f"{ENTITIES}fact/"
_INFERRED = graph("inferred")
_EVIDENCE, _IN_PARAGRAPH = term("cdo:evidence"), term("cdo:inParagraph")
_BRIEF = frozenset(
    term(name)
    for name in (
        "rdf:type",
        "rdfs:label",
        "cdo:describedAs",
        "cdo:beginDate",
        "cdo:endDate",
        "cdo:divisionCode",
        "dcterms:identifier",
        "owl:deprecated",
        "qudt:symbol",
        "schema:headline",
    )
)
_NAMES = frozenset((term("rdfs:label"), term("cdo:describedAs")))
_NUMBER = re.compile(r"(\d+)")


@dataclass(slots=True)
class _Resource:
    number: int
    iri: str
    own_class: str
    own: bytes
    brief: bytes
    neighbours: tuple[str, ...]
    passages: tuple[str, ...] = ()
    paragraph: str | None = None
    evidence: bytes = b""
    inbound: list[_Resource] = field(default_factory=list)

    @property
    def is_fact(self) -> bool:
        return self.iri.startswith(_FACTS)

    @property
    def is_whole(self) -> bool:
        """Whether the description of what it points at holds all of it."""
        return self.iri.startswith((_FACTS, _PASSAGES))

    def link_to(self, iri: str) -> bytes:
        """What the description of another resource says of this one that points at it."""
        end = f"> <{iri}> .".encode()
        links = (line for line in self.own.splitlines() if line.endswith(end))
        return self.brief + b"\n".join(links)

    @property
    def place(self) -> tuple[object, ...]:
        """Facts first, by class; then by IRI, numbers in it as numbers."""
        parts = tuple(
            (int(part), "") if part.isdigit() else (0, part) for part in _NUMBER.split(self.iri)
        )
        return (not self.is_fact, self.own_class, parts)


def write(path: Path, text: bytes, *, now: datetime, before: Path | None) -> None:
    """Make the index of these sorted N-Quads at `path`, which must not exist.

    `before` is the index of the snapshot before this one, if there is one: it tells what has
    changed since, which is dated `now`.
    """
    resources = {resource.iri: resource for resource in _read(text)}
    _connect(resources)
    digests = _digests(resources)
    described = [resources[iri] for iri in digests]
    dates = history.of(digests, now=now, before=before)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(TABLES)
        connection.executemany(
            "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    each.number,
                    each.iri,
                    each.own_class,
                    each.own,
                    each.evidence,
                    each.brief,
                    len(each.inbound),
                    digests.get(each.iri, ""),
                    *dates.of(each.iri),
                )
                for each in resources.values()
            ),
        )
        connection.executemany(
            "INSERT INTO inbound VALUES (?, ?, ?)",
            (
                (each.number, position, subject.number)
                for each in described
                for position, subject in enumerate(each.inbound)
            ),
        )
        connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?)", dates.changes)


def _read(text: bytes) -> Iterator[_Resource]:
    quads = parse(text, format=RdfFormat.N_QUADS)
    for number, (subject, own) in enumerate(groupby(quads, key=lambda quad: quad.subject), 1):
        if isinstance(subject, NamedNode):
            yield _resource(number, subject.value, list(own))


def _resource(number: int, iri: str, quads: list[Quad]) -> _Resource:
    entity = iri.startswith(ENTITIES)
    told = _BRIEF if entity else _NAMES
    classes = [
        quad.object.value.removeprefix(_ONTOLOGY)
        for quad in quads
        if quad.predicate == RDF_TYPE
        and quad.graph_name != _INFERRED
        and isinstance(quad.object, NamedNode)
    ]
    ours = [name for name in classes if "/" not in name]
    objects = [
        (quad.predicate, quad.object.value) for quad in quads if isinstance(quad.object, NamedNode)
    ]
    paragraphs = [value for prop, value in objects if prop == _IN_PARAGRAPH]
    return _Resource(
        number,
        iri,
        (ours or classes or [""])[0],
        _text(quads),
        _text(
            quad
            for quad in quads
            if quad.predicate in told
            and not (quad.predicate == RDF_TYPE and quad.graph_name == _INFERRED)
        ),
        tuple(sorted({value for _, value in objects})),
        tuple(value for prop, value in objects if prop == _EVIDENCE),
        paragraphs[0] if paragraphs else None,
    )


def _text(quads: Iterable[Quad]) -> bytes:
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _connect(resources: dict[str, _Resource]) -> None:
    """Note what points at what, and give each fact its passages."""
    pointing: defaultdict[str, list[_Resource]] = defaultdict(list)
    for each in resources.values():
        if each.iri.startswith(ENTITIES):
            for neighbour in each.neighbours:
                if neighbour.startswith(ENTITIES) and neighbour != each.iri:
                    pointing[neighbour].append(each)
    for iri, subjects in pointing.items():
        if iri in resources:
            resources[iri].inbound = sorted(subjects, key=lambda subject: subject.place)
    for each in resources.values():
        if each.is_fact:
            each.evidence = _evidence(each, resources)


def _evidence(fact: _Resource, resources: dict[str, _Resource]) -> bytes:
    passages = [resources[iri] for iri in fact.passages if iri in resources]
    paragraphs = dict.fromkeys(each.paragraph for each in passages if each.paragraph)
    where = [resources[iri] for iri in paragraphs if iri in resources]
    return b"".join(each.own for each in (*passages, *where))


def _digests(resources: Mapping[str, _Resource]) -> dict[str, str]:
    """Digest all that any page of each description holds."""

    def whole(each: _Resource) -> bytes:
        digest = hashlib.sha256(each.own + each.evidence)
        for iri in each.neighbours:
            if iri in resources:
                digest.update(resources[iri].brief)
        return digest.digest()

    parts = {each.iri: whole(each) for each in resources.values() if each.iri.startswith(ENTITIES)}
    digests = {}
    for iri, part in parts.items():
        digest = hashlib.sha256(part)
        for subject in resources[iri].inbound:
            digest.update(parts[subject.iri] if subject.is_whole else subject.link_to(iri))
        digests[iri] = digest.hexdigest()
    return digests
