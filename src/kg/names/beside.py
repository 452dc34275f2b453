"""The tables of forms of a large index, filled in a second process while the first does the rest.

Forms take half the work of an index, above all the readings of names. The second process is
spawned, never forked: a fork of a process in which an Oxigraph store has threads may hang.
"""

from __future__ import annotations

import gc
import marshal
import multiprocessing
import os
import signal
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from itertools import starmap
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from kg.names.entry import Entry
from kg.names.formtables import FormTables, Here, fill
from kg.names.schema import FORM_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

MANY = 50_000
"""Entities from which on the second process, which takes a second to start, is worth it."""

_PLAIN = 2  # the version of the format of marshal that does not look for objects that come twice
_SENT = attrgetter(
    *("iri", "own_class", "level", "zh", "en", "described", "code", "pinyin"),
    *("aliases", "identifiers"),
)
"""What the forms of an entry follow from: the first fields of `Entry`, in their order."""


@contextmanager
def tables(folder: Path, *, many: bool) -> Iterator[FormTables]:
    """Yield what fills the tables of forms: `many` entities in a second process, if that helps.

    The second process ends with the context, whatever ends it. Its own file is in `folder`.
    """
    if not many or _processors() == 1:
        yield Here()
        return
    with tempfile.TemporaryDirectory(dir=folder) as own:
        beside = _Beside(Path(own) / "forms.sqlite")
        try:
            yield beside
        finally:
            beside.end()


class _Beside:
    """A second process that fills the tables in a file, from which they are copied as they are."""

    def __init__(self, path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._path = path
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, path), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe tells when the process has ended

    def begin(self, ordered: Sequence[Entry]) -> None:
        """Send the entries."""
        try:
            # Of plain values, marshal makes bytes in a quarter of the time of pickle
            self._pipe.send_bytes(marshal.dumps(list(map(_SENT, ordered)), _PLAIN))
        except BrokenPipeError as error:
            raise self._ended() from error

    def into(self, connection: sqlite3.Connection) -> None:
        """Wait for the tables, and copy them; raise what went wrong in the other process."""
        try:
            error: Exception | None = self._pipe.recv()
        except (EOFError, ConnectionResetError) as closed:
            raise self._ended() from closed
        if error is not None:
            raise error
        connection.executescript(FORM_TABLES)
        connection.commit()  # a file is attached outside of a transaction
        connection.execute("ATTACH ? AS beside", (os.fspath(self._path),))
        for table in ("chinese", "latin", "place", "reading"):
            # Between tables that are made alike SQLite copies rows without looking into them
            connection.execute(f"INSERT INTO {table} SELECT * FROM beside.{table}")  # noqa: S608
        connection.commit()
        connection.execute("DETACH beside")

    def end(self) -> None:
        """End the process, done or not."""
        self._process.terminate()
        self._process.join()
        self._pipe.close()

    def _ended(self) -> ChildProcessError:
        self._process.join()
        status = self._process.exitcode
        return ChildProcessError(f"the process that fills the tables of forms ended ({status})")


def _work(pipe: Connection, path: Path) -> None:
    """Fill the tables with the entries that come; say `None` when done, or what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process is told, and ends this one
    gc.disable()  # nothing here has cycles, and the process ends soon
    try:
        entries = starmap(Entry, marshal.loads(pipe.recv_bytes()))  # noqa: S302 - from `begin`
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            fill(connection, entries)
    except EOFError:
        return  # the first process is gone, or had nothing to do
    except Exception as error:
        pipe.send(error)
        raise
    pipe.send(None)


def _processors() -> int:
    return len(os.sched_getaffinity(0))
