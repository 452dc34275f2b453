"""An entity with its names, and the forms under which the index finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.names import agencies, divisions, enterprises, forms, readings
from kg.names.forms import fold, has_cjk
from kg.names.named import NO_DIVISION
from kg.names.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_INITIALS = 4  # characters; nobody writes the initials of a longer name of this kind


_Written = tuple[Role, str, str, bool]  # a name as it is written, folded, and whether in Chinese


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
    zh: str = ""
    en: str = ""
    described: bool = False
    code: str = ""
    pinyin: str = ""
    begins: str = ""
    ends: str = ""
    current: bool = True
    replaced_by: tuple[str, ...] = ()
    level: int = NO_DIVISION
    links: int = 0
    within: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    @property
    def is_division(self) -> bool:
        """Whether it is an administrative division."""
        return self.level < NO_DIVISION

    def found_by(self) -> tuple[dict[str, Role], list[str]]:
        """Return its forms and tokens.

        Forms are folded and stand for a whole name, each with its role: the most trusted one.
        Tokens are what parts of its names are found by: of Chinese characters, and Latin words.
        """
        found: dict[str, Role] = {}
        written = self._written()
        for role, form in self._forms(written):
            if form and role <= found.get(form, role):
                found[form] = role
        return found, _tokens(written)

    def _written(self) -> list[_Written]:
        """Return the names that somebody wrote: the others follow from these."""
        names = [(Role.ALIAS, alias) for alias in self.aliases]
        if self.zh:
            names.append((Role.DESCRIPTION if self.described else Role.LABEL, self.zh))
        if self.en:
            names.append((Role.ENGLISH, self.en))
        return [(role, name, fold(name), has_cjk(name)) for role, name in names]

    def _forms(self, written: list[_Written]) -> list[tuple[Role, str]]:
        found = [(role, folded) for role, _, folded, _ in written]
        found += [(Role.CODE, fold(identifier)) for identifier in self.identifiers]
        if self.is_division:
            return [*found, *self._division_forms(), *self._division_read()]
        if self.own_class == "Agency" and not self.described:
            found.append((Role.TITLE, agencies.usual(fold(self.zh))))
        for _, name, _, chinese in written:
            if chinese:
                bare = enterprises.without_legal_form(name)
                found.append((Role.PINYIN, readings.spelt(bare)))
                if len(bare) <= _LONGEST_INITIALS:
                    found.append((Role.INITIALS, readings.initials(readings.syllables(bare))))
        return found

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


def _tokens(written: list[_Written]) -> list[str]:
    found: list[str] = []
    for _, name, folded, chinese in written:
        found += forms.tokens(enterprises.bare_of(folded)) if chinese else forms.words(name)
    return found


def _spelt(role: Role, read: str) -> Iterator[tuple[Role, str]]:
    yield role, read
    yield from ((role, other) for other in divisions.spellings(read))
