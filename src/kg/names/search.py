"""From a name as somebody wrote it to the entities that it may mean, each with a score and a reason.

In order of trust: codes and identifiers; the name, as a label, an alias, in English or without
its generic term; the same with the places above it before or after; pinyin; names that begin so,
that contain it, that are like it. A wrong match costs more than none: `match` is set for one
candidate at most, and only where nothing else could be meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from kg.names import forms
from kg.names.reasons import Reason
from kg.names.roles import BARE, PART, PREFIX, SIMILAR, TRUST, Role
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.names.gazetteer import Gazetteer, Places
    from kg.names.index import Named, NameIndex

LIMIT = 10
"""Candidates that are given where nobody asks for more or fewer."""
_LOOKED_AT = 60  # names that only begin so, or are like it: the best of them are among these
_MANY = 300  # names that are compared with one that nobody has
_ALIKE = 0.6  # similarity, of 1, below which two names have nothing to do with each other
_FORMER = 4.0  # points that a division loses which is not in force any more
_ELSEWHERE = 45.0  # points of a name that is not in the place written beside it
_SAME_SOUND = 65.0
_BESIDE = 75.0  # … of an enterprise of which nobody knows where it is


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for.

    `classes` are local names, `within` the numbers of places, `at` a day or a year (ISO 8601);
    `None` means that it does not matter.
    """

    name: str
    classes: frozenset[str] | None = None
    within: Places | None = None
    at: str | None = None
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant; `score` is of 100, `certain` says that its reason allows a match."""

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


class Searcher:
    """Looks names up in one index."""

    def __init__(self, index: NameIndex, gazetteer: Gazetteer) -> None:
        self._index = index
        self._gazetteer = gazetteer

    @property
    def index(self) -> NameIndex:
        """The index, by which numbers become entities."""
        return self._index

    def search(self, asked: Asked) -> Found:
        """Return the candidates, at most `asked.limit`."""
        folded = forms.fold(asked.name)
        if not folded:
            return Found(())
        best = _Best(asked)
        best.add(self._exact(asked.name, folded))
        if not best.has_certain:
            bare = forms.fold(forms.without_legal_form(asked.name))
            best.add(self._beside(folded))
            if bare and bare != folded:
                best.add(self._named(bare))
                best.add(self._beside(bare, most=BARE))
            best.add(self._bare(bare or folded))
        if len(best) < asked.limit:
            best.add(self._beginning(folded))
            best.add(self._holding(folded))
        if not best.has_good:
            best.add(self._sounding(folded))
            best.add(self._like(folded))
        return best.found()

    def certain(self, asked: Asked) -> Found:
        """Return what is found by exact forms alone, where that is certain, else as `search`."""
        best = _Best(asked)
        best.add(self._exact(asked.name, forms.fold(asked.name)))
        found = best.found()
        return found if found.match else self.search(asked)

    def places(self, name: str) -> Places:
        """Return the divisions that a name, a code or an IRI means; none where it means no place."""
        by_code = (number for number, role in self._identified(name) if role is Role.CODE)
        return frozenset(by_code) or self._gazetteer.places(forms.fold(name))

    def _exact(self, name: str, folded: str) -> Iterator[Candidate]:
        for number, role in (*self._identified(name), *self._index.exact(folded)):
            trust = TRUST[role]
            yield Candidate(
                self._index.get(number), trust.score, Reason.of(role), certain=trust.certain
            )

    def _identified(self, name: str) -> Iterator[tuple[int, Role]]:
        """Yield what an IRI, its end, or a code of two, four or twelve digits stands for."""
        text = name.strip()
        iri = text if text.startswith(BASE) else f"{BASE}id/{text}"
        if "/" in text and (entity := self._index.by_iri(iri.replace("/doc/", "/id/", 1))):
            yield entity.number, Role.CODE
        if text.isascii() and text.isdigit() and len(text) in {2, 4, 9, 12}:
            shorter = text[:6].ljust(6, "0")
            if not text[6:].strip("0"):
                yield from self._index.exact(shorter)

    def _beside(self, folded: str, most: float = 100) -> Iterator[Candidate]:
        """Yield what is named beside a place; certain where it is in that place."""
        for places, rest in self._gazetteer.apart(folded):
            for number, role in self._index.exact(rest):
                entity, trust = self._index.get(number), TRUST[role]
                score = min(trust.score - 1, most)
                if entity.within & places:
                    certain = trust.certain and score < most
                    yield Candidate(entity, score, Reason.WITH_PLACE, certain=certain)
                elif entity.within:
                    yield Candidate(entity, min(_ELSEWHERE, score), Reason.ELSEWHERE)
                else:
                    yield Candidate(entity, min(_BESIDE, score), Reason.PLACE_UNKNOWN)

    def _named(self, bare: str) -> Iterator[Candidate]:
        """Yield what has the name but not the legal form that was written with it."""
        for number, role in self._index.exact(bare):
            yield Candidate(self._index.get(number), min(TRUST[role].score, BARE), Reason.BARE)

    def _bare(self, bare: str) -> Iterator[Candidate]:
        """Yield enterprises that have the name and a legal form."""
        for number, _, form in self._index.beginning(bare, _LOOKED_AT):
            entity = self._index.get(number)
            if entity.own_class == "Enterprise" and forms.is_legal_form(form[len(bare) :]):
                yield Candidate(entity, BARE, Reason.BARE)

    def _beginning(self, folded: str) -> Iterator[Candidate]:
        for number, role, form in self._index.beginning(folded, _LOOKED_AT):
            if role not in {Role.INITIALS, Role.SHORT_INITIALS}:
                entity = self._index.get(number)
                score = _share(PREFIX, folded, form) * TRUST[role].score / 100
                yield Candidate(entity, score, Reason.BEGINNING)

    def _holding(self, folded: str) -> Iterator[Candidate]:
        for number in self._index.holding(folded, _LOOKED_AT):
            entity = self._index.get(number)
            inside = [name for name in entity.names if folded in name]  # pairs may lie apart
            if inside:
                yield Candidate(entity, _share(PART, folded, min(inside, key=len)), Reason.PART)

    def _sounding(self, folded: str) -> Iterator[Candidate]:
        """Yield what is read alike: with pinyin typed, a wrong character mostly sounds right."""
        if forms.has_cjk(folded):
            for number, role in self._index.exact("".join(forms.syllables(folded))):
                if role in {Role.PINYIN, Role.SHORT_PINYIN}:
                    yield Candidate(self._index.get(number), _SAME_SOUND, Reason.SAME_SOUND)

    def _like(self, folded: str) -> Iterator[Candidate]:
        if folded.isascii():  # pinyin: what begins alike; one letter may be wrong after that
            begun = self._index.beginning(folded[:3], _MANY)
            written: dict[int, tuple[str, ...]] = {number: (form,) for number, _, form in begun}
        else:
            looked_at = self._index.like(folded, _MANY)
            written = {number: self._index.get(number).names for number in looked_at}
        for number, names in written.items():
            alike = max(fuzz.ratio(folded, name) for name in names) / 100
            entity = self._index.get(number)
            if alike >= _ALIKE:
                yield Candidate(entity, SIMILAR * alike, Reason.SIMILAR)


class _Best:
    """The best candidate of each entity, of those that fit what is asked."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._by_number: dict[int, Candidate] = {}

    def __len__(self) -> int:
        return len(self._by_number)

    @property
    def has_certain(self) -> bool:
        return any(each.certain for each in self._by_number.values())

    @property
    def has_good(self) -> bool:
        return any(each.score > SIMILAR for each in self._by_number.values())

    def add(self, candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            entity = candidate.entity
            if not self._fits(entity):
                continue
            score = candidate.score - (0 if entity.current or self._asked.at else _FORMER)
            known = self._by_number.get(entity.number)
            if known is None or score > known.score:
                self._by_number[entity.number] = replace(candidate, score=round(score, 1))

    def found(self) -> Found:
        ranked = sorted(self._by_number.values(), key=_rank)[: max(1, self._asked.limit)]
        meant = self._meant()
        if len(meant) == 1:
            (number,) = meant
            first = replace(self._by_number[number], match=True)
            rest = [each for each in ranked if each.entity.number != number]
            return Found((first, *rest)[: self._asked.limit])
        return Found(tuple(ranked[: self._asked.limit]), ambiguous=len(meant) > 1)

    def _meant(self) -> set[int]:
        """Return the entities that could be meant with equal right."""
        certain = [each for each in self._by_number.values() if each.certain]
        exact = [each for each in certain if each.reason in {Reason.CODE, Reason.LABEL}]
        chosen = exact or certain
        if not self._asked.at:
            chosen = [each for each in chosen if each.entity.current] or chosen
        return {each.entity.number for each in chosen}

    def _fits(self, entity: Named) -> bool:
        asked = self._asked
        if asked.classes is not None and entity.own_class not in asked.classes:
            return False
        if asked.within is not None and not entity.within & asked.within:
            return False
        return asked.at is None or entity.is_valid_at(asked.at)


def _rank(candidate: Candidate) -> tuple[object, ...]:
    entity = candidate.entity
    return (-candidate.score, entity.level, not entity.current, -entity.links, entity.iri)


def _share(most: float, part: str, whole: str) -> float:
    """Return a score that grows with how much of the name was written."""
    return most * (0.5 + 0.5 * len(part) / max(len(whole), 1))
