"""What an entity is found by."""

from __future__ import annotations

from kg.names.entry import Entry
from kg.names.roles import Role

PLACE = Entry(
    "place", "County", zh="环翠区", en="Huancui", code="371002", pinyin="huán cuì qū", level=3
)


def test_a_division_is_found_by_code_names_and_readings() -> None:
    forms = PLACE.forms()
    assert forms == {
        "环翠区": Role.LABEL,
        "huancui": Role.ENGLISH,
        "371002": Role.CODE,
        "环翠": Role.SHORT,
        "hcq": Role.INITIALS,
        "huancuiqu": Role.PINYIN,
        "hc": Role.SHORT_INITIALS,
    }


def test_of_one_form_only_the_most_trusted_role_counts() -> None:
    forms = Entry("tyres", "Enterprise", zh="三角", aliases=("三角", "三 角")).forms()
    assert forms["三角"] is Role.LABEL


def test_an_enterprise_is_found_by_its_identifiers_and_read_without_its_legal_form() -> None:
    tyres = Entry(
        "tyres", "Enterprise", zh="三角轮胎股份有限公司", identifiers=("91350100M000100Y43",)
    )
    forms, tokens = tyres.forms(), tyres.tokens()
    assert forms["91350100m000100y43"] is Role.CODE
    assert forms["sanjiaoluntai"] is Role.PINYIN
    assert forms["sjlt"] is Role.INITIALS
    assert "轮胎" in tokens
    assert "公司" not in tokens


def test_an_agency_is_found_by_the_usual_title() -> None:
    forms = Entry("office", "Agency", zh="环翠区发展和改革委员会").forms()
    assert forms["环翠区发展改革委"] is Role.TITLE


def test_a_description_is_no_label() -> None:
    forms = Entry("unit", "Agency", zh="一家工厂", described=True).forms()
    assert forms["一家工厂"] is Role.DESCRIPTION


def test_parts_of_all_names_are_tokens() -> None:
    tokens = Entry("tyres", zh="三角轮胎", en="Triangle Tyre", aliases=("王牌",)).tokens()
    assert {"三角", "角轮", "轮胎", "triangle", "tyre", "王牌"} <= set(tokens)
