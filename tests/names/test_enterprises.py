"""Names of enterprises, without the legal form that people leave out."""

from __future__ import annotations

import pytest

from kg.names import enterprises


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("三角轮胎股份有限公司", "三角轮胎"),
        ("三角集团有限公司", "三角"),  # the longest form, not 有限公司 alone
        ("三角（威海）轮胎有限责任公司", "三角轮胎"),
        ("三角轮胎", "三角轮胎"),
        ("有限公司办", "有限公司办"),
        ("Triangle Tyre Co., Ltd.", "Triangle Tyre"),
    ],
)
def test_the_legal_form_at_the_end_is_left_out(name: str, bare: str) -> None:
    assert enterprises.without_legal_form(name) == bare


@pytest.mark.parametrize("name", ["有限公司", "集团有限公司", "集团", "公司", "Co., Ltd.", "Group"])
def test_of_a_legal_form_alone_something_is_left(name: str) -> None:
    assert enterprises.without_legal_form(name)
