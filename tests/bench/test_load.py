"""A tour goes on where it was left, and what a server keeps is not what is measured by mistake."""

from __future__ import annotations

import http.server
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from kg.bench.load import Load, Tour

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")

SKIPPED = (0, 1)
"""Where a tour may begin: wrk makes a first request that it may not send."""


class Recorder(http.server.BaseHTTPRequestHandler):
    """Notes what it is asked for."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        """Answer with nothing."""
        self.asked.append((self.path, self.headers["Accept"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def recorder() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    asked: list[tuple[str, str | None]] = []
    handler = type("Here", (Recorder,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


def test_a_tour_asks_for_each_path_in_turn_and_goes_on_where_it_was_left(
    recorder: tuple[str, list[tuple[str, str | None]]],
) -> None:
    url, asked = recorder
    tour = Tour([f"/{number}" for number in range(1_000_000)], {"Accept": "text/turtle"})
    first = Load(1).visit(url, tour, connections=1)
    assert 0 < first.requests < 1_000_000
    begin = int(asked[0][0][1:])
    assert begin in SKIPPED
    numbers = range(begin, begin + len(asked))
    assert [path for path, _ in asked] == [f"/{number}" for number in numbers]
    assert {accept for _, accept in asked} == {"text/turtle"}
    before, last = len(asked), numbers[-1]
    Load(1).visit(url, tour, connections=1)
    assert last < int(asked[before][0][1:]) <= last + 2


def test_after_the_last_path_comes_the_first(
    recorder: tuple[str, list[tuple[str, str | None]]],
) -> None:
    url, asked = recorder
    Load(1).visit(url, Tour(["/a", "/b", "/c"], {}), connections=1)
    paths = [path for path, _ in asked[:6]]
    begin = "abc".index(paths[0][1:])
    assert begin in SKIPPED
    assert paths == [f"/{'abc'[(begin + number) % 3]}" for number in range(6)]
