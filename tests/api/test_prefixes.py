"""Declarations of prefixes: those used and no more, without a change of what is said."""

import re

import pyoxigraph as ox

from kg.vocab import PREFIXES, term
from kg_api.prefixes import used_in_turtle, used_in_xml

THING = ox.NamedNode("https://example.org/a")
SAID = [
    ox.Triple(THING, ox.NamedNode(f"{PREFIXES['rdf']}type"), term("cdo:County")),
    ox.Triple(THING, ox.NamedNode(f"{PREFIXES['rdfs']}label"), ox.Literal('"sh:a > <foaf:b="')),
    ox.Triple(THING, term("cdo:within"), ox.NamedNode("https://example.org/x%20schema:y")),
    ox.Triple(
        THING,
        term("cdo:validFrom"),
        ox.Literal("1987", datatype=ox.NamedNode(f"{PREFIXES['xsd']}gYear")),
    ),
]


def test_turtle_declares_what_it_uses() -> None:
    turtle = ox.RdfFormat.TURTLE
    content = used_in_turtle(ox.serialize(SAID, format=turtle, prefixes=PREFIXES) or b"")
    assert re.findall(rb"@prefix (\w*):", content) == [b"cdo", b"rdfs", b"xsd"]
    assert {quad.triple for quad in ox.parse(content, format=turtle)} == set(SAID)


def test_rdf_xml_declares_what_it_uses() -> None:
    xml = ox.RdfFormat.RDF_XML
    content = used_in_xml(ox.serialize(SAID, format=xml, prefixes=PREFIXES) or b"")
    assert re.findall(rb"xmlns:(\w*)=", content) == [b"cdo", b"rdf", b"rdfs"]
    assert {quad.triple for quad in ox.parse(content, format=xml)} == set(SAID)


def test_nothing_stays_nothing() -> None:
    assert used_in_turtle(b"") == used_in_xml(b"") == b""
