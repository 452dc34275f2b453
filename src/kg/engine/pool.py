"""The workers of one parent: who is idle, who waits for one, and who must be replaced."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from operator import attrgetter

from kg.engine.link import Link
from kg.engine.process import ParentLostError, ParentProcess
from kg.store.snapshot import Manifest

_PRIVATE = attrgetter("private")
_FIRST_DELAY, _LAST_DELAY = 0.05, 5.0  # seconds before a fork after one that came to nothing


class Pool:
    """Workers that answer from one snapshot.

    `wanted` tells how many there should be, busy or not. Together they keep at most
    `keep_memory` bytes of their own; beyond that a worker is replaced when its job is done.
    """

    def __init__(
        self,
        parent: ParentProcess,
        manifest: Manifest,
        *,
        wanted: Callable[[], int],
        keep_memory: int,
        sums: Counter[str],
    ) -> None:
        self.parent = parent
        self.manifest = manifest
        self._wanted = wanted
        self._keep_memory = keep_memory
        self._sums = sums
        self._idle: list[Link] = []
        self._busy: set[Link] = set()
        self._waiting: deque[asyncio.Future[Link]] = deque()
        self._forks: set[asyncio.Task[None]] = set()
        self._generation = 0
        self._delay = 0.0
        self._draining = False
        self._drained = asyncio.Event()
        parent.lost.add_done_callback(lambda _: self._lose())

    @property
    def idle(self) -> int:
        """How many workers have no query."""
        return len(self._idle)

    @property
    def idle_memory(self) -> int:
        """How many bytes the workers without a query hold beside the data that they share."""
        return sum(link.private for link in self._idle)

    def shed(self) -> None:
        """Replace the workers without a query that hold memory."""
        for link in [link for link in self._idle if link.private]:
            self._sums["recycled"] += 1
            self._idle.remove(link)
            link.close()
        self.fill()

    @property
    def generation(self) -> int:
        """How many changes the workers have that are forked from now on."""
        return self._generation

    async def take(self) -> Link:
        """Return a worker for one job. Raises `ParentLostError`."""
        if self.parent.lost.done():
            raise ParentLostError
        while self._idle:
            # What one has copied of the data the next query need not copy; the others stay slim.
            link = max(self._idle, key=_PRIVATE)
            self._idle.remove(link)
            if link.lives:
                self._busy.add(link)
                return link
            link.close()
        turn: asyncio.Future[Link] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self.fill()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.give_back(turn.result())
            raise

    def give_back(self, link: Link, *, leaving: bool = False) -> None:
        """Take a worker whose job is done; one that is leaving or slow is replaced."""
        if leaving or link.slow or (link.private and self._private() > self._keep_memory):
            self._sums["recycled"] += 1
            self._busy.discard(link)
            link.close()
        else:
            self._delay = 0.0
            self._offer(link)
        self.fill()

    def renew(self, generation: int) -> None:
        """Use no worker any more that does not have this change."""
        self._generation = generation
        stale, self._idle = self._idle, []
        for link in stale:
            link.close()
        self.fill()

    def fill(self) -> None:
        """Order as many forks as are missing, or let go of whom there are clearly too many."""
        missing = len(self._waiting) - len(self._forks)
        if not self._draining:
            wanted, living = self._wanted(), len(self._idle) + len(self._busy)
            if living > wanted + wanted // 2:  # long queries come and go
                self._thin_out(living - wanted - wanted // 2)
            missing = max(missing, wanted - living - len(self._forks))
        if missing <= 0 or self.parent.lost.done():
            return
        for _ in range(missing):
            task = asyncio.get_running_loop().create_task(self._add())
            self._forks.add(task)
            task.add_done_callback(self._forks.discard)

    async def drain(self) -> None:
        """Let who runs or waits come to an end, then end the parent."""
        self._draining = True
        for link in self._idle:
            link.close()
        self._idle.clear()
        self._look_whether_drained()
        try:
            await self._drained.wait()
        finally:  # also where nobody has the patience to wait
            await self.close()

    async def close(self) -> None:
        """End everybody at once."""
        self._draining = True
        tasks = [*self._forks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lose()
        for link in (*self._idle, *self._busy):
            link.kill()
        await self.parent.close()

    async def _add(self) -> None:
        if self._delay:
            await asyncio.sleep(self._delay)
        try:
            link = await self.parent.fork()
        except ParentLostError:
            self._put_off()
            return
        self._sums["forks"] += 1
        link.closed.add_done_callback(lambda _: self._ended(link))
        self._forks.discard(asyncio.current_task())
        self._offer(link)
        self.fill()

    def _offer(self, link: Link) -> None:
        """Give the worker to whoever waits longest, or keep it, if it is of use."""
        self._busy.discard(link)
        if link.closed.done() or link.generation < self._generation:
            link.close()
            return
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._busy.add(link)
                turn.set_result(link)
                return
        if self._draining:
            link.close()
        else:
            self._idle.append(link)
        self._look_whether_drained()

    def _thin_out(self, many: int) -> None:
        """Let so many go who have no query, the slimmest first."""
        for link in sorted(self._idle, key=_PRIVATE)[:many]:
            self._idle.remove(link)
            link.close()

    def _ended(self, link: Link) -> None:
        if link in self._idle:  # it had no query: whatever ended it may end the next one too
            self._idle.remove(link)
            self._put_off()
        self._busy.discard(link)
        self.fill()
        self._look_whether_drained()

    def _private(self) -> int:
        """Return the bytes that the workers have beside the data that they share."""
        return sum(link.private for link in (*self._idle, *self._busy))

    def _put_off(self) -> None:
        self._delay = min(max(2 * self._delay, _FIRST_DELAY), _LAST_DELAY)

    def _look_whether_drained(self) -> None:
        if self._draining and not self._busy and not self._waiting:
            self._drained.set()

    def _lose(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(ParentLostError())
        self._drained.set()
