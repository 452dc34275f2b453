"""N-Quads as resources: every line is taken, whatever its object, in the order of the text."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from kg.lookup.statements import read
from kg.store.publish import sorted_nquads
from lookup.dataset import iri, nquads

OBJECTS = (
    "<http://ex.org/o>",
    "_:b0",
    '"plain"',
    '"a \\" b <x> . \\\\"@zh-Hans',
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "<<( <a:s> <a:p> <a:o> )>>",
)


def test_every_triple_belongs_to_its_subject() -> None:
    text = nquads()
    found = b"".join(subject.own for subject in read(text))
    assert [str(quad.triple) for quad in parse(text, format=RdfFormat.N_QUADS)] == [
        str(quad.triple) for quad in parse(found, format=RdfFormat.N_TRIPLES)
    ]


def test_any_object_is_read_and_what_stands_in_two_graphs_is_one_triple() -> None:
    lines = [
        f"<http://ex.org/s> <http://ex.org/p{number}> {value}{graph} .\n"
        for number, value in enumerate(OBJECTS)
        for graph in ("", " <http://ex.org/g>")
    ]
    (subject,) = read(sorted_nquads("".join([*lines, "_:b <a:p> <a:o> .\n"]).encode()))
    assert subject.iri == "http://ex.org/s"
    assert subject.objects == ("http://ex.org/o",)
    assert subject.own.count(b"\n") == len(OBJECTS)


def test_text_with_raw_control_characters_is_written_anew() -> None:
    (subject,) = read(b'<http://ex.org/s> <http://ex.org/p> "\x02" .\n')
    assert subject.own == b'<http://ex.org/s> <http://ex.org/p> "\\u0002" .\n'


def test_what_was_given_up_is_told_from_what_was_replaced() -> None:
    subjects = {subject.iri: subject for subject in read(nquads())}
    withdrawn = [name for name, subject in subjects.items() if subject.is_withdrawn]
    assert withdrawn == [iri("fact/t1-003"), iri("honor/mistaken")]
    assert subjects[iri("honor/old")].successor == iri("honor/model")
    assert subjects[iri("division/850181")].successor == "", "it is described, with its successor"


def test_a_class_of_ours_goes_before_others_and_an_inferred_one_is_none() -> None:
    text = b"".join(
        b"<%b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <%b> <%b> .\n"
        % (iri("honor/x").encode(), kind.encode(), graph.encode())
        for kind, graph in (
            ("http://ex.org/C", "http://ex.org/g"),
            ("https://w3id.org/county-kg/ontology#A", "https://w3id.org/county-kg/graph/inferred"),
            ("https://w3id.org/county-kg/ontology#B", "http://ex.org/g"),
        )
    )
    (subject,) = read(text)
    assert subject.own_class == "B"
