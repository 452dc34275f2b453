"""The named graphs that an engine answers from, whichever way it tells them."""

from kg.engine.base import Engine, Listing

Graphs = tuple[tuple[str, int], ...]


async def graphs_of(engine: Engine) -> Graphs:
    """Return the named graphs and how many triples each has."""
    if isinstance(engine, Listing):
        return await engine.graphs()
    manifest = engine.status().manifest
    return tuple((graph.iri, graph.triples) for graph in manifest.graphs) if manifest else ()
