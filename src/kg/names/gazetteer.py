"""The names of divisions, in memory: alone, and before or after another name (威海环翠, 市中区 济南)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from heapq import nsmallest
from typing import TYPE_CHECKING

from kg.names.divisions import short_names
from kg.names.forms import fold
from kg.names.roles import PLACING, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.names.index import NameIndex

Places = frozenset[int]

_MOST_PLACES = 4  # province, prefecture, county, and one written twice
_SHORTEST = 2  # characters of a place's name that another name can follow
_LAST = "\U0010ffff"


class Gazetteer:
    """All forms of all divisions: a name is taken apart at every place of it."""

    def __init__(self, index: NameIndex) -> None:
        found: defaultdict[str, list[int]] = defaultdict(list)
        self._all = index.places()
        for form, number, role in self._all:
            if role in PLACING:
                found[form].append(number)
        self._forms = {form: tuple(numbers) for form, numbers in found.items()}
        self._index = index
        self._by_length: defaultdict[tuple[bool, int], list[str]] = defaultdict(list)
        for form in self._forms:
            self._by_length[form.isascii(), len(form)].append(form)

    def places(self, folded: str) -> Places:
        """Return the divisions that a folded name means, written with or without those above."""
        found = set(self._forms.get(folded, ()))
        for above, rest in self.apart(folded):
            found |= self._inside(self._forms.get(rest, ()), above)
        return frozenset(found)

    def named(self, folded: str) -> Places:
        """Return the divisions with this very form."""
        return frozenset(self._forms.get(folded, ()))

    def apart(self, folded: str, most: int = _MOST_PLACES) -> list[tuple[Places, str]]:
        """Return each way to read a folded name as places, before and after it, and a rest.

        Of several places each is inside another one: 山东省威海市 is one place. The rest is not
        empty; the ways that leave most of it come first.
        """
        return list(dict.fromkeys(self._apart(folded, most)))

    def _apart(self, folded: str, most: int) -> Iterator[tuple[Places, str]]:
        for at in range(1, len(folded)):
            for place, rest in ((folded[:at], folded[at:]), (folded[at:], folded[:at])):
                numbers = self._forms.get(place) if len(place) >= _SHORTEST else None
                if numbers:
                    places = frozenset(numbers)
                    yield places, rest
                    if most > 1:
                        yield from self._further(places, rest, most - 1)

    def _further(self, places: Places, rest: str, most: int) -> Iterator[tuple[Places, str]]:
        for others, inner in self._apart(rest, most):
            inside = self._inside(others, places) | self._inside(places, others)
            if inside:
                yield frozenset(inside), inner

    def beginning(self, folded: str, most: int) -> list[tuple[int, Role, str]]:
        """Return divisions with a form that begins so, the shortest forms first."""
        first = bisect_left(self._all, folded, key=_form)
        last = bisect_right(self._all, folded + _LAST, key=_form)
        found = nsmallest(most, self._all[first:last], key=lambda row: (len(row[0]), row[1]))
        return [(number, role, form) for form, number, role in found]

    def like(self, folded: str, least: float, most: int) -> Iterator[tuple[int, float]]:
        """Yield divisions with a form that is like it, and how much, of 1."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - most names are found without it

        choices = [
            form
            for (latin, length), forms in self._by_length.items()
            if latin == folded.isascii()
            and 2 * min(length, len(folded)) >= least * (length + len(folded))
            for form in forms
        ]
        found = process.extract(
            folded, choices, scorer=fuzz.ratio, score_cutoff=100 * least, limit=most
        )
        for form, alike, _ in found:
            for number in self._forms[form]:
                yield number, alike / 100

    def leading(self, folded: str) -> Places:
        """Return the place with whose name another one begins, and those that it is in.

        None where that name could mean several places, or where there is no such place.
        """
        for at in range(len(folded) - 1, 1, -1):
            if numbers := self._forms.get(folded[:at]):
                found = [number for number in numbers if self._index.get(number).current]
                if len(found) != 1:
                    break
                return frozenset((*found, *self._index.get(found[0]).within))
        return frozenset()

    def are_within(self, places: Places, number: int) -> bool:
        """Whether one of the places is in another one: 威海环翠区 is not 威海, said to be in 环翠区."""
        return any(number in self._index.get(place).within for place in places)

    def written(self, number: int) -> list[str]:
        """Return how a division may stand at the beginning of another name, folded."""
        zh = self._index.get(number).zh
        return [fold(name) for name in (zh, *short_names(zh))]

    def means_only(self, folded: str, places: Places) -> bool:
        """Whether a form means none but these places today."""
        return all(
            number in places or not self._index.get(number).current
            for number in self._forms.get(folded, ())
        )

    def _inside(self, numbers: Iterable[int], above: Places) -> set[int]:
        return {
            number
            for number in numbers
            if number in above or self._index.get(number).within & above
        }


def _form(row: tuple[str, int, Role]) -> str:
    return row[0]
