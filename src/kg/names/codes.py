"""Codes by which things are found: of divisions (GB/T 2260 and what is built on it), of enterprises."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DIVISION = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MODULUS = 31


@dataclass(frozen=True, slots=True)
class DivisionCode:
    """The six digits of a division; `whole` is false where the code means a place inside it."""

    digits: str
    whole: bool


def division(text: str) -> DivisionCode | None:
    """Read a code of 2, 4, 6, 9 or 12 digits (of a province … of a village).

    >>> division("37"), division("371002003000")
    (DivisionCode(digits='370000', whole=True), DivisionCode(digits='371002', whole=False))
    """
    plain = _plain(text)
    if not plain.isascii() or not _DIVISION.fullmatch(plain):
        return None
    return DivisionCode(plain[:6].ljust(6, "0"), whole=not plain[6:].strip("0"))


def is_credit_code(text: str) -> bool:
    """Whether it has the form of a unified social credit code, its check digit aside (GB 32100)."""
    return _CREDIT.fullmatch(_plain(text)) is not None


def has_valid_check_digit(text: str) -> bool:
    """Whether the last character of a unified social credit code is the right one.

    GB 32100-2015, section 5.5: weights are powers of 3, modulo 31.

    >>> has_valid_check_digit("91350100M000100Y43"), has_valid_check_digit("91350100M000100Y34")
    (True, False)
    """
    plain = _plain(text)
    weighted = sum(_DIGITS.index(char) * pow(3, at, _MODULUS) for at, char in enumerate(plain[:-1]))
    return _DIGITS[-weighted % _MODULUS] == plain[-1]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()
