"""The file of the dataset's description: graph/dataset, whole but for the results of reports."""

from __future__ import annotations

from datetime import UTC, datetime

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg.mapping.counts import THE_DATASET
from kg.mapping.dataset import DATASET, report_iri, report_quads
from kg.mapping.provenance import Making, Moment, making_quads
from kg.publication import description
from kg.publication.content import Content
from kg.shacl.path import Path
from kg.shacl.report import Finding, Report, Severity
from kg.vocab import BASE, entity, graph, term

T1 = graph("article/t1")
NOW = datetime(2026, 9, 1, tzinfo=UTC)
FINDING = Finding(
    entity("fact", "t1-001"),
    NamedNode(f"{BASE}shapes#Some"),
    term("sh:MinCountConstraintComponent"),
    Severity.WARNING,
    {"zh": "欠缺", "en": "missing"},
    Path.inverse(Path.of(f"{BASE}ontology#about")),
)


def written() -> tuple[Store, bytes]:
    store = Store()
    store.extend(making_quads([Making(T1, Moment(NOW, "0.1.0"))]))
    store.extend(report_quads(T1, Report((FINDING,))))
    for quad in parse(f"<{THE_DATASET.value}> a <{BASE}x> .", format=RdfFormat.TURTLE):
        store.add(type(quad)(quad.subject, quad.predicate, quad.object, DATASET))
        store.add(type(quad)(quad.object, quad.predicate, quad.subject, T1))
    (data,) = description.files(Content(b"", store, NOW, "0.1.0", None)).values()
    return store, data


def test_it_holds_the_graph_but_for_the_results() -> None:
    store, data = written()
    found = {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)}
    whole = {quad.triple for quad in store.quads_for_pattern(None, None, None, DATASET)}
    left_out = {str(triple.subject) for triple in whole - found}
    result = f"<{report_iri(T1)}#result-1>"
    assert found < whole
    assert result in left_out
    report = NamedNode(report_iri(T1))
    kept = {triple.predicate for triple in found if triple.subject == report}
    assert {term("sh:conforms"), term("schema:about")} <= kept
    assert not [each for each in found if "#result" in str(each) or "genid" in str(each)]


def test_the_dataset_comes_first_and_the_bytes_are_the_same_each_time() -> None:
    _, data = written()
    assert written()[1] == data
    first = next(iter(parse(data, format=RdfFormat.TURTLE)))
    assert first.subject == THE_DATASET
