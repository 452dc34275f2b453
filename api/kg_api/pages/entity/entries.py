"""Entities on a page that are no facts: what points at the subject, and what its facts name."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg_api.pages.entity.groups import Entry, Group, Section
from kg_api.pages.entity.parts import Part, Parts
from kg_api.pages.entity.reading import ENTITIES, local
from kg_api.texts.entity import WORDS, number_of
from kg_api.texts.sections import LINKS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.lookup.index import Index
    from kg_api.pages.entity.parts import Linker

INSTRUMENTS = ("Program", "PolicyDocument", "Platform", "Mechanism", "Register", "Principle")
DIVISIONS = frozenset(("Province", "Prefecture", "County"))
_PROVINCE, _PREFECTURE = 2, 4  # digits of a code (GB/T 2260) that name it
_DIGITS = 6
_FIRST = ("within", "jurisdiction", "broader", "isReplacedBy")
_SAID_ELSEWHERE = frozenset(("hasHonor", "concerns", "about"))
"""Inferred links that follow from facts of the same page."""


class Entries:
    """Makes the sections of entities of one page."""

    def __init__(self, linker: Linker, index: Index) -> None:
        self._linker = linker
        self._reading = linker.reading
        self._index = index
        self._words = WORDS[linker.language]

    def linked(self, subjects: Sequence[str]) -> tuple[Section, ...]:
        """Return a section for each property by which these point at the page's subject."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        self._read_classes(subjects)
        for iri in subjects:
            name = self._property(iri)
            if name not in _SAID_ELSEWHERE:
                groups[name].append(iri)
        return tuple(self._section(name, groups[name]) for name in sorted(groups, key=_place))

    def enterprises(self, subjects: Iterable[str]) -> Section | None:
        """Return the enterprises among these by the honors that they have."""
        found = [iri for iri in subjects if self._reading.kind(iri) == "Enterprise"]
        if not found:
            return None
        self._read_own(found)
        honors: defaultdict[str, list[str]] = defaultdict(list)
        for iri in found:
            for honor in self._reading.iris(iri, "cdo:hasHonor") or ("",):
                honors[honor].append(iri)
        none = (Part(self._words["no_honor"]),)
        groups = tuple(
            Group(
                (self._linker.thing(honor),) if honor else none,
                entries=tuple(self._entry(iri) for iri in those),
            )
            for honor, those in honors.items()
        )
        return self._made("enterprises", len(found), groups)

    def instruments(self, facts: Iterable[str]) -> Section | None:
        """Return the programs, policies and platforms that these facts name, most named first."""
        named: Counter[str] = Counter()
        for fact in facts:
            named.update(
                iri
                for iri in set(self._reading.iris(fact, "cdo:concerns"))
                if iri != self._linker.subject and self._reading.kind(iri) in INSTRUMENTS
            )
        if not named:
            return None
        self._read_classes(named)
        groups = []
        for kind in INSTRUMENTS:
            those = [iri for iri, _ in named.most_common() if self._reading.kind(iri) == kind]
            if those:
                title = (Part(self._class(those[0], kind)),)
                entries = tuple(
                    self._entry(iri, number_of(named[iri], "count", self._linker.language))
                    for iri in those
                )
                groups.append(Group(title, entries=entries))
        return self._made("programs", len(named), tuple(groups))

    def counted(self, tallies: Iterable[str]) -> dict[str, Parts]:
        """Return, for each tally, what the facts that are counted in it name."""
        return {iri: named for iri in tallies if (named := self._counted(iri))}

    def _counted(self, tally: str) -> Parts:
        resource = self._index.find(tally)
        if resource is None or not resource.inbound:
            return ()
        facts = self._index.inbound(resource, 0, resource.inbound)
        self._reading.add_own(self._index, facts)
        names: list[str] = []
        for fact in facts:
            if tally in self._reading.iris(fact.iri, "cdo:countedIn"):
                for role in ("cdo:recipient", "cdo:part", "cdo:object"):
                    names += self._reading.iris(fact.iri, role)
        self._reading.add_labels(self._index, names)
        return self._linker.things(dict.fromkeys(names))

    def _property(self, iri: str) -> str:
        """Return the first property by which this one points at the page's subject."""
        subject = self._linker.subject
        names = [
            local(name)
            for name, values in self._reading.properties(iri).items()
            if any(getattr(value, "value", None) == subject for value in values)
        ]
        wanted = [name for name in names if name not in _SAID_ELSEWHERE]
        return min(wanted or names or [""], key=_place)

    def _section(self, name: str, subjects: list[str]) -> Section:
        language = self._linker.language
        title = LINKS[language].get(name, SECTIONS[language]["linked"])
        count = number_of(len(subjects), "count_links", language)
        if name == "within":
            return Section(name, title, count, "divisions", tuple(self._divisions(subjects)))
        entries = tuple(self._entry(iri, self._class(iri)) for iri in subjects)
        return Section(name or "linked", title, count, "entries", (Group(entries=entries),))

    def _divisions(self, subjects: list[str]) -> Iterator[Group]:
        """Yield divisions by the prefecture that they are in, those that have ended at the end."""
        codes = {iri: self._reading.text(iri, "cdo:divisionCode") or "" for iri in subjects}
        own = self._reading.text(self._linker.subject, "cdo:divisionCode") or ""
        digits = _PREFECTURE if own[_PROVINCE:] == "0" * _PREFECTURE else _DIGITS
        groups: defaultdict[tuple[bool, str], list[str]] = defaultdict(list)
        for iri in sorted(subjects, key=lambda each: codes[each]):
            ended = self._reading.holds(iri, "owl:deprecated")
            above = "" if digits == _DIGITS else codes[iri][:digits]
            groups[ended, above].append(iri)
        for (ended, above), those in sorted(groups.items()):
            yield Group(
                self._above(above, ended=ended),
                entries=tuple(
                    self._entry(iri, codes[iri])
                    for iri in those
                    if codes[iri] != f"{above:0<{_DIGITS}}"
                ),
            )

    def _above(self, code: str, *, ended: bool) -> Parts:
        iri = f"{ENTITIES}division/{code:0<{_DIGITS}}"
        known = bool(code and self._reading.properties(iri))
        name: Parts = (self._linker.thing(iri),) if known else ()
        if not ended:
            return name
        gap = Part("：" if self._linker.language == "zh" else ": ")
        word = Part(self._words["ended"])
        return (word, gap, *name) if name else (word,)

    def _entry(self, iri: str, beside: str = "") -> Entry:
        other = self._reading.other_name(iri, self._linker.language)
        return Entry(self._linker.thing(iri), self._linker.named(other) if other else None, beside)

    def _class(self, iri: str, kind: str = "") -> str:
        for each in self._reading.iris(iri, "rdf:type"):
            if local(each) == (kind or self._reading.kind(iri)):
                return self._linker.label(each)
        return ""

    def _made(self, key: str, number: int, groups: tuple[Group, ...]) -> Section:
        title = SECTIONS[self._linker.language][key]
        return Section(
            key, title, number_of(number, "count_links", self._linker.language), "entries", groups
        )

    def _read_classes(self, iris: Iterable[str]) -> None:
        """Read the names of the classes of these."""
        classes = {each for iri in iris for each in self._reading.iris(iri, "rdf:type")}
        self._reading.add_labels(self._index, classes)

    def _read_own(self, iris: Iterable[str]) -> None:
        found = [resource for iri in iris if (resource := self._index.find(iri))]
        self._reading.add_own(self._index, found)
        honors = [iri for each in found for iri in self._reading.iris(each.iri, "cdo:hasHonor")]
        self._reading.add_labels(self._index, honors)


def _place(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
