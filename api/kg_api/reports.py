"""The validation reports of a snapshot: all of them, that of one graph, or what concerns one node.

They are sh:ValidationReport (SHACL, section 3.6) as the build wrote them.
"""

from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.mapping.dataset import reports_of, with_paths
from kg.store.snapshot import REPORT, Snapshot
from kg.vocab import BASE, RDF_TYPE, graph, term
from kg_api import described


def all_of(snapshot: Snapshot) -> tuple[Triple, ...]:
    """Return the reports of all graphs; raises `SnapshotError` (`snapshot-damaged`)."""
    return described.read(snapshot, REPORT)


def of_graph(snapshot: Snapshot, name: str) -> tuple[Triple, ...]:
    """Return the report of a graph such as `article/a1`, nothing where it has none.

    Raises as `all_of` does.
    """
    return tuple(reports_of(all_of(snapshot), [graph(name)]))


def of_node(snapshot: Snapshot, iri: str) -> tuple[Triple, ...]:
    """Return a report of the results whose focus node this is; it conforms where there is none.

    Raises as `all_of` does.
    """
    triples, focus = all_of(snapshot), NamedNode(iri)
    found = dict.fromkeys(
        triple.subject.value
        for triple in triples
        if triple.predicate == term("sh:focusNode")
        and triple.object == focus
        and isinstance(triple.subject, NamedNode)
    )
    report = NamedNode(f"{BASE}report?focus={quote(iri, safe='')}")
    return (
        Triple(report, RDF_TYPE, term("sh:ValidationReport")),
        Triple(report, term("schema:about"), focus),
        Triple(report, term("sh:conforms"), Literal(not found)),
        *(Triple(report, term("sh:result"), NamedNode(result)) for result in found),
        *with_paths(triples, found.__contains__),
    )
