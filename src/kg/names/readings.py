"""The likely pinyin of a name for which no source gives one; needed only to make the index."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pypinyin import phrases_dict, pinyin_dict

from kg.names.forms import COMMON, fold, pairs

_LONGEST_PHRASE = 4  # characters

Reading = tuple[str, ...]


def syllables(name: str) -> Reading:
    """Return the pinyin of a name without tones, a syllable a character.

    Most characters are read in one way. The others are read as in the longest phrase that begins
    there, if the dictionary has one.

    >>> syllables("三角轮胎"), syllables("重庆银行")
    (('san', 'jiao', 'lun', 'tai'), ('chong', 'qing', 'yin', 'hang'))
    """
    if _telling().isdisjoint(pairs(name)):
        return tuple(filter(None, (_ALONE[ord(char)] for char in name)))
    found: list[str] = []
    at = 0
    while at < len(name):
        size, read = _phrase(name, at)
        found += read
        at += size
    return tuple(filter(None, found))


def spelt(name: str) -> str:
    """Return the syllables in one.

    >>> spelt("三角轮胎"), spelt("重庆银行")
    ('sanjiaoluntai', 'chongqingyinhang')
    """
    if _telling().isdisjoint(pairs(name)):
        return name.translate(_ALONE)
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
    for code in COMMON:
        syllable = _ALONE[code]
        if syllable.isascii():
            found[syllable] += chr(code)
    found.pop("", None)
    return dict(found)


class _Alone(dict[int, str]):
    """How a character that stands alone is read, by its code; others are folded."""

    def __missing__(self, code: int) -> str:
        said: str = pinyin_dict.pinyin_dict.get(code, chr(code))
        self[code] = fold(said.partition(",")[0])
        return self[code]


_ALONE = _Alone()


def _phrase(name: str, at: int) -> tuple[int, Reading]:
    """Return the characters that are read together from there on, and how."""
    for size in range(_LONGEST_PHRASE, 1, -1):
        if read := _phrases().get(name[at : at + size]):
            return size, read
    return 1, (_ALONE[ord(name[at])],)


@cache
def _phrases() -> dict[str, Reading]:
    """Return the phrases in which a character is read otherwise than alone, with their reading."""
    found = {}
    for phrase, marked in phrases_dict.phrases_dict.items():
        if len(phrase) == len(marked) <= _LONGEST_PHRASE:
            read = tuple(fold(said[0]) for said in marked)
            if any(said != _ALONE[ord(char)] for char, said in zip(phrase, read, strict=True)):
                found[phrase] = read
    return found


@cache
def _telling() -> frozenset[str]:
    """Return a pair of each phrase, with a character that is read otherwise: few names have one."""
    found = set()
    for phrase, read in _phrases().items():
        other = next(at for at, char in enumerate(phrase) if _ALONE[ord(char)] != read[at])
        at = min(other, len(phrase) - 2)
        found.add(phrase[at : at + 2])
    return frozenset(found)
