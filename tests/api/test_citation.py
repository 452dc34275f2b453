"""How a page is cited: the standard's order, and nothing in a title that BibTeX would obey."""

import re
from datetime import date

import pytest

from kg_api.citation import Citation

DAY, TODAY = date(2026, 9, 2), date(2026, 11, 24)
ADDRESS = "https://w3id.org/county-kg/id/division/371002"


def citation(title: str = "环翠区", address: str = ADDRESS, language: str = "zh") -> Citation:
    return Citation(title, address, "90b9dcf0add029db", DAY, TODAY, language)  # type: ignore[arg-type]


def test_gbt_has_title_carrier_version_both_days_and_address() -> None:
    assert citation().gbt == (
        "县域知识图谱. 环翠区: 快照 90b9dcf0add029db[DB/OL]. (2026-09-02)[2026-11-24]. "
        "https://w3id.org/county-kg/id/division/371002."
    )
    assert citation("Huancui District", language="en").gbt.startswith(
        "County KG. Huancui District: snapshot 90b9dcf0add029db[DB/OL]. "
    )


def test_bibtex_is_one_entry_with_the_fields_that_biblatex_knows() -> None:
    lines = citation().bibtex.splitlines()
    assert lines[0] == "@misc{county-kg-division-371002-90b9dcf0,"
    assert lines[-1] == "}"
    assert "  author = {{县域知识图谱}}," in lines
    assert "  title = {{环翠区}}," in lines
    assert "  year = {2026}," in lines
    assert "  month = sep," in lines
    assert "  version = {90b9dcf0add029db}," in lines
    assert f"  url = {{{ADDRESS}}}," in lines
    assert "  urldate = {2026-11-24}," in lines


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% & more_", r"100\% \& more\_"),
        ("a{b}c", r"a\{b\}c"),
        ("}, note = {x", r"\}, note = \{x"),
        ("#1 $2 ~3 ^4", r"\#1 \$2 \textasciitilde{}3 \textasciicircum{}4"),
        ("back\\slash", r"back\textbackslash{}slash"),
        ("“小巨人”", "“小巨人”"),
        ("two\n lines", "two lines"),
        ("<b>&amp;", r"<b>\&amp;"),
    ],
)
def test_bibtex_escapes_what_tex_would_obey(title: str, written: str) -> None:
    assert f"  title = {{{{{written}}}}}," in citation(title).bibtex


@pytest.mark.parametrize("title", ["}} @misc{x, ", "{{{", "\\}", "a}b{c"])
def test_braces_of_an_entry_are_balanced(title: str) -> None:
    text = re.sub(r"\\[{}]", "", citation(title, ADDRESS + "?q={}}\\ a").bibtex)
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_an_address_keeps_its_query_and_loses_what_would_end_a_field() -> None:
    cited = citation(address="https://kg.test/query?query=SELECT%20%2A&x=}")
    assert "  url = {https://kg.test/query?query=SELECT%20%2A&x=%7D}," in cited.bibtex
    assert cited.gbt.endswith(" https://kg.test/query?query=SELECT%20%2A&x=%7D.")
