"""JSON-LD frames: they read as plain JSON, and a processor gets exactly the triples back."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from kg.build import moment
from kg.lookup import indexer
from kg.lookup.description import about, describe
from kg.lookup.index import Index
from kg.publication.jsonld import flat, frame
from kg.store.publish import sorted_nquads
from kg.vocab import BASE, entity, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.build.candidate import Candidate

PLACE = entity("division", "371002").value
FACT = entity("fact", "a1-001").value


@pytest.fixture(scope="module")
def index(candidate: Candidate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path: Path = tmp_path_factory.mktemp("index") / "resources.sqlite"
    indexer.write(path, sorted_nquads(candidate.store), now=moment.now(), before=None)
    index = Index(path)
    yield index
    index.close()


@pytest.fixture(scope="module")
def described(index: Index) -> Callable[[str], tuple[ox.Triple, ...]]:
    def of(iri: str) -> tuple[ox.Triple, ...]:
        resource = index.find(iri)
        assert resource is not None
        description = describe(index, resource, size=500)
        return (*about(description), *description.triples)

    return of


def read(document: dict[str, Any]) -> set[ox.Triple]:
    data = json.dumps(document).encode()
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.JSON_LD)}


def read_by_pyld(document: dict[str, Any]) -> set[ox.Triple]:
    text = pyld.to_rdf(document, {"format": "application/n-quads"})
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}


def the(found: Iterable[dict[str, Any]], iri: str) -> dict[str, Any]:
    (one,) = [each for each in found if each["id"] == iri]
    return one


def test_a_place_reads_as_plain_json(described: Any) -> None:
    place = frame(PLACE, described(PLACE))
    assert place["id"] == PLACE
    assert place["label"] == {"en": "Huancui District", "zh": "环翠区"}
    assert place["divisionCode"] == "371002"
    assert place["latitude"] == "37.50199"
    assert "环翠" in place["altLabel"]["zh"]
    fact = the(place["facts"], FACT)
    assert set(fact["type"]) == {"Conferral", "Fact"}
    assert fact["streak"] == 4
    assert fact["recipient"] == {"id": PLACE}
    assert fact["honor"]["label"]["zh"] == "高质量发展先进县"
    (passage, *_) = fact["evidence"]
    assert passage["inParagraph"]["number"] == 1
    assert (passage["start"], passage["end"]) == (0, 21)


def test_every_fact_bears_its_evidence_by_itself(described: Any) -> None:
    for fact in frame(PLACE, described(PLACE))["facts"]:
        for passage in fact["evidence"]:
            assert {"start", "end", "inParagraph"} <= passage.keys()
            assert {"number", "inArticle"} <= passage["inParagraph"].keys()


def test_a_number_that_json_would_round_is_a_string(described: Any) -> None:
    fact = entity("fact", "a1-023").value
    document = frame(fact, described(fact))
    assert document["value"] == "16"
    assert read(document) >= {
        ox.Triple(
            ox.NamedNode(fact), term("cdo:value"), ox.Literal("16", datatype=term("xsd:decimal"))
        )
    }


def test_a_neighbour_that_is_named_again_has_its_names(described: Any) -> None:
    facts = frame(PLACE, described(PLACE))["facts"]
    named = [neighbour for fact in facts for neighbour in fact.get("concerns", ())]
    for neighbour in named:
        assert neighbour == {"id": PLACE} or {"label", "describedAs"} & neighbour.keys(), neighbour


def test_the_context_holds_what_is_used_and_nothing_else(described: Any) -> None:
    document = frame(FACT, described(FACT))
    text = json.dumps({key: value for key, value in document.items() if key != "@context"})
    for name in document["@context"]:
        if name not in {"@version", "id", "type"}:
            assert f'"{name}"' in text or f"{name}:" in json.dumps(document), name


def test_every_entity_comes_back_whole(index: Index, described: Any) -> None:
    """A sample of each class, of all when it is small, through Oxigraph; some through PyLD."""
    chosen = random.Random(5)  # noqa: S311 - a sample
    for name, count in index.classes().items():
        members = index.of_class(name, 0, count)
        some = chosen.sample(members, min(12, count))
        for number, resource in enumerate(some):
            triples = set(described(resource.iri))
            document = frame(resource.iri, triples)
            assert read(document) == triples, resource.iri
            if number < 2:
                assert read_by_pyld(document) == triples, resource.iri


NODES = st.sampled_from([ox.NamedNode(f"http://ex.org/{n}") for n in "abcd"]) | st.sampled_from(
    [entity("passage", "a1-1-0-2"), entity("paragraph", "a1-1"), ox.NamedNode(PLACE)]
)
PROPERTIES = st.sampled_from([
    *(term(f"cdo:{name}") for name in (
        "concerns", "evidence", "recipient", "value", "streak", "inParagraph", "validFrom", "implied",
    )),
    term("rdfs:label"), term("skos:altLabel"), term("rdf:type"), term("qudt:symbol"),
    ox.NamedNode("http://ex.org/p"), ox.NamedNode("http://ex.org/x/y#z"),
])  # fmt: skip
LITERALS = st.builds(
    ox.Literal, st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=4)
) | st.sampled_from([
    ox.Literal("环", language="zh"), ox.Literal("a", language="en"), ox.Literal("b", language="en"),
    ox.Literal("x", language="zh-hant"), ox.Literal("4", datatype=term("xsd:integer")),
    ox.Literal("+4", datatype=term("xsd:integer")), ox.Literal(str(2**60), datatype=term("xsd:integer")),
    ox.Literal("1.50", datatype=term("xsd:decimal")), ox.Literal("true", datatype=term("xsd:boolean")),
    ox.Literal("1", datatype=term("xsd:boolean")), ox.Literal("2024", datatype=term("xsd:gYear")),
    ox.Literal("odd", datatype=ox.NamedNode("http://ex.org/type")),
])  # fmt: skip
TRIPLES = st.lists(st.builds(ox.Triple, NODES, PROPERTIES, NODES | LITERALS), max_size=25)


@settings(deadline=None, max_examples=400)
@given(TRIPLES)
def test_whatever_the_triples_none_is_lost_or_made_up(triples: list[ox.Triple]) -> None:
    """Cycles, odd datatypes, literals as types, resources that the root does not lead to."""
    for document in (frame(PLACE, triples), flat(triples)):
        assert read(document) == set(triples)


@settings(deadline=None, max_examples=40)
@given(TRIPLES)
def test_another_processor_reads_the_same(triples: list[ox.Triple]) -> None:
    assert read_by_pyld(frame(PLACE, triples)) == set(triples)


def test_blank_nodes_keep_their_names_in_the_document() -> None:
    node = ox.BlankNode("x")
    triples = [
        ox.Triple(ox.NamedNode(PLACE), term("cdo:within"), node),
        ox.Triple(node, term("rdfs:label"), ox.Literal("x", language="en")),
    ]
    document = frame(PLACE, triples)
    assert document["within"] == [{"id": "_:x", "label": {"en": "x"}}]


def test_triple_terms_are_refused() -> None:
    said = ox.Triple(ox.NamedNode(PLACE), term("cdo:within"), ox.NamedNode(PLACE))
    with pytest.raises(ValueError, match="no triple terms"):
        frame(PLACE, [ox.Triple(ox.NamedNode(PLACE), term("cdo:within"), said)])


def test_nothing_said_is_the_resource_alone() -> None:
    assert frame(f"{BASE}id/division/0", ()) == {
        "@context": {"@version": 1.1, "id": "@id", "type": {"@id": "@type", "@container": "@set"}},
        "id": f"{BASE}id/division/0",
    }
