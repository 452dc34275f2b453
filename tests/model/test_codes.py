"""The codes of fact files are the codes of the ontology, list by list."""

from __future__ import annotations

from typing import get_args

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS

from kg import assets
from kg.model.base import Code
from kg.model.codes import SCHEMES
from kg.model.fact import KINDS
from kg.vocab import PREFIXES

CDO = PREFIXES["cdo"]


@pytest.fixture(scope="module")
def codes() -> Graph:
    return Graph().parse(assets.folder("ontology") / "codes.ttl")


def test_there_is_one_list_for_each_scheme_of_the_ontology(codes: Graph) -> None:
    schemes = {str(scheme) for scheme in codes.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == {f"{CDO}{scheme}-scheme" for scheme in SCHEMES}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_list_has_the_codes_of_its_scheme(codes: Graph, scheme: str) -> None:
    ours = {f"{CDO}{scheme}-{code}" for code in get_args(SCHEMES[scheme])}
    theirs = {str(code) for code in codes.subjects(SKOS.inScheme, URIRef(f"{CDO}{scheme}-scheme"))}
    assert ours == theirs


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_field_takes_only_codes_of_the_list_it_names(kind: type) -> None:
    for info in kind.model_fields.values():  # type: ignore[attr-defined]
        for mark in info.metadata:
            if isinstance(mark, Code):
                taken = set(_literals(info.annotation))
                assert taken
                assert taken <= set(get_args(SCHEMES[mark.scheme]))


def _literals(annotation: object) -> list[str]:
    """Return the strings in a Literal, an optional Literal or a tuple of a Literal."""
    found = []
    for part in get_args(annotation):
        found += [part] if isinstance(part, str) else _literals(part)
    return found
