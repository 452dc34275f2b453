"""The two engines that every saved query is run on, and the rows as text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.build.candidate import Candidate

ANSWERS = Path(__file__).parent / "answers"
Row = tuple[str, ...]


def expected(name: str) -> tuple[Row, list[Row]]:
    """Return the columns and the rows that a saved query must give."""
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return tuple(columns), [tuple(row) for row in rows]


def ask_oxigraph(store: ox.Store, text: str) -> tuple[Row, list[Row]]:
    """Return columns and rows; the default graph is the union of all."""
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    rows = [tuple("" if (v := each[name]) is None else v.value for name in names) for each in found]
    return names, rows


@pytest.fixture(scope="session")
def ask_rdflib(candidate: Candidate) -> Callable[[str], tuple[Row, list[Row]]]:
    """Return a function that asks rdflib about the same data."""
    dataset = rdflib.Dataset(default_union=True)
    data = candidate.store.dump(format=ox.RdfFormat.N_QUADS)
    dataset.parse(data=data, format="nquads")

    def ask(text: str) -> tuple[Row, list[Row]]:
        found = dataset.query(text)
        names = tuple(str(variable) for variable in found.vars or ())
        rows = [tuple("" if value is None else _text(value) for value in row) for row in found]
        return names, rows

    return ask


def _text(value: object) -> str:
    """A term's text as Oxigraph writes it: decimals without zeros that say nothing."""
    if isinstance(value, rdflib.Literal) and value.datatype == rdflib.XSD.decimal:
        text = format(value.toPython(), "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    return str(value)
