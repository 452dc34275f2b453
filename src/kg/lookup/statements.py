"""Sorted N-Quads as resources: each subject's triples, its class, and what it points at.

Lines are taken as they are, without an object for each term: a dataset of a million quads is read
in seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.lookup.contraction import is_free
from kg.vocab import BASE, PREFIXES, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTITIES = f"{BASE}id/"
"""What the IRIs of described resources begin with; the others are there for their labels."""
_DIVISIONS = f"{ENTITIES}division/"
_PASSAGES, _FACTS = f"{ENTITIES}passage/", f"{ENTITIES}fact/"
_LINE = re.compile(
    rb"<([^>]*)> <([^>]*)> "
    rb'(<[^>]*>|_:[^ ]+|".*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?|<<\(.*\)>>) '
    rb"(?:<([^>]*)> )?\."
)
"""A statement of N-Quads whose subject is an IRI: subject, predicate, object, graph."""


def _names(*curies: str) -> frozenset[bytes]:
    return frozenset(term(curie).value.encode() for curie in curies)


_NAMES = _names("rdfs:label", "cdo:describedAs")
_BRIEF = _NAMES | _names(
    "rdf:type",
    "cdo:beginDate",
    "cdo:endDate",
    "cdo:divisionCode",
    "dcterms:identifier",
    "owl:deprecated",
    "qudt:symbol",
    "schema:headline",
)
(_TYPE,) = _names("rdf:type")
(_EVIDENCE,) = _names("cdo:evidence")
(_IN_PARAGRAPH,) = _names("cdo:inParagraph")
(_DEPRECATED,) = _names("owl:deprecated")
(_REPLACED,) = _names("dcterms:isReplacedBy")
_INFERRED = graph("inferred").value.encode()
_ONTOLOGY = PREFIXES["cdo"]


@dataclass(slots=True)
class Subject:
    """A resource as its own triples tell it; `own` and `brief` are N-Triples, a line each."""

    number: int
    iri: str
    own_class: str = ""
    own: bytes = b""
    brief: bytes = b""
    objects: tuple[str, ...] = ()
    """The IRIs that it points at, sorted."""
    shown: tuple[str, ...] = ()
    """Those that its brief names."""
    passages: tuple[str, ...] = ()
    paragraph: str | None = None
    successor: str = ""
    deprecated: bool = False
    evidence: bytes = b""
    inbound: list[Subject] = field(default_factory=list)
    parts: tuple[Subject, ...] = ()
    """Of a fact: its passages and their paragraphs."""
    around: tuple[str, ...] = ()
    """Those that the description of it and its parts names, and their classes, sorted."""
    beside: tuple[str, ...] = ()
    """Those that its brief names, and their classes, sorted."""

    @property
    def is_entity(self) -> bool:
        """Whether it is one of those that are described."""
        return self.iri.startswith(ENTITIES)

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact."""
        return self.iri.startswith(_FACTS)

    @property
    def is_whole(self) -> bool:
        """Whether the description of what it points at holds all of it."""
        return self.iri.startswith((_FACTS, _PASSAGES))

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was given up and nothing took its place; divisions that ended stay."""
        return self.is_entity and self.deprecated and not self.successor and not self.is_division

    @property
    def is_division(self) -> bool:
        """Whether it is a division, which has no one successor even where it ended."""
        return self.iri.startswith(_DIVISIONS)

    def links_to(self, iri: str) -> bytes:
        """Return the triples that point at another resource."""
        end = f"> <{iri}> .".encode()
        return b"".join(line + b"\n" for line in self.own.splitlines() if line.endswith(end))


def read(text: bytes) -> Iterator[Subject]:
    """Yield each subject of these sorted N-Quads that is an IRI, numbered from 1."""
    if not is_free(text):  # not ours: write it as we do
        text = serialize(parse(text, format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS) or b""
        text = b"\n".join(sorted(set(text.split(b"\n"))))
    names: dict[bytes, str] = {}
    for number, (subject, found) in enumerate(
        groupby(filter(None, map(_LINE.fullmatch, text.split(b"\n"))), lambda match: match[1]), 1
    ):
        yield _subject(number, _name(subject, names), list(found), names)


def _name(iri: bytes, names: dict[bytes, str]) -> str:
    """Return the IRI as text, one object for all places where it stands."""
    found = names.get(iri)
    if found is None:
        found = names[iri] = iri.decode()
    return found


def _subject(
    number: int, iri: str, found: list[re.Match[bytes]], names: dict[bytes, str]
) -> Subject:
    subject = Subject(number, iri)
    told = _BRIEF if subject.is_entity else _NAMES
    own, brief, classes, objects, passages = [], [], [], set(), []
    shown = set()
    for match in found:
        _, prop, value, where = match.groups()
        line = b"<%b> <%b> %b .\n" % (match[1], prop, value)
        own.append(line)
        target = _name(value[1:-1], names) if value[0] == ord("<") and value[1:2] != b"<" else None
        is_brief = prop in told and not (prop == _TYPE and where == _INFERRED)
        if is_brief:
            brief.append(line)
        if prop == _DEPRECATED:
            subject.deprecated = value.startswith(b'"true"')
        if target is None:
            continue
        objects.add(target)
        if is_brief:
            shown.add(target)
        if prop == _TYPE and where != _INFERRED:
            classes.append(target.removeprefix(_ONTOLOGY))
        elif prop == _EVIDENCE:
            passages.append(target)
        elif prop == _IN_PARAGRAPH:
            subject.paragraph = subject.paragraph or target
        elif prop == _REPLACED and subject.is_entity and not subject.is_division:
            subject.successor = target
    # A triple may stand in two graphs.
    subject.own, subject.brief = b"".join(dict.fromkeys(own)), b"".join(dict.fromkeys(brief))
    subject.own_class = next((name for name in classes if "/" not in name), (*classes, "")[0])
    subject.objects, subject.shown = tuple(sorted(objects)), tuple(sorted(shown))
    subject.passages = tuple(passages)
    return subject
