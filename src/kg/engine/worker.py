"""A worker: a forked process that answers one query after another, on a socket and nothing else.

It never decides how long a query may take: whoever started it ends it from outside.
"""

import json
import os
import socket
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, cast

import pyoxigraph as ox

from kg.engine import limits, refusals
from kg.engine.evaluation import evaluate
from kg.engine.frames import HEAD, Decoder, Kind, close_frame, frame, room_for_head
from kg.engine.protocol import End, Failure, Job, Message, QueryJob, decode_job
from kg.errors import QueryError

CHUNK = 64 * 1024  # bytes gathered before they are sent
_READ = 64 * 1024


class Output:
    """A file for Oxigraph's serialisers that sends what is written as frames.

    A reader that is behind makes `write` wait: that is all the back-pressure there is.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = room_for_head()

    def write(self, data: bytes) -> int:
        """Take bytes, and send what has come together."""
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            close_frame(Kind.CHUNK, self._buffer)
            self._connection.sendall(self._buffer)
            del self._buffer[HEAD:]
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is left is sent by `end`."""

    def end(self, message: End) -> None:
        """Send what is left and the end, in one piece."""
        if len(self._buffer) > HEAD:
            close_frame(Kind.CHUNK, self._buffer)
        else:
            self._buffer.clear()
        self._buffer += frame(Kind.END, message.encode())
        self._connection.sendall(self._buffer)

    def fail(self, failure: Failure) -> None:
        """Send the error; what was not sent yet is dropped."""
        self._connection.sendall(frame(Kind.ERROR, failure.encode()))


def jobs(connection: socket.socket) -> Callable[[], Job | None]:
    """Return a function that waits for the next job, and returns `None` at the end."""
    decoder = Decoder()

    def receive() -> Job | None:
        while data := connection.recv(_READ):
            for kind, payload in decoder.feed(data):
                if kind is Kind.JOB:  # the front sends one at a time, and nothing else
                    return decode_job(payload)
        return None

    return receive


class Worker:
    """Answers that many queries, and then leaves."""

    def __init__(self, store: ox.Store, *, union: bool, queries: int) -> None:
        self._store = store
        self._union = union
        self._left = queries
        self._memory = limits.PrivateMemory()

    def run(self, connection: socket.socket) -> None:
        """Answer until the socket is closed or the worker leaves."""
        receive = jobs(connection)
        while self._left > 0 and (job := receive()) is not None:
            self._left -= 1
            if isinstance(job, QueryJob):
                self._answer(job, Output(connection))

    def _answer(self, job: QueryJob, output: Output) -> None:
        limits.allow_cpu(job.cpu)
        try:
            # Oxigraph calls `write` and `flush` alone.
            evaluate(self._store, job, cast("IO[bytes]", output), union=self._union)
        except QueryError as error:
            output.fail(Failure.of(error, leaving=self._left <= 0))
        except MemoryError:
            self._left = 0
            output.fail(Failure.of(refusals.memory(), leaving=True))
        else:
            private, faults = self._memory.now()
            output.end(End(leaving=self._left <= 0, private=private, faults=faults))


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
    messages: tuple[Message, ...] = (End(), Failure.of(refusals.memory()))
    for message in messages:
        message.encode()
