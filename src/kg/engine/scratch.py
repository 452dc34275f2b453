"""An engine that begins empty, lives in memory only, and can be written to.

A change runs in a fork that is thrown away. What it came to, its delta, is made in the parent's
store, and then every worker is forked afresh: a query that starts after the change was
acknowledged sees it. One change at a time.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.engine import changes, refusals
from kg.engine.base import GraphContent, QueryRequest, UpdateRequest, formats_of
from kg.engine.budget import Budget
from kg.engine.ending import why_ended
from kg.engine.evaluation import graph as graph_name
from kg.engine.forked import ForkedEngine
from kg.engine.frames import Frame, Kind
from kg.engine.guard import inspect, inspect_update
from kg.engine.link import Link
from kg.engine.places import RETRY_AFTER
from kg.engine.pool import Pool
from kg.engine.process import ParentLostError
from kg.engine.protocol import (
    DeleteJob,
    Document,
    End,
    Failure,
    PutJob,
    UpdateJob,
    WriteJob,
)
from kg.store.snapshot import Manifest

if TYPE_CHECKING:
    from kg.errors import KgError

_GRAPHS = """
SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g { OPTIONAL { ?s ?p ?o } } } GROUP BY ?g ORDER BY ?g
"""
_WAITING = 32  # changes that may wait for their turn
_GRAPHS_TIMEOUT = 30.0  # seconds


class ScratchEngine(ForkedEngine):
    """A `WritableEngine` without a file; when its parent is lost, it is empty again."""

    def __init__(self, *, budget: Budget | None = None, union: bool = False) -> None:
        super().__init__(Path(), budget=budget, union=union)
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._finishing: set[asyncio.Task[None]] = set()

    async def update(self, request: UpdateRequest) -> None:
        """Carry out an update. See `WritableEngine.update` for the errors."""
        loads = inspect_update(request.text)
        for iri in (*request.default_graphs, *request.named_graphs):
            graph_name(iri)  # it goes into the text
        text = changes.with_dataset(request.text, request.default_graphs, request.named_graphs)
        await self._change(
            UpdateJob(text=text, loads=loads, cpu=request.timeout, base=request.base),
            request.timeout,
        )

    async def put_graph(
        self,
        graph: str | None,
        contents: Sequence[GraphContent],
        *,
        replace: bool,
        timeout: float,  # noqa: ASYNC109 - as the interface has it
    ) -> bool:
        """Put documents into a graph. See `WritableEngine.put_graph`."""
        documents = tuple(
            Document(data=content.data, media_type=content.media_type, base=content.base)
            for content in contents
        )
        job = PutJob(graph=graph, documents=documents, replace=replace, cpu=timeout)
        return not await self._change(job, timeout)

    async def delete_graph(self, graph: str | None, *, timeout: float) -> bool:  # noqa: ASYNC109
        """Delete a graph; returns whether it was there."""
        return await self._change(DeleteJob(graph=graph, cpu=timeout), timeout)

    async def graphs(self) -> tuple[tuple[str, int], ...]:
        """Return the named graphs, also empty ones, each with its number of triples."""
        query = inspect(_GRAPHS)
        answer = await self.answer(QueryRequest(query, formats_of(query.form)[0], _GRAPHS_TIMEOUT))
        try:
            document = json.loads(b"".join([chunk async for chunk in answer.stream]))
        finally:
            await answer.stream.aclose()
        rows = document["results"]["bindings"]
        return tuple((row["g"]["value"], int(row["n"]["value"])) for row in rows)

    async def _change(self, job: WriteJob, timeout: float) -> bool:  # noqa: ASYNC109 - its limit
        """Try the change in a fork and make it; returns whether its graph was there before."""
        if self._waiting >= _WAITING:
            raise refusals.busy(RETRY_AFTER)
        self._waiting += 1
        deadline = asyncio.get_running_loop().time() + timeout
        try:
            async with self._in_turn(deadline):
                pool = self._serving()
                existed, pid = await self._try(pool, job, deadline, timeout)
                # Whoever asked may go now, but what was begun is done.
                task = asyncio.create_task(self._make(pool, pid))
                self._finishing.add(task)
                task.add_done_callback(self._finishing.discard)
                await asyncio.shield(task)
                return existed
        except ParentLostError as error:
            raise refusals.restarting(RETRY_AFTER) from error
        finally:
            self._waiting -= 1

    @asynccontextmanager
    async def _in_turn(self, deadline: float) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout_at(deadline):
                await self._turn.acquire()
        except TimeoutError as error:
            raise refusals.busy(RETRY_AFTER) from error
        try:
            yield
        finally:
            self._turn.release()

    async def _try(
        self,
        pool: Pool,
        job: WriteJob,
        deadline: float,
        timeout: float,  # noqa: ASYNC109
    ) -> tuple[bool, int]:
        """Run the change in a fork; returns whether its graph existed, and who has the delta."""
        try:
            async with asyncio.timeout_at(deadline):
                link = await pool.parent.fork(writer=True)
        except TimeoutError as error:
            raise refusals.busy(RETRY_AFTER) from error
        trial = _Trial(timeout)
        link.give(job, trial)
        try:
            async with asyncio.timeout_at(deadline):
                end = await trial.outcome(link)
        except TimeoutError as error:
            self._sums["killed_timeout"] += 1
            raise refusals.timeout(timeout) from error
        finally:
            link.kill()
        return end.existed, link.pid

    async def _make(self, pool: Pool, pid: int) -> None:
        pool.renew(await pool.parent.apply(pid))
        self._sums["changes"] += 1

    def _manifest(self, pool: Pool) -> Manifest:
        return pool.manifest.model_copy(update={"version": self._version(pool, pool.generation)})

    def _version(self, pool: Pool, generation: int) -> str:
        return f"{pool.manifest.version}-{generation}"

    async def _load_any(self) -> None:
        """Begin with nothing; the version names this beginning."""
        manifest = Manifest(
            version=secrets.token_hex(8),
            created=datetime.now(UTC),
            software=__version__,
            counts={"quads": 0},
            graphs=(),
            files=(),
        )
        self._pool = await self._open_pool(None, manifest)
        self._since = asyncio.get_running_loop().time()
        if self._pool is not None:
            self._problem = None

    async def _load_current(self) -> None:
        """Do nothing: there is no snapshot to follow."""


class _Trial:
    """What a writer says at its end."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._end: asyncio.Future[End | KgError | None] = asyncio.Future()

    async def outcome(self, link: Link) -> End:
        """Wait for the end. Raises what the writer failed with, or why it ended without one."""
        match await self._end:
            case End() as end:
                return end
            case None:
                raise why_ended(await link.ended, self._timeout)
            case error:
                raise error

    def received(self, frame: Frame) -> None:
        """Take the end; a writer sends nothing else."""
        if self._end.done():
            return
        kind, payload = frame
        if kind is Kind.END:
            self._end.set_result(End.decode(payload)[0])
        elif kind is Kind.ERROR:
            self._end.set_result(Failure.model_validate_json(payload).error())

    def lost(self, *, unread: bool) -> None:  # noqa: ARG002 - a change is not tried again
        """Know that the writer has ended."""
        if not self._end.done():
            self._end.set_result(None)
