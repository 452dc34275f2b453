"""Python values as RDF terms, and the class of each kind of entity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.vocab import term

if TYPE_CHECKING:
    from collections.abc import Mapping

Scalar = str | bool | int | Decimal | date

CLASSES: Mapping[str, NamedNode] = {
    "zone": term("cdo:DevelopmentZone"),
    "facility": term("cdo:Facility"),
    "place": term("schema:Place"),
    "agency": term("cdo:Agency"),
    "enterprise": term("cdo:Enterprise"),
    "institution": term("cdo:Institution"),
    "organization": term("org:Organization"),
    "person": term("foaf:Person"),
    "post": term("org:Role"),
    "honor": term("cdo:Honor"),
    "indicator": term("cdo:Indicator"),
    "topic": term("cdo:Topic"),
    "offering": term("cdo:Offering"),
    "program": term("cdo:Program"),
    "document": term("cdo:PolicyDocument"),
    "principle": term("cdo:Principle"),
    "mechanism": term("cdo:Mechanism"),
    "register": term("cdo:Register"),
    "platform": term("cdo:Platform"),
    "unit": term("qudt:Unit"),
}
"""Kind of the registry → class."""


def literal(value: Scalar) -> Literal:
    """Return the literal of a value: decimals and integers keep their value, dates are xsd:date.

    The datatypes are those that Oxigraph stores unchanged (xsd:integer, not its subtypes).
    """
    match value:
        case bool():
            return Literal(str(value).lower(), datatype=term("xsd:boolean"))
        case int():
            return Literal(str(value), datatype=term("xsd:integer"))
        case Decimal():
            return Literal(format(value, "f"), datatype=term("xsd:decimal"))
        case date():
            return Literal(value.isoformat(), datatype=term("xsd:date"))
        case str():
            return Literal(value)


def edtf_literal(edtf: str) -> Literal:
    """Return a year, month or day as xsd:gYear, xsd:gYearMonth or xsd:date."""
    datatype = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[edtf.count("-")]
    return Literal(edtf, datatype=term(datatype))
