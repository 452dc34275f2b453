"""From which files each graph of a build was made: what graph/dataset tells as PROV-O."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.build.sources import digest_of
from kg.mapping.dataset import DATASET
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.inference import INFERRED
from kg.mapping.ontology import ONTOLOGY
from kg.mapping.provenance import Making, Moment, Source
from kg.vocab import graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import NamedNode

    from kg.build.sources import Sources


def makings(sources: Sources, moments: Mapping[NamedNode, Moment]) -> Iterator[Making]:
    """Yield the making of every graph.

    `moments` tells when each graph of `sources.digests` was last made. The inferred triples and
    the description of the dataset follow from all the others, so theirs is the latest of them.
    """
    latest = max(moments.values(), key=lambda moment: moment.at)
    articles = {name: graph(f"article/{name}") for name in sorted(sources.articles)}
    asserted = (ONTOLOGY, DIVISIONS, ENTITIES, *articles.values())
    yield Making(
        ONTOLOGY,
        moments[ONTOLOGY],
        _files(sources.ontology, "ontology"),
        shapes=_shapes(sources, "ontology"),
        reports=(ONTOLOGY,),
    )
    yield Making(DIVISIONS, moments[DIVISIONS], _files((sources.divisions,), "data/divisions"))
    yield Making(
        ENTITIES,
        moments[ENTITIES],
        _files(sorted(sources.registry.glob("*.yaml")), "data/registry"),
        tuple(articles.values()),  # the periods that facts name are entities
        _shapes(sources, "entity"),
        (ENTITIES,),
    )
    shapes = _shapes(sources, "article")
    for name, iri in articles.items():
        text = sources.text(name)
        read = _files((sources.articles[name],), "data/articles")
        texts = _files((text,), "texts") if text else ()
        yield Making(iri, moments[iri], (*read, *texts), shapes=shapes, reports=(iri,))
    yield Making(INFERRED, latest, _files(sources.rules, "ontology/rules"), asserted)
    yield Making(
        DATASET,
        latest,
        _files((sources.dataset,), "data") if sources.dataset.is_file() else (),
        (*asserted, INFERRED),
        _shapes(sources, "store"),
        (DATASET, DIVISIONS),  # what the store-wide rules found
    )


def _files(paths: Iterable[Path], folder: str) -> tuple[Source, ...]:
    return tuple(
        Source(f"{folder}/{path.name}", hashlib.sha256(path.read_bytes()).hexdigest())
        for path in paths
    )


def _shapes(sources: Sources, of: str) -> Source:
    return Source(f"shapes/{of}", digest_of(sources.shapes(of)))
