"""The dataset of an update, where the request gives it."""

import pyoxigraph as ox
import pytest

from kg.engine.changes import with_dataset
from kg.engine.guard import inspect_update
from kg.errors import QueryError

G1, G2 = ox.NamedNode("http://ex.org/g1"), ox.NamedNode("http://ex.org/g2")


def store() -> ox.Store:
    made = ox.Store()
    for number, name in enumerate((G1, G2, ox.DefaultGraph())):
        subject = ox.NamedNode(f"http://ex.org/s{number}")
        made.add(ox.Quad(subject, ox.NamedNode("http://ex.org/p"), ox.Literal("where {"), name))
    return made


COPY = "INSERT {{ GRAPH <http://ex.org/to> {{ ?s ?p ?o }} }} {} {{ ?s ?p ?o }}"


@pytest.mark.parametrize(
    "text",
    [
        COPY.format("WHERE"),
        COPY.format("# WHERE { in a comment\nwhere"),
        COPY.format("WHERE").replace(" ", "\n"),
        "PREFIX where: <http://ex.org/>" + COPY.format("WHERE"),
        COPY.format("WHERE") + "; " + COPY.format("WHERE"),
        COPY.format("WHERE").replace("?s ?p ?o } }", "?s ?p ?o } }", 1).replace("GRAPH", "graph"),
    ],
)
def test_the_pattern_sees_only_the_graphs_of_the_request(text: str) -> None:
    changed = store()
    changed.update(with_dataset(text, [G1.value], []))
    to = list(changed.quads_for_pattern(None, None, None, ox.NamedNode("http://ex.org/to")))
    assert [quad.subject.value for quad in to] == ["http://ex.org/s0"]


def test_named_graphs_are_seen_by_graph_patterns_alone() -> None:
    changed = store()
    text = "INSERT { ?s <http://ex.org/in> ?g } WHERE { GRAPH ?g { ?s ?p ?o } }"
    changed.update(with_dataset(text, [], [G2.value]))
    found = list(changed.quads_for_pattern(None, ox.NamedNode("http://ex.org/in"), None))
    assert [quad.object for quad in found] == [G2]


@pytest.mark.parametrize("text", ["DELETE WHERE { ?s ?p ?o }", "delete#\nwhere{?s ?p ?o}"])
def test_delete_where_matches_the_requests_graph(text: str) -> None:
    changed = store()
    # What is matched in g1 is deleted from the default graph, which does not hold it.
    changed.update(with_dataset(text, [G1.value], []))
    assert len(changed) == 3
    graphs = text.replace("{", "{ GRAPH <http://ex.org/g1> {", 1) + "}"
    changed.update(with_dataset(graphs, [], [G1.value]))
    assert len(changed) == 2


@pytest.mark.parametrize("clause", ["USING <http://ex.org/g1>", "using named <http://ex.org/g1>"])
def test_a_dataset_of_its_own_beside_the_requests_is_an_error(clause: str) -> None:
    with pytest.raises(QueryError) as caught:
        with_dataset(COPY.format(f"{clause} WHERE"), [G1.value], [])
    assert (caught.value.code, caught.value.status) == ("update-dataset", 400)
    with pytest.raises(QueryError):
        with_dataset(f"WITH <{G1.value}> " + COPY.format("WHERE"), [], [G1.value])


def test_without_a_dataset_the_text_is_not_touched() -> None:
    text = "DELETE WHERE { ?s ?p ?o } ; USING nonsense"
    assert with_dataset(text, [], []) is text


@pytest.mark.parametrize(
    ("text", "loads"),
    [
        ("LOAD <http://ex.org/>", True),
        ("PREFIX a: <http://ex.org/> loadSILENT<x>", True),
        ("CLEAR ALL;\n# why\nBASE <http://ex.org/> LOAD <x> INTO GRAPH <y>", True),
        ("INSERT DATA { <a:s> <a:p> 1 ; <a:q> 2 };LOADa:b", True),
        ("INSERT DATA { <a:load> <a:p> 'LOAD <x>' } ; CLEAR GRAPH <a:LOAD>", False),
        ("PREFIX LOAD: <http://ex.org/> CLEAR GRAPH LOAD:LOAD", False),
        ("INSERT DATA { <a:s> <a:p> 1 ; LOAD:x 2 }", False),
    ],
)
def test_a_load_is_found_where_an_operation_begins(text: str, *, loads: bool) -> None:
    assert inspect_update(text) is loads


def test_a_service_in_an_update_is_refused() -> None:
    with pytest.raises(QueryError) as caught:
        inspect_update("INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <http://ex.org/> { ?s ?p ?o } }")
    assert (caught.value.code, caught.value.status) == ("service-refused", 501)
