"""Codes of divisions and of enterprises."""

from __future__ import annotations

import pytest

from kg.names import codes

VALID = "91350100M000100Y43"


@pytest.mark.parametrize(
    ("text", "digits", "whole"),
    [
        ("37", "370000", True),
        ("3710", "371000", True),
        (" 371002 ", "371002", True),
        ("３７１００２", "371002", True),
        ("371002000000", "371002", True),
        ("371002003", "371002", False),
        ("371002003000", "371002", False),
    ],
)
def test_a_code_of_any_length_is_of_a_division(text: str, digits: str, whole: bool) -> None:  # noqa: FBT001 - a parameter
    assert codes.division(text) == codes.DivisionCode(digits, whole=whole)


@pytest.mark.parametrize("text", ["", "3", "371", "3710020", "37100a", "三七", VALID])
def test_anything_else_is_not(text: str) -> None:
    assert codes.division(text) is None


def test_a_credit_code_is_known_in_any_case_and_width() -> None:
    assert codes.is_credit_code(VALID.lower())
    assert codes.is_credit_code("９" + VALID[1:])
    assert not codes.is_credit_code(VALID[:-1])
    assert not codes.is_credit_code(VALID.replace("M", "I"))  # no letter of these codes


@pytest.mark.parametrize("at", range(len(VALID)))
def test_the_check_digit_tells_a_wrong_character(at: int) -> None:
    other = "2" if VALID[at] != "2" else "3"
    assert codes.has_valid_check_digit(VALID)
    assert not codes.has_valid_check_digit(VALID[:at] + other + VALID[at + 1 :])
