"""From the triples of a description to what can be asked of each thing in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.vocab import BASE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.errors import Language
    from kg.lookup.index import Index, Resource

Value = NamedNode | BlankNode | Literal | Triple

ENTITIES = f"{BASE}id/"
FACTS = f"{ENTITIES}fact/"
_FACT_CLASSES = ("Fact", "Event")
_WIDER = frozenset(
    (
        *_FACT_CLASSES,
        "AdministrativeDivision",
        "Instrument",
        "Agent",
        "Concept",
        "Place",
        "Organization",
        "Entity",
        "SpatialThing",
        "Feature",
    )
)
"""Classes that say less than another one of the same thing, where it has another."""
_SUBCLASSES = {"HonorTally": "Observation", "Partnership": "Activity"}


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called; `lang` is the language of the text, `None` for what has none.

    `described` says that the text describes the thing and gives it no name.
    """

    text: str
    lang: Language | None
    described: bool = False


class Reading:
    """The triples by subject and property. Properties are prefixed names: `cdo:about`."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._nodes: dict[str, dict[str, list[Value]]] = {}
        self._kinds: dict[str, str] = {}
        self._whole: set[str] = set()
        self.add(triples)

    def add(self, triples: Iterable[Triple]) -> None:
        """Take in more triples."""
        nodes = self._nodes
        for triple in triples:
            subject = triple.subject
            if isinstance(subject, NamedNode):
                of = nodes.setdefault(subject.value, {})
                of.setdefault(triple.predicate.value, []).append(triple.object)

    def add_labels(self, index: Index, iris: Iterable[str]) -> None:
        """Take in the labels of those of these that have none yet."""
        missing = {iri for iri in iris if iri not in self._nodes}
        if missing:
            self.add(_parse(index.briefs(missing)))

    def add_own(self, index: Index, resources: Iterable[Resource]) -> None:
        """Take in all triples of those of these of which no more than names are known yet."""
        missing = [each for each in resources if each.iri not in self._whole]
        for each in missing:
            self._whole.add(each.iri)
            self._nodes.pop(each.iri, None)
            self._kinds.pop(each.iri, None)
        if missing:
            self.add(_parse(index.text((each.iri, each.own) for each in missing)))

    def properties(self, subject: str) -> Mapping[str, list[Value]]:
        """Return the values of each property (its IRI) of the subject."""
        return self._nodes.get(subject, {})

    def values(self, subject: str, name: str) -> list[Value]:
        """Return the values of a property; none where there are none."""
        return self._nodes.get(subject, {}).get(_iri(name), [])

    def iris(self, subject: str, name: str) -> tuple[str, ...]:
        """Return the things that the property leads to."""
        found = self.values(subject, name)
        return tuple(value.value for value in found if isinstance(value, NamedNode))

    def iri(self, subject: str, name: str) -> str | None:
        """Return the first thing that the property leads to."""
        found = self.iris(subject, name)
        return found[0] if found else None

    def texts(self, subject: str, name: str) -> tuple[str, ...]:
        """Return the literals of a property as written."""
        found = self.values(subject, name)
        return tuple(value.value for value in found if isinstance(value, Literal))

    def text(self, subject: str, name: str) -> str | None:
        """Return the first literal of a property."""
        found = self.texts(subject, name)
        return found[0] if found else None

    def number(self, subject: str, name: str) -> int | None:
        """Return a whole number; `None` where there is none or it is no number."""
        found = self.text(subject, name)
        return int(found) if found and found.isdecimal() else None

    def holds(self, subject: str, name: str) -> bool:
        """Whether the property is said to be true."""
        return self.text(subject, name) in {"true", "1"}

    def code(self, subject: str, name: str) -> str | None:
        """Return a code without its list: `more-than` of `cdo:bound-more-than`."""
        found = self.iri(subject, name)
        return code_of(found) if found else None

    def kind(self, subject: str) -> str:
        """Return the local name of the narrowest class that the thing is said to have."""
        kind = self._kinds.get(subject)
        if kind is None:
            kind = self._kinds[subject] = _narrowest(self.iris(subject, "rdf:type"))
        return kind

    def name(self, iri: str, language: Language) -> Name:
        """Return what the thing is called in this language, or else in the other one."""
        own: Name | None = None
        other: Name | None = None
        for value in self.values(iri, "rdfs:label"):
            if isinstance(value, Literal):
                found = Name(value.value, tag_of(value))
                if found.lang == language:
                    own = own or found
                else:
                    other = other or found
        return own or other or self._title(iri)

    def other_name(self, iri: str, language: Language) -> Name | None:
        """Return what the thing is called in the other language, where that says something else."""
        first = self.name(iri, language)
        second = self.name(iri, "zh" if language == "en" else "en")
        return None if second.text == first.text else second

    def _title(self, iri: str) -> Name:
        for name in ("schema:headline", "cdo:describedAs"):
            text = self.text(iri, name)
            if text:
                return Name(text, "zh", described=name == "cdo:describedAs")
        return Name(local(iri), None)


def _parse(text: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))


def tag_of(literal: Literal) -> Language | None:
    """Return zh or en where the literal has such a language tag."""
    primary = (literal.language or "").partition("-")[0]
    if primary == "zh":
        return "zh"
    return "en" if primary == "en" else None


def local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


@cache
def code_of(iri: str) -> str:
    """Return a code without the name of its list.

    >>> code_of("https://w3id.org/county-kg/ontology#bound-more-than")
    'more-than'
    """
    return local(iri).partition("-")[2]


@cache
def _iri(name: str) -> str:
    return term(name).value


def _narrowest(classes: Iterable[str]) -> str:
    names = sorted({local(iri) for iri in classes})
    wider = _WIDER | {_SUBCLASSES[name] for name in names if name in _SUBCLASSES}
    narrow = [name for name in names if name not in wider]
    return (narrow or [name for name in names if name not in _FACT_CLASSES] or names or [""])[0]
