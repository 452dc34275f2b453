"""The likely pinyin of a name for which no source gives one; needed only to make the index."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import chain

from pypinyin import Style, lazy_pinyin, phrases_dict

from kg.names.forms import fold, pairs

_LONGEST_PHRASE = 4  # characters
_FIRST, _LAST = 0x4E00, 0x9FFF  # the characters in common use
_PLAIN = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]*")

Reading = tuple[str, ...]


def syllables(name: str) -> Reading:
    """Return the pinyin of a name without tones, a syllable a character.

    Most characters are read in one way. The others are read as in the longest phrase that begins
    there, if the dictionary has one.

    >>> syllables("三角轮胎"), syllables("重庆银行")
    (('san', 'jiao', 'lun', 'tai'), ('chong', 'qing', 'yin', 'hang'))
    """
    if _beginnings().isdisjoint(pairs(name)):
        return tuple(chain.from_iterable(map(_alone, name)))
    found: list[str] = []
    at = 0
    while at < len(name):
        size, read = _phrase(name, at)
        found += read
        at += size
    return tuple(found)


def spelt(name: str) -> str:
    """Return the syllables in one.

    >>> spelt("三角轮胎"), spelt("重庆银行")
    ('sanjiaoluntai', 'chongqingyinhang')
    """
    if _beginnings().isdisjoint(pairs(name)) and _PLAIN.fullmatch(name):
        return name.translate(_table())
    return "".join(syllables(name))


def initials(read: Reading) -> str:
    """Return the first letters.

    >>> initials(("huan", "cui", "qu"))
    'hcq'
    """
    return "".join(syllable[0] for syllable in read)


def of_characters() -> dict[str, str]:
    """Return the characters that are read so when they stand alone, by their syllable."""
    found: defaultdict[str, str] = defaultdict(str)
    for code, syllable in _table().items():
        if syllable.isascii():
            found[syllable] += chr(code)
    found.pop("", None)
    return dict(found)


def _phrase(name: str, at: int) -> tuple[int, Reading]:
    """Return the characters that are read together from there on, and how."""
    sizes = range(_LONGEST_PHRASE, 1, -1) if name[at : at + 2] in _beginnings() else ()
    for size in sizes:
        if read := _phrases().get(name[at : at + size]):
            return size, read
    return 1, _alone(name[at])


@cache
def _phrases() -> dict[str, Reading]:
    """Return the phrases in which a character is read otherwise than alone, with their reading."""
    found = {}
    for phrase, marked in phrases_dict.phrases_dict.items():
        if len(phrase) == len(marked) <= _LONGEST_PHRASE:
            read = tuple(fold(said[0]) for said in marked)
            if any((said,) != _alone(char) for char, said in zip(phrase, read, strict=True)):
                found[phrase] = read
    return found


@cache
def _table() -> dict[int, str]:
    """Return how each of the characters in common use is read alone."""
    return {code: "".join(_alone(chr(code))) for code in range(_FIRST, _LAST + 1)}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(phrase[:2] for phrase in _phrases())


@lru_cache(maxsize=30_000)
def _alone(char: str) -> Reading:
    return tuple(filter(None, map(fold, lazy_pinyin(char, style=Style.NORMAL))))
