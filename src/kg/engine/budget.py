"""How much an engine may use: places, memory, and how long it keeps a worker."""

from dataclasses import dataclass
from typing import Self

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Budget:
    """The bounds of an engine.

    `short`: queries that may have just begun; `long`: queries that may run for longer than
    `moment` seconds; after `slow_after` seconds they get the processor only when nobody else
    wants it, as soon as more queries run than there are `processors`. `waiting`: queries that
    may wait for a place, for `patience` seconds at most.
    `memory`: bytes that a query may use beyond the data. `grace`: seconds in which a query
    whose client has gone may end by itself. A worker is replaced after `keep_queries` queries,
    or when all of them together hold more than `keep_memory` bytes that they do not share.
    Beyond `total_memory` bytes the query that holds the most is ended.

    `behind`: queries that may wait for readers who are behind; `reading`: seconds that an
    answer may take in all, the waiting for its reader included.
    """

    short: int = 4
    long: int = 12
    processors: int = 1
    waiting: int = 128
    moment: float = 0.1
    slow_after: float = 0.3
    patience: float = 5.0
    memory: int = 1024 * MIB
    keep_queries: int = 10_000
    keep_memory: int = 2048 * MIB
    total_memory: int = 8192 * MIB
    behind: int = 32
    reading: float = 900.0
    grace: float = 0.05

    @classmethod
    def of_workers(cls, workers: int) -> Self:
        """Return the budget for a machine that gives the queries this many processors."""
        return cls(
            short=2 * workers,
            long=6 * workers,
            processors=workers,
            waiting=64 * workers,
            behind=16 * workers,
        )
