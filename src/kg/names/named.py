"""An entity of the name index, as it is told to those who ask."""

from __future__ import annotations

from dataclasses import dataclass, field

NO_DIVISION = 9
"""The level of what is no division: after that of the smallest one."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the index.

    `own_class` is local to the ontology, or an IRI; `within` holds the numbers of the places that
    it is in, of all levels; `names` are folded. The rest is as in `kg.names.entry.Entry`.
    """

    number: int
    iri: str
    own_class: str
    zh: str
    en: str
    code: str
    begins: str
    ends: str
    current: bool
    replaced_by: tuple[str, ...]
    level: int
    links: int
    within: frozenset[int] = field(repr=False)
    names: tuple[str, ...] = field(repr=False)

    @property
    def is_division(self) -> bool:
        """Whether it is an administrative division."""
        return self.level < NO_DIVISION

    def is_valid_at(self, day: str) -> bool:
        """Whether it was there on a day or in a year (ISO 8601), as far as the sources tell.

        The sources tell years: of a year in which something ended and another began, both hold.
        """
        year = day[:4]
        return self.begins[:4] <= year and (not self.ends or year <= self.ends[:4])

    def is_surely_valid_at(self, day: str) -> bool:
        """As `is_valid_at`, but of a year of change only the new one holds."""
        year = day[:4]
        ended = year >= self.ends[:4] if self.ends else not self.current
        return self.begins[:4] <= year and not ended
