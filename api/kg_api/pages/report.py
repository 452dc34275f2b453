"""What the page of validation reports shows; no markup here."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.errors import Language
from kg.vocab import BASE
from kg_api.statements import Statements, short

_SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Result:
    """A sh:ValidationResult; `focus` is relative to the start page where the node is ours."""

    severity: str
    node: str
    focus: str
    path: str
    value: str
    message: str
    shape: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A sh:ValidationReport of a graph or a node; addresses are relative to the start page.

    `entry` is that of the page of the node, or of the article whose graph it is; `graph` that of
    the graph.
    """

    about: str
    href: str
    entry: str | None
    graph: str | None
    conforms: bool
    results: tuple[Result, ...]


def reports(triples: Iterable[Triple], language: Language) -> tuple[Shown, ...]:
    """Return the reports among the triples, those with results first, gravest results first."""
    said = Statements(triples)
    found = (_shown(said, iri, language) for iri in said.typed("sh:ValidationReport"))
    return tuple(sorted(found, key=lambda each: (not each.results, each.about)))


def _shown(said: Statements, iri: str, language: Language) -> Shown:
    results = [_result(said, node, language) for node in said.values(iri, "sh:result")]
    about = said.one(iri, "schema:about").removeprefix(BASE)
    folder, _, name = about.partition("/")
    has_page = folder == "id" or name.startswith("article/")
    return Shown(
        about=name,
        href=iri.removeprefix(BASE),
        entry=f"doc/{name}" if has_page else None,
        graph=about if folder == "graph" else None,
        conforms=said.one(iri, "sh:conforms") == "true",
        results=tuple(
            sorted(results, key=lambda each: (_SEVERITIES.index(each.severity), each.node))
        ),
    )


def _result(said: Statements, node: str, language: Language) -> Result:
    focus = said.one(node, "sh:focusNode")
    path = said.one(node, "sh:resultPath")
    return Result(
        severity=said.one(node, "sh:resultSeverity").rpartition("#")[2],
        node=focus.removeprefix(f"{BASE}id/"),
        focus=focus.removeprefix(BASE),
        # A path that is not one property has nodes of its own; the message says what it asks.
        path="" if "/genid/" in path else short(path),
        value=short(said.one(node, "sh:value")),
        message=said.text(node, "sh:resultMessage", language),
        shape=said.one(node, "sh:sourceShape").removeprefix(f"{BASE}shapes#"),
    )
