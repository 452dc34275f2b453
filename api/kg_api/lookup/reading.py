"""From the triples of resources to entities and facts as JSON members."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.lookup.index import Index, Resource
from kg.ontology import document
from kg.ontology.terms import Kind, Terms
from kg.vocab import BASE, PREFIXES
from kg_api.lookup.kinds import folder_of, key_of
from kg_api.models import entity as entity_model
from kg_api.models.fact import MEMBERS as FACT_MEMBERS
from kg_api.models.fact import Member, Shape
from kg_api.statements import Statements

Json = dict[str, Any]

_ENTITIES = f"{BASE}id/"
_OWN = PREFIXES["cdo"]
_CODE = re.compile(r"[a-z]+-(.+)")
_LANGUAGES = ("zh", "en")
_UNSHOWN = (b"#concerns> ", b"#printed> ")  # what follows from the roles and phrases themselves


class Reading:
    """The triples of some resources, with what names those that they mention."""

    def __init__(self, index: Index, resources: Sequence[Resource]) -> None:
        parts = [(each.iri, part) for each in resources for part in (each.own, each.evidence)]
        lines = {
            line
            for line in index.text(parts).splitlines()
            if not any(word in line for word in _UNSHOWN)
        }
        mentioned = _iris(lines) - {each.iri for each in resources}
        lines.update(index.briefs(mentioned).splitlines())
        text = b"\n".join(sorted(lines)) + b"\n"
        quads = ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
        self._said = Statements(quad.triple for quad in quads)

    def entity(self, resource: Resource) -> Json:
        """Return the members of an entity (`kg_api.models.entity`)."""
        iri = resource.iri
        return {
            "id": iri,
            "kind": folder_of(iri),
            "key": key_of(iri),
            "type": type_of(resource.own_class),
            "label": self.label(iri),
            "current": self._said.one(iri, "owl:deprecated") != "true",
            "links": resource.inbound,
            "created": resource.created,
            "modified": resource.modified,
            **self._members(iri, entity_model.MEMBERS),
        }

    def fact(self, resource: Resource) -> Json:
        """Return the members of a fact (`kg_api.models.fact`)."""
        iri = resource.iri
        passages = [self._evidence(each) for each in self._said.values(iri, "cdo:evidence")]
        label = self.label(iri)
        return {
            "id": iri,
            "key": key_of(iri),
            "kind": type_of(resource.own_class),
            **({"label": label} if label else {}),
            "article": key_of(self._said.one(iri, "cdo:statedIn")) or key_of(iri).partition("-")[0],
            "evidence": sorted(passages, key=lambda each: (each["paragraph"], each["start"])),
            "modified": resource.modified,
            **self._members(iri, FACT_MEMBERS),
        }

    def label(self, iri: str) -> Json:
        """Return the names of a thing by language; what the text calls it where it has no name."""
        found = {
            language: text
            for language in _LANGUAGES
            if (text := next(self._said.texts(iri, "rdfs:label", language), ""))  # type: ignore[arg-type]
        }
        if not found:
            words = self._said.one(iri, "cdo:describedAs") or self._said.one(iri, "schema:headline")
            found = {"zh": words} if words else {}
        return found

    def ref(self, iri: str) -> Json:
        """Return an entity as others mention it."""
        symbol = self._said.one(iri, "qudt:symbol")
        return {"id": iri, "label": self.label(iri), **({"symbol": symbol} if symbol else {})}

    def _members(self, iri: str, members: Iterable[Member]) -> Json:
        found: Json = {}
        for member in members:
            values = self._said.values(iri, member.prop)
            if values:
                told = [self._value(value, member.shape) for value in _ordered(values, member)]
                found[member.name] = told if member.many else told[0]
        return found

    def _value(self, value: str, shape: Shape) -> Any:
        if shape is Shape.REF:
            return self.ref(value)
        if shape is Shape.PERIOD:
            return self._period(value)
        return code_of(value) if shape is Shape.CODE else _plain(value, shape)

    def _period(self, iri: str) -> Json:
        found: Json = {"id": iri, "label": self.label(iri)}
        for name, prop in (("begin", "cdo:beginDate"), ("end", "cdo:endDate")):
            if day := self._said.one(iri, prop):
                found[name] = day
        return found

    def _evidence(self, passage: str) -> Json:
        paragraph = self._said.one(passage, "cdo:inParagraph")
        article = self._said.one(paragraph, "cdo:inArticle")
        optional = {
            "headline": self._said.one(article, "schema:headline"),
            "exact": self._said.one(passage, "oa:exact"),
        }
        return {
            "article": key_of(article),
            "paragraph": int(self._said.one(paragraph, "cdo:number", "0")),
            "start": int(self._said.one(passage, "oa:start", "0")),
            "end": int(self._said.one(passage, "oa:end", "0")),
            **{name: text for name, text in optional.items() if text},
        }


def _ordered(values: Sequence[str], member: Member) -> Sequence[str]:
    """Return what a place is in from the nearest to the farthest: codes end in fewer zeros."""
    if member.name in {"within", "locatedIn"}:
        return sorted(values, key=lambda iri: (-len(iri.rstrip("0")), iri))
    return sorted(values)


def _plain(value: str, shape: Shape) -> str | int | float | bool:
    match shape:
        case Shape.BOOLEAN:
            return value == "true"
        case Shape.INTEGER:
            return int(value)
        case Shape.NUMBER:
            number = float(value)
            return int(number) if number.is_integer() else number
        case _:
            return value


def type_of(own_class: str) -> Json:
    """Return a class as the indexes name it: its IRI and what it is called."""
    iri = own_class if ":" in own_class else _OWN + own_class
    return {"id": iri, "label": dict(_labels().get(iri, {}))}


def code_of(iri: str) -> Json:
    """Return a code of a list: its IRI, its name without the list's, what it is called."""
    local = iri.removeprefix(_OWN)
    found = _CODE.fullmatch(local)
    return {
        "id": iri,
        "code": found[1] if found else local,
        "label": dict(_labels().get(iri, {})),
    }


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    """Return what the ontology calls its classes and codes, and those of others that it uses."""
    terms = Terms(document.load())
    found = (*terms.own(Kind.CLASS, Kind.CODE), *terms.others())
    return {
        each.iri: {name: each.label[name] for name in _LANGUAGES if name in each.label}
        for each in found
    }


def _iris(lines: Iterable[bytes]) -> set[str]:
    ends = {line.split(b" ", 2)[2] for line in lines}
    return {
        end[1:-3].decode()
        for end in ends
        if end.startswith(b"<") and end[1:-3].startswith(_ENTITIES.encode())
    }
