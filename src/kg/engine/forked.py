"""The engine: workers, forked from a process that holds the snapshot in memory, answer queries.

docs/engine.md draws it. Here: queries come in and get a place and a worker; a task keeps a
parent alive, follows the snapshot, and changes to a new parent when that one is ready.
"""

import asyncio
from collections import Counter
from contextlib import suppress
from pathlib import Path

import structlog

from kg.engine import refusals
from kg.engine.base import Answer, QueryRequest, Status
from kg.engine.budget import Budget
from kg.engine.link import Link
from kg.engine.memory import MemoryWatch
from kg.engine.places import RETRY_AFTER, Place, Places
from kg.engine.pool import Pool
from kg.engine.process import ParentLostError, ParentProcess
from kg.engine.protocol import QueryJob
from kg.engine.readers import SlowReaders
from kg.engine.run import Commons, Run, UnreadError
from kg.engine.stats import EngineStats
from kg.engine.ticker import Ticker
from kg.errors import KgError, SnapshotError
from kg.store.snapshot import CURRENT, Manifest, current_version, folder_of, read_manifest

_FIRST_DELAY, _LAST_DELAY = 0.1, 5.0  # seconds before a parent is started again
_HAND_OVERS = 3  # workers that may be lost before one has read its job
_STEADY = 10.0  # seconds after which the next loss of a parent counts as the first

_log = structlog.get_logger(__name__)


