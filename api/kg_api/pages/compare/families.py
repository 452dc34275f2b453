"""Which indicators are near to each other, so that a reader may take them for the same.

An indicator that is narrower than another one, and a share by what it is a share of, stand with
that one: 国家级高新技术企业数量 with 高新技术企业数量, two shares of one numerator together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.lookup.index import Index
    from kg_api.pages.entity.reading import Reading

_STEPS = 8


class Families:
    """Reads definitions of indicators and finds what each belongs to."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index = index
        self._reading = reading

    def read(self, indicators: Iterable[str]) -> None:
        """Read the definitions of these, of what they are narrower than, and the names in them."""
        wanted = set(indicators)
        for _ in range(_STEPS):
            found = [each for iri in sorted(wanted) if (each := self._index.find(iri))]
            self._reading.add_own(self._index, found)
            above = {to for iri in wanted for to in self._above(iri)} - wanted
            if not above:
                break
            wanted |= above
        names = {to for iri in wanted for to in (*self._above(iri), *self.denominators(iri))}
        self._reading.add_labels(self._index, names)

    def of(self, indicator: str) -> str:
        """Return the indicator under which this one stands; itself where there is no other."""
        at = indicator
        for _ in range(_STEPS):
            above = self._above(at)
            if not above or above[0] == indicator:
                return at
            at = above[0]
        return at

    def denominators(self, indicator: str) -> tuple[str, ...]:
        """Return what an indicator is a share of."""
        return self._reading.iris(indicator, "cdo:denominator")

    def _above(self, indicator: str) -> tuple[str, ...]:
        reading = self._reading
        return reading.iris(indicator, "cdo:numerator") + reading.iris(indicator, "skos:broader")
