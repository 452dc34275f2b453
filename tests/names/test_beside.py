"""A second process fills the tables of forms as this one does, and never outlives it."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kg.names import beside
from kg.names.entry import Entry

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = (
    Entry("place", "County", zh="环翠区", en="Huancui", code="371002", level=3),
    Entry("tyres", "Enterprise", zh="三角轮胎有限公司", aliases=("三角",), identifiers=("9137",)),
    Entry("unit", "Agency", zh="一家工厂", described=True),
    Entry("office", "Agency", zh="环翠区发展和改革委员会", en="Reform Commission"),
)
BROKEN = Entry("broken", "County", zh="环翠区", code="环\ud800", level=3)
KILLED = """
import os, pathlib, signal, sys
from kg.names import beside
with beside.tables(pathlib.Path(sys.argv[1]), many=True):
    os.kill(os.getpid(), signal.SIGKILL)
"""

two_processors = pytest.mark.skipif(
    len(os.sched_getaffinity(0)) == 1, reason="one processor: there is no second process"
)


def made(folder: Path, *entries: Entry, many: bool) -> dict[str, list[object]]:
    with (
        beside.tables(folder, many=many) as tables,
        closing(sqlite3.connect(":memory:")) as connection,
    ):
        tables.begin(entries)
        tables.into(connection)
        names = ("chinese", "latin", "place", "reading")
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
            for name in names
        }


def test_the_tables_are_the_same_whoever_fills_them(tmp_path: Path) -> None:
    here = made(tmp_path, *ENTRIES, many=False)
    assert all(here.values())
    assert made(tmp_path, *ENTRIES, many=True) == here
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("many", [False, True])
def test_what_goes_wrong_is_told_as_it_is(tmp_path: Path, *, many: bool) -> None:
    with pytest.raises(UnicodeEncodeError, match="surrogates"):
        made(tmp_path, BROKEN, many=many)


@two_processors
def test_a_second_process_that_was_killed_is_told(tmp_path: Path) -> None:
    before = multiprocessing.active_children()
    with beside.tables(tmp_path, many=True) as tables, closing(sqlite3.connect(":memory:")) as new:
        (second,) = set(multiprocessing.active_children()) - set(before)
        second.kill()
        second.join()
        with pytest.raises(ChildProcessError, match="-9"):
            tables.begin(ENTRIES)
        with pytest.raises(ChildProcessError, match="-9"):
            tables.into(new)


@two_processors
def test_an_interruption_ends_the_second_process(tmp_path: Path) -> None:
    before = multiprocessing.active_children()

    def interrupted() -> None:
        with beside.tables(tmp_path, many=True):
            assert len(multiprocessing.active_children()) == len(before) + 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert multiprocessing.active_children() == before
    assert not list(tmp_path.iterdir())


@two_processors
def test_the_second_process_ends_when_the_first_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, tmp_path]
    # It returns when both have closed what they write to
    first = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert first.returncode == -9
    assert b"Traceback" not in first.stderr
