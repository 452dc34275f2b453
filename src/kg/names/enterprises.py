"""Names of enterprises without the legal form, which people mostly leave out or guess."""

from __future__ import annotations

import re
import unicodedata

from kg.names.forms import has_cjk

_CHINESE = (
    "(?:集团)?(?:股份)?(?:有限(?:责任)?公司|有限合伙(?:企业)?|股份公司|集团公司|总公司|公司)|集团"
)
_LATIN = "(?:co|ltd|inc|corp|corporation|company|limited|group|llc|plc)+"
_PINYIN = "(?:jituan)?(?:gufen)?(?:youxian(?:zeren)?gongsi|gongsi)|jituan"
_AT_THE_END = re.compile(f"(?:{_CHINESE}|{_PINYIN})$")
_WHOLE = re.compile(f"{_CHINESE}|{_LATIN}|{_PINYIN}")
_LATIN_AT_THE_END = re.compile(
    r"(?:[\s,.]+(?:co|ltd|inc|corp|corporation|company|limited|group|llc|plc))+[\s.]*$"
)
_OPENING = re.compile(r"[(\[【]")
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")


def without_legal_form(name: str) -> str:
    """Return an enterprise's name without its legal form and what stands in brackets.

    >>> without_legal_form("三角轮胎股份有限公司"), without_legal_form("Triangle Tyre Co., Ltd.")
    ('三角轮胎', 'Triangle Tyre')
    """
    plain = unicodedata.normalize("NFKC", name)
    bare = _BRACKETS.sub("", plain).strip() if _OPENING.search(plain) else plain.strip()
    if has_cjk(bare):
        return bare_of(bare)
    end = _LATIN_AT_THE_END.search(bare.casefold())
    return bare[: end.start()] if end and end.start() else bare_of(bare)


def bare_of(folded: str) -> str:
    """Return a folded name without the legal form at its end, if anything is left.

    >>> bare_of("三角轮胎集团"), bare_of("集团"), bare_of("sanjiaoluntaigufenyouxiangongsi")
    ('三角轮胎', '集团', 'sanjiaoluntai')
    """
    end = _AT_THE_END.search(folded)
    return folded[: end.start()] if end and end.start() else folded


def is_legal_form(folded: str) -> bool:
    """Whether the end of a folded name is the legal form of an enterprise and nothing else.

    >>> is_legal_form("股份有限公司"), is_legal_form("coltd"), is_legal_form("科技有限公司")
    (True, True, False)
    """
    return _WHOLE.fullmatch(folded) is not None
