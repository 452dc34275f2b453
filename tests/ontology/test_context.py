"""The JSON-LD context: names of the ontology, shapes that say the same as every other format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from kg.ontology import context, document
from kg.ontology.terms import Kind, Terms
from kg.vocab import PREFIXES, term

if TYPE_CHECKING:
    from kg.build.candidate import Candidate

CONTEXT = context.context()["@context"]
TERMS = Terms(document.load())


def nquads(body: dict[str, Any]) -> set[ox.Triple]:
    """What PyLD makes of a node with the whole context; Oxigraph has to agree."""
    whole = {"@context": CONTEXT, "id": "http://ex.org/a", **body}
    text = jsonld.to_rdf(whole, {"format": "application/n-quads"})
    found = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}
    same = ox.parse(json.dumps(whole).encode(), format=ox.RdfFormat.JSON_LD)
    assert found == {quad.triple for quad in same}
    return found


def said(prop: str, value: ox.NamedNode | ox.Literal) -> set[ox.Triple]:
    return {ox.Triple(ox.NamedNode("http://ex.org/a"), term(prop), value)}


def test_every_term_has_its_local_name() -> None:
    for each in TERMS.own(Kind.CLASS):
        assert CONTEXT[each.name] == f"cdo:{each.name}"
    for each in TERMS.own(Kind.OBJECT, Kind.DATATYPE):
        assert CONTEXT[each.name]["@id"] == f"cdo:{each.name}"


def test_every_prefix_of_the_graph_is_there() -> None:
    assert PREFIXES.items() <= CONTEXT.items()


@pytest.mark.parametrize(
    ("body", "prop", "value"),
    [
        ({"honor": {"id": "http://ex.org/b"}}, "cdo:honor", ox.NamedNode("http://ex.org/b")),
        ({"honor": "http://ex.org/b"}, "cdo:honor", ox.NamedNode("http://ex.org/b")),
        ({"value": "322.70"}, "cdo:value", ox.Literal("322.70", datatype=term("xsd:decimal"))),
        ({"beginDate": "2023-01-01"}, "cdo:beginDate",
         ox.Literal("2023-01-01", datatype=term("xsd:date"))),
        ({"streak": 4}, "cdo:streak", ox.Literal("4", datatype=term("xsd:integer"))),
        ({"implied": True}, "cdo:implied", ox.Literal("true", datatype=term("xsd:boolean"))),
        ({"valueText": ["突破1600亿元"]}, "cdo:valueText", ox.Literal("突破1600亿元")),
        ({"label": {"zh": "环翠区"}}, "rdfs:label", ox.Literal("环翠区", language="zh")),
        ({"type": ["Conferral"]}, "rdf:type", term("cdo:Conferral")),
        ({"type": ["Person"]}, "rdf:type", term("foaf:Person")),
        ({"start": 0}, "oa:start", ox.Literal("0", datatype=term("xsd:integer"))),
        ({"newspaper": "x"}, "cdo:newspaper", ox.Literal("x")),
    ],
)  # fmt: skip
def test_a_name_says_what_the_graph_says(
    body: dict[str, Any], prop: str, value: ox.NamedNode | ox.Literal
) -> None:
    assert nquads(body) == said(prop, value)


def test_the_other_direction_has_a_name() -> None:
    fact = ox.NamedNode("http://ex.org/f")
    assert nquads({"facts": [{"id": fact.value}]}) == {
        ox.Triple(fact, term("cdo:concerns"), ox.NamedNode("http://ex.org/a"))
    }


def test_every_literal_of_the_data_is_plain_but_years(candidate: Candidate) -> None:
    """Each has a shape in the context that says its datatype, so that none needs `@value`."""
    names = context.load().properties
    odd = set()
    for quad in candidate.store:
        value = quad.object
        name = names.get(quad.predicate.value)
        if name is None or not isinstance(value, ox.Literal):
            continue
        datatype = context.curie(value.datatype.value)
        expected = {
            "texts": {"rdf:langString"},
            "typed": {name.datatype},
            "plain": {"xsd:string", "xsd:integer", "xsd:boolean"},
            "node": set(),
        }[name.shape]
        if datatype not in expected:
            odd.add((name.name, datatype))
    assert odd == {
        ("datePublished", "xsd:gYear"), ("validFrom", "xsd:gYear"), ("validUntil", "xsd:gYear"),
        ("label", "xsd:string"),  # names of files, in graph/dataset
    }  # fmt: skip


def test_what_has_one_value_has_one(candidate: Candidate) -> None:
    """A property without an array has one value in the data, or one in each language."""
    single = {name.iri: name for name in context.load().properties.values() if not name.many}
    seen = set()
    for quad in candidate.store:
        if quad.predicate.value in single:
            language = quad.object.language if isinstance(quad.object, ox.Literal) else None
            key = (str(quad.subject), quad.predicate.value, language)
            assert key not in seen, key
            seen.add(key)


def test_two_terms_of_one_name_are_refused() -> None:
    text = (
        "@prefix : <https://w3id.org/county-kg/ontology#> ."
        "@prefix owl: <http://www.w3.org/2002/07/owl#> ."
        '<https://w3id.org/county-kg/ontology> owl:versionIRI <v> ; owl:versionInfo "1" .'
        ":label a owl:DatatypeProperty ."
    )
    with pytest.raises(ValueError, match="named label"):
        context.Context(Terms(document.of([text.replace("<v>", "<http://ex.org/v>")])))


def test_a_small_context_stands_by_itself() -> None:
    small = context.load().of({"honor", "Conferral", "xsd:gYear"})
    assert small.keys() == {"@version", "cdo", "xsd", "id", "type", "Conferral", "honor"}


def test_the_other_direction_of_a_word_that_is_no_noun_is_named_by_hand() -> None:
    """`is…Of` around a preposition or a participle would be no English, and no direction."""
    names = context.context()["@context"]
    for name, of in {
        "factsAbout": "cdo:about",
        "conferrals": "cdo:conferredBy",
        "factsUnder": "cdo:under",
        "sitingsInside": "cdo:inside",
        "bylines": "cdo:credits",
        "isLevelOf": "cdo:level",
    }.items():
        assert names[name]["@reverse"] == of
    assert not {"isAboutOf", "isConferredByOf", "isUnderOf", "ofLevel"} & set(names)
