"""The saved queries as RDF: what other editors look for, by the vocabulary they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import Graph

from kg import assets, queries
from kg.publication import examples
from kg.queries import SavedQuery
from kg.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.build.candidate import Candidate

SAVED = queries.load(assets.folder("queries"))
ENDPOINT = "http://kg.example/sparql"
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix spex: <https://purl.expasy.org/sparql-examples/ontology#> .
[] sh:targetClass sh:SPARQLExecutable ;
  sh:property [ sh:path [ sh:alternativePath ( sh:select sh:ask spex:describe sh:construct ) ] ;
    sh:minCount 1 ; sh:maxCount 1 ] ,
  [ sh:path rdfs:comment ; sh:minCount 2 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ,
  [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
  [ sh:path schema:keyword ; sh:maxCount 0 ] .
"""
"""What the tools of sparql-examples demand of a query, written anew."""
EDITOR = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?comment ?query { ?q a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select ?query }
"""
PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?prefix ?namespace { [] sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }
"""


def rows(triples: Iterable[ox.Triple], query: str) -> list[list[str]]:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return [[value.value for value in row if value] for row in found]  # type: ignore[union-attr]


def test_they_conform_to_what_the_vocabulary_demands() -> None:
    data = ox.serialize(examples.collection(SAVED, ENDPOINT), format=ox.RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=data, format="nt")
    conforms, _, text = validate(graph, shacl_graph=Graph().parse(data=SHAPE), inference="none")
    assert conforms, text


def test_an_editor_finds_each_published_query_and_its_text_runs(candidate: Candidate) -> None:
    found = rows(examples.collection(SAVED, ENDPOINT), EDITOR)
    published = [query for query in SAVED if query.publish]
    assert len(found) == 2 * len(published)  # a comment in each language
    assert {text for _, text in found} == {query.text for query in published}
    for query in published:
        answer = candidate.store.query(query.text, use_default_graph_as_union=True)
        assert next(iter(answer), None) is not None, query.name  # type: ignore[call-overload]


def test_those_that_return_nothing_are_kept_back() -> None:
    hidden = {examples.iri_of(query) for query in SAVED if not query.publish}
    assert hidden
    subjects = {str(t.subject.value) for t in examples.collection(SAVED, ENDPOINT)}  # type: ignore[union-attr]
    assert not hidden & subjects


def test_an_editor_finds_the_prefixes() -> None:
    found = dict(rows(examples.collection(SAVED, ENDPOINT), PREFIXES))
    assert found["cdo"] == "https://w3id.org/county-kg/ontology#"
    assert found["rdfs"] == "http://www.w3.org/2000/01/rdf-schema#"


def test_no_triple_is_told_twice_and_no_node_is_blank() -> None:
    triples = list(examples.collection(SAVED, ENDPOINT))
    assert len(triples) == len(set(triples))
    assert not [t for t in triples if isinstance(t.subject, ox.BlankNode)]


@pytest.mark.parametrize(
    ("text", "kind", "prop"),
    [
        ("ASK {}\n", "sh:SPARQLAskExecutable", "sh:ask"),
        ("CONSTRUCT WHERE {}\n", "sh:SPARQLConstructExecutable", "sh:construct"),
        ("SELECT * {}\n", "sh:SPARQLSelectExecutable", "sh:select"),
    ],
)
def test_each_form_has_its_class_and_property(text: str, kind: str, prop: str) -> None:
    triples = list(examples.one(SavedQuery("q", {"zh": "甲", "en": "A"}, text), ENDPOINT))
    node = ox.NamedNode("https://w3id.org/county-kg/queries/q")
    assert ox.Triple(node, term("rdf:type"), term(kind)) in triples
    assert ox.Triple(node, term(prop), ox.Literal(text)) in triples


def test_a_prefix_of_two_meanings_is_refused() -> None:
    one, other = (
        SavedQuery(name, {"zh": "甲", "en": "A"}, f"PREFIX x: <http://ex.org/{name}> ASK {{}}")
        for name in "ab"
    )
    with pytest.raises(ValueError, match="x: is another namespace"):
        list(examples.collection([one, other], ENDPOINT))
