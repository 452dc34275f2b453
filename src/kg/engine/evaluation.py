"""A query on a store, its answer written to a file as Oxigraph serialises it."""

from typing import IO, TypedDict

import pyoxigraph as ox

from kg.engine import refusals
from kg.engine.protocol import QueryJob


class Dataset(TypedDict, total=False):
    """The arguments of `Store.query` that say what is asked."""

    use_default_graph_as_union: bool
    default_graph: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    named_graphs: list[ox.NamedNode | ox.BlankNode]


def evaluate(store: ox.Store, job: QueryJob, output: IO[bytes], *, union: bool) -> None:
    """Answer the query; `union`: its default graph is the union of all, if it names none.

    Raises `QueryError`: `sparql-syntax`, `query-unsupported`, `graph-iri`.
    """
    arguments = dataset(job, union=union)
    try:
        results = store.query(job.text, base_iri=job.base, **arguments)
        if isinstance(results, ox.QueryTriples):
            results.serialize(output, ox.RdfFormat.from_media_type(job.media_type))
        else:
            results.serialize(output, ox.QueryResultsFormat.from_media_type(job.media_type))
    except SyntaxError as error:
        raise refusals.syntax(job.text, error) from error
    except (RuntimeError, ValueError) as error:
        raise refusals.unsupported(error) from error


def dataset(job: QueryJob, *, union: bool) -> Dataset:
    """Return the dataset: the protocol's parameters, or else FROM, or else the whole store."""
    if job.default_graphs or job.named_graphs:
        # Both lists always, also empty ones: what is not named is not in the dataset.
        return {
            "default_graph": [graph(iri) for iri in job.default_graphs],
            "named_graphs": [graph(iri) for iri in job.named_graphs],
        }
    # With the union asked for, Oxigraph would overlook the FROM clauses.
    return {"use_default_graph_as_union": True} if union and not job.names_dataset else {}


def graph(iri: str) -> ox.NamedNode:
    """Return the name of a graph. Raises `QueryError` (`graph-iri`)."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise refusals.graph_iri(iri) from error
