"""The names of places before or after another name: 威海环翠, 市中区 济南, 青岛市胶州."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.names.index import NameIndex

Places = frozenset[int]


class Gazetteer:
    """All forms of all divisions, in memory: a name is taken apart at every place of it."""

    def __init__(self, index: NameIndex) -> None:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for form, number in index.divisions():
            found[form].append(number)
        self._forms = {form: tuple(numbers) for form, numbers in found.items()}
        self._longest = max(map(len, self._forms), default=0)
        self._index = index

    def places(self, folded: str) -> Places:
        """Return the divisions that a folded name means, written with or without those above."""
        found = set(self._forms.get(folded, ()))
        for above, rest in self.apart(folded):
            found |= self._inside(self._forms.get(rest, ()), above)
        return frozenset(found)

    def apart(self, folded: str) -> Iterator[tuple[Places, str]]:
        """Yield each way to read a folded name as places and a rest; the rest is not empty.

        Of several places in a row each is inside the one before: 山东省威海市 is one place.
        """
        for at in self._cuts(folded):
            if numbers := self._forms.get(folded[:at]):
                yield frozenset(numbers), folded[at:]
                for inner, rest in self.apart(folded[at:]):
                    if inside := self._inside(inner, frozenset(numbers)):
                        yield frozenset(inside), rest
            if numbers := self._forms.get(folded[at:]):
                yield frozenset(numbers), folded[:at]

    def _cuts(self, folded: str) -> Iterable[int]:
        return range(1, len(folded))

    def _inside(self, numbers: Iterable[int], above: Places) -> set[int]:
        return {number for number in numbers if self._index.get(number).within & above}
