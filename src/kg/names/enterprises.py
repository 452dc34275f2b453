"""Names of enterprises without the legal form, which people mostly leave out or guess."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from kg.names.forms import has_cjk


def _combined(*parts: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(chosen) for chosen in product(*parts))


_LEGAL_FORMS = (
    _combined(
        ("", "集团"),
        ("", "股份"),
        ("有限公司", "有限责任公司", "有限合伙", "有限合伙企业", "公司", "总公司"),
    )
    | _combined(("", "jituan"), ("", "gufen"), ("youxiangongsi", "youxianzerengongsi", "gongsi"))
    | {"集团", "jituan"}
)
_AT_THE_END = {
    latin: re.compile(
        rf"(?:{'|'.join(each for each in _LEGAL_FORMS if each.isascii() == latin)})\Z"
    )
    for latin in (True, False)
}
_LATIN = "(?:co|ltd|inc|corp|corporation|company|limited|group|llc|plc)"
_FOLDED_LATIN = re.compile(f"{_LATIN}+")
_LATIN_AT_THE_END = re.compile(rf"(?:[\s,.]+{_LATIN})+[\s.]*$")
_OPENING = re.compile(r"[(（\[［【]")
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")


def without_legal_form(name: str) -> str:
    """Return an enterprise's name without its legal form and what stands in brackets.

    >>> without_legal_form("三角轮胎股份有限公司"), without_legal_form("Triangle Tyre Co., Ltd.")
    ('三角轮胎', 'Triangle Tyre')
    """
    bare = name
    if _OPENING.search(name):
        bare = _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).strip()
    if has_cjk(bare):
        return bare_of(bare)
    end = _LATIN_AT_THE_END.search(bare.casefold())
    return bare[: end.start()] if end and end.start() else bare_of(bare)


@lru_cache(maxsize=64)  # the same name is mostly asked about more than once
def bare_of(folded: str) -> str:
    """Return a name without the legal form at its end, if anything is left.

    >>> bare_of("三角轮胎集团"), bare_of("集团"), bare_of("sanjiaoluntaigufenyouxiangongsi")
    ('三角轮胎', '集团', 'sanjiaoluntai')
    """
    found = _AT_THE_END[folded.isascii()].search(folded, 1)  # the first is the longest
    return folded[: found.start()] if found else folded


def is_legal_form(folded: str) -> bool:
    """Whether the end of a folded name is the legal form of an enterprise and nothing else.

    >>> is_legal_form("股份有限公司"), is_legal_form("coltd"), is_legal_form("科技有限公司")
    (True, True, False)
    """
    return folded in _LEGAL_FORMS or _FOLDED_LATIN.fullmatch(folded) is not None
