"""What an engine is: it takes a query and a format, and gives bytes as they come.

The HTTP service knows this interface and nothing of Oxigraph. `kg.engine.forked` answers from
forked processes; others may ask a remote endpoint.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, runtime_checkable

from kg.engine.guard import Query, QueryForm
from kg.engine.stats import EngineStats
from kg.errors import KgError
from kg.store.snapshot import Manifest


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A format in which results are written: as it is negotiated, and as it is sent."""

    media_type: str
    content_type: str


def _text(media_type: str) -> ResultFormat:
    return ResultFormat(media_type, f"{media_type}; charset=utf-8")


def _plain(media_type: str) -> ResultFormat:
    return ResultFormat(media_type, media_type)


_JSON = _plain("application/sparql-results+json")
_XML = _plain("application/sparql-results+xml")

_ANY_JSON = _plain("application/json")  # what clients ask for that do not know SPARQL

TABLE_FORMATS = (
    _JSON,
    _XML,
    _text("text/csv"),
    _text("text/tab-separated-values"),
    _ANY_JSON,
)
BOOLEAN_FORMATS = (_JSON, _XML, _ANY_JSON)
GRAPH_FORMATS = (
    _text("text/turtle"),
    _plain("application/n-triples"),
    _plain("application/ld+json"),
    _plain("application/rdf+xml"),
    _plain("application/trig"),
    _plain("application/n-quads"),
)


def formats_of(form: QueryForm) -> tuple[ResultFormat, ...]:
    """Return the formats that results of this form can have, the default first.

    CSV and TSV are for tables alone (SPARQL 1.1 Query Results CSV and TSV Formats, section 2).
    """
    if form.gives_graph:
        return GRAPH_FORMATS
    return BOOLEAN_FORMATS if form is QueryForm.ASK else TABLE_FORMATS


class QueryRequest(NamedTuple):
    """A query with all that decides its answer.

    `default_graphs` and `named_graphs` are the IRIs of the protocol's parameters; where either
    is given they are the whole dataset, whatever FROM says (SPARQL 1.1 Protocol, section
    2.1.4). Where neither the request nor the query names a dataset, the default graph is the
    union of all named graphs. `timeout` is in seconds, waiting for a free worker included.
    `base` resolves relative IRIs; it is the endpoint's address (section 2.1.5).
    """

    query: Query
    format: ResultFormat
    timeout: float
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """A SPARQL Update. `timeout` is in seconds; `base` resolves relative IRIs.

    `default_graphs` and `named_graphs` are the protocol's `using-graph-uri` and
    `using-named-graph-uri` (SPARQL 1.1 Protocol, section 2.2.3).
    """

    text: str
    timeout: float
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class GraphContent:
    """An RDF document for a graph; `base`, the graph's IRI, resolves its relative references."""

    data: bytes = field(repr=False)
    media_type: str
    base: str


class ByteStream(Protocol):
    """Chunks of an answer; whoever holds it calls `aclose`, also when it was read to its end.

    An iteration that cannot go on raises `QueryError`: what was sent so far is then no whole
    document, and the connection must be broken.
    """

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def __anext__(self) -> bytes: ...

    async def aclose(self) -> None:
        """End the query, if it still runs, and free what it holds."""
        ...


class Answer(NamedTuple):
    """An answer that has begun: whatever fails early has failed before there is one."""

    format: ResultFormat
    version: str
    """The version of the snapshot that answers."""
    stream: ByteStream


class Status(NamedTuple):
    """What an engine answers from, and what is wrong: both, where a new snapshot is damaged."""

    manifest: Manifest | None = None
    problem: KgError | None = None

    @property
    def ready(self) -> bool:
        """Whether queries are answered."""
        return self.manifest is not None


class Engine(Protocol):
    """Answers queries; its methods belong to one event loop."""

    async def start(self) -> None:
        """Load what it answers from; without a snapshot it starts all the same, not ready."""
        ...

    async def stop(self) -> None:
        """Take no more queries and free everything."""
        ...

    def status(self) -> Status:
        """Return what it answers from, without waiting."""
        ...

    async def answer(self, request: QueryRequest) -> Answer:
        """Run the query until its first chunk is there.

        Raises `QueryError` (`sparql-syntax`, `query-unsupported`, `graph-iri`, `query-timeout`,
        `engine-busy`) or, where nothing is loaded, the `SnapshotError` that says why.
        """
        ...


@runtime_checkable
class Listing(Protocol):
    """An engine that can list its graphs; of any other one the manifest tells them."""

    async def graphs(self) -> tuple[tuple[str, int], ...]:
        """Return the named graphs and how many triples each has."""
        ...


@runtime_checkable
class WritableEngine(Engine, Listing, Protocol):
    """An engine whose dataset can be changed; `None` stands for the default graph.

    Every change is done whole or not at all, and the version of the status changes with it.
    """

    async def update(self, request: UpdateRequest) -> None:
        """Run an update.

        Raises `QueryError`: `sparql-syntax` and `graph-iri` (400), `update-dataset` (400) where
        the text has USING or WITH beside the parameters, `service-refused` (501) for LOAD and
        SERVICE, `query-timeout` (504).
        """
        ...

    async def put_graph(
        self,
        graph: str | None,
        contents: Sequence[GraphContent],
        *,
        replace: bool,
        timeout: float,  # noqa: ASYNC109 - the engine ends the work, not only the waiting
    ) -> bool:
        """Put the union of the documents into the graph; whether the graph was not there before.

        Raises `QueryError`: `rdf-syntax` and `graph-iri` (400), `query-timeout` (504).
        """
        ...

    async def delete_graph(
        self,
        graph: str | None,
        *,
        timeout: float,  # noqa: ASYNC109 - as above
    ) -> bool:
        """Delete the graph; whether it was there."""
        ...


@runtime_checkable
class Measured(Protocol):
    """An engine that counts what it does."""

    def stats(self) -> EngineStats:
        """Return the figures of this moment, without waiting."""
        ...
