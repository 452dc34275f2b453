"""Names that are like what somebody wrote: read alike, or with a wrong, missing or added letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.names import enterprises, forms
from kg.names.candidates import Candidate
from kg.names.reasons import Reason
from kg.names.roles import SAME_SOUND, SIMILAR, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.names.gazetteer import Gazetteer
    from kg.names.index import NameIndex

_MOST = 100  # names that are compared
_ALIKE = 0.6  # similarity, of 1, below which two names have nothing to do with each other
_DIVISIONS = 20  # of the divisions that are like it, as many
_SPOKEN = frozenset((Role.PINYIN, Role.SHORT_PINYIN))
_BEGUN = 3  # letters that are right in a Latin name which is not a division's
_IN_PLACE = 10.0  # points for being in the place written beside it


class Likeness:
    """Finds names that nobody has, but something like it."""

    def __init__(self, index: NameIndex, gazetteer: Gazetteer) -> None:
        self._index = index
        self._gazetteer = gazetteer

    def sounding(self, folded: str) -> Iterator[Candidate]:
        """Yield what is read alike: with pinyin typed, a wrong character mostly sounds right."""
        if forms.has_cjk(folded):
            for number, role in self._index.exact(self._index.read(folded)):
                if role in _SPOKEN:
                    yield Candidate(self._index.get(number), SAME_SOUND, Reason.SAME_SOUND)

    def like(self, folded: str) -> Iterator[Candidate]:
        """Yield what is like it; more of it where it is in a place written beside it."""
        if folded.isdecimal():  # a code that is not right is another code
            return
        for number, alike in self._gazetteer.like(folded, _ALIKE, _DIVISIONS):
            yield Candidate(self._index.get(number), SIMILAR * alike, Reason.SIMILAR)
        above: dict[str, set[int]] = {}
        for places, rest in self._gazetteer.apart(folded):
            above.setdefault(rest, set()).update(places)
        for rest, numbers in above.items():
            for number, alike in self._gazetteer.like(rest, _ALIKE, _DIVISIONS):
                entity = self._index.get(number)
                if entity.within & numbers:
                    yield Candidate(entity, SIMILAR * alike + _IN_PLACE, Reason.SIMILAR)
        yield from self._others(folded)

    def _others(self, folded: str) -> Iterator[Candidate]:
        from rapidfuzz import fuzz  # noqa: PLC0415 - most names are found without it

        for number, names in self._compared(folded).items():
            alike = max((fuzz.ratio(folded, name) for name in names), default=0) / 100
            if alike >= _ALIKE:
                yield Candidate(self._index.get(number), SIMILAR * alike, Reason.SIMILAR)

    def _compared(self, folded: str) -> dict[int, tuple[str, ...]]:
        """Return what may be like it, by the number of the entity."""
        if folded.isascii():
            begun = self._index.begun(folded[:_BEGUN], _MOST)
            return {number: (form,) for number, _, form in begun}
        found = self._index.like(enterprises.bare_of(folded), _MOST)
        return {each.number: each.names for each in found}
