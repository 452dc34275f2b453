"""What graph/dataset says of the dataset as a whole: VoID and DCAT-AP.

What people have to say stands in `data/dataset.ttl`; here is what follows from the data: the
licence and the subject of each graph, the time and the region that is covered, and the counts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.mapping.counts import THE_DATASET, add_counts
from kg.mapping.dataset import DATASET
from kg.mapping.provenance import time_literal
from kg.vocab import BASE, PREFIXES, RDF_TYPE, entity, graph, term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_ARTICLES = graph("article/").value
_LICENCE = term("dcterms:license")
_SPATIAL = term("dcterms:spatial")
_QUOTATIONS = NamedNode(f"{BASE}dataset#quotations")
_COVERED = {
    "zh": "引文（oa:exact）取自报纸原文，版权归其所有者，不在本许可之内。",
    "en": "Quotations (oa:exact) are sentences of the newspapers, under the copyright of their "
    "owners; the licence does not cover them.",
}
_DATES = f"""PREFIX cdo: <{PREFIXES["cdo"]}>
SELECT DISTINCT ?date {{
  {{ SELECT DISTINCT ?period {{ GRAPH ?g {{ ?fact cdo:period ?period }} }} }}
  GRAPH ?e {{ ?period cdo:%s ?date }}
}}"""
_BOX = f"""PREFIX cdo: <{PREFIXES["cdo"]}>
SELECT (MIN(?x) AS ?west) (MIN(?y) AS ?south) (MAX(?x) AS ?east) (MAX(?y) AS ?north) {{
  GRAPH ?g {{ ?division cdo:longitude ?x ; cdo:latitude ?y }}
}}"""


def describe(store: Store, modified: datetime) -> None:
    """Complete graph/dataset; the store holds everything else, what people say included.

    Nothing may be added to or taken from the store afterwards: it has been counted.
    """
    for added in (_graphs, _temporal, _spatial):
        store.extend(list(added(store)))
    catalogs = store.quads_for_pattern(None, RDF_TYPE, term("dcat:Catalog"), DATASET)
    for subject in (THE_DATASET, *(quad.subject for quad in catalogs)):
        store.add(Quad(subject, term("dcterms:modified"), time_literal(modified), DATASET))
    add_counts(store)


def _graphs(store: Store) -> Iterator[Quad]:
    """Yield the type, the licence and the subject of each graph."""
    of_all = [q.object for q in store.quads_for_pattern(THE_DATASET, _LICENCE, None, DATASET)]
    names = (name for name in store.named_graphs() if isinstance(name, NamedNode))
    for name in sorted(names, key=str):
        yield Quad(name, RDF_TYPE, term("sd:Graph"), DATASET)
        if not any(store.quads_for_pattern(name, _LICENCE, None, DATASET)):
            for licence in of_all:
                yield Quad(name, _LICENCE, licence, DATASET)
        if name.value.startswith(_ARTICLES):
            article = entity("article", name.value.removeprefix(_ARTICLES))
            yield Quad(name, term("schema:about"), article, DATASET)
        if any(store.quads_for_pattern(None, term("oa:exact"), None, name)):
            yield Quad(name, term("dcterms:rights"), _QUOTATIONS, DATASET)
            yield Quad(_QUOTATIONS, RDF_TYPE, term("dcterms:RightsStatement"), DATASET)
            for language, text in _COVERED.items():
                said = Literal(text, language=language)
                yield Quad(_QUOTATIONS, term("rdfs:label"), said, DATASET)


def _temporal(store: Store) -> Iterator[Quad]:
    """Yield the time from the first to the last day that a fact names."""
    begin = min(_dates(store, "beginDate"), default=None)
    end = max(_dates(store, "endDate"), default=None)
    if begin is None or end is None:
        return
    period = NamedNode(f"{THE_DATASET.value}#time-covered")
    yield Quad(THE_DATASET, term("dcterms:temporal"), period, DATASET)
    yield Quad(period, RDF_TYPE, term("dcterms:PeriodOfTime"), DATASET)
    for name, date in (("dcat:startDate", begin), ("dcat:endDate", end)):
        literal = Literal(date, datatype=term("xsd:date"))
        yield Quad(period, term(name), literal, DATASET)


def _dates(store: Store, name: str) -> Iterator[str]:
    """Yield the dates as xsd:date writes them; those of one length sort as they follow."""
    for row in _rows(store, _DATES % name):
        yield row["date"].value


def _spatial(store: Store) -> Iterator[Quad]:
    """Yield the box around the divisions, as the extent of the places that the dataset covers.

    Whole degrees, because the source of the coordinates does not state their datum.
    """
    (row,) = _rows(store, _BOX)
    if row["west"] is None:
        return
    west, south = (math.floor(float(row[name].value)) for name in ("west", "south"))
    east, north = (math.ceil(float(row[name].value)) for name in ("east", "north"))
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    box = f"POLYGON(({', '.join(f'{x} {y}' for x, y in corners)}))"
    centre = f"POINT({(west + east) / 2:g} {(south + north) / 2:g})"
    for quad in store.quads_for_pattern(THE_DATASET, _SPATIAL, None, DATASET):
        for name, text in (("dcat:bbox", box), ("dcat:centroid", centre)):
            literal = Literal(text, datatype=term("geo:wktLiteral"))
            if isinstance(quad.object, NamedNode):
                yield Quad(quad.object, term(name), literal, DATASET)


def _rows(store: Store, query: str) -> QuerySolutions:
    found = store.query(query)
    if not isinstance(found, QuerySolutions):
        raise TypeError("what is asked for here is a table")
    return found
