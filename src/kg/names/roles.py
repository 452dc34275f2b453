"""What a form of a name is to the entity: its code, its label, its pinyin ….

The role decides how far a form can be trusted. `score` is of 100; whatever is `certain` may be
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
    """The roles, the most trusted first; the numbers stand in the index."""

    CODE = 1
    LABEL = 2
    ALIAS = 3
    TITLE = 4
    ENGLISH = 5
    SHORT = 6
    PINYIN = 7
    SHORT_PINYIN = 8
    ABBREVIATION = 9
    INITIALS = 10
    SHORT_INITIALS = 11
    DESCRIPTION = 12


TRUST = {
    Role.CODE: Trust(100, certain=True),
    Role.LABEL: Trust(100, certain=True),
    Role.ALIAS: Trust(97, certain=True),
    Role.TITLE: Trust(96, certain=True),
    Role.ENGLISH: Trust(95, certain=True),
    Role.SHORT: Trust(92, certain=True),
    Role.PINYIN: Trust(84, certain=False),
    Role.SHORT_PINYIN: Trust(80, certain=False),
    Role.ABBREVIATION: Trust(78, certain=False),
    Role.INITIALS: Trust(60, certain=False),
    Role.SHORT_INITIALS: Trust(55, certain=False),
    Role.DESCRIPTION: Trust(66, certain=False),
}
"""Pinyin is never certain: 286 county names share theirs with another one. Nor is a description
of what an article leaves unnamed, since others would be described alike."""

PLACING = frozenset(
    (Role.LABEL, Role.ALIAS, Role.ENGLISH, Role.SHORT, Role.PINYIN, Role.SHORT_PINYIN)
)
"""As what a division's name may stand beside another name."""

BARE, CORE = 88.0, 82.0
"""An enterprise's name with another legal form or none, and without its place too. Never certain:
三角轮胎有限公司 need not be 三角轮胎股份有限公司."""
PLACE_UNKNOWN, INSIDE, SAME_SOUND, ELSEWHERE = 75.0, 70.0, 65.0, 45.0
"""Fixed scores, for the reasons of these names."""
PREFIX, PART, SIMILAR = 70.0, 60.0, 50.0
"""The most that a name can score which only begins so, only contains it, or is only like it."""
BESIDE = 1.0
"""Points that a name loses where it stands with a place that it is in."""
