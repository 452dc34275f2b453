"""The ontology as quads: no blank node, the same each time, and nothing lost."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic

from kg import assets
from kg.mapping.ontology import ONTOLOGY, ontology_quads
from kg.vocab import BASE

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(assets.folder("ontology").glob("*.ttl"))
GENID = f"{BASE}.well-known/genid/"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return list(ontology_quads(FILES))


def test_there_is_no_blank_node_and_one_graph(quads: list[Quad]) -> None:
    terms = {term for quad in quads for term in (quad.subject, quad.object)}
    assert not [term for term in terms if isinstance(term, BlankNode)]
    assert any(isinstance(t, NamedNode) and t.value.startswith(GENID) for t in terms)
    assert {quad.graph_name for quad in quads} == {ONTOLOGY}
    assert len(quads) == len(set(quads))


def test_another_process_gives_the_same_quads(quads: list[Quad]) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.mapping.ontology import ontology_quads\n"
        "print(*map(str, ontology_quads(map(Path, sys.argv[1:]))), sep='\\n')"
    )
    command = [sys.executable, "-c", code, *map(str, reversed(FILES))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert sorted(done.stdout.splitlines()) == sorted(str(quad) for quad in quads)


def test_names_and_order_of_blank_nodes_in_the_files_do_not_matter(
    quads: list[Quad], tmp_path: Path
) -> None:
    for path in FILES:
        triples = [quad.triple for quad in parse(path=path, rename_blank_nodes=True)]
        random.Random(1).shuffle(triples)  # noqa: S311 - no secret
        copy = tmp_path / path.name
        copy.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    assert set(ontology_quads(tmp_path.glob("*.ttl"))) == set(quads)


def test_with_the_names_taken_off_again_it_is_the_ontology_of_the_files(
    quads: list[Quad],
) -> None:
    source, back = Graph(), Graph()
    for path in FILES:
        source.parse(path)
    named = Graph()
    named.parse(data=serialize((q.triple for q in quads), format=RdfFormat.N_TRIPLES), format="nt")
    blank: dict[URIRef, BNode] = {}
    for triple in named:
        back.add(
            tuple(  # type: ignore[arg-type]  # it has three members
                blank.setdefault(node, BNode())
                if isinstance(node, URIRef) and node.startswith(GENID)
                else node
                for node in triple
            )
        )
    assert len(back) == len(source)
    assert isomorphic(back, source)


def test_what_two_files_say_is_said_once_and_their_blank_nodes_stay_apart(tmp_path: Path) -> None:
    """The label _:x means another node in each file."""
    common = "<http://e/s> <http://e/p> <http://e/o> .\n"
    (tmp_path / "a.ttl").write_text(
        f'{common}<http://e/a> <http://e/p> _:x . _:x <http://e/q> "a" .'
    )
    (tmp_path / "b.ttl").write_text(
        f'{common}<http://e/b> <http://e/p> _:x . _:x <http://e/q> "b" .'
    )
    found = list(ontology_quads(tmp_path.glob("*.ttl")))
    assert len(found) == 5
    below = {q.object.value: q.subject for q in found if q.predicate.value == "http://e/q"}
    assert below["a"] != below["b"]
