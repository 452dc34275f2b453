"""Groups: what one property of a fact becomes in a table.

A reference becomes the IRI of the entity, its names in zh and en and, where it may be a division,
the code: `recipient`, `recipient_zh`, `recipient_en`, `recipient_code`. A code becomes its word
and its names, a period its IRI, its names, its first and its last day. Of several values the n-th
in each column of the group belong together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from kg.publication.column import Column, Words, joined, transposed
from kg.publication.reader import code_of

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kg.publication.column import Cell, Type
    from kg.publication.reader import Reader

_ASPECTS = {
    "": Words("此处为其 IRI。", "Here: its IRI."),
    "zh": Words(
        "此处为其中文名；无名者为原文的描述。",
        "Here: its name in Chinese, or the words that describe it where it has no name.",
    ),
    "en": Words("此处为其英文名。", "Here: its name in English."),
    "code": Words(
        "此处为其区划代码（GB/T 2260，文本）；不是行政区划的没有。",
        "Here: its division code (GB/T 2260, a string); only divisions have one.",
    ),
    "symbol": Words("此处为按原文所印的单位。", "Here: the unit as printed."),
    "begin": Words(
        "此处为第一天；空：无起始日，或没有时期。",
        "Here: the first day; empty where it has none, or where there is no period.",
    ),
    "end": Words(
        "此处为最后一天；空：延续至今，或没有时期。",
        "Here: the last day; empty where it has none, or where there is no period.",
    ),
}
_CODE = Words("此处为代码。", "Here: the code.")
_FACT = Words("此处为该事实的 IRI。", "Here: the IRI of that fact.")
_LABEL = {
    "zh": Words("论断的中文表述，用我们自己的话。", "The claim in Chinese, in our own words."),
    "en": Words("论断的英文表述，用我们自己的话。", "The claim in English, in our own words."),
}
_FURTHER = {"code": "cdo:divisionCode", "symbol": "qudt:symbol"}


class Group(Protocol):
    """Columns that are filled together."""

    @property
    def name(self) -> str:
        """The name of the first column, or what all their names begin with."""
        ...

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in their order."""
        ...

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the cell of each column for one subject."""
        ...


@dataclass(frozen=True)
class Reference:
    """An entity, reached by a path of properties."""

    name: str
    path: tuple[str, ...]
    many: bool = False
    further: tuple[str, ...] = ()
    """Columns beside IRI, zh and en: `code` of a division, `symbol` of a unit."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """IRI, zh, en, and what is further asked for."""
        return tuple(
            Column(
                named(self.name, suffix),
                "text" if suffix else "iri",
                _ASPECTS[suffix],
                self.path[-1],
                many=self.many,
            )
            for suffix in ("", "zh", "en", *self.further)
        )

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the cells of the entities that the path leads to."""
        found = [self.of(reader, thing) for thing in reader.nodes(subject, *self.path)]
        if len(found) == 1 and not self.many:
            return found[0]
        return transposed(found, len(self.columns))

    def of(self, reader: Reader, thing: NamedNode) -> tuple[str | None, ...]:
        """Return the cells of one entity."""
        further = (reader.value(thing, _FURTHER[suffix]) for suffix in self.further)
        return (thing.value, *reader.name(thing), *further)


@dataclass(frozen=True)
class Coded:
    """A code of one of the ontology's lists."""

    name: str
    prop: str
    scheme: str
    many: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """Code, zh, en."""
        code = Column(self.name, "code", _CODE, self.prop, self.scheme, self.many)
        names = (
            Column(named(self.name, lang), "text", _ASPECTS[lang], self.prop, many=self.many)
            for lang in ("zh", "en")
        )
        return (code, *names)

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the code and its names."""
        found = reader.nodes(subject, self.prop)
        return transposed([(code_of(code), *reader.name(code)) for code in found], 3)


@dataclass(frozen=True)
class Scalar:
    """A literal; of texts there may be several."""

    name: str
    prop: str
    type: Type
    many: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The one column."""
        return (Column(self.name, self.type, prop=self.prop, many=self.many),)

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the value in the type of its column."""
        found = reader.values(subject, self.prop)
        return (self._cell(found) if found else None,)

    def _cell(self, found: list[str]) -> Cell:
        match self.type:
            case "number":
                return Decimal(found[0])
            case "integer":
                return int(found[0])
            case "boolean":
                return found[0] == "true"
            case _:
                return joined(found) if self.many else found[0]


@dataclass(frozen=True)
class Facts:
    """Other facts."""

    name: str
    prop: str
    many: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The one column."""
        return (Column(self.name, "iri", _FACT, self.prop, many=self.many),)

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the IRIs."""
        return (joined(fact.value for fact in reader.nodes(subject, self.prop)),)


@dataclass(frozen=True)
class Span:
    """A period."""

    name: str
    prop: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """IRI, zh, en, begin, end."""
        types: dict[str, Type] = {"": "iri", "zh": "text", "en": "text"}
        return tuple(
            Column(named(self.name, part), types.get(part, "date"), _ASPECTS[part], self.prop)
            for part in ("", "zh", "en", "begin", "end")
        )

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the cells of the period, empty where there is none."""
        for period in reader.nodes(subject, self.prop):
            return (period.value, *reader.name(period), *days(reader, period))
        return (None,) * 5


@dataclass(frozen=True)
class Label:
    """The label of a fact: a claim in our own words."""

    name: str = "label"

    @property
    def columns(self) -> tuple[Column, ...]:
        """zh, en."""
        return tuple(Column(named(self.name, lang), "text", _LABEL[lang]) for lang in _LABEL)

    def cells(self, reader: Reader, subject: NamedNode) -> tuple[Cell, ...]:
        """Return the label in zh and en."""
        return tuple(reader.name(subject))


def named(name: str, suffix: str) -> str:
    """Return the name of a column of a group."""
    return f"{name}_{suffix}" if suffix else name


def days(reader: Reader, period: NamedNode) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period; None where it is open."""
    begin, end = (reader.value(period, f"cdo:{edge}Date") for edge in ("begin", "end"))
    return (
        date.fromisoformat(begin) if begin else None,
        date.fromisoformat(end) if end else None,
    )
