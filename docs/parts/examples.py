"""One worked example a kind of fact: as its file has it, as triples, and a query with its rows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import assets
from kg.mapping.facts import map_article
from kg.mapping.inference import INFERRED
from kg.model import article as articles
from kg.model import registration
from kg.model.division import read_divisions
from kg.model.fact import KINDS
from kg.vocab import BASE, PREFIXES, RDF_TYPE, entity, term
from parts.tables import ask, prefixes, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

QUERIES = Path(__file__).parents[1] / "examples"
EXAMPLES = {
    "Conferral": "a1-001", "Observation": "a5-020", "HonorTally": "a1-023", "Activity": "a6-013",
    "Partnership": "a5-071", "Goal": "a1-133", "Claim": "a6-032", "Engagement": "a1-044",
    "Byline": "a1-005", "Naming": "a1-117", "Siting": "a1-046", "Composition": "a5-079",
}  # fmt: skip
"""Kind of fact → the fact that shows it."""
ROWS = 5
"""How many rows of its query a page shows of an example."""
FIRST = EXAMPLES["Conferral"]
"""The fact whose evidence and consequences are shown as well."""


class Examples:
    """The examples, made from the fact files and from the graph of all data."""

    def __init__(self, store: Callable[[], ox.Store]) -> None:
        self._store = store
        self._read: dict[str, articles.Article] = {}
        self._mapped: dict[str, list[ox.Triple]] = {}

    def example(self, kind: str) -> str:
        """Return the example of a kind; ValueError where it shows another kind, or no rows."""
        fact = EXAMPLES[kind]
        names, rows = ask(self._store(), query_text(kind))
        if not rows:
            raise ValueError(f"docs/examples: the query of {kind} has no rows")
        return "\n".join([
            _block("yaml", self._source(fact, kind)),
            _block("turtle", _turtle(_sorted(self._about(fact)))),
            _block("sparql", _body(kind)),
            table(names, rows),
        ])  # fmt: skip

    def published(self) -> str:
        """Return the examples as the pages of the service show them, in JSON: kind → example."""
        shown = {}
        for kind, fact in EXAMPLES.items():
            names, rows = ask(self._store(), query_text(kind))
            shown[kind] = {
                "fact": fact,
                "turtle": _turtle(_sorted(self._about(fact))),
                "query": query_text(kind),
                "columns": names,
                "rows": rows[:ROWS],
            }
        return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"

    def prefixes(self) -> str:
        """Return the PREFIX lines that every query of the examples needs."""
        return _block("sparql", prefixes(_needed()))

    def evidence(self) -> str:
        """Return the way from a fact to its article, for one of its passages."""
        triples = self._triples(FIRST)
        node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple = entity("fact", FIRST)
        shown: list[ox.Triple] = []
        for step in ("cdo:evidence", "cdo:inParagraph", "cdo:inArticle"):
            link = min(
                (t for t in triples if t.subject == node and t.predicate == term(step)), key=str
            )
            node = link.object
            shown += [link] if step == "cdo:evidence" else []
            shown += _sorted(t for t in triples if t.subject == node)
        return _block("turtle", _turtle(shown))

    def consequences(self) -> str:
        """Return what is inferred from one fact: about itself, and the shortcut that it gives."""
        store, node = self._store(), entity("fact", FIRST)
        own = [q.triple for q in store.quads_for_pattern(node, None, None, INFERRED)]
        roles = {t.predicate: t.object for t in self._about(FIRST)}
        honored, honor = roles[term("cdo:recipient")], roles[term("cdo:honor")]
        gained = [
            q.triple
            for q in store.quads_for_pattern(None, term("cdo:hasHonor"), honor, INFERRED)
            if q.subject == honored
        ]
        return _block("turtle", _turtle([*_sorted(own), *gained]))

    def _source(self, fact: str, kind: str) -> str:
        """Return the lines of a fact in its file."""
        article = self._article(fact)
        found = next(each for each in article.facts if each.id == fact)
        if type(found) is not KINDS[kind]:
            raise ValueError(f"{fact} is no {kind}")
        span = article.document.spans["facts", article.facts.index(found)]
        path = assets.folder("data") / "articles" / f"{article.id}.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()[span.line : span.end_line]
        while not lines[-1].startswith("  "):  # the span ends where the next fact begins
            lines.pop()
        return "\n".join(lines)

    def _article(self, fact: str) -> articles.Article:
        name = fact.partition("-")[0]
        if name not in self._read:
            self._read[name] = articles.load(assets.folder("data") / "articles" / f"{name}.yaml")
        return self._read[name]

    def _triples(self, fact: str) -> list[ox.Triple]:
        """Return the graph of the article, as the mapping gives it without the text."""
        article = self._article(fact)
        if article.id not in self._mapped:
            data = assets.folder("data")
            divisions = read_divisions(data / "divisions" / "divisions.csv")
            registry = registration.load(data / "registry", divisions)
            self._mapped[article.id] = [q.triple for q in map_article(article, registry).quads]
        return self._mapped[article.id]

    def _about(self, fact: str) -> list[ox.Triple]:
        node = entity("fact", fact)
        return [triple for triple in self._triples(fact) if triple.subject == node]


def query_text(kind: str) -> str:
    """Return the query of a kind as a reader can run it: the prefixes of the page, and its text."""
    return prefixes(_needed()) + _body(kind)


def _body(kind: str) -> str:
    return (QUERIES / f"{kind.lower()}.rq").read_text(encoding="utf-8").strip()


def _needed() -> list[str]:
    bodies = "\n".join(_body(kind) for kind in EXAMPLES)
    return [name for name in PREFIXES if re.search(rf"\b{name}:", bodies)]


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return triples by their terms, the type first."""
    return sorted(set(triples), key=lambda t: (t.predicate != RDF_TYPE, str(t)))


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text.strip()}\n```"


def _turtle(triples: Iterable[ox.Triple]) -> str:
    """Return Turtle in the order given, without its prefix lines: the page tells them once."""
    found = list(triples)
    iris = {str(node) for triple in found for node in (triple.subject, triple.object)}
    kinds = {m[1] for iri in iris if (m := re.match(rf"<{re.escape(BASE)}id/([a-z]+)/", iri))}
    known = {**PREFIXES, **{kind: f"{BASE}id/{kind}/" for kind in kinds}}
    data = ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=known) or b""
    return "\n".join(
        line.replace("\t", "  ")
        for line in data.decode().splitlines()
        if not line.startswith("@prefix")
    )
