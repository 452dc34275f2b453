"""The saved queries as RDF, so that editors and question-answering tools can offer them.

The vocabulary is that of sib-swiss/sparql-examples: SHACL's SPARQL executables, with the text as
it runs, `rdfs:comment` in each language, `schema:keywords`, and `schema:target`, the endpoint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.engine import guard
from kg.engine.guard import QueryForm
from kg.vocab import BASE, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.queries import SavedQuery

COLLECTION = f"{BASE}queries"
SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_FORMS = {
    QueryForm.SELECT: ("sh:SPARQLSelectExecutable", term("sh:select")),
    QueryForm.ASK: ("sh:SPARQLAskExecutable", term("sh:ask")),
    QueryForm.CONSTRUCT: ("sh:SPARQLConstructExecutable", term("sh:construct")),
    QueryForm.DESCRIBE: (None, NamedNode(f"{SPEX}describe")),  # SHACL knows none such
}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TITLE = {"zh": "县域知识图谱的示例查询", "en": "Example queries of County KG"}


def iri_of(query: SavedQuery) -> str:
    """Return the IRI of a saved query."""
    return f"{COLLECTION}/{query.name}"


def published(queries: Iterable[SavedQuery]) -> tuple[SavedQuery, ...]:
    """Return those that are for readers: the others are meant to return nothing."""
    return tuple(query for query in queries if query.publish)


def collection(queries: Iterable[SavedQuery], endpoint: str) -> Iterator[Triple]:
    """Yield the published queries, their collection, and the prefixes that they use.

    `endpoint` is the address at which they run. Raises `ValueError` where two queries mean two
    namespaces by one prefix.
    """
    chosen = published(queries)
    node = NamedNode(COLLECTION)
    yield Triple(node, RDF_TYPE, term("schema:Collection"))
    for language, text in _TITLE.items():
        yield Triple(node, term("rdfs:label"), Literal(text, language=language))
    yield from _prefixes(chosen)
    for query in chosen:
        yield Triple(node, term("schema:hasPart"), NamedNode(iri_of(query)))
        yield from _query(query, endpoint)


def one(query: SavedQuery, endpoint: str) -> Iterator[Triple]:
    """Yield one query, and the prefixes that it uses."""
    yield from _query(query, endpoint)
    yield from _prefixes((query,))


def _query(query: SavedQuery, endpoint: str) -> Iterator[Triple]:
    node = NamedNode(iri_of(query))
    kind, text = _FORMS[guard.inspect(query.text).form]
    yield Triple(node, RDF_TYPE, term("sh:SPARQLExecutable"))
    if kind:
        yield Triple(node, RDF_TYPE, term(kind))
    for language, title in query.title.items():
        yield Triple(node, term("rdfs:label"), Literal(title, language=language))
        yield Triple(node, term("rdfs:comment"), Literal(title, language=language))
    for tag in query.tags:
        yield Triple(node, term("schema:keywords"), Literal(tag))
    yield Triple(node, term("schema:target"), NamedNode(endpoint))
    yield Triple(node, term("dcterms:license"), NamedNode(_LICENCE))
    yield Triple(node, term("sh:prefixes"), NamedNode(COLLECTION))
    yield Triple(node, text, Literal(query.text))


def _prefixes(queries: Iterable[SavedQuery]) -> Iterator[Triple]:
    """Yield the prefixes as SHACL declares them (SHACL, section 5.2.1), without blank nodes."""
    found: dict[str, str] = {}
    for query in queries:
        for prefix, namespace in _PREFIX.findall(query.text):
            if found.setdefault(prefix, namespace) != namespace:
                raise ValueError(f"{query.name}: {prefix}: is another namespace elsewhere")
    for prefix, namespace in sorted(found.items()):
        node = NamedNode(f"{COLLECTION}#prefix-{prefix}")
        yield Triple(NamedNode(COLLECTION), term("sh:declare"), node)
        yield Triple(node, term("sh:prefix"), Literal(prefix))
        value = Literal(namespace, datatype=term("xsd:anyURI"))
        yield Triple(node, term("sh:namespace"), value)
