"""A worker: a forked process that answers one query after another, on a socket and nothing else.

It never decides how long a query may take: whoever started it ends it from outside.
"""

import json
import os
import socket
import traceback
from datetime import UTC, datetime
from typing import IO, cast

import pyoxigraph as ox

from kg.engine import limits, refusals
from kg.engine.connection import Connection, StoppedError
from kg.engine.evaluation import evaluate
from kg.engine.protocol import End, Failure, QueryJob, decode_job
from kg.errors import QueryError


class Worker:
    """Answers that many queries, and then leaves."""

    def __init__(self, store: ox.Store, *, union: bool, queries: int) -> None:
        self._store = store
        self._union = union
        self._left = queries
        self._memory = limits.PrivateMemory()
        self._time = limits.ProcessorTime()

    def run(self, connection: socket.socket) -> None:
        """Answer until the socket is closed or the worker leaves."""
        front = Connection(connection)
        while self._left > 0 and (job := front.receive()) is not None:
            self._left -= 1
            if isinstance(job, QueryJob):
                self._answer(job, front)

    def _answer(self, job: QueryJob, front: Connection) -> None:
        self._time.allow(job.cpu)
        try:
            # Oxigraph calls `write` and `flush` alone.
            evaluate(self._store, job, cast("IO[bytes]", front), union=self._union)
        except QueryError as error:
            front.fail(Failure.of(error, leaving=self._left <= 0))
        except MemoryError:
            self._left = 0
            front.fail(Failure.of(refusals.memory(), leaving=True))
        except StoppedError:
            self._end(front)
        else:
            self._end(front)

    def _end(self, front: Connection) -> None:
        private, faults = self._memory.now()
        front.end(End(leaving=self._left <= 0, private=private, faults=faults))


def report(error: BaseException, log: int) -> None:
    """Write a line of the log on what ended this process; the sources cannot be read."""
    line = {
        "event": "worker failed",
        "level": "error",
        "timestamp": datetime.now(UTC).isoformat(),
        "pid": os.getpid(),
        "exception": "".join(traceback.format_exception(error)),
    }
    os.write(log, json.dumps(line).encode("ascii") + b"\n")


def warm(store: ox.Store, *, union: bool) -> None:
    """Do once what a worker does, so that it is imported and its memory is made before forks."""

    class Nowhere:
        def write(self, data: bytes) -> int:
            return len(data)

        def flush(self) -> None:
            pass

    for text, media_type in (
        ("SELECT * {} LIMIT 1", "application/sparql-results+json"),
        ("CONSTRUCT {} WHERE {}", "text/turtle"),
    ):
        job = QueryJob(text=text, names_dataset=False, media_type=media_type, cpu=1)
        decoded = decode_job(job.encode())
        if isinstance(decoded, QueryJob):
            evaluate(store, decoded, cast("IO[bytes]", Nowhere()), union=union)
    for message in (End(), Failure.of(refusals.memory())):
        message.encode()
