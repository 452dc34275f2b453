"""Pages of an entity with many facts: each fact on one of them, and the way to each kind."""

import pytest

from api.pages.entity.paging import index_of, seen, words
from kg.lookup.extent import PAGE
from kg.lookup.index import Index
from kg_api.pages.entity.pager import SIZE

CLAIMS, NAMINGS = SIZE + 30, 50


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Index:
    facts = [
        *(
            f'fact:x-{n:04d} a cdo:Claim ; rdfs:label "c{n}"@en ; cdo:about division:1 .'
            for n in range(CLAIMS)
        ),
        *(
            f'fact:y-{n:04d} a cdo:Naming ; cdo:name "n{n}" ; cdo:about division:1 .'
            for n in range(NAMINGS)
        ),
    ]
    names = (
        'division:1 a cdo:County ; rdfs:label "County"@en .\ncdo:Claim rdfs:label "claim"@en .\n'
    )
    return index_of(tmp_path_factory.mktemp("many"), names + "\n".join(facts))


def test_each_fact_stands_on_one_page(many: Index) -> None:
    first = {each.get("id") for each in seen(many, "division/1").facts}
    second = {each.get("id") for each in seen(many, "division/1", page=SIZE // PAGE + 1).facts}
    assert len(first) == SIZE
    assert len(first | second) == CLAIMS + NAMINGS
    assert not first & second


def test_any_page_of_the_description_leads_to_the_one_that_shows_its_facts(many: Index) -> None:
    inner = {each.get("id") for each in seen(many, "division/1", page=SIZE // PAGE).facts}
    assert inner == {each.get("id") for each in seen(many, "division/1").facts}


def test_the_ways_to_the_other_pages(many: Index) -> None:
    first, second = seen(many, "division/1"), seen(many, "division/1", page=SIZE // PAGE + 1)
    following = f"/base/doc/division/1?lang=en&page={SIZE // PAGE + 1}"
    assert [each.get("href") for each in first.all("a") if each.get("rel") == "next"] == [following]
    assert not [each for each in first.all("a") if each.get("rel") == "prev"]
    assert [each.get("href") for each in second.all("a") if each.get("rel") == "prev"] == [
        "/base/doc/division/1?lang=en&page=1"
    ]


def test_the_outline_counts_each_kind_and_names_its_page(many: Index) -> None:
    page = seen(many, "division/1", page=SIZE // PAGE + 1)
    (outline,) = [each for each in page.all("ul") if each.get("class") == "outline"]
    assert [words(each) for each in outline] == [
        f"claim {CLAIMS} · page 1",
        f"Naming {NAMINGS} · page 2",
    ]


def test_one_page_needs_no_pager(index: Index) -> None:
    page = seen(index, "division/371002")
    assert not [each for each in page.all("nav") if each.get("class") == "pager"]
    assert not [each for each in page.all("ul") if each.get("class") == "outline"]
