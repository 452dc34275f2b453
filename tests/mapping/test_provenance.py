"""PROV-O: what is told of a making is read again, and leads from a graph to its files."""

from __future__ import annotations

from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.mapping.dataset import DATASET, digest_quads, digests, report_iri
from kg.mapping.provenance import Making, Moment, Source, making_quads, moments
from kg.vocab import BASE, graph, term

A1, ONTOLOGY = graph("article/a1"), graph("ontology")
THEN = Moment(datetime(2026, 9, 1, 12, 30, 5, tzinfo=UTC), "0.1.0")
LATER = Moment(datetime(2026, 9, 2, tzinfo=UTC), "0.2.0+local")
MAKINGS = (
    Making(
        A1,
        THEN,
        (Source("data/articles/a1.yaml", "a" * 64), Source("texts/a1.txt", "b" * 64)),
        shapes=Source("shapes/article", "c" * 64),
        reports=(A1,),
    ),
    Making(ONTOLOGY, LATER, (Source("ontology/codes.ttl", "d" * 64),), (A1,)),
)


def values(store: Store, subject: str | NamedNode, curie: str) -> set[str]:
    node = NamedNode(subject) if isinstance(subject, str) else subject
    return {quad.object.value for quad in store.quads_for_pattern(node, term(curie), None)}


def test_the_moments_are_read_as_they_were_written() -> None:
    assert moments(making_quads(MAKINGS)) == {A1: THEN, ONTOLOGY: LATER}


def test_what_else_the_graph_holds_is_no_moment() -> None:
    time = Literal("2026-09-01T00:00:00Z", datatype=term("xsd:dateTime"))
    assert moments([Quad(A1, term("prov:generatedAtTime"), time, DATASET)]) == {}
    assert moments(digest_quads({A1: "0" * 64})) == {}


def test_the_digest_of_a_file_is_none_of_a_graph() -> None:
    assert digests(making_quads(MAKINGS)) == {}


def test_a_graph_leads_to_its_files_the_program_and_the_report() -> None:
    store = Store()
    store.extend(making_quads(MAKINGS))
    (activity,) = values(store, A1, "prov:wasGeneratedBy")
    assert values(store, A1, "prov:generatedAtTime") == {"2026-09-01T12:30:05Z"}
    assert values(store, activity, "prov:endedAtTime") == {"2026-09-01T12:30:05Z"}
    (agent,) = values(store, activity, "prov:wasAssociatedWith")
    assert values(store, agent, "schema:softwareVersion") == {"0.1.0"}
    files = {
        name: digest
        for node in values(store, activity, "prov:used")
        for name in values(store, node, "rdfs:label")
        for digest in values(store, node, "schema:sha256")
    }
    assert files == {
        "data/articles/a1.yaml": "a" * 64,
        "texts/a1.txt": "b" * 64,
        "shapes/article": "c" * 64,
    }
    assert values(store, A1, "prov:wasDerivedFrom") == {
        f"{BASE}dataset#data/articles/a1.yaml",
        f"{BASE}dataset#texts/a1.txt",
    }
    assert values(store, report_iri(A1), "prov:wasGeneratedBy") == {activity}
    assert values(store, report_iri(A1), "prov:wasDerivedFrom") == {f"{BASE}dataset#shapes/article"}
    used = values(store, MAKINGS[1].activity, "prov:used")
    assert used == {A1.value, f"{BASE}dataset#ontology/codes.ttl"}
