"""What the page of quality shows: validation, coverage, contradictions, the latest changes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, Triple

from kg.lookup.index import Index
from kg.vocab import BASE
from kg_api.pages.entity import reader
from kg_api.pages.entity.evidence import Texts
from kg_api.pages.entity.parts import Linker, Part
from kg_api.pages.entity.reader import Covered, Span
from kg_api.pages.entity.reading import FACTS
from kg_api.rows import Term
from kg_api.statements import Statements

SEVERITIES = ("Violation", "Warning", "Info")
KINDS = ("create", "update", "delete")
PREFIX = f"PREFIX cdo: <{BASE}ontology#>\nPREFIX oa: <http://www.w3.org/ns/oa#>\n"
PASSAGES = f"""{PREFIX}PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?article ?number ?length ?start ?end ?fact
WHERE {{
  ?paragraph cdo:inArticle/dcterms:identifier ?article ;
    cdo:number ?number ;
    cdo:characterCount ?length .
  OPTIONAL {{
    ?passage cdo:inParagraph ?paragraph ; oa:start ?start ; oa:end ?end .
    ?fact cdo:evidence ?passage .
  }}
}}
"""
"""Where facts stand in each paragraph, a row for each passage of a fact."""
CONTRADICTIONS = f"""{PREFIX}SELECT DISTINCT ?about ?what ?measure ?period ?a ?textA ?b ?textB
WHERE {{
  ?a cdo:baseValue ?valueA ; cdo:indicator|cdo:honor ?what ; cdo:about ?about ;
    cdo:measure ?measure ; cdo:period ?period .
  ?b cdo:about ?about ; cdo:indicator|cdo:honor ?what ; cdo:measure ?measure ;
    cdo:period ?period ; cdo:baseValue ?valueB .
  FILTER(STR(?a) < STR(?b) && ?valueA != ?valueB)
  OPTIONAL {{ ?a cdo:valueText ?textA }}
  OPTIONAL {{ ?b cdo:valueText ?textB }}
}}
ORDER BY ?about ?what ?period ?a ?b
"""
"""Pairs of figures of the same subject, indicator, measure and period with different values."""


@dataclass(frozen=True, slots=True)
class Validation:
    """How many graphs there are, in how many nothing was found, and results by severity."""

    graphs: int
    conforming: int
    results: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """An article: on how much of it facts rest, and how many these are."""

    article: str
    covered: Covered
    facts: int
    from_text: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures that differ; `one` and `other` lead to their facts."""

    about: Part
    what: Part
    measure: Part
    period: Part
    one: Part
    one_printed: str
    other: Part
    other_printed: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed last: its moment, whether it was the first time, and counts by kind."""

    at: str
    first: bool
    counts: tuple[tuple[str, int], ...]


def validation(triples: Iterable[Triple]) -> Validation:
    """Count what the reports of all graphs say."""
    said = Statements(triples)
    graphs = list(said.typed("sh:ValidationReport"))
    results = {graph: list(said.values(graph, "sh:result")) for graph in graphs}
    severities = Counter(
        said.one(node, "sh:resultSeverity").rpartition("#")[2]
        for nodes in results.values()
        for node in nodes
    )
    return Validation(
        len(graphs),
        sum(1 for nodes in results.values() if not nodes),
        tuple((name, severities[name]) for name in SEVERITIES),
    )


def coverage(rows: Sequence[Sequence[Term | None]], texts: Texts) -> list[Coverage]:
    """Return the articles of rows of `PASSAGES`, by name; as `kg coverage` where texts are there."""
    spans: defaultdict[tuple[str, int], list[Span]] = defaultdict(list)
    lengths: dict[tuple[str, int], int] = {}
    facts: defaultdict[str, set[str]] = defaultdict(set)
    for article, number, length, start, end, fact in rows:
        place = (_text(article), int(_text(number)))
        lengths[place] = int(_text(length))
        if fact is not None:
            spans[place].append(Span(int(_text(start)), int(_text(end)), _text(fact)))
            facts[place[0]].add(_text(fact))
    found: defaultdict[str, Covered] = defaultdict(lambda: Covered(0, 0))
    told: dict[str, bool] = {}
    for place, whole in lengths.items():
        name = place[0]
        line = texts.line(*place)
        told[name] = line is not None
        if line is None:
            found[name] += reader.covered_length(whole, spans[place])
        else:
            found[name] += reader.covered(line, spans[place])
    return [Coverage(name, found[name], len(facts[name]), told[name]) for name in sorted(found)]


def contradictions(
    rows: Sequence[Sequence[Term | None]], linker: Linker, index: Index
) -> list[Contradiction]:
    """Return the pairs of rows of `CONTRADICTIONS` with names and links."""
    named = {_text(term) for row in rows for term in row[:4]}
    linker.reading.add_labels(index, named)
    return [
        Contradiction(
            linker.thing(_text(about)),
            linker.thing(_text(what)),
            Part(linker.label(_text(measure))),
            linker.thing(_text(period)),
            _fact(one, linker),
            _text(text_one),
            _fact(other, linker),
            _text(text_other),
        )
        for about, what, measure, period, one, text_one, other, text_other in rows
    ]


def changes(index: Index) -> Changes | None:
    """Return what changed last; nothing where nothing ever did."""
    last = index.changes(index.last_change(), 1)
    if not last:
        return None
    counts = index.changed_at(last[0].at)
    return Changes(
        last[0].at,
        first=index.changes(1, 1)[0].at == last[0].at,
        counts=tuple((kind, counts.get(kind, 0)) for kind in KINDS),
    )


def _fact(iri: Term | None, linker: Linker) -> Part:
    text = _text(iri)
    return Part(text.removeprefix(FACTS), linker.page(text), look="id")


def _text(found: Term | None) -> str:
    if found is None or isinstance(found, Triple):
        return ""
    return found.value if isinstance(found, Literal) else str(getattr(found, "value", ""))
