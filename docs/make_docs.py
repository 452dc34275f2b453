"""Write the generated parts of docs/*.md again: `make docs`.

Each part stands between `<!-- generated: NAME -->` and `<!-- end -->`. A test generates them and
compares, so that the docs cannot say what the code, the ontology and the data do not.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import typer

from kg import assets
from kg import build as building
from kg.build.sources import Sources
from kg.cli import app
from kg.mapping.facts import map_article
from kg.model import article as articles
from kg.model import registration
from kg.model.division import read_divisions
from kg.settings import Settings
from kg.vocab import BASE, PREFIXES, entity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).parent
PART = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
EXAMPLES = {
    "Conferral": "a1-001", "Observation": "a5-020", "HonorTally": "a1-023", "Activity": "a6-013",
    "Partnership": "a5-071", "Goal": "a1-133", "Claim": "a6-032", "Engagement": "a1-044",
    "Byline": "a1-005", "Naming": "a1-019", "Siting": "a5-006", "Composition": "a5-079",
}  # fmt: skip
"""Kind of fact → the fact that shows it."""
DIAGRAMS = {
    "places-and-bodies": ("AdministrativeDivision", "Province", "Prefecture", "County",
                          "DevelopmentZone", "Facility", "Agency", "Enterprise", "Institution"),
    "instruments": ("Instrument", "Program", "PolicyDocument", "Principle", "Mechanism",
                    "Register", "Platform", "Offering", "Honor", "Indicator", "Topic"),
    "facts": ("Fact", "Conferral", "Observation", "HonorTally", "Activity", "Event",
              "Partnership", "Goal", "Claim", "Engagement", "Byline", "Naming", "Siting",
              "Composition"),
    "evidence": ("Fact", "Passage", "Paragraph", "Article", "Period"),
}  # fmt: skip
"""Diagram → its classes."""


def parts() -> dict[str, Callable[[], str]]:
    """Return the name of each generated part, and what makes it."""
    ontology = ox.Store()
    for path in Sources.of(Settings()).ontology:
        ontology.load(path=path, format=ox.RdfFormat.TURTLE)
    made: dict[str, Callable[[], str]] = {
        f"diagram-{name}": lambda classes=classes: _diagram(ontology, classes)
        for name, classes in DIAGRAMS.items()
    }
    made["codes"] = lambda: _codes(ontology)
    made |= {f"example-{kind.lower()}": lambda kind=kind: _example(kind) for kind in EXAMPLES}
    return made | {"commands": _commands, "settings": _settings}


def regenerated(text: str) -> str:
    """Return a page with its generated parts made again."""
    made = parts()
    return PART.sub(lambda part: f"{part[1]}{made[part[2]]()}{part[3]}", text)


# ---- the ontology


def _local(iri: str) -> str:
    return iri.removeprefix(PREFIXES["cdo"])


def _rows(store: ox.Store, query: str) -> Iterator[list[str]]:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    found = store.query(prefixes + query)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(query)
    for row in found:
        yield ["" if row[name] is None else row[name].value for name in found.variables]


def _diagram(ontology: ox.Store, classes: tuple[str, ...]) -> str:
    """Mermaid: the classes with their data, the tree, and the properties from one to another."""
    lines = ["```mermaid", "classDiagram", "  direction LR"]
    wanted = set(classes)
    lines += [f"  class {name}" for name in classes]
    query = "SELECT ?c ?s { ?c rdfs:subClassOf ?s . FILTER(isIRI(?s)) } ORDER BY ?s ?c"
    for child, parent in _rows(ontology, query):
        if {_local(child), _local(parent)} <= wanted:
            lines.append(f"  {_local(parent)} <|-- {_local(child)}")
    query = """SELECT ?d ?p ?r { ?p rdfs:domain ?d . OPTIONAL { ?p rdfs:range ?r }
               FILTER(STRSTARTS(STR(?p), STR(cdo:))) } ORDER BY ?d ?p"""
    for domain, prop, range_ in _rows(ontology, query):
        if _local(domain) not in wanted:
            continue
        if _local(range_) in wanted:
            lines.append(f"  {_local(domain)} --> {_local(range_)} : {_local(prop)}")
        else:
            kind = re.split("[#/]", range_)[-1] or "any"
            lines.append(f"  {_local(domain)} : {_local(prop)} {kind}")
    return "\n".join([*lines, "```", ""])


def _codes(ontology: ox.Store) -> str:
    query = """SELECT ?scheme ?code ?zh ?en ?definition {
      ?c skos:inScheme ?s ; rdfs:label ?zh , ?en ; skos:definition ?definition .
      FILTER(LANG(?zh) = "zh" && LANG(?en) = "en" && LANG(?definition) = "zh")
      ?s rdfs:label ?scheme . FILTER(LANG(?scheme) = "en")
      BIND(STRAFTER(STR(?c), "#") AS ?code) } ORDER BY ?scheme ?code"""
    lines = ["| list | code | zh | en | 说明 |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in _rows(ontology, query)]
    return "\n".join([*lines, ""])


# ---- the examples


def _example(kind: str) -> str:
    """The fact as the file has it, the triples that it becomes, and a query with its rows."""
    fact_id = EXAMPLES[kind]
    article = _article(fact_id.partition("-")[0])
    fact = next(each for each in article.facts if each.id == fact_id)
    if type(fact).__name__ != kind:
        raise ValueError(f"{fact_id} is no {kind}")
    span = article.document.spans["facts", article.facts.index(fact)]
    path = assets.folder("data") / "articles" / f"{article.id}.yaml"
    source = path.read_text(encoding="utf-8").splitlines()[span.line : span.end_line]
    while source and not source[-1].startswith("  "):
        source.pop()
    node = entity("fact", fact_id)
    quads = map_article(article, _registry()).quads
    triples = sorted((q.triple for q in quads if q.subject == node), key=str)
    return "\n".join([
        "```yaml", *source, "```", "```turtle", *_turtle(triples), "```",
        "```sparql", _query(kind), "```", *_table(_query(kind)), "",
    ])  # fmt: skip


def _query(kind: str) -> str:
    text = (DOCS / "examples" / f"{kind.lower()}.rq").read_text(encoding="utf-8")
    return text.strip()


def _table(query: str) -> list[str]:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    found = _candidate().query(prefixes + query, use_default_graph_as_union=True)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(query)
    names = [variable.value for variable in found.variables]
    rows = [["" if row[n] is None else row[n].value for n in names] for row in found]
    if not rows:
        raise ValueError(f"no rows: {query}")
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def _turtle(triples: list[ox.Triple]) -> list[str]:
    prefixes = {**PREFIXES, **{kind: f"{BASE}id/{kind}/" for kind in _kinds(triples)}}
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    return [line for line in data.decode().splitlines() if not line.startswith("@prefix")]


def _kinds(triples: list[ox.Triple]) -> set[str]:
    iris = {str(term) for triple in triples for term in (triple.subject, triple.object)}
    return {m[1] for iri in iris if (m := re.match(rf"<{re.escape(BASE)}id/([a-z]+)/", iri))}


_cache: dict[str, object] = {}


def _article(name: str) -> articles.Article:
    return articles.load(assets.folder("data") / "articles" / f"{name}.yaml")


def _registry() -> registration.Registry:
    data = assets.folder("data")
    divisions = read_divisions(data / "divisions" / "divisions.csv")
    return registration.load(data / "registry", divisions)


def _candidate() -> ox.Store:
    """Return the project's data in memory, made once."""
    if "store" not in _cache:
        made = building.prepare(Sources.of(Settings(corpus=None)), {}, lambda _: ())
        made.require()
        _cache["store"] = made.store
    store = _cache["store"]
    if not isinstance(store, ox.Store):
        raise TypeError(store)
    return store


# ---- the reference


def _commands() -> str:
    lines = []
    for name, command in sorted(typer.main.get_group(app).commands.items()):
        lines += [f"### `kg {name}`", "", (command.help or "").strip(), ""]
        options = [
            f"| `{param.opts[0]}` | {(getattr(param, 'help', None) or '').strip()} |"
            for param in command.params
            if param.name != "help"
        ]
        if options:
            lines += ["| option or argument | meaning |", "|---|---|", *options, ""]
    return "\n".join(lines)


def _settings() -> str:
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "the checkout's or the installed data" if name == "data" else f"`{field.default}`"
        lines.append(f"| `KG_{name.upper()}` | {default} | {field.description} |")
    return "\n".join([*lines, ""])


def main(*, check: bool = False) -> None:
    """Write every page again; with --check only say which ones would change."""
    changed = []
    for page in sorted(DOCS.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (new := regenerated(text)) != text:
            changed.append(page.name)
            if not check:
                page.write_text(new, encoding="utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in changed))
    if check and changed:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
