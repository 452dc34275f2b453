"""What the query workbench shows: the examples, the parameters of one, the rows of an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import Language, QueryError
from kg.lookup.index import Index
from kg.queries import SavedQuery
from kg.vocab import PREFIXES
from kg_api.pages.entity.parts import Linker, Part
from kg_api.pages.entity.reading import ENTITIES, Reading
from kg_api.rows import Rows, Term
from kg_api.statements import short
from kg_api.texts.queries import TEXTS as TAGS

_OWN = PREFIXES["cdo"]
_XSD = PREFIXES["xsd"]
_NUMBERS = frozenset(
    f"{_XSD}{name}"
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)
_HIDDEN_TAGS = {"start"}
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_AROUND = 2  # lines shown before and after the one at fault


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as a field of a form; `kind` is its type in words."""

    name: str
    label: str
    type: str
    kind: str
    value: str
    default: str


@dataclass(frozen=True, slots=True)
class Example:
    """A saved query in the list; `href` is its address, relative to the page."""

    name: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table: runs of text as `Part` has them, and whether it is a number."""

    part: Part | None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A line near the one at fault, and whether it is that one."""

    number: int
    text: str
    here: bool


def examples(saved: Sequence[SavedQuery], language: Language) -> dict[str, list[Example]]:
    """Return the published queries by the name of their first tag."""
    found: dict[str, list[Example]] = {}
    for query in saved:
        if query.publish:
            tags = [tag for tag in query.tags if tag not in _HIDDEN_TAGS]
            name = TAGS[language].get(tags[0], tags[0]) if tags else TAGS[language]["all"]
            href = f"?{urlencode({'example': query.name, 'lang': language})}"
            found.setdefault(name, []).append(Example(query.name, query.title[language], href))
    return found


def fields(query: SavedQuery, given: Mapping[str, str], language: Language) -> tuple[Field, ...]:
    """Return the parameters of a query with the values given, else those that it has."""
    defaults = {name: _plain(text) for name, text in query.defaults.items()}
    return tuple(
        Field(
            name,
            param.zh if language == "zh" else param.en,
            param.type,
            TAGS[language][param.type],
            given.get(name, defaults[name]),
            defaults[name],
        )
        for name, param in query.params.items()
    )


def headings(query: SavedQuery | None, language: Language) -> dict[str, str]:
    """Return what the columns of a saved query are called, by their variables."""
    columns = query.columns.items() if query else ()
    return {name: each.zh if language == "zh" else each.en for name, each in columns}


def table(
    rows: Rows, index: Index | None, language: Language, base: str
) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of the rows, entities by their names and as links; `base` as of `Linker`."""
    linker = Linker(Reading(()), language, base, "")
    if index is not None:
        iris = {term.value for row in rows.rows for term in row if isinstance(term, ox.NamedNode)}
        linker.reading.add_labels(index, iris)
    return tuple(tuple(_cell(term, linker) for term in row) for row in rows.rows)


def faults(text: str, problem: QueryError) -> tuple[Fault, ...]:
    """Return the line of a query at which the engine stumbled, with those around it."""
    line = problem.extra.get("line")
    if not isinstance(line, int):
        return ()
    lines = text.splitlines()
    first, last = max(0, line - 1 - _AROUND), line + _AROUND
    return tuple(
        Fault(number, shown, number == line)
        for number, shown in enumerate(lines[first:last], first + 1)
    )


def _cell(term: Term | None, linker: Linker) -> Cell:
    match term:
        case None:
            return Cell(None)
        case ox.NamedNode(value=iri) if iri.startswith(ENTITIES):
            return Cell(linker.thing(iri))
        case ox.NamedNode(value=iri) if iri.startswith(_OWN):
            href = f"{linker.static('ontology')}?lang={linker.language}#{iri.removeprefix(_OWN)}"
            return Cell(Part(short(iri), href))
        case ox.NamedNode(value=iri):
            return Cell(Part(short(iri)))
        case ox.Literal():
            lang = "zh" if (term.language or "").startswith("zh") else None
            lang = "en" if (term.language or "").startswith("en") else lang
            tag = linker.tag("zh" if lang == "zh" else "en" if lang == "en" else None)
            return Cell(Part(term.value, lang=tag), number=term.datatype.value in _NUMBERS)
        case _:
            return Cell(Part(str(term)))


def _plain(text: str) -> str:
    """Return the value of a term as a query writes it: `"甲"@zh` is 甲."""
    found = _QUOTED.match(text)
    return found[1] if found else text.removeprefix("cdo:")
