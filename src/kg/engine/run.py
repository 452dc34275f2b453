"""One query on one worker, from its job to its last byte, and the clocks that bound it."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass
from typing import Self

from kg.engine import refusals
from kg.engine.budget import Budget
from kg.engine.ending import why_ended
from kg.engine.frames import Frame, Kind
from kg.engine.link import Link
from kg.engine.memory import MemoryWatch
from kg.engine.places import RETRY_AFTER, Place, Places
from kg.engine.pool import Pool
from kg.engine.protocol import End, Failure, Job
from kg.engine.readers import SlowReaders
from kg.engine.ticker import Clock, Ticker
from kg.errors import KgError, QueryError

# As names of their own: to look a member up in its class takes longer than to compare it.
_CHUNK, _END, _ERROR = Kind.CHUNK, Kind.END, Kind.ERROR
AHEAD = 512 * 1024  # bytes that are kept for a reader who is behind
_ENOUGH = 64 * 1024  # when no more than these are left, the worker goes on
_BEHIND = 0.05  # seconds for which a reader takes nothing, and is behind then
_NICENESS = 19  # twelve such queries together get less of a processor than one of niceness 0


@dataclass(frozen=True, slots=True)
class Commons:
    """What the queries of an engine share."""

    budget: Budget
    places: Places
    readers: SlowReaders
    memory: MemoryWatch
    ticker: Ticker
    sums: Counter[str]


class UnreadError(Exception):
    """The worker ended before it read its job: another one may take it."""


class Run:
    """A stream of bytes, as the interface has it; the first chunk is there before it is shown.

    `timeout` is in seconds, `deadline` the time of the event loop to which it leads.
    """

    def __init__(
        self,
        link: Link,
        place: Place,
        *,
        pool: Pool,
        commons: Commons,
        timeout: float,
        deadline: float,
    ) -> None:
        self.link = link
        self.still_since = 0.0
        self._place = place
        self._pool = pool
        self._commons = commons
        self._budget = commons.budget
        self._loop = asyncio.get_running_loop()
        self._timeout = timeout
        self._deadline = deadline
        self._left: float | None = None  # seconds to the deadline, while it stands still
        self._clock = Clock(commons.ticker)
        self._chunks: deque[bytes] = deque()
        self._kept = 0
        self._begun = False
        self._paused = False  # the worker waits for the reader
        self._behind = False  # … and has no place
        self._ended = False  # the worker is no longer ours
        self._gone = False  # nobody reads any more
        self._failure: KgError | None = None
        self._unread = False
        self._news: asyncio.Future[None] | None = None

    async def begin(self, job: Job) -> None:
        """Give the job and wait for the first chunk; raises what fails before it.

        Raises `UnreadError` where the worker never read the job; the place is still held then.
        """
        now, budget = self._loop.time(), self._budget
        self._clock.set(
            {
                self._lengthen: now + budget.moment,
                self._slow_down: now + budget.slow_after,
                self._time_out: self._deadline,
                self.end_unread: now + budget.reading,
            }
        )
        self._commons.memory.enter(self)
        self.link.give(job, self)
        try:
            await self._wait()
        except UnreadError:
            raise
        except BaseException:
            await self.aclose()
            if self._unread:
                self._place.leave()
            raise

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if not self._chunks:
            await self._wait()
        if not self._chunks:  # the end, or `aclose` was called meanwhile
            raise StopAsyncIteration
        chunk = self._chunks.popleft()
        self._kept -= len(chunk)
        if self._paused and not self._ended and self._kept <= _ENOUGH:
            self._go_on()
        return chunk

    def whole(self) -> bytes | None:
        """Return all of the answer, where it has come to its good end and nothing is read yet."""
        if not self._ended or self._failure is not None:
            return None
        return b"".join(self._chunks)

    async def aclose(self) -> None:
        """Read no more: a worker that does not stop by itself in a moment is ended.

        It stops where it has something to send, and is as warm for the next query as before.
        """
        if self._gone:
            return
        self._gone = True
        self._chunks.clear()
        self._tell()
        if not self._ended:
            self.link.stop()
            self.link.resume()
            self._clock.set({self._abandon: self._loop.time() + self._budget.grace})

    async def _wait(self) -> None:
        """Wait for a chunk or the end. Raises the failure, if that is the end; `UnreadError`."""
        while not (self._chunks or self._ended or self._failure or self._gone):
            self._news = self._loop.create_future()
            await self._news
        if self._unread:
            raise UnreadError
        if self._failure is not None and not self._chunks and not self._gone:
            raise self._failure.with_traceback(None)

    # What the worker says

    def received(self, frame: Frame) -> None:
        """Take a frame of the worker."""
        if self._ended or self._failure is not None:
            return
        kind, payload = frame
        if kind is _CHUNK:
            if not self._gone:
                self._take(payload)
        elif kind is _END:
            end, last = End.decode(payload)
            if last and not self._gone:
                self._take(last)
            self.link.private, self.link.faults = end.private, end.faults
            self._release(leaving=end.leaving)
        elif kind is _ERROR:
            failure = Failure.model_validate_json(payload)
            self._failure = failure.error()
            self._release(leaving=failure.leaving)
        self._tell()

    def _take(self, chunk: bytes) -> None:
        self._begun = True
        self._chunks.append(chunk)
        self._kept += len(chunk)
        if self._kept >= AHEAD and not self._paused:
            self._pause()

    def lost(self, *, unread: bool) -> None:
        """Know that the worker has ended in the middle; find out why."""
        self._stop_clocks()
        if unread and not self._gone and self._failure is None:
            self._unread = self._ended = True
            self._tell()
            return
        self.link.ended.add_done_callback(self._explain)
        self._ended = self._failure is not None
        self._place.leave()

    def _explain(self, ended: "asyncio.Future[int | None]") -> None:
        if self._failure is None:
            self._failure = why_ended(ended.result(), self._timeout)
            self._commons.sums[f"ended_{self._failure.code.removeprefix('query-')}"] += 1
        self._ended = True
        self._tell()

    def _release(self, *, leaving: bool) -> None:
        self._ended = True
        self._stop_clocks()
        self.link.free()
        self._place.leave()
        self._pool.give_back(self.link, leaving=leaving)

    # A reader who is behind

    def _pause(self) -> None:
        self._paused = True
        self.still_since = self._loop.time()
        self.link.pause()
        self._clock.unset(self._lengthen)
        self._clock.set({self._fall_behind: self.still_since + _BEHIND})

    def _fall_behind(self) -> None:
        """Leave the place to others, for the worker cannot go on; its time stands still."""
        self._left = self._deadline - self.still_since
        self._clock.unset(self._time_out)
        if not self._behind:
            self._behind = True
            self._place.leave()
            self._commons.readers.enter(self)

    def _go_on(self) -> None:
        """Let the worker fill up again what is kept, and find a place if that takes it long."""
        self._paused = False
        self.still_since = self._loop.time()
        self.link.resume()
        self._clock.unset(self._fall_behind)
        self._step_in(self._budget.moment)
        if self._left is not None:
            self._deadline = self.still_since + self._left
            self._left = None
            self._clock.set({self._time_out: self._deadline})

    # The clocks

    def _time_out(self) -> None:
        self._kill("timeout", refusals.timeout(self._timeout))

    def end_unread(self) -> None:
        """End the query, since its reader is too slow."""
        self._kill("unread", refusals.unread())

    def end_for_memory(self, *, alone: bool) -> None:
        """End the query, since the workers hold too much memory."""
        self._kill("memory", refusals.memory() if alone else refusals.busy(RETRY_AFTER))

    def _abandon(self) -> None:
        if not self._ended:
            self._kill("gone", refusals.stopped())

    def _lengthen(self) -> None:
        """Make way for others after the first moment."""
        if self._behind:
            self._catch_up()
        elif self._place.lengthen():
            self._pool.fill()
        elif self._commons.places.waiting and not self._begun:
            self._kill("crowded", refusals.busy(RETRY_AFTER))
        else:
            self._step_in(self._budget.moment)

    def _catch_up(self) -> None:
        """Be a long query again, as soon as there is room; until then it counts as behind."""
        place = self._commons.places.enter_as_long()
        if place is None:
            self._step_in(self._budget.moment)
            return
        self._place, self._behind = place, False
        self._commons.readers.leave(self)

    def _step_in(self, seconds: float) -> None:
        self._clock.set({self._lengthen: self._loop.time() + seconds})

    def _slow_down(self) -> None:
        """Let others go first, once there may be any; a query alone keeps its warm worker."""
        if self._commons.places.taken > self._budget.processors:
            self.link.slow_down(_NICENESS)
        else:
            self._clock.set({self._slow_down: self._loop.time() + self._budget.moment})

    def _kill(self, reason: str, failure: QueryError) -> None:
        self._commons.sums[f"killed_{reason}"] += 1
        self._failure = failure
        self._chunks.clear()  # what is not sent yet would only look like more of an answer
        self._stop_clocks()
        self.link.kill()
        self._tell()

    def _stop_clocks(self) -> None:
        self._clock.stop()
        self._commons.memory.leave(self)
        self._commons.readers.leave(self)

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)
