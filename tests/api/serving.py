"""`kg serve` in a process of its own, for tests that need real sockets."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRATCH = ("--empty", "--writable", "--no-gate", "--default-graph", "standard", "--token", "T")
"""The arguments of a scratch server, as the conformance suites want it."""


@dataclass(frozen=True)
class Running:
    """A server that is ready."""

    address: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        """The log so far: each line is one JSON object, but for what is said at the start."""
        lines = self.log.read_text("utf-8").splitlines()
        said = (f"{self.address}/", "warning: ")
        return [json.loads(line) for line in lines if not line.startswith(said)]


@contextmanager
def serving(
    log: Path, *arguments: str, until: str = "/readyz", **settings: str
) -> Iterator[Running]:
    """Serve with these arguments and settings (`KG_…`) until the end of the block.

    It begins when the path `until` is answered with 200.
    """
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), *arguments]
    environment = {**os.environ, **settings}
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=environment, stderr=output) as process,
    ):
        running = Running(f"http://127.0.0.1:{port}", port, process, log)
        try:
            await_answer(f"{running.address}{until}", process, log)
            yield running
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def await_answer(
    address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 30
) -> None:
    """Wait until the address answers with 200, for as long as its process lives.

    Raises what the process has said where it ends or needs longer.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text("utf-8")
        try:
            if httpx2.get(address, trust_env=False).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError(log.read_text("utf-8"))
