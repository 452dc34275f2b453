"""An entity with its names, and the forms under which the index finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.names import agencies, divisions, enterprises, readings
from kg.names.forms import fold, folded_once, has_cjk, words
from kg.names.forms import tokens as tokens_of
from kg.names.named import NO_DIVISION
from kg.names.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_INITIALS = 4  # characters; nobody writes the initials of a longer name of this kind


@dataclass(slots=True)
class Entry:
    """An entity with its names as they are written.

    `own_class` is the local name of a class of the ontology, or another class's IRI. `pinyin` has
    a syllable a word. `begins` and `ends` are years or days where a source tells them; `level` is
    1 for a province, 2 a prefecture, 3 a county, `NO_DIVISION` for anything else; `links` is how
    often facts point at it, `within` the IRIs of the places that it is in, of all levels.
    """

    iri: str
    own_class: str = ""
    level: int = NO_DIVISION
    zh: str = ""
    en: str = ""
    described: bool = False
    code: str = ""
    pinyin: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    # What is above says by what it is found
    begins: str = ""
    ends: str = ""
    current: bool = True
    replaced_by: tuple[str, ...] = ()
    links: int = 0
    within: frozenset[str] = frozenset()

    @property
    def is_division(self) -> bool:
        """Whether it is an administrative division."""
        return self.level < NO_DIVISION

    def forms(self) -> dict[str, Role]:
        """Return its forms: folded, for a whole name; each with its most trusted role."""
        found: list[tuple[Role, str]] = []
        division = self.is_division
        for role, name in self._written():
            folded = folded_once(name)
            found.append((role, folded))
            if not division and has_cjk(name):
                if folded == name:  # then it has no brackets
                    _read(found, enterprises.bare_of(folded))
                else:
                    _read(found, enterprises.without_legal_form(name))
        found += ((Role.CODE, fold(identifier)) for identifier in self.identifiers)
        if division:
            found += (*self._division_forms(), *self._division_read())
        elif self.own_class == "Agency" and not self.described:
            found.append((Role.TITLE, agencies.usual(fold(self.zh))))
        return _most_trusted(found)

    def tokens(self) -> list[str]:
        """Return what parts of its names are found by: of Chinese characters, and Latin words."""
        found: list[str] = []
        for _, name in self._written():
            if has_cjk(name):
                found += tokens_of(enterprises.bare_of(folded_once(name)))
            else:
                found += words(name)
        return found

    def _written(self) -> list[tuple[Role, str]]:
        """Return the names that somebody wrote: the others follow from these."""
        names = [(Role.ALIAS, alias) for alias in self.aliases] if self.aliases else []
        if self.zh:
            names.append((Role.DESCRIPTION if self.described else Role.LABEL, self.zh))
        if self.en:
            names.append((Role.ENGLISH, self.en))
        return names

    def _division_forms(self) -> Iterator[tuple[Role, str]]:
        yield Role.CODE, self.code
        for short in divisions.short_names(self.zh):
            yield Role.SHORT, fold(short)
        yield Role.ABBREVIATION, divisions.ABBREVIATIONS.get(self.code, "")

    def _division_read(self) -> Iterator[tuple[Role, str]]:
        read = tuple(map(fold, self.pinyin.split())) or readings.syllables(self.zh)
        yield Role.INITIALS, readings.initials(read)
        yield from _spelt(Role.PINYIN, "".join(read))
        if len(read) == len(self.zh):
            for short in divisions.short_names(self.zh):
                if self.zh.startswith(short):
                    yield Role.SHORT_INITIALS, readings.initials(read[: len(short)])
                    yield from _spelt(Role.SHORT_PINYIN, "".join(read[: len(short)]))
        yield from ((Role.PINYIN, other) for other in divisions.spellings(fold(self.en)))


def _read(found: list[tuple[Role, str]], bare: str) -> None:
    """Add how a Chinese name without its legal form is read."""
    found.append((Role.PINYIN, readings.spelt(bare)))
    if len(bare) <= _LONGEST_INITIALS:
        found.append((Role.INITIALS, readings.initials(readings.syllables(bare))))


def _most_trusted(forms: list[tuple[Role, str]]) -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, form in forms:
        if form and role <= found.get(form, role):
            found[form] = role
    return found


def _spelt(role: Role, read: str) -> Iterator[tuple[Role, str]]:
    yield role, read
    yield from ((role, other) for other in divisions.spellings(read))
