"""PROV-O in graph/dataset: from which files each graph was made, by which version, and when.

Every graph that is named is a prov:Entity with one activity, that of its last making. The time of
it is kept as long as the digest of the graph's sources stays the same, so that a graph that did
not change does not look as if it had.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.mapping.dataset import DATASET, report_iri
from kg.mapping.terms import literal
from kg.vocab import BASE, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SOFTWARE = f"{BASE}dataset#software-"
_PROV = {
    name: term(f"prov:{name}")
    for name in ("generatedAtTime", "wasGeneratedBy", "wasAssociatedWith", "used", "endedAtTime")
}


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was made, in UTC to the second, and by which version of the program."""

    at: datetime
    software: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a folder of files, with its SHA-256 in hexadecimal.

    `name` is what it is called in the project, such as `data/articles/a1.yaml`.
    """

    name: str
    sha256: str

    @property
    def iri(self) -> NamedNode:
        """The node of the file: `{base}dataset#data/articles/a1.yaml`."""
        return NamedNode(f"{BASE}dataset#{quote(self.name)}")


@dataclass(frozen=True, slots=True)
class Making:
    """The last making of a graph: from `sources` and `graphs`; `shapes` are what it was held to."""

    graph: NamedNode
    moment: Moment
    sources: tuple[Source, ...] = ()
    graphs: tuple[NamedNode, ...] = ()
    shapes: Source | None = None
    reports: tuple[NamedNode, ...] = field(default=())
    """The graphs whose validation reports were made with it."""

    @property
    def activity(self) -> NamedNode:
        """The node of the making: `{base}dataset#making-article-a1`."""
        name = self.graph.value.removeprefix(f"{BASE}graph/")
        return NamedNode(f"{BASE}dataset#making-{name.replace('/', '-')}")


def time_literal(moment: datetime) -> Literal:
    """Return a time as xsd:dateTime in UTC, to the second."""
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Literal(text, datatype=term("xsd:dateTime"))


def moments(quads: Iterable[Quad]) -> dict[NamedNode, Moment]:
    """Read from graph/dataset when each graph was last made, and by which version."""
    said: dict[NamedNode, dict[NamedNode, NamedNode | Literal]] = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if (
            quad.predicate in _PROV.values()
            and isinstance(subject, NamedNode)
            and isinstance(value, NamedNode | Literal)
        ):
            said.setdefault(subject, {})[quad.predicate] = value
    found = {}
    for subject, values in said.items():
        time, activity = values.get(_PROV["generatedAtTime"]), values.get(_PROV["wasGeneratedBy"])
        if time and isinstance(activity, NamedNode):
            agent = said.get(activity, {}).get(_PROV["wasAssociatedWith"])
            if agent:
                version = unquote(agent.value.removeprefix(_SOFTWARE))
                found[subject] = Moment(datetime.fromisoformat(time.value), version)
    return found


def making_quads(makings: Iterable[Making]) -> Iterator[Quad]:
    """Yield what is told of each making, its files and the program; may repeat itself."""
    for making in makings:
        yield from _making(making)


def _making(making: Making) -> Iterator[Quad]:
    activity, time = making.activity, time_literal(making.moment.at)
    agent = NamedNode(f"{_SOFTWARE}{quote(making.moment.software)}")
    yield _quad(making.graph, RDF_TYPE, term("prov:Entity"))
    yield _quad(making.graph, _PROV["generatedAtTime"], time)
    yield _quad(making.graph, _PROV["wasGeneratedBy"], activity)
    yield _quad(activity, RDF_TYPE, term("prov:Activity"))
    yield _quad(activity, _PROV["endedAtTime"], time)
    yield _quad(activity, _PROV["wasAssociatedWith"], agent)
    yield _quad(agent, RDF_TYPE, term("prov:SoftwareAgent"))
    yield _quad(agent, term("rdfs:label"), literal(f"County KG {making.moment.software}"))
    yield _quad(agent, term("schema:softwareVersion"), literal(making.moment.software))
    for graph in making.graphs:
        yield _quad(activity, _PROV["used"], graph)
    for source in making.sources:
        yield _quad(making.graph, term("prov:wasDerivedFrom"), source.iri)
        yield from _used(activity, source)
    if making.shapes:
        yield from _used(activity, making.shapes)
    for graph in making.reports:
        report = NamedNode(report_iri(graph))
        yield _quad(report, _PROV["wasGeneratedBy"], activity)
        if making.shapes:
            yield _quad(report, term("prov:wasDerivedFrom"), making.shapes.iri)


def _used(activity: NamedNode, source: Source) -> Iterator[Quad]:
    yield _quad(activity, _PROV["used"], source.iri)
    yield _quad(source.iri, RDF_TYPE, term("prov:Entity"))
    yield _quad(source.iri, term("rdfs:label"), literal(source.name))
    yield _quad(source.iri, term("schema:sha256"), literal(source.sha256))


def _quad(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(subject, predicate, value, DATASET)
