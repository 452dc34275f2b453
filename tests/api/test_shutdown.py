"""SIGTERM: nobody new, those who are served get their time, and then it is over."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from api.queries import FLOOD, LARGE
from api.serving import serving
from api.sockets import asking, connect, get, read_all

if TYPE_CHECKING:
    from pathlib import Path


def test_a_running_answer_is_finished(tmp_path: Path) -> None:
    with serving(tmp_path / "log", "--empty") as running, connect(running.port) as connection:
        connection.sendall(asking(LARGE))
        begun = connection.recv(1000)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with pytest.raises(ConnectionRefusedError):
            connect(running.port)
        answer = read_all(connection)
        assert not answer.was_reset
        assert (begun + answer.content).endswith(b"\r\n0\r\n\r\n")
        running.process.wait(10)


@pytest.mark.parametrize("reads", [True, False])
def test_one_that_does_not_end_is_broken_off(tmp_path: Path, *, reads: bool) -> None:
    limits = {"KG_SHUTDOWN_TIMEOUT": "1"}
    with (
        serving(tmp_path / "log", "--empty", **limits) as running,
        connect(running.port) as connection,
        connect(running.port) as idle,
    ):
        idle.sendall(get("/healthz"))
        connection.sendall(asking(FLOOD))
        connection.recv(1000)
        running.process.send_signal(signal.SIGTERM)
        begin = time.monotonic()
        if reads:
            assert read_all(connection).was_reset
        running.process.wait(10)
        assert time.monotonic() - begin < 5
        assert read_all(idle).content.startswith(b"HTTP/1.1 200 OK")
    lines = running.lines()
    assert not [line for line in lines if "exception" in line]
    outcomes = [line.get("outcome") for line in lines if line["event"] == "request"]
    assert outcomes[-1] == "shutdown"
