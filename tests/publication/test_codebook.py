"""The codebook explains every variable of every table, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.publication import catalogue

if TYPE_CHECKING:
    from publication.conftest import Ask, Read


@pytest.mark.parametrize("name", catalogue.TABLES)
def test_every_variable_is_in_it_in_the_order_of_the_table(name: str, csv_table: Read) -> None:
    book = csv_table("codebook")
    assert list(book.loc[book["table"] == name, "variable"]) == list(csv_table(name).columns)


def test_every_variable_has_a_meaning_in_each_language(csv_table: Read) -> None:
    book = csv_table("codebook")
    assert book["meaning_zh"].str.contains("[\u4e00-\u9fff]").all()
    assert book["meaning_en"].str.contains("[a-z]").all()
    assert len(book) > 500


def test_a_meaning_is_the_definition_of_its_property(ask: Ask, csv_table: Read) -> None:
    defined = dict(
        ask("""SELECT ?p ?definition { ?p skos:definition ?definition
            FILTER(LANG(?definition) = "en" && STRSTARTS(STR(?p), STR(cdo:))) }""")
    )
    book = csv_table("codebook")
    ours = book[book["property"].str.contains("/county-kg/ontology#")]
    assert len(ours) > 400
    for prop, meaning in zip(ours["property"], ours["meaning_en"], strict=True):
        assert meaning.startswith(defined[prop])


def test_a_code_that_stands_in_a_table_is_listed_with_its_names(csv_table: Read) -> None:
    book = csv_table("codebook")
    coded = book[book["type"] == "code"]
    assert set(coded["variable"]) > {"measure", "bound", "verb", "division_level", "period_kind"}
    for row in coded.to_dict("records"):
        listed = {
            code for code, _, _ in re.findall(r"([a-z0-9-]+)=([^/]*)/([^;]*)(?:; |$)", row["codes"])
        }
        assert listed, row["variable"]
        cells = csv_table(row["table"])[row["variable"]]
        used = {code for cell in cells if cell for code in cell.split("|")}
        assert used <= listed


def test_measures_and_bounds_are_explained(csv_table: Read) -> None:
    book = csv_table("codebook").set_index(["table", "variable"])
    measures = book.loc[("panel", "measure"), "codes"]
    for shown in ("growth=增速/growth rate", "share=比重/share", "change=增减/change", "rank=位次"):
        assert shown in measures
    assert "more-than=超过/more than" in book.loc[("panel", "bound"), "codes"]
    assert "1600" in book.loc[("panel", "value"), "meaning_en"]


def test_missing_is_said_not_to_be_zero(csv_table: Read) -> None:
    book = csv_table("codebook")
    never = book["missing_en"] == "Never empty."
    assert book.loc[~never, "missing_en"].str.contains("not zero").all()
    assert book.loc[~never, "missing_zh"].str.contains("不等于零").all()
    for table, variable in zip(book[never]["table"], book[never]["variable"], strict=True):
        assert (csv_table(table)[variable] != "").all(), (table, variable)


def test_a_number_has_its_unit(csv_table: Read) -> None:
    book = csv_table("codebook")
    numbers = book[book["type"] == "number"]
    assert (numbers["unit_zh"] != "").all()
    assert (numbers["unit_en"] != "").all()
