"""What is asked, what is found, and which of it is certainly meant.

`match` is set for one candidate at most: the only one whose reason is certain. Certain reasons
are those of `kg.names.roles.TRUST`, and a name with a place that it is in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.names.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.names.gazetteer import Places
    from kg.names.named import Named

LIMIT = 10
"""Candidates that are given where nobody asks for more or fewer."""
_FORMER = 4.0  # points that a division loses which is not in force any more
_PERSON = "http://xmlns.com/foaf/0.1/Person"
_SPOKEN = frozenset((Reason.PINYIN, Reason.SHORT_PINYIN))
_OFFICIAL = frozenset((Reason.CODE, Reason.LABEL))
_POOR = frozenset((Reason.ELSEWHERE, Reason.PLACE_UNKNOWN, Reason.SIMILAR, Reason.SAME_SOUND))
_EVEN = frozenset((*_SPOKEN, Reason.INITIALS, Reason.SHORT_INITIALS, Reason.BARE, Reason.LABEL))
"""Reasons that mean several things with equal right where they are the best ones for several."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for.

    `classes` are names of classes (`kg.names.classes`), `within` the numbers of places, `at` a
    day or a year (ISO 8601); `None` means that it does not matter.
    """

    name: str
    classes: frozenset[str] | None = None
    within: Places | None = None
    at: str | None = None
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant.

    `score` is of 100; `certain` says that the reason allows a match, `match` that this is it.
    """

    entity: Named
    score: float
    reason: Reason
    certain: bool = False
    match: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates, best first; `ambiguous` where several are meant with equal right."""

    candidates: tuple[Candidate, ...]
    ambiguous: bool = False

    @property
    def match(self) -> Candidate | None:
        """The one that is certainly meant."""
        return next((each for each in self.candidates if each.match), None)


class Best:
    """The best candidate of each entity, of those that fit what is asked."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._by_number: dict[int, Candidate] = {}

    def __len__(self) -> int:
        return len(self._by_number)

    @property
    def has_certain(self) -> bool:
        """Whether one of them could be a match."""
        return any(each.certain for each in self._by_number.values())

    @property
    def has_good(self) -> bool:
        """Whether one of them has what was written in its name, in its place."""
        return any(each.reason not in _POOR for each in self._by_number.values())

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Take those that fit and are better than what is known of the same entity."""
        for candidate in candidates:
            entity = candidate.entity
            if not self._fits(entity):
                continue
            lost = 0 if entity.current or self._asked.at else _FORMER
            score = round(candidate.score - lost, 1)
            known = self._by_number.get(entity.number)
            if known is None or score > known.score:
                certain = candidate.certain and not self._is_doubtful(candidate)
                self._by_number[entity.number] = replace(candidate, score=score, certain=certain)

    def found(self) -> Found:
        """Return the best, at most as many as are asked for."""
        ranked = sorted(self._by_number.values(), key=_rank)
        meant = self._meant()
        if len(meant) == 1:
            (number,) = meant
            match = replace(self._by_number[number], match=True)
            ranked = [match, *(each for each in ranked if each.entity.number != number)]
        return Found(
            tuple(ranked[: max(self._asked.limit, 0)]),
            ambiguous=len(meant) > 1 or (not meant and _is_even(ranked)),
        )

    def _meant(self) -> set[int]:
        """Return the entities that could be meant with equal right."""
        certain = [each for each in self._by_number.values() if each.certain]
        chosen = [each for each in certain if each.reason in _OFFICIAL] or certain
        if self._asked.at:
            day = self._asked.at
            chosen = [each for each in chosen if each.entity.is_surely_valid_at(day)] or chosen
        else:
            chosen = [each for each in chosen if each.entity.current] or chosen
        if self._asked.within is not None:  # a parent is mostly the next one
            beyond = {id(each): len(each.entity.within - self._asked.within) for each in chosen}
            least = min(beyond.values(), default=0)
            chosen = [each for each in chosen if beyond[id(each)] == least]
        if chosen and all(each.reason is Reason.ENGLISH for each in chosen):
            chosen += [  # Jilin is a province, and the pinyin of a city
                each
                for each in self._by_number.values()
                if each.reason in _SPOKEN and each.entity.current
            ]
        return {each.entity.number for each in chosen}

    def _is_doubtful(self, candidate: Candidate) -> bool:
        """Whether a name that would be certain elsewhere is not, for what it is the name of.

        Namesakes are many among people; and the short names of former divisions live on in those
        of others, or of things that are no divisions.
        """
        entity, reason = candidate.entity, candidate.reason
        if reason is Reason.CODE:
            return False
        former = not entity.current and not self._asked.at
        return entity.own_class == _PERSON or (former and reason is Reason.SHORT)

    def _fits(self, entity: Named) -> bool:
        asked = self._asked
        if asked.classes is not None and entity.own_class not in asked.classes:
            return False
        if asked.within is not None and not entity.within & asked.within:
            return False
        return asked.at is None or entity.is_valid_at(asked.at)


def _rank(candidate: Candidate) -> tuple[object, ...]:
    entity = candidate.entity
    ended = -int(entity.ends[:4]) if entity.ends[:4].isdigit() else 0
    return (
        -candidate.score,
        entity.level,
        not entity.current,
        ended,
        -entity.links,
        entity.number,
    )


def _is_even(ranked: list[Candidate]) -> bool:
    """Whether the first two are there for the same reason with the same score."""
    if len(ranked) < 2:  # noqa: PLR2004 - two
        return False
    first, second = ranked[:2]
    same = first.score == second.score and first.reason is second.reason
    return same and first.reason in _EVEN
