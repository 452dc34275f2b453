"""Python values as literals, and a class for each kind of entity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store, parse

from kg import assets
from kg.mapping.terms import CLASSES, Scalar, edtf_literal, literal
from kg.model.entity import KINDS
from kg.vocab import PREFIXES, term

XSD = PREFIXES["xsd"]


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=term(f"xsd:{datatype}"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, typed("true", "boolean")),
        (False, typed("false", "boolean")),
        (1, typed("1", "integer")),
        (Decimal("322.7"), typed("322.7", "decimal")),
        (Decimal("23.50"), typed("23.50", "decimal")),
        (Decimal("1E+8"), typed("100000000", "decimal")),
        (Decimal("1E-7"), typed("0.0000001", "decimal")),
        (date(2024, 2, 29), typed("2024-02-29", "date")),
        ("四次蝉联", Literal("四次蝉联")),
    ],
)
def test_a_value_keeps_its_value_and_gets_its_datatype(value: Scalar, expected: Literal) -> None:
    assert literal(value) == expected


@pytest.mark.parametrize(
    ("edtf", "datatype"), [("2024", "gYear"), ("2024-05", "gYearMonth"), ("2024-05-31", "date")]
)
def test_the_precision_of_a_date_is_its_datatype(edtf: str, datatype: str) -> None:
    assert edtf_literal(edtf) == typed(edtf, datatype)


def test_every_kind_of_the_registry_has_a_class_that_the_ontology_declares() -> None:
    declared = Store()
    for path in Path(assets.folder("ontology")).glob("*.ttl"):
        declared.extend(parse(path=path, format=RdfFormat.TURTLE))
    assert set(CLASSES) == set(KINDS)
    for kind, cls in CLASSES.items():
        assert any(declared.quads_for_pattern(cls, term("rdf:type"), term("owl:Class"))), kind
