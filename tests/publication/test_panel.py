"""The panel: one row for each figure about a division, and nothing that no article says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.publication import panel

if TYPE_CHECKING:
    from publication.conftest import Ask, Read

FIGURES = """?fact a cdo:Observation ; cdo:about ?division .
    ?division cdo:divisionCode ?code ."""


def test_its_rows_are_the_observations_about_divisions(ask: Ask, csv_table: Read) -> None:
    table = csv_table("panel")
    rows = sorted(zip(table["division_code"], table["fact"], strict=True))
    assert rows == sorted(ask(f"SELECT DISTINCT ?code ?fact {{ {FIGURES} }}"))
    assert len(rows) > 50
    others = ask(f"SELECT ?fact {{ ?fact a cdo:Observation MINUS {{ {FIGURES} }} }}")
    assert {fact for (fact,) in others}.isdisjoint(table["fact"])


def test_its_figures_are_those_of_the_graph(ask: Ask, csv_table: Read) -> None:
    stated = ask(f"""SELECT DISTINCT ?code ?fact ?indicator ?measure ?value ?unit ?base ?baseUnit
            ?bound ?text ?inferred ?begin ?end {{ {FIGURES} ?fact cdo:measure/rdfs:label ?measure .
        FILTER(LANG(?measure) = "en")
        OPTIONAL {{ ?fact cdo:indicator ?indicator }} OPTIONAL {{ ?fact cdo:value ?value }}
        OPTIONAL {{ ?fact cdo:unit/qudt:symbol ?unit }} OPTIONAL {{ ?fact cdo:baseValue ?base }}
        OPTIONAL {{ ?fact cdo:baseUnit/qudt:symbol ?baseUnit }}
        OPTIONAL {{ ?fact cdo:bound/rdfs:label ?bound FILTER(LANG(?bound) = "en") }}
        OPTIONAL {{ ?fact cdo:valueText ?text }} OPTIONAL {{ ?fact cdo:periodInferred ?inferred }}
        OPTIONAL {{ ?fact cdo:period/cdo:beginDate ?begin }}
        OPTIONAL {{ ?fact cdo:period/cdo:endDate ?end }} }}""")
    columns = [
        "division_code",
        "fact",
        "indicator",
        "measure_en",
        "value",
        "unit_symbol",
        "base_value",
        "base_unit_symbol",
        "bound_en",
        "value_text",
        "period_inferred",
        "period_begin",
        "period_end",
    ]
    table = csv_table("panel")[columns]
    assert sorted(map(tuple, table.to_numpy())) == sorted(stated)


def test_absent_is_not_zero(csv_table: Read) -> None:
    table = csv_table("panel")
    words = table[table["value"] == ""]
    assert len(words) > 0
    assert (words["value_text"] != "").all()
    assert not (table["value"] == "0").any()
    assert set(words["base_value"]) == set(words["bound"]) == {""}


def test_a_bound_goes_with_its_value(csv_table: Read) -> None:
    table = csv_table("panel")
    row = table[table["value_text"] == "突破1600亿元"].iloc[0]
    figures = [row[name] for name in ("value", "unit_symbol", "base_value", "base_unit_symbol")]
    assert figures == ["1600", "亿元", "160000000000", "元"]
    assert (row["bound"], row["measure"], row["year"]) == ("more-than", "level", "2023")
    assert (table.loc[table["value"] != "", "bound"] != "").all()


def test_a_share_names_its_denominator(csv_table: Read) -> None:
    table = csv_table("panel")
    shares = table[table["measure"] == "share"]
    assert len(shares) > 1
    assert (shares["denominator_zh"] != "").all()
    assert shares["denominator"].nunique() > 1


def test_a_year_is_told_only_of_a_whole_year(csv_table: Read) -> None:
    table = csv_table("panel")
    for row in table.to_dict("records"):
        begin, end, year = row["period_begin"], row["period_end"], row["year"]
        whole = begin.endswith("-01-01") and end.endswith("-12-31") and begin[:4] == end[:4]
        assert year == (begin[:4] if whole else ""), row["fact"]
        assert (row["period_kind"] == "year") == whole
        assert bool(row["period_kind"]) == bool(begin or end)


@pytest.mark.parametrize(
    ("begin", "end", "kind"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "year"),
        (date(2023, 12, 31), date(2023, 12, 31), "day"),
        (date(2024, 1, 1), date(2024, 6, 30), "span"),
        (date(2022, 1, 1), date(2023, 12, 31), "span"),
        (date(2023, 1, 1), None, "since"),
        (None, date(2023, 12, 31), "until"),
        (None, None, None),
    ],
)
def test_the_kind_of_a_period(begin: date | None, end: date | None, kind: str | None) -> None:
    assert panel.kind_of(begin, end) == kind
