"""The tables of facts say what the graph says: every fact once, every value, every name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model.fact import KINDS
from kg.publication import kinds
from kg.publication.column import SEPARATOR
from kg.vocab import BASE

if TYPE_CHECKING:
    import pandas as pd

    from publication.conftest import Ask, Read

TABLES = sorted({name.lower() for name in KINDS} - {"honortally"})
FACT = f"{BASE}id/fact/"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_facts_of_its_kind_each_once(name: str, ask: Ask, csv_table: Read) -> None:
    classes = {kind for kind in KINDS if kind.lower() == name}
    classes |= {"HonorTally"} if name == "observation" else set()
    values = " ".join(f"cdo:{kind}" for kind in classes)
    stated = ask(f"""SELECT ?fact ?class {{ VALUES ?class {{ {values} }}
        GRAPH ?g {{ ?fact a ?class }} FILTER(STRSTARTS(STR(?g), "{BASE}graph/article/")) }}""")
    table = csv_table(name)
    rows = list(zip(table["fact"], table["class"], strict=True))
    assert len(rows) == len(stated) > 0
    assert {(fact, kind.rpartition("#")[2]) for fact, kind in stated} == set(rows)


def test_the_tables_share_no_fact_and_leave_none_out(ask: Ask, csv_table: Read) -> None:
    listed = [fact for name in TABLES for fact in csv_table(name)["fact"]]
    assert len(listed) == len(set(listed))
    assert sorted(ask("SELECT ?fact { ?fact a cdo:Fact }")) == sorted((fact,) for fact in listed)


@pytest.mark.parametrize("name", TABLES)
def test_every_property_that_a_fact_states_has_a_column(
    name: str, ask: Ask, csv_table: Read
) -> None:
    stated = ask(f"""SELECT DISTINCT ?fact ?p {{ GRAPH ?g {{ ?fact ?p ?o }}
        FILTER(STRSTARTS(STR(?g), "{BASE}graph/article/") && STRSTARTS(STR(?fact), "{FACT}")) }}""")
    table = csv_table(name)
    facts = set(table["fact"])
    found = {prop.rpartition("#")[2] for fact, prop in stated if fact in facts}
    elsewhere = {"evidence", "type", "label"} | ({"about"} if name == "byline" else set())
    assert found - elsewhere <= {prop.removeprefix("cdo:") for prop in columns_of(table)}


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_has_the_values_of_the_graph_and_no_others(
    name: str, ask: Ask, csv_table: Read
) -> None:
    table = csv_table(name)
    for prop, column in columns_of(table).items():
        wanted: dict[str, set[str]] = {}
        for fact, value in ask(f"SELECT DISTINCT ?fact ?o {{ ?fact a cdo:Fact ; {prop} ?o }}"):
            is_code = value.startswith(f"{BASE}ontology#")
            shown = value.rpartition("#")[2].partition("-")[2] if is_code else value
            wanted.setdefault(fact, set()).add(shown)
        for fact, cell in zip(table["fact"], table[column], strict=True):
            assert (set(cell.split(SEPARATOR)) if cell else set()) == wanted.get(fact, set())


def columns_of(table: pd.DataFrame) -> dict[str, str]:
    """Property → the column that has its value itself: an IRI, a code, a number, a text."""
    return {
        str(column.prop): column.name
        for group in kinds.groups(*set(table["class"]))
        for column in group.columns
        if column.name == group.name
    }


def test_names_and_codes_stand_beside_a_reference(csv_table: Read) -> None:
    row = csv_table("conferral").set_index("fact").loc[f"{FACT}a1-001"]
    assert row["recipient"] == f"{BASE}id/division/371002"
    assert (row["recipient_zh"], row["recipient_en"]) == ("环翠区", "Huancui District")
    assert row["recipient_code"] == "371002"
    assert row["streak"] == "4"
    assert (row["verb"], row["verb_zh"]) == ("named|retained", "获评|蝉联")
    assert (row["period_begin"], row["period_end"]) == ("2023-01-01", "2023-12-31")


def test_a_thing_without_a_name_has_its_description(csv_table: Read) -> None:
    row = csv_table("partnership").set_index("fact").loc[f"{FACT}a5-071"]
    assert "新加坡的机场" in row["party_zh"].split(SEPARATOR)


@pytest.mark.parametrize("name", TABLES)
def test_the_nth_of_each_column_of_a_group_belong_together(
    name: str, ask: Ask, csv_table: Read
) -> None:
    labels = {
        (iri, language): label
        for iri, label, language in ask(
            """SELECT ?s ?label (LANG(?label) AS ?language) { ?s rdfs:label ?label }"""
        )
    }
    table = csv_table(name)
    groups = [column for column in table.columns if f"{column}_en" in table.columns]
    assert groups
    for column in groups:
        for iris, names in zip(table[column], table[f"{column}_en"], strict=True):
            if not iris.startswith(BASE):
                continue
            expected = [labels.get((iri, "en"), "") for iri in iris.split(SEPARATOR)]
            assert names == (SEPARATOR.join(expected) if any(expected) else "")


def test_the_evidence_of_a_row_is_its_first_passage(csv_table: Read) -> None:
    row = csv_table("conferral").set_index("fact").loc[f"{FACT}a1-001"]
    found = [row[name] for name in ("article", "passages", "paragraph", "start", "end")]
    assert found == ["a1", "3", "1", "0", "21"]


def test_a_tally_with_one_named_example_is_one_row(csv_table: Read) -> None:
    table = csv_table("observation")
    rows = table[table["honor_zh"] == "国家级专精特新“小巨人”"]
    assert list(rows["value"]) == ["16"]
    assert list(rows["class"]) == ["HonorTally"]
    named = csv_table("conferral")
    assert len(named[named["counted_in"] == rows["fact"].iloc[0]]) == 1
