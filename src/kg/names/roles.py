"""What a form of a name is to the entity: its code, its label, its pinyin ….

The role decides how far a match can be trusted. `score` is of 100; whatever is `certain` may be
taken for a match where it is the only one of its kind. The others are proposals.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Trust:
    """How much a role is worth."""

    score: float
    certain: bool


class Role(IntEnum):
    """The roles; the numbers stand in the index."""

    CODE = 1
    LABEL = 2
    ALIAS = 3
    ENGLISH = 4
    SHORT = 5
    PINYIN = 6
    SHORT_PINYIN = 7
    INITIALS = 8
    SHORT_INITIALS = 9


TRUST = {
    Role.CODE: Trust(100, certain=True),
    Role.LABEL: Trust(100, certain=True),
    Role.ALIAS: Trust(97, certain=True),
    Role.ENGLISH: Trust(95, certain=True),
    Role.SHORT: Trust(92, certain=True),
    Role.PINYIN: Trust(84, certain=False),
    Role.SHORT_PINYIN: Trust(80, certain=False),
    Role.INITIALS: Trust(60, certain=False),
    Role.SHORT_INITIALS: Trust(55, certain=False),
}
"""Pinyin is never certain: 286 county names share theirs with another one."""

BARE = 88.0
"""An enterprise's name with another legal form, or none: never certain, since 三角轮胎有限公司 need
not be 三角轮胎股份有限公司."""
PREFIX, PART, SIMILAR = 70.0, 60.0, 50.0
"""The most that a name can score which only begins so, only contains it, or is only like it."""
