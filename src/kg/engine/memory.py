"""How much memory the workers hold together, looked at from outside while they work.

A limit for each query does not bound their sum. So the sum is looked at several times a second,
and where it is too high the query that holds the most is ended. What a process shares with
nobody, the kernel tells only after walking through all of its pages, which took up to 0.7 s
under load. Its page faults it tells at once: a worker takes memory, or copies what it shared,
one small page a fault (`limits.confine` sees to that). So a worker holds at most what it told at
the end of its last query, and a page for every fault since.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kg.engine.limits import PAGE
from kg.engine.link import Link
from kg.engine.pool import Pool

_EVERY = 0.25  # seconds between two looks


class Holder(Protocol):
    """A query that runs."""

    @property
    def link(self) -> Link:
        """Its worker."""
        ...

    def end_for_memory(self, *, alone: bool) -> None:
        """End it; `alone`: it holds more by itself than all may hold together."""
        ...


class MemoryWatch:
    """Watches the queries that run; all workers together may hold `limit` bytes.

    `pool` gives the workers without a query, which go first.
    """

    def __init__(self, limit: int, pool: Callable[[], Pool | None]) -> None:
        self._limit = limit
        self._pool = pool
        self._holders: set[Holder] = set()

    def enter(self, holder: Holder) -> None:
        """Begin to watch a query."""
        self._holders.add(holder)

    def leave(self, holder: Holder) -> None:
        """Watch it no more."""
        self._holders.discard(holder)

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(_EVERY)
            if self._holders:
                self.look()

    def held(self) -> int:
        """Return the bytes that the workers hold together beside the data that they share."""
        pool = self._pool()
        idle = pool.idle_memory if pool else 0
        return idle + sum(held_by(holder.link) for holder in self._holders)

    def look(self) -> None:
        """Make room where too much is held."""
        held = {holder: held_by(holder.link) for holder in self._holders}
        busy, pool = sum(held.values()), self._pool()
        if pool is not None and busy + pool.idle_memory > self._limit:
            pool.shed()
        if busy > self._limit:
            largest = max(held, key=held.__getitem__)
            largest.end_for_memory(alone=held[largest] > self._limit)


def held_by(link: Link) -> int:
    """Return the bytes that a worker holds beside what it shares, at most."""
    return link.private + PAGE * max(0, page_faults(link.pid) - link.faults)


def page_faults(pid: int) -> int:
    """Return how many page faults without a disk a process has had; 0 where it has ended."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123 - several times a second
            return int(file.read().rpartition(b")")[2].split()[7])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def machine_memory() -> int:
    """Return the bytes that the machine has, or our control group where that may use less."""
    memory = os.sysconf("SC_PHYS_PAGES") * PAGE
    groups = Path("/sys/fs/cgroup")
    limits = [groups / "memory.max", groups / "memory" / "memory.limit_in_bytes"]
    with suppress(OSError):
        lines = Path("/proc/self/cgroup").read_text("ascii").splitlines()
        own = [line.removeprefix("0::/") for line in lines if line.startswith("0::/")]
        limits += [groups / name / "memory.max" for name in own]
    for file in limits:
        with suppress(OSError, ValueError):  # "max" is no limit
            memory = min(memory, int(file.read_text("ascii")))
    return memory
