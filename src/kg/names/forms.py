"""The forms of a name under which it is found, and the form to which a query is brought.

Both go through `fold`, so whatever people type differently in ways that do not matter (width,
case, spaces, tones, traditional characters) comes out the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, phrases_dict

LONGEST = 100
"""Characters of a name that are looked at; no division, agency or enterprise has more."""

_LONGEST_PHRASE = 4  # characters

_NOTHING = re.compile(r"[\W_]+")
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TONE_DIGITS = re.compile(r"(?:[a-z]+[1-5])+")
_LEGAL = re.compile(
    r"(?:集团)?(?:股份)?(?:有限(?:责任)?公司|有限合伙|股份公司|集团公司|总公司|公司)(?:分公司)?$|集团$"
)
_LEGAL_FOLDED = re.compile(
    rf"{_LEGAL.pattern}|(?:co|ltd|inc|corp|corporation|company|limited|group|llc|plc)+$"
)
_LEGAL_LATIN = re.compile(
    r"(?:[\s,.]+(?:co|ltd|inc|corp|corporation|company|limited|group|llc|plc))+[\s.]*$"
)
_BRACKETS = re.compile(r"[((\[【][^))\]】]*[))\]】]")


_MARKED = re.compile("[\u00a8-\u036f\u1e00-\u1fff]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a name without what does not tell names apart; '' where nothing is left.

    >>> fold("環翠區"), fold("ＨＣ　Ｑ"), fold("huán cuì qū"), fold("Huan2cui4qu1")
    ('环翠区', 'hcq', 'huancuiqu', 'huancuiqu')
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    if has_cjk(plain):
        plain = _simplified().convert(plain)
    joined = _NOTHING.sub("", _without_marks(plain))
    return re.sub(r"\d", "", joined) if _TONE_DIGITS.fullmatch(joined) else joined


def has_cjk(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _CJK.search(text) is not None


def without_legal_form(name: str) -> str:
    """Return an enterprise's name without its legal form and what stands in brackets.

    >>> without_legal_form("三角轮胎股份有限公司"), without_legal_form("Triangle Tyre Co., Ltd.")
    ('三角轮胎', 'Triangle Tyre')
    """
    bare = _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).strip()
    if has_cjk(bare):
        return _LEGAL.sub("", bare) or bare
    end = _LEGAL_LATIN.search(bare.casefold())
    return bare[: end.start()] if end and end.start() else bare


def is_legal_form(folded: str) -> bool:
    """Whether the end of a folded name is the legal form of an enterprise and nothing else.

    >>> is_legal_form("股份有限公司"), is_legal_form("coltd"), is_legal_form("科技有限公司")
    (True, True, False)
    """
    return _LEGAL_FOLDED.match(folded) is not None


def syllables(name: str) -> tuple[str, ...]:
    """Return the likely pinyin of a name, without tones; for one that no source gives.

    >>> syllables("三角轮胎")
    ('san', 'jiao', 'lun', 'tai')
    """
    if any(name[at : at + size] in _phrases() for size in (2, 3, 4) for at in range(len(name))):
        return tuple(filter(None, map(fold, lazy_pinyin(name, style=Style.NORMAL))))
    return tuple(syllable for char in name for syllable in _syllable(char))


def grams(folded: str) -> list[str]:
    """Return the characters and the pairs of neighbours of a folded name."""
    return [*folded, *(folded[at : at + 2] for at in range(len(folded) - 1))]


def _without_marks(text: str) -> str:
    """Take off tone marks and accents; ü, which is a letter of pinyin and not a tone, is v."""
    if not _MARKED.search(text):
        return text
    spread = unicodedata.normalize("NFD", text.replace("ü", "v"))
    spread = re.sub("u\u0308", "v", spread)
    return "".join(char for char in spread if not unicodedata.combining(char))


@cache
def _phrases() -> frozenset[str]:
    """Phrases in which a character is read otherwise than alone: only these cost a look at all."""
    return frozenset(
        phrase
        for phrase, read in phrases_dict.phrases_dict.items()
        if len(phrase) <= _LONGEST_PHRASE
        and any(
            _syllable(char) != (fold(said[0]),) for char, said in zip(phrase, read, strict=False)
        )
    )


@lru_cache(maxsize=20_000)
def _syllable(char: str) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, lazy_pinyin(char, style=Style.NORMAL))))


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")
