"""The engine in this process: a snapshot in an in-memory Oxigraph, queries in threads.

What it cannot do: Oxigraph gives no way to end a running query. After the deadline the client
gets its error, but the thread, and with it one of the places, stays taken until the query ends
or writes its next bytes. An engine that forks its workers can end them, and keeps this interface.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Self, TypedDict, cast

import pyoxigraph as ox
import structlog

from kg import __version__
from kg.engine import refusals
from kg.engine.base import Answer, GraphContent, QueryRequest, Status, UpdateRequest
from kg.engine.channel import Channel
from kg.engine.pool import ThreadPool
from kg.errors import KgError, QueryError, SnapshotError
from kg.store.snapshot import CURRENT, Manifest, Snapshot

_LOAD = re.compile(r"\b(LOAD(?:\s+SILENT)?)\s*(?:<[^>]*>|\w*:\w+)", re.IGNORECASE)
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
        self,
        root: Path,
        *,
        workers: int = 2,
        waiting: int | None = None,
        reload_every: float = 1.0,
        union: bool = True,
    ) -> None:
        self._root = root
        self._union = union
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
        dataset = _dataset(request, union=self._union)
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


class ScratchEngine(MemoryEngine):
    """An empty dataset in memory that takes writes and is gone with the process."""

    async def start(self) -> None:
        """Begin with nothing."""
        self._pool = ThreadPool(self._workers, name="query")
        manifest = Manifest(
            version=_scratch_version(),
            created=datetime.now(UTC),
            software=__version__,
            counts={"quads": 0},
            graphs=(),
            files=(),
        )
        self._loaded = _Loaded(ox.Store(), manifest)

    async def graphs(self) -> tuple[tuple[str, int], ...]:
        """Return the named graphs with their triples."""
        store = self._store
        return tuple(
            (graph.value, sum(1 for _ in store.quads_for_pattern(None, None, None, graph)))
            for graph in store.named_graphs()
        )

    async def update(self, request: UpdateRequest) -> None:
        """Run an update in a thread; LOAD is let fail, with an address that nothing can open."""
        text = _LOAD.sub(r"\g<1> <kg-refused:>", _with_using(request))
        try:
            await self._change(
                lambda: self._store.update(text, base_iri=request.base), request.timeout
            )
        except SyntaxError as error:
            raise refusals.syntax(request.text, error) from error
        except (OSError, RuntimeError, ValueError) as error:
            if "kg-refused" in str(error):
                raise refusals.service() from error
            raise refusals.unsupported(error) from error

    async def put_graph(
        self,
        graph: str | None,
        contents: Sequence[GraphContent],
        *,
        replace: bool,
        timeout: float,  # noqa: ASYNC109 - as the interface has it
    ) -> bool:
        """Parse everything, then write it."""
        name = ox.DefaultGraph() if graph is None else _graph(graph)
        try:
            quads = [
                ox.Quad(quad.subject, quad.predicate, quad.object, name)
                for content in contents
                for quad in ox.parse(
                    content.data,
                    ox.RdfFormat.from_media_type(content.media_type),
                    base_iri=content.base,
                    rename_blank_nodes=True,
                )
            ]
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                "rdf-syntax", status=400, zh=f"文档有语法错误：{error}", en=f"Syntax error: {error}"
            ) from error
        created = not self._has(name)

        def write() -> None:
            if replace:
                self._store.clear_graph(name)
            if isinstance(name, ox.NamedNode):
                self._store.add_graph(name)
            self._store.extend(quads)

        await self._change(write, timeout)
        return created

    async def delete_graph(
        self,
        graph: str | None,
        *,
        timeout: float,  # noqa: ASYNC109 - as the interface has it
    ) -> bool:
        """Delete the graph."""
        name = ox.DefaultGraph() if graph is None else _graph(graph)
        there = self._has(name)
        await self._change(lambda: self._store.remove_graph(name), timeout)
        return there

    @property
    def _store(self) -> ox.Store:
        assert self._loaded is not None  # noqa: S101 - started
        return self._loaded.store

    def _has(self, name: ox.NamedNode | ox.DefaultGraph) -> bool:
        if isinstance(name, ox.NamedNode):
            return self._store.contains_named_graph(name)
        return next(self._store.quads_for_pattern(None, None, None, name), None) is not None

    async def _change(self, work: Callable[[], None], seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await asyncio.to_thread(work)
        except TimeoutError as error:
            raise refusals.timeout(seconds) from error
        assert self._loaded is not None  # noqa: S101 - started
        count = len(self._store)
        changed = {"version": _scratch_version(), "counts": {"quads": count}}
        self._loaded = _Loaded(self._store, self._loaded.manifest.model_copy(update=changed))


def _scratch_version() -> str:
    return secrets.token_hex(8)


def _with_using(request: UpdateRequest) -> str:
    if not request.default_graphs and not request.named_graphs:
        return request.text
    if re.search(r"\b(USING|WITH)\b", request.text, re.IGNORECASE):
        raise QueryError(
            "update-dataset",
            status=400,
            zh="更新中已有 USING 或 WITH，不能再用 using-graph-uri 等参数。",
            en="The update has USING or WITH, so using-graph-uri and its like may not be given.",
        )
    using = "".join(f" USING {_graph(iri)}" for iri in request.default_graphs)
    using += "".join(f" USING NAMED {_graph(iri)}" for iri in request.named_graphs)
    return re.sub(r"(?<!DELETE )\bWHERE\b", f"{using} WHERE", request.text, flags=re.IGNORECASE)


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


def _dataset(request: QueryRequest, *, union: bool) -> _Dataset:
    if request.default_graphs or request.named_graphs:
        # Both lists always, also empty ones: what is not named is not in the dataset.
        return {
            "default_graph": [_graph(iri) for iri in request.default_graphs],
            "named_graphs": [_graph(iri) for iri in request.named_graphs],
        }
    # With the union asked for, Oxigraph would overlook the FROM clauses.
    return {} if request.query.names_dataset or not union else {"use_default_graph_as_union": True}


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
        results = store.query(request.query.text, base_iri=request.base, **dataset)
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
