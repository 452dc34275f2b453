"""What the page of the ontology shows, in one language, ready for a template to loop over."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.errors import Language
from kg.ontology.diagrams import DIAGRAMS, Diagram, diagram, told_before
from kg.ontology.document import is_ours, short
from kg.ontology.terms import Kind, Term, Terms
from kg.queries import SavedQuery
from kg_api.pages.drawing import Drawing, lay_out
from kg_api.texts.ontology import BUILDING, SECTIONS, TEXTS

_CODE = re.compile(r"`([^`]+)`")
_MARKS = ("deprecated", "inferred")


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of text; `href` is where it leads, `code` whether it is a name."""

    text: str
    href: str | None = None
    title: str | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of what is told of a term."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A fact of a kind as Turtle, and a query with its rows."""

    fact: str
    turtle: str
    query: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page tells it; `other` is its label in the other language."""

    anchor: str
    iri: str
    kind: str
    label: str
    other: str
    definition: str
    note: str
    marks: tuple[str, ...]
    traits: tuple[str, ...]
    rows: tuple[Row, ...]
    example: Example | None
    queries: tuple[Link, ...]
    codes: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Terms that are told together, with their diagram."""

    anchor: str
    title: str
    lead: str
    drawing: Drawing | None
    said: str
    """What the diagram shows, in words."""
    classes: tuple[Entry, ...]
    properties: tuple[Entry, ...]


class View:
    """The page in one language."""

    def __init__(
        self,
        terms: Terms,
        language: Language,
        queries: Iterable[SavedQuery] = (),
        examples: Mapping[str, Example] | None = None,
    ) -> None:
        self.terms, self.language, self.words = terms, language, TEXTS[language]
        self._other: Language = "en" if language == "zh" else "zh"
        self._examples = examples or {}
        self._queries: dict[str, list[Link]] = {}
        for query in queries:
            for name in query.terms:
                link = Link(query.title[language], f"queries/{query.name}")
                self._queries.setdefault(name, []).append(link)
        self._names = {each.name for each in terms.own(*Kind)}

    @property
    def title(self) -> str:
        """What the ontology is called."""
        return self._in_language(self.terms.header("dcterms:title"))

    @property
    def lead(self) -> str:
        """What it is for."""
        return self._in_language(self.terms.header("dcterms:description"))

    @property
    def change(self) -> str:
        """What is new in this version."""
        return self._in_language(self.terms.header("rdfs:comment"))

    @property
    def modified(self) -> str:
        """The day of the last change."""
        return next(iter(self.terms.header("dcterms:modified").values()), "")[:10]

    @property
    def building(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """How a fact is built: headings, each with its text."""
        return tuple((head, tuple(self._prose(text))) for head, text in BUILDING[self.language])

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All classes and properties, each once."""
        properties = self.terms.own(Kind.OBJECT, Kind.DATATYPE)
        drawn = {cls for classes in DIAGRAMS.values() for cls in classes}
        homeless = [p for p in properties if not p.domain or short(p.domain[0]) not in drawn]
        return (
            *(self._section(name, properties) for name in DIAGRAMS),
            self._plain("anywhere", homeless),
            self._plain("annotations", self.terms.own(Kind.ANNOTATION)),
        )

    @cached_property
    def codes(self) -> tuple[Entry, ...]:
        """The code lists, each with its codes."""
        return tuple(self._entry(each) for each in self.terms.own(Kind.SCHEME))

    @cached_property
    def others(self) -> tuple[Entry, ...]:
        """The terms of other vocabularies."""
        return tuple(self._entry(each) for each in self.terms.others())

    def _section(self, name: str, properties: Sequence[Term]) -> Section:
        classes = [cls for cls in DIAGRAMS[name] if cls not in told_before(name)]
        by_name = {each.name: each for each in self.terms.by_iri.values()}
        labels = {each: self._in_language(by_name[each].label) for each in DIAGRAMS[name]}
        found = diagram(self.terms, name)
        title, lead = SECTIONS[name][self.language]
        return Section(
            name,
            title,
            lead,
            lay_out(found, labels),
            self._in_words(found, labels),
            tuple(self._entry(by_name[cls]) for cls in classes if cls in self._names),
            tuple(self._entry(p) for p in properties if p.domain and short(p.domain[0]) in classes),
        )

    def _plain(self, name: str, properties: Iterable[Term]) -> Section:
        title, lead = SECTIONS[name][self.language]
        entries = tuple(self._entry(each) for each in properties)
        return Section(name, title, lead, None, "", (), entries)

    def _in_words(self, found: Diagram, labels: Mapping[str, str]) -> str:
        kind_of, leads = self.words["is_kind_of"], self.words["leads"]
        said = [kind_of.format(narrow=labels[n], wide=labels[w]) for w, n in found.above]
        said += [
            leads.format(name=each.name, source=labels[each.source], target=labels[each.target])
            for each in found.arrows
        ]
        return "".join(f"{each}{self.words['full_stop']}" for each in said).strip()

    def _entry(self, each: Term) -> Entry:
        marks = {"deprecated": each.deprecated, "inferred": each.inferred}
        is_list = each.kind is Kind.SCHEME
        return Entry(
            each.name,
            each.iri,
            self.words[each.kind.value],
            self._in_language(each.label),
            each.label.get(self._other, ""),
            self._in_language(each.definition),
            self._in_language(each.note),
            tuple(mark for mark in _MARKS if marks[mark]),
            tuple(self.words[trait] for trait in each.characteristics),
            tuple(self._rows(each)),
            self._examples.get(each.name),
            tuple(self._queries.get(each.name, ())) if is_ours(each.iri) else (),
            tuple(self._entry(code) for code in self.terms.codes(each.iri)) if is_list else (),
        )

    def _rows(self, each: Term) -> Iterator[Row]:
        above = [iri for iri in each.above if is_ours(iri)]
        also = [iri for iri in each.above if not is_ours(iri)]
        below = [iri for iri in each.below if is_ours(iri)]
        has = [p.iri for p in self.terms.own(Kind.OBJECT, Kind.DATATYPE) if each.iri in p.domain]
        used_by = (
            [p.iri for p in self.terms.own(Kind.OBJECT) if p.scheme == each.iri]
            if each.kind is Kind.SCHEME
            else []
        )
        told: list[tuple[str, Iterable[str]]] = [
            ("replaced_by", each.replaced_by),
            ("domain", each.domain),
            ("range", each.range),
            ("takes", (each.scheme,) if each.scheme and each.is_property else ()),
            ("used_by", used_by),
            ("above", above),
            ("below", below),
            ("has", has),
            ("also", also),
            ("see_also", each.see_also),
        ]  # fmt: skip
        for name, iris in told:
            if links := tuple(self._link(iri) for iri in iris):
                yield Row(self.words[name], links)
        if each.chains:
            yield Row(self.words["chains"], tuple(Link(way, code=True) for way in each.chains))

    def _link(self, iri: str) -> Link:
        known = self.terms.by_iri.get(iri)
        title = self._in_language(known.label) if known and known.label else None
        name = short(iri)
        shown = known is not None and (is_ours(iri) or known.label)
        return Link(name, f"#{name}" if shown else iri, title, code=True)

    def _prose(self, text: str) -> Iterator[Link]:
        for number, piece in enumerate(_CODE.split(text)):
            if number % 2 == 0:
                yield Link(piece)
            else:
                yield Link(piece, f"#{piece}" if piece in self._names else None, code=True)

    def _in_language(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language) or next(iter(texts.values()), "")
