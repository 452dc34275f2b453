"""Only the prefixes that a document uses are declared in it, and it says the same."""

import re

import pyoxigraph as ox
import pytest

from kg.vocab import PREFIXES
from kg_api import prefixes

TEXT = b"""
<http://x/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Person> .
<http://x/a> <http://www.w3.org/2000/01/rdf-schema#label> "said \\"in skos: and <owl:b>"@en .
<http://x/a> <http://www.w3.org/2004/02/skos/core#altLabel> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://x/a> <http://purl.org/dc/terms/date> "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
TRIPLES = [quad.triple for quad in ox.parse(TEXT, format=ox.RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize(
    ("file_format", "declared", "used"),
    [
        (ox.RdfFormat.TURTLE, rb"@prefix (\w+):", {b"foaf", b"rdfs", b"skos", b"dcterms", b"xsd"}),
        (ox.RdfFormat.RDF_XML, rb"xmlns:(\w+)=", {b"rdf", b"foaf", b"rdfs", b"skos", b"dcterms"}),
    ],
)
def test_what_is_used_is_declared_and_nothing_else(
    file_format: ox.RdfFormat, declared: bytes, used: set[bytes]
) -> None:
    written = prefixes.serialize(TEXT, file_format, PREFIXES)
    assert set(re.findall(declared, written)) == used
    again = [quad.triple for quad in ox.parse(written, format=file_format)]
    assert set(again) == set(TRIPLES)


def test_a_prefix_in_a_text_alone_is_not_used() -> None:
    labels = b"\n".join(line for line in TEXT.splitlines() if b"#label" in line)
    written = prefixes.serialize(labels, ox.RdfFormat.TURTLE, PREFIXES)
    assert re.findall(rb"@prefix (\w+):", written) == [b"rdfs"]


@pytest.mark.parametrize("file_format", [ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML])
def test_no_triples_are_a_document_too(file_format: ox.RdfFormat) -> None:
    written = prefixes.serialize(b"", file_format, PREFIXES)
    assert list(ox.parse(written, format=file_format)) == []


@pytest.mark.parametrize("file_format", [ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML])
def test_the_same_is_written_in_the_same_bytes(file_format: ox.RdfFormat) -> None:
    heads = {prefixes.serialize(TEXT, file_format, PREFIXES) for _ in range(20)}
    assert len(heads) == 1
