"""Sections: honors by year, plans apart from what is done, tallies with those named."""

from api.pages.entity.paging import Seen, seen, words
from kg.lookup.index import Index


def sections(page: Seen) -> dict[str, Seen]:
    return {
        each.get("aria-labelledby") or "": Seen(each)
        for each in page.all("section")
        if each.get("aria-labelledby")
    }


def facts(section: Seen) -> set[str | None]:
    return {each.get("id") for each in section.html.iter() if (each.get("class") or "") == "fact"}


def test_honors_by_year_and_open_periods_apart(index: Index) -> None:
    """What came about since 2023 may be of 2024: it does not stand under 2023."""
    honors = sections(seen(index, "division/371002", "en"))["honors"]
    assert [words(each) for each in honors.all("h3")] == ["since 2023", "2023", "Year not stated"]


def test_plans_stand_apart_from_what_is_done(index: Index) -> None:
    found = sections(seen(index, "division/370281", "en"))
    plans, done = facts(found["plans"]), facts(found["done"])
    assert plans
    assert done
    for section, kind in (("plans", "Goal"), ("done", "Activity")):
        for fact in facts(found[section]):
            resource = index.find(f"https://w3id.org/county-kg/id/fact/{fact}")
            assert resource is not None
            assert resource.own_class == kind


def test_statements_stand_under_those_who_made_them(index: Index) -> None:
    statements = sections(seen(index, "division/371002", "en"))["statements"]
    assert "Lin Haitao" in [words(each) for each in statements.all("h3")]


def test_a_tally_keeps_its_number_and_names_those_named(index: Index) -> None:
    tallies = sections(seen(index, "division/371002", "zh"))["tallies"]
    (row,) = [each for each in tallies.all("tr") if each.get("id") == "a1-023"]
    assert "16家" in words(row)
    assert "其中列名：威海海鑫新材料有限公司" in words(row)


def test_enterprises_stand_under_their_honors(index: Index) -> None:
    enterprises = sections(seen(index, "division/371002", "en"))["enterprises"]
    titles = [words(each) for each in enterprises.all("h3")]
    assert "National Green Factory" in titles


def test_programs_are_listed_by_kind(index: Index) -> None:
    programs = sections(seen(index, "division/371002", "en"))["programs"]
    assert "program" in [words(each) for each in programs.all("h3")]
    assert "Differentiated Evaluation" in words(programs.html)


def test_divisions_of_a_province_stand_under_their_prefectures(index: Index) -> None:
    page = seen(index, "division/370000", "zh")
    (table,) = [each for each in page.all("table") if each.get("class") == "divisions"]
    groups = [words(each) for each in table.iter("th") if each.get("class") == "group"]
    assert groups[:2] == ["济南市", "青岛市"]
    assert any(group.startswith("已停用") for group in groups)
    rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    assert ["371002", "环翠区", "Huancui District"] in rows


def test_an_article_has_a_section_for_each_line(index: Index) -> None:
    page = seen(index, "article/a1", "en")
    keys = [key for key in sections(page) if key.startswith("line-")]
    assert keys == [f"line-{number}" for number in range(1, 7)]
    details = words(page.main)
    for name in ("Newspaper", "Page", "Web address"):
        assert f"{name}unknown" in details.replace(f"{name} ", name)
    assert "inferred" in details
