"""Candidates of real names: what is certain matches, what is ambiguous or contradicted never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg_api.reconciliation.candidates import Matcher
from kg_api.reconciliation.query import Query

if TYPE_CHECKING:
    from kg.names.search import Searcher

Found = list[dict[str, Any]]


def ask(names: Searcher, text: str | None = None, **asked: object) -> Found:
    """The candidates; a keyword that is no member of a query is a property with its value."""
    members = {name: asked.pop(name) for name in ("type", "type_strict", "limit") if name in asked}
    hints = [{"pid": name, "v": value} for name, value in asked.items()]
    document = {**members, **({"properties": hints} if hints else {})}
    if text is not None:
        document["query"] = text
    found = Matcher(names, "en").candidates(Query.model_validate(document))
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert not any(each["match"] for each in found[1:]), "OpenRefine takes none but the first"
    assert sum(each["match"] for each in found) <= 1
    return found


def match(found: Found) -> str | None:
    return next((each["id"] for each in found if each["match"]), None)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("荣成市", "division/371082"),
        ("荣成", "division/371082"),
        ("榮成市", "division/371082"),
        ("371082", "division/371082"),
        ("division/371082", "division/371082"),
        ("https://w3id.org/county-kg/id/division/371082", "division/371082"),
        ("三角轮胎股份有限公司", "enterprise/triangle-tyre"),
        ("Triangle Tyre Co., Ltd.", "enterprise/triangle-tyre"),
        ("威海环翠", "division/371002"),
    ],
)
def test_a_certain_name_matches(names: Searcher, text: str, entity: str) -> None:
    found = ask(names, text)
    assert match(found) == entity
    assert found[0]["id"] == entity


@pytest.mark.parametrize(
    "text", ["鼓楼区", "市中区", "zzqxj 9817 qqq", "rongcheng", "", "  ", "区"]
)
def test_what_could_be_another_does_not_match(names: Searcher, text: str) -> None:
    assert match(ask(names, text)) is None


@pytest.mark.parametrize(
    ("hints", "entity"),
    [
        ({"province": "福建"}, "division/350102"),
        ({"prefecture": "南京市"}, "division/320106"),
        ({"within": {"id": "division/4102"}}, None),
        ({"within": {"id": "division/410200", "name": "开封市"}}, "division/410204"),
        ({"parent": ["江苏省徐州市"]}, "division/320302"),
        ({"divisionCode": "350102"}, "division/350102"),
        ({"divisionCode": 350102.0}, "division/350102"),
        ({"code": "350102000000"}, "division/350102"),
        ({"province": "江苏"}, None),  # Nanjing and Xuzhou both have one
        ({"province": "江苏", "prefecture": "徐州"}, "division/320302"),
        ({"province": "云南"}, None),
        ({"province": "不存在的省"}, None),
        ({"province": ""}, None),
        ({"province": "中国"}, None),
        ({"population": 5}, None),
    ],
)
def test_hints_decide_between_namesakes(
    names: Searcher, hints: dict[str, object], entity: str | None
) -> None:
    assert match(ask(names, "鼓楼区", **hints)) == entity


def test_what_a_hint_contradicts_comes_behind_and_does_not_match(names: Searcher) -> None:
    (alone, *_) = ask(names, "荣成市")
    for hints in ({"province": "河北省"}, {"divisionCode": "371002"}):
        found = {each["id"]: each for each in ask(names, "荣成市", **hints)}
        contradicted = found["division/371082"]
        assert alone["match"]
        assert not contradicted["match"]
        assert contradicted["score"] == alone["score"] / 2
        assert match(list(found.values())) is None


def test_a_place_that_nobody_knows_leaves_nothing_certain(names: Searcher) -> None:
    found = ask(names, "荣成市", province="Atlantis")
    assert (found[0]["id"], found[0]["match"]) == ("division/371082", False)


def test_a_code_beside_a_name_that_is_alike_makes_the_match(names: Searcher) -> None:
    (first, *_) = ask(names, "荣城市", divisionCode="371082")
    assert (first["id"], first["match"]) == ("division/371082", True)
    assert {"id": "divisionCode", "value": True} in first["features"]


def test_a_code_finds_the_one_that_is_far_down_among_its_namesakes(names: Searcher) -> None:
    assert match(ask(names, "郊区", divisionCode="430411")) == "division/430411"


def test_a_code_beside_another_name_does_not(names: Searcher) -> None:
    found = ask(names, "环翠区", divisionCode="371082")
    assert match(found) is None
    assert {each["id"] for each in found} >= {"division/371002", "division/371082"}


def test_properties_alone_find_what_they_identify(names: Searcher) -> None:
    assert match(ask(names, divisionCode="371082")) == "division/371082"
    assert match(ask(names, nameEn="Triangle Tyre Co., Ltd.")) == "enterprise/triangle-tyre"
    assert ask(names, uid="27eb892afbb2") == []


def test_a_year_tells_which_of_two_it_was(names: Searcher) -> None:
    assert match(ask(names, "370282", at=2010)) == "division/370282"
    (former,) = (each for each in ask(names, "即墨市") if each["id"] == "division/370282")
    assert "former" in former["description"] or "已撤销" in former["description"]
    for each in ask(names, "370282", at="2024-05-01"):
        assert each["id"] != "division/370282" or not each["match"]


def test_types_leave_out_or_put_behind(names: Searcher) -> None:
    kept = {"type": "AdministrativeDivision"}
    assert match(ask(names, "荣成市", **kept)) == "division/371082"
    assert match(ask(names, "荣成市", type=["County", "Honor"], type_strict="any")) is not None
    assert ask(names, "荣成市", type=["County", "Honor"], type_strict="all") == []
    assert ask(names, "荣成市", type="Enterprise") == []
    assert ask(names, "荣成市", type="http://nowhere.example/NoType") == []
    (soft, *_) = ask(names, "荣成市", type="Enterprise", type_strict="should")
    assert (soft["id"], soft["match"], soft["score"]) == ("division/371082", False, 50.0)
    assert match(ask(names, "荣成市", type="County", type_strict="should")) == "division/371082"


def test_the_limit_holds_and_the_match_is_among_what_is_left(names: Searcher) -> None:
    assert len(ask(names, "鼓楼区", limit=2)) == 2
    assert ask(names, "荣成市", limit=0) == []
    (only,) = ask(names, "鼓楼区", limit=1, province="河南")
    assert (only["id"], only["match"]) == ("division/410204", True)


def test_a_name_is_written_like_the_query(names: Searcher) -> None:
    (zh, *_), (en, *_) = ask(names, "环翠区"), ask(names, "Huancui")
    assert (zh["name"], zh["description"]) == ("环翠区", "371002 · 山东省威海市")
    assert en["id"] == zh["id"]
    assert en["name"].startswith("Huancui")
    assert ask(names, "371002")[0]["name"] == "环翠区"
    fixed = Matcher(names, "en", fixed=True).candidates(Query.model_validate({"query": "环翠区"}))
    assert fixed[0]["name"] == en["name"]


def test_a_candidate_tells_its_type_and_where_it_is(names: Searcher) -> None:
    (first, *_) = ask(names, "荣成市")
    assert first["type"] == [
        {"id": "County", "name": "county-level division"},
        {"id": "AdministrativeDivision", "name": "administrative division"},
    ]
    assert first["features"] == [{"id": "name", "value": 100.0}]
    (asked, *_) = ask(names, "荣成市", type="schema:Place")
    assert {"id": "schema:Place", "name": "place"} in asked["type"]