class ForkedEngine:
    """Answers from the current snapshot under `root`, and follows it when it changes.

    `union`: the default graph is the union of all graphs, where nobody names a dataset.
    `reload_every` is in seconds.
    """

    def __init__(
        self,
        root: Path,
        *,
        budget: Budget | None = None,
        union: bool = True,
        reload_every: float = 1.0,
    ) -> None:
        self._root = root
        self._budget = budget or Budget()
        self._union = union
        self._reload_every = reload_every
        self._places = Places(
            short=self._budget.short, long=self._budget.long, waiting=self._budget.waiting
        )
        self._readers = SlowReaders(self._budget.behind)
        self._memory = MemoryWatch(self._budget.total_memory, lambda: self._pool)
        self._sums: Counter[str] = Counter()
        self._commons = Commons(
            self._budget, self._places, self._readers, self._memory, Ticker(), self._sums
        )
        self._pointer: tuple[int, int] | None = None
        self._pool: Pool | None = None
        self._good: str | None = None  # the version that was served last
        self._problem: KgError | None = None
        self._delay = 0.0
        self._since = 0.0
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._draining: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Load the snapshot, and begin to keep it served."""
        await self._tend()
        self._tasks = (
            asyncio.create_task(self._keep()),
            asyncio.create_task(self._memory.watch()),
        )

    async def stop(self) -> None:
        """End every process; queries that run fail."""
        tasks = [*self._draining, *self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        pool, self._pool, self._tasks, self._problem = self._pool, None, (), None
        if pool is not None:
            await pool.close()

    def status(self) -> Status:
        """Return the manifest of what is served, and why a newer snapshot is not."""
        return Status(self._manifest(self._pool) if self._pool else None, self._problem)

    def stats(self) -> EngineStats:
        """Return the figures of this moment."""
        manifest = self.status().manifest
        return EngineStats(
            version=manifest.version if manifest else None,
            idle=self._pool.idle if self._pool else 0,
            short=self._places.short_taken,
            long=self._places.long_taken,
            waiting=self._places.waiting,
            behind=len(self._readers),
            memory=self._memory.held(),
            sums=dict(self._sums),
        )

    async def graphs(self) -> tuple[tuple[str, int], ...]:
        """Return the named graphs of the snapshot by IRI, each with its number of triples."""
        return tuple((graph.iri, graph.triples) for graph in self._serving().manifest.graphs)

    async def answer(self, request: QueryRequest) -> Answer:
        """Run the query until its first chunk is there. See `Engine.answer` for the errors."""
        self._serving()
        self._sums["queries"] += 1
        deadline = asyncio.get_running_loop().time() + request.timeout
        try:
            place = await self._places.enter(min(request.timeout, self._budget.patience))
        except KgError:
            self._sums["refused"] += 1
            raise
        for _ in range(_HAND_OVERS):
            try:
                return await self._begin(request, place, deadline)
            except UnreadError:  # the worker was lost before it had the job
                continue
        place.leave()
        raise refusals.crashed()

    async def _begin(self, request: QueryRequest, place: Place, deadline: float) -> Answer:
        try:
            pool = self._serving()
            link = await self._take(pool, deadline)
        except BaseException:
            place.leave()
            raise
        run = Run(
            link,
            place,
            pool=pool,
            commons=self._commons,
            timeout=request.timeout,
            deadline=deadline,
        )
        await run.begin(_job(request))
        version = self._version(pool, link.generation)
        return Answer(request.format, version, run, run.whole())

    async def _take(self, pool: Pool, deadline: float) -> Link:
        try:
            if pool.idle:  # nothing to wait for
                return await pool.take()
            async with asyncio.timeout_at(deadline):
                return await pool.take()
        except ParentLostError as error:
            raise refusals.restarting(RETRY_AFTER) from error
        except TimeoutError as error:
            raise refusals.busy(RETRY_AFTER) from error

    def _serving(self) -> Pool:
        if self._pool is None:
            raise (self._problem or refusals.stopped()).with_traceback(None)
        return self._pool

    def _manifest(self, pool: Pool) -> Manifest:
        return pool.manifest

    def _version(self, pool: Pool, generation: int) -> str:  # noqa: ARG002 - it never changes
        return pool.manifest.version

    async def _keep(self) -> None:
        while True:
            lost = self._pool.parent.lost if self._pool else None
            wait = self._reload_every if self._pool else max(self._delay, _FIRST_DELAY)
            await asyncio.wait([lost] if lost else [_never()], timeout=wait)
            await self._tend()

    async def _tend(self) -> None:
        """Do what the moment asks for: replace a lost parent, or follow the snapshot."""
        if self._pool is not None and self._pool.parent.lost.done():
            await self._bury(self._pool)
        if self._pool is None:
            await self._load_any()
        elif _pointer(self._root) != self._pointer:
            await self._load_current()

    async def _bury(self, pool: Pool) -> None:
        steady = asyncio.get_running_loop().time() - self._since > _STEADY
        self._delay = 0.0 if steady else min(max(2 * self._delay, _FIRST_DELAY), _LAST_DELAY)
        self._pool, self._pointer = None, None
        self._problem = refusals.restarting(RETRY_AFTER)
        self._sums["restarts"] += 1
        _log.warning("engine lost", version=pool.manifest.version, again_in=self._delay)
        await pool.close()
        await asyncio.sleep(self._delay)

    async def _load_any(self) -> None:
        """Serve the current snapshot, or else the one that was served last."""
        pointer = _pointer(self._root)
        if self._problem is not None and pointer == self._pointer and self._good is None:
            return  # it failed, and nothing has changed since
        await self._load_current()
        if self._pool is None and self._good is not None:
            problem = self._problem
            with suppress(SnapshotError):
                await self._serve(self._good)
                self._problem = problem

    async def _load_current(self) -> None:
        self._pointer = _pointer(self._root)
        serving = self._pool.manifest.version if self._pool else None
        try:
            version = current_version(self._root)
            if version != serving:
                await self._serve(version)
        except SnapshotError as error:
            self._problem = error
            _log.warning("snapshot not loaded", code=error.code, reason=error.en, serving=serving)
        else:
            if self._pool is not None and self._pool.manifest.version == version:
                self._problem = None

    async def _serve(self, version: str) -> None:
        """Change to this version when it is ready; the one before ends with its queries."""
        before = self._pool
        pool = await self._open(version)
        if pool is None:
            return
        self._pool, self._good = pool, version
        self._since = asyncio.get_running_loop().time()
        _log.info("snapshot loaded", version=version, pid=pool.parent.pid)
        if before is not None:
            self._sums["switches"] += 1
            task = asyncio.create_task(before.drain())
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    async def _open(self, version: str) -> Pool | None:
        """Return a pool over a new parent, with its workers; `None` where the parent ended."""
        return await self._open_pool(version, read_manifest(folder_of(self._root, version)))

    async def _open_pool(self, version: str | None, manifest: Manifest) -> Pool | None:
        try:
            parent = ParentProcess(self._root, version, self._budget, union=self._union)
        except OSError as error:  # the system gives no process
            _log.warning("engine not started", reason=str(error))
            self._try_again()
            return None
        try:
            await parent.ready()
            pool = Pool(
                parent,
                manifest,
                wanted=lambda: self._places.open,
                keep_memory=self._budget.keep_memory,
                sums=self._sums,
            )
            pool.give_back(await pool.take())  # it can fork
        except ParentLostError:
            self._try_again()
            await parent.close()
            return None
        except BaseException:
            await parent.close()
            raise
        return pool

    def _try_again(self) -> None:
        """Have the keeper come back to what failed for want of a process."""
        self._problem = self._problem or refusals.restarting(RETRY_AFTER)
        self._delay = min(max(2 * self._delay, _FIRST_DELAY), _LAST_DELAY)
        self._pointer = None


def _job(request: QueryRequest) -> QueryJob:
    return QueryJob(
        text=request.query.text,
        names_dataset=request.query.names_dataset,
        media_type=request.format.media_type,
        cpu=request.timeout,
        default_graphs=request.default_graphs,
        named_graphs=request.named_graphs,
        base=request.base,
    )


def _never() -> "asyncio.Future[None]":
    return asyncio.get_running_loop().create_future()


def _pointer(root: Path) -> tuple[int, int] | None:
    """What changes whenever `current` is replaced: one stat, cheap enough for every second."""
    try:
        found = (root / CURRENT).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
