"""From a name as somebody wrote it to the entities that it may mean, each with score and reason.

In order of trust: codes and identifiers; the name, as a label, an alias, in English or without
its generic term; the same with places before or after it; pinyin; names that begin so, that
contain it, that are like it. What is less trusted is looked for only where nothing better fills
the answer. A wrong match costs more than none: see `kg.names.candidates`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.names import agencies, codes, divisions, enterprises, forms
from kg.names.candidates import LIMIT, Asked, Best, Candidate, Found
from kg.names.likeness import Likeness
from kg.names.reasons import Reason
from kg.names.roles import (
    BARE,
    BESIDE,
    CORE,
    ELSEWHERE,
    INSIDE,
    PART,
    PLACE_UNKNOWN,
    PREFIX,
    TRUST,
    Role,
)
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.names.classes import Classes
    from kg.names.gazetteer import Gazetteer, Places
    from kg.names.index import NameIndex
    from kg.names.named import Named

__all__ = ["LIMIT", "Asked", "Candidate", "Found", "Searcher"]

_MORE = 2  # times as many are looked at as are asked for, of names that begin so or contain it
_FILTERED = 1500  # … where many of them will not fit
_FEW = 8  # places whose names are tried before what is written


class Searcher:
    """Looks names up in one index, in any thread."""

    def __init__(self, index: NameIndex, gazetteer: Gazetteer) -> None:
        self._index = index
        self._gazetteer = gazetteer
        self._likeness = Likeness(index, gazetteer)

    @property
    def index(self) -> NameIndex:
        """The index, by which numbers become entities."""
        return self._index

    @property
    def classes(self) -> Classes:
        """The classes of the entities."""
        return self._index.classes

    def search(self, asked: Asked) -> Found:
        """Return the candidates, at most `asked.limit`."""
        best = Best(asked)
        folded = forms.fold(asked.name)
        self._add_exact(best, asked, folded)
        return self._with_less_trusted(best, asked, folded)

    def _with_less_trusted(self, best: Best, asked: Asked, folded: str) -> Found:
        """Return what is found, with proposals where there is room for them."""
        if folded and not codes.is_credit_code(asked.name):
            if len(best) < asked.limit:
                best.add(self._beginning(asked, folded))
                best.add(self._holding(asked, folded))
            if not best.has_good:
                best.add(self._likeness.sounding(folded))
                best.add(self._likeness.like(folded))
        return best.found()

    def certain(self, asked: Asked) -> Found:
        """Return what is found by whole names, where that is a match, else as `search`."""
        best = Best(asked)
        folded = forms.fold(asked.name)
        self._add_exact(best, asked, folded)
        found = best.found()
        return found if found.match else self._with_less_trusted(best, asked, folded)

    def named(self, asked: Asked) -> Found:
        """Return only what is found by whole names."""
        best = Best(asked)
        self._add_exact(best, asked, forms.fold(asked.name))
        return best.found()

    def coded(self, asked: Asked) -> Found:
        """Return only what `asked.name` is the code or the IRI of, or a place inside it."""
        best = Best(asked)
        best.add(self._coded(asked.name))
        found = self._index.exact(forms.fold(asked.name))
        best.add(self._of((number, role) for number, role in found if role is Role.CODE))
        return best.found()

    def beginning(self, asked: Asked) -> Found:
        """Return what is called so, begins so or contains it: for a box that searches as one types."""
        best = Best(asked)
        folded = forms.fold(asked.name)
        best.add(self._exact(asked.name, folded))
        if folded:
            best.add(self._beginning(asked, folded))
            best.add(self._holding(asked, folded))
        return best.found()

    def places(self, name: str) -> Places:
        """Return the divisions that a name, a code or an IRI means; none where it means no place."""
        by_code = frozenset(number for number, _ in self._identified(name))
        return by_code or self._gazetteer.places(divisions.without_grouping(forms.fold(name)))

    def _add_exact(self, best: Best, asked: Asked, folded: str) -> None:
        """Add what is found by whole names, until something is certain."""
        best.add(self._exact(asked.name, folded))
        if best.has_certain or not folded:
            return
        if asked.within:
            best.add(self._rejoined(asked.within, folded))
        best.add(self._beside(folded))
        if not best.has_certain:
            best.add(self._regrouped(folded))
        if not best.has_certain:
            best.add(self._bare(asked, folded))

    def _exact(self, name: str, folded: str) -> Iterator[Candidate]:
        yield from self._coded(name)
        yield from self._of(self._index.exact(folded))
        usual = agencies.usual(folded)
        if usual != folded:
            for entity, role in self._entities(usual):
                if entity.own_class == "Agency" and TRUST[role].certain:
                    score = min(TRUST[role].score, TRUST[Role.TITLE].score)
                    yield Candidate(entity, score, Reason.TITLE, certain=True)

    def _coded(self, name: str) -> Iterator[Candidate]:
        yield from self._of(self._identified(name))
        code = codes.division(name)
        if code and not code.whole:
            for number, role in self._index.exact(code.digits):
                if role is Role.CODE:
                    yield Candidate(self._index.get(number), INSIDE, Reason.INSIDE)

    def _of(self, found: Iterable[tuple[int, Role]]) -> Iterator[Candidate]:
        for number, role in found:
            trust = TRUST[role]
            entity = self._index.get(number)
            yield Candidate(entity, trust.score, Reason.of(role), certain=trust.certain)

    def _entities(self, form: str) -> list[tuple[Named, Role]]:
        found = self._index.exact(form)
        entities = self._index.all(number for number, _ in found)
        return list(zip(entities, (role for _, role in found), strict=True))

    def _identified(self, name: str) -> list[tuple[int, Role]]:
        """Return what an IRI, its end, or the code of a division stands for."""
        text = name.strip()
        if "/" in text and text.isascii():
            iri = text if text.startswith(BASE) else f"{BASE}id/{text}"
            entity = self._index.by_iri(iri.replace(f"{BASE}doc/", f"{BASE}id/", 1))
            return [(entity.number, Role.CODE)] if entity else []
        code = codes.division(text)
        found = self._index.exact(code.digits) if code and code.whole else []
        return [(number, role) for number, role in found if role is Role.CODE]

    def _beside(self, folded: str, most: float = 100) -> Iterator[Candidate]:
        """Yield what is named beside a place; certain where it is in that place."""
        for places, rest in self._gazetteer.apart(folded):
            for entity, role in self._entities(rest):
                if not self._gazetteer.are_within(places, entity.number):
                    yield self._in_place(entity, role, places, most)
            yield from self._rejoined(places, rest, but=folded, most=most)

    def _in_place(self, entity: Named, role: Role, places: Places, most: float) -> Candidate:
        trust = TRUST[role]
        score = min(trust.score - BESIDE, most)
        around = entity.within or self._gazetteer.leading(forms.fold(entity.zh))
        if around & places:
            certain = trust.certain and score < most
            return Candidate(entity, score, Reason.WITH_PLACE, certain=certain)
        if around:
            return Candidate(entity, min(ELSEWHERE, score), Reason.ELSEWHERE)
        return Candidate(entity, min(PLACE_UNKNOWN, score), Reason.PLACE_UNKNOWN)

    def _rejoined(
        self, places: Places, rest: str, but: str = "", most: float = 100
    ) -> Iterator[Candidate]:
        """Yield what is no division and has the place in its name, written in another way.

        环翠科技局 is 环翠区科技局. The place as the name has it must not mean another one as well.
        """
        for number in sorted(places)[:_FEW]:
            for place in self._gazetteer.written(number):
                found = self._entities(place + rest) if place + rest != but else []
                for entity, role in found:
                    trust = TRUST[role]
                    known = self._gazetteer.means_only(place, places) or entity.within & places
                    if trust.certain and known and not entity.is_division:
                        score = min(trust.score - BESIDE, most)
                        certain = score < most
                        yield Candidate(entity, score, Reason.WITH_PLACE, certain=certain)

    def _regrouped(self, folded: str) -> Iterator[Candidate]:
        """Yield what is found without words that only group; certain where it is a full name."""
        plain = divisions.without_grouping(folded)
        if plain and plain != folded:
            for entity, role in self._entities(plain):
                score = TRUST[role].score - BESIDE
                certain = role is Role.LABEL and entity.is_division
                yield Candidate(entity, score, Reason.of(role), certain=certain)
            yield from self._beside(plain)

    def _bare(self, asked: Asked, folded: str) -> Iterator[Candidate]:
        """Yield enterprises that have the name with another legal form, or with one at all."""
        bare = forms.fold(enterprises.without_legal_form(asked.name)) or folded
        if bare != folded:
            for entity, role in self._entities(bare):
                if role is not Role.CODE:
                    yield Candidate(entity, min(TRUST[role].score, BARE), Reason.BARE)
            yield from self._beside(bare, most=BARE)
        for entity in self._with_legal_form(asked, bare):
            yield Candidate(entity, BARE, Reason.BARE)

    def _with_legal_form(self, asked: Asked, bare: str) -> Iterator[Named]:
        most = _looked_at(asked)
        if forms.has_cjk(bare):
            named = (
                (name, each) for each in self._index.holding(bare, most) for name in each.names
            )
        else:
            begun = self._index.begun(bare, most)
            named = ((form, self._index.get(number)) for number, _, form in begun)
        for name, entity in named:
            legal = name.removeprefix(bare) if name.startswith(bare) else ""
            if entity.own_class == "Enterprise" and enterprises.is_legal_form(legal):
                yield entity

    def _beginning(self, asked: Asked, folded: str) -> Iterator[Candidate]:
        """Yield what begins so; names in Chinese of what is no division are left to `_holding`."""
        most = _looked_at(asked)
        found = self._gazetteer.beginning(folded, most)
        if not forms.has_cjk(folded):
            found += self._index.begun(folded, most)
        for number, role, form in found:
            if role not in {Role.INITIALS, Role.SHORT_INITIALS}:
                score = _share(PREFIX, folded, form) * TRUST[role].score / 100
                yield Candidate(self._index.get(number), score, Reason.BEGINNING)

    def _holding(self, asked: Asked, folded: str) -> Iterator[Candidate]:
        """Yield what contains it."""
        if not forms.has_cjk(folded):
            for entity in self._index.with_words(forms.words(asked.name), _looked_at(asked)):
                yield Candidate(entity, _share(PART, folded, forms.fold(entity.en)), Reason.PART)
            return
        part = enterprises.bare_of(folded)
        for entity in self._index.holding(part, _looked_at(asked)):
            whole = min((name for name in entity.names if part in name), key=len, default="")
            if not whole:  # its pairs are there, but apart from each other
                continue
            if self._is_core(entity, part, whole):
                yield Candidate(entity, CORE, Reason.CORE)
            elif whole.startswith(part):
                yield Candidate(entity, _share(PREFIX, part, whole), Reason.BEGINNING)
            else:
                yield Candidate(entity, _share(PART, part, whole), Reason.PART)

    def _is_core(self, entity: Named, part: str, whole: str) -> bool:
        """Whether it is an enterprise's name but for a place and a legal form."""
        place, _, legal = whole.partition(part)
        return (
            entity.own_class == "Enterprise"
            and bool(self._gazetteer.named(place))
            and (not legal or enterprises.is_legal_form(legal))
        )


def _looked_at(asked: Asked) -> int:
    free = asked.within is None and asked.classes is None
    return _MORE * max(asked.limit, LIMIT) if free else _FILTERED


def _share(most: float, part: str, whole: str) -> float:
    """Return a score that grows with how much of the name was written."""
    return most * (0.5 + 0.5 * min(len(part) / max(len(whole), 1), 1))
