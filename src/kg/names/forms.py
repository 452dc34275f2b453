"""The form to which a name is brought before it is compared.

Names in the index and what people type both go through `fold`, so whatever is typed differently
in ways that do not tell names apart (width, case, spaces, tones, traditional characters) comes
out the same. It looks at each character by itself, so that a part of a name folds to a part of
the folded name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from operator import add

LONGEST = 100
"""Characters of a name that are looked at; no division, agency or enterprise has more."""

_NOTHING = re.compile(r"[\W_]+")
COMMON = range(0x4E00, 0xA000)
"""Codes of the characters in common use (the block of Unicode that no normalisation changes)."""
_CJK_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_CJK = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _CJK_RANGES) + "]")
_MARKED = re.compile("[\u00a8-\u036f\u1e00-\u1fff]")
_SYLLABLE = (
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:i?ang?|iong|i?ao|ong|eng?|uang?|u?ai|ing?|[ei]r|un|vn|ou|iu|ie|ia|[uv]e|uo|ua|ei|ui|[aeiouv])"
)
_TONED = re.compile(f"(?:{_SYLLABLE}[0-5]){{2,}}")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a name without what does not tell names apart; '' where nothing is left.

    >>> fold("環翠區"), fold("ＨＣ　Ｑ"), fold("huán cuì qū"), fold("Huan2cui4qu1"), fold("lǚ")
    ('环翠区', 'hcq', 'huancuiqu', 'huancuiqu', 'lv')
    """
    return folded_once(text)


def folded_once(text: str) -> str:
    """Return the same as `fold`, for one of very many texts: none is worth keeping for the next."""
    if _simple().fullmatch(text):  # as most names are; nothing is to be done with them
        return text
    joined = _joined(text)
    if has_cjk(joined):
        return joined.translate(_simplified())
    return re.sub(r"\d", "", joined) if _TONED.fullmatch(joined) else joined


def has_cjk(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return not text.isascii() and _CJK.search(text) is not None


def tokens(folded: str) -> list[str]:
    """Return what a folded Chinese name is found by: the pairs of neighbours, and its beginning.

    All characters of a short name stand alone too: it is looked for with any one of them wrong.
    """
    alone = folded if len(folded) <= SHORT else ""
    return [*pairs(folded), beginning(folded), *alone]


def beginning(folded: str) -> str:
    """Return the token of a name's first character."""
    return f"＾{folded[:1]}"


@lru_cache(maxsize=64)  # the same name is mostly asked about more than once
def pairs(folded: str) -> tuple[str, ...]:
    """Return the pairs of neighbours.

    >>> pairs("环翠区")
    ('环翠', '翠区')
    """
    return tuple(map(add, folded, folded[1:]))


SHORT = 4
"""Characters of a name that is looked for with any one of them wrong."""


def words(text: str) -> list[str]:
    """Return the words of a name in Latin letters, folded.

    >>> words("Triangle Tyre Co., Ltd.")
    ['triangle', 'tyre', 'co', 'ltd']
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return _WORD.findall(_without_marks(plain))


def _joined(text: str) -> str:
    if text.isascii():
        return _NOTHING.sub("", text[:LONGEST].lower())
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    bare = _NOTHING.sub("", _without_marks(plain))
    return unicodedata.normalize("NFKC", bare)[:LONGEST]


def _without_marks(text: str) -> str:
    """Take off tone marks and accents; ü, which is a letter of pinyin and not a tone, is v."""
    if not _MARKED.search(text):
        return text
    spread = unicodedata.normalize("NFD", text)
    spread = re.sub("u([\u0300-\u0307\u0309-\u036f]*)\u0308", r"v\1", spread)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


@cache
def _simple() -> re.Pattern[str]:
    """Return the expression for names of none but simplified characters."""
    chars = "".join(chr(code) for code in COMMON if code not in _simplified())
    return re.compile(f"[{chars}]{{1,{LONGEST}}}")


@cache
def _simplified() -> dict[int, str]:
    """Return each traditional character with its simplified one (OpenCC, one by one)."""
    from opencc import OpenCC  # noqa: PLC0415 - whoever only builds facts need not have it loaded

    chars = [chr(code) for first, last in _CJK_RANGES for code in range(first, last + 1)]
    converted = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    simple = {char: to for char, to in zip(chars, converted, strict=True) if char != to}
    # A second step, for the few whose simplified form is itself one that is simplified (薴 苧 苎)
    return {ord(char): simple.get(to, to) for char, to in simple.items()}
