"""The engine in this process: a snapshot in an in-memory Oxigraph, queries in threads.

What it cannot do: Oxigraph gives no way to end a running query. After the deadline the client
gets its error, but the thread, and with it one of the places, stays taken until the query ends
or writes its next bytes. An engine that forks its workers can end them, and keeps this interface.
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self, TypedDict, cast

import pyoxigraph as ox
import structlog

from kg.engine import refusals
from kg.engine.base import Answer, QueryRequest, Status
from kg.engine.channel import Channel
from kg.engine.pool import ThreadPool
from kg.errors import KgError, QueryError, SnapshotError
from kg.store.snapshot import CURRENT, Manifest, Snapshot

RETRY_AFTER = 1  # seconds after which a busy engine may be asked again

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Loaded:
    """A snapshot in memory; queries that run keep theirs while a newer one takes over."""

    store: ox.Store
    manifest: Manifest


class MemoryEngine:
    """Answers from the current snapshot under `root`, and follows it when it changes.

    `workers` queries run at one time and `waiting` more may wait (default: four for each
    worker); beyond that a query is refused (`engine-busy`). `reload_every` is in seconds.
    """

    def __init__(
        self, root: Path, *, workers: int = 2, waiting: int | None = None, reload_every: float = 1.0
    ) -> None:
        self._root = root
        self._workers = workers
        self._places = workers + (4 * workers if waiting is None else waiting)
        self._taken = 0
        self._reload_every = reload_every
        self._pointer: tuple[int, int] | None = None
        self._loaded: _Loaded | None = None
        self._problem: KgError | None = None
        self._pool: ThreadPool | None = None
        self._follower: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Load the snapshot and begin to follow it."""
        self._pool = ThreadPool(self._workers, name="query")
        await self._reload()
        self._follower = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop following; running queries lose their readers, not their threads."""
        if self._follower is not None:
            self._follower.cancel()
            with suppress(asyncio.CancelledError):
                await self._follower
        if self._pool is not None:
            self._pool.stop()
        self._pool, self._loaded = None, None

    def status(self) -> Status:
        """Return the manifest of what is loaded, and why a newer snapshot is not."""
        return Status(self._loaded.manifest if self._loaded else None, self._problem)

    async def answer(self, request: QueryRequest) -> Answer:
        """Run the query until its first chunk is there. See `Engine.answer` for the errors."""
        loaded, pool = self._loaded, self._pool
        if loaded is None or pool is None:
            raise self._problem or _not_started()
        dataset = _dataset(request)
        if self._taken >= self._places:
            raise refusals.busy(RETRY_AFTER)
        stream = _Stream(request)
        self._taken += 1
        loop = asyncio.get_running_loop()

        def run() -> None:
            _run(loaded.store, request, dataset, stream.channel)
            with suppress(RuntimeError):  # the loop is closed, and with it the engine
                loop.call_soon_threadsafe(self._give_back)

        pool.submit(run)
        await stream.begin()
        return Answer(request.format, loaded.manifest.version, stream)

    def _give_back(self) -> None:
        self._taken -= 1

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self._reload_every)
            await self._reload()

    async def _reload(self) -> None:
        """Take over the current snapshot if `current` was replaced; keep the old one if not."""
        pointer = _pointer(self._root)
        if pointer == self._pointer and (self._loaded or self._problem):
            return
        self._pointer = pointer
        version = self._loaded.manifest.version if self._loaded else None
        try:
            loaded = await asyncio.to_thread(_load, self._root, version)
        except SnapshotError as error:
            self._problem = error
            _log.warning("snapshot not loaded", code=error.code, reason=error.en, serving=version)
            return
        self._problem = None
        if loaded is not None:
            self._loaded = loaded
            _log.info("snapshot loaded", version=loaded.manifest.version, before=version)


class _Stream:
    """The bytes of one answer; the first chunk is read before anybody sees the stream."""

    def __init__(self, request: QueryRequest) -> None:
        self._request = request
        self._first: bytes | None = None
        self.channel = Channel(time.monotonic() + request.timeout)

    async def begin(self) -> None:
        """Wait for the first chunk, so that an early failure is an error and not an answer."""
        self._first = await self._read()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        chunk, self._first = self._first, None
        if chunk is None:
            chunk = await self._read()
        if not chunk:
            raise StopAsyncIteration
        return chunk

    async def aclose(self) -> None:
        """Read no more; the query ends with its next bytes."""
        self.channel.close()

    async def _read(self) -> bytes:
        try:
            return await self.channel.read()
        except TimeoutError as error:
            self.channel.close()
            raise refusals.timeout(self._request.timeout) from error
        except asyncio.CancelledError:
            self.channel.close()
            raise


class _Dataset(TypedDict, total=False):
    use_default_graph_as_union: bool
    default_graph: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    named_graphs: list[ox.NamedNode | ox.BlankNode]


def _dataset(request: QueryRequest) -> _Dataset:
    if request.default_graphs or request.named_graphs:
        # Both lists always, also empty ones: what is not named is not in the dataset.
        return {
            "default_graph": [_graph(iri) for iri in request.default_graphs],
            "named_graphs": [_graph(iri) for iri in request.named_graphs],
        }
    # With the union asked for, Oxigraph would overlook the FROM clauses.
    return {} if request.query.names_dataset else {"use_default_graph_as_union": True}


def _graph(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise refusals.graph_iri(iri) from error


def _run(store: ox.Store, request: QueryRequest, dataset: _Dataset, channel: Channel) -> None:
    """Evaluate and write, in a thread; whatever happens reaches the channel."""
    failure: Exception | None = None
    try:
        if not channel.closed:  # the client may have gone while the query waited
            _evaluate(store, request, dataset, channel)
    except BaseException as error:  # noqa: BLE001 - not swallowed: raised where the answer is read
        # A panic of Oxigraph is no `Exception`, and would end the event loop.
        failure = error if isinstance(error, Exception) else RuntimeError(repr(error))
    channel.finish(failure)


def _evaluate(store: ox.Store, request: QueryRequest, dataset: _Dataset, channel: Channel) -> None:
    media_type = request.format.media_type
    output = cast("IO[bytes]", channel)  # Oxigraph calls `write` and `flush` alone
    try:
        results = store.query(request.query.text, **dataset)
        try:
            if isinstance(results, ox.QueryTriples):
                results.serialize(output, ox.RdfFormat.from_media_type(media_type))
            else:
                results.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))
        finally:
            del results  # must go in its own thread, but an error's traceback would keep it
    except SyntaxError as error:
        raise refusals.syntax(request.query.text, error) from error
    except (RuntimeError, ValueError) as error:
        raise refusals.unsupported(error) from error


def _pointer(root: Path) -> tuple[int, int] | None:
    """What changes whenever `current` is replaced: one stat, cheap enough for every second."""
    try:
        found = (root / CURRENT).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _load(root: Path, version: str | None) -> _Loaded | None:
    """Load the current snapshot, or nothing where it is the version loaded already."""
    snapshot = Snapshot.load(root)
    if snapshot.version == version:
        return None
    store = ox.Store()
    try:
        with snapshot.open_data() as data:
            store.bulk_load(data, ox.RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as error:
        raise snapshot.damaged(str(error)) from error
    return _Loaded(store, snapshot.manifest)


def _not_started() -> QueryError:
    return QueryError(
        "engine-stopped",
        status=503,
        zh="查询引擎未在运行。",
        en="The query engine is not running.",
    )
