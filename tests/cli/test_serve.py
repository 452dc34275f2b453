"""`kg serve` as a real process: ready, answering, ended; and what it does after a crash."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from build import small
from cli.conftest import KG
from kg import build as building
from kg.store.primary import open_primary
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 30.0


@contextmanager
def serving(store: Path, log: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a store; yield the address, once anything answers there, and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(KG), "serve", "--store", str(store), "--port", str(port), *more]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            env=small.environment(),
            stdout=output,
            stderr=output,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no threads here
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            deadline = time.monotonic() + PATIENCE
            while status(address)[0] == 0:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield address, process
        finally:
            process.kill()


def _heed_interrupts() -> None:
    """A shell lets programs in its background ignore interrupts, and ours would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def status(address: str) -> tuple[int, dict[str, str]]:
    """The status of /readyz and its content; 0 where nothing listens."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 - our own server
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
    except OSError:
        return 0, {}


def ask(address: str, query: str) -> bool:
    url = f"{address}/sparql?{urlencode({'query': query})}"
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
        return bool(json.load(answer)["boolean"])


CODE = 'ASK { ?d <https://w3id.org/county-kg/ontology#divisionCode> "850102" }'


def test_it_serves_the_snapshot_until_it_is_ended(published: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(published, log) as (address, process):
        assert f"{address}/" in log.read_text(encoding="utf-8")
        assert status(address)[0] == 200
        assert ask(address, CODE)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
    assert status(address)[0] == 0
    assert process.returncode in {0, -signal.SIGTERM, 128 + signal.SIGTERM}
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_without_a_snapshot_it_is_up_and_not_ready(tmp_path: Path) -> None:
    with serving(tmp_path / "none", tmp_path / "log") as (address, _):
        code, content = status(address)
    assert code == 503
    assert content["reason"] == "snapshot-missing"
    assert not (tmp_path / "none").exists()


PUBLISHED = 'ASK { ?d <http://www.w3.org/2000/01/rdf-schema#label> "丙区"@zh }'


def test_after_a_crash_it_serves_what_the_store_holds(published: Path, tmp_path: Path) -> None:
    """The marker says that a build wrote the store and could not publish it."""
    store = tmp_path / "store"
    shutil.copytree(published, store)
    shutil.rmtree(store / "snapshots")
    (store / "current").unlink()
    (store / building.MARKER).touch()
    with serving(store, tmp_path / "log") as (address, _):
        assert status(address)[0] == 200
        assert ask(address, PUBLISHED)
    assert Snapshot.load(store).version == Snapshot.load(published).version
    assert not (store / building.MARKER).exists()


def test_while_a_build_writes_it_serves_the_last_snapshot(published: Path, tmp_path: Path) -> None:
    store, log = tmp_path / "store", tmp_path / "log"
    shutil.copytree(published, store)
    (store / building.MARKER).touch()
    with open_primary(store), serving(store, log) as (address, _):
        assert ask(address, PUBLISHED)
    told = log.read_text(encoding="utf-8")
    assert "[store-locked]" in told
    assert "the last snapshot is served" in told
    assert "Traceback" not in told
    assert (store / building.MARKER).exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--writable"],
        ["--writable", "--token", "T"],
        ["--writable", "--no-gate", "--token", "T"],
        ["--writable", "--empty", "--token", "T"],
        ["--writable", "--empty", "--no-gate"],
        ["--writable", "--empty", "--no-gate", "--token", ""],
        ["--default-graph", "none"],
        ["--query-timeout", "0"],
    ],
)
def test_it_does_not_start_open_to_everybody(arguments: list[str]) -> None:
    done = subprocess.run(
        [str(KG), "serve", *arguments],
        env=small.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(KG), "serve", *arguments],
        env=small.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_taken_port_is_told_and_nothing_is_started(published: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = started("--store", str(published), "--port", str(port))
    assert done.returncode == 1
    assert f"port {port} of 127.0.0.1: another program has the port." in done.stderr
    assert "[address-unusable]" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_told(published: Path, host: str) -> None:
    done = started("--store", str(published), "--host", host, "--port", "0")
    assert done.returncode == 1
    assert f"port 0 of {host}: " in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_port_that_the_system_chose_is_told(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [str(KG), "serve", "--empty", "--port", "0"],
        env=small.environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        address = process.stderr.readline().strip().rstrip("/")
        try:
            assert int(address.rpartition(":")[2]) > 0
            assert ask(address, "ASK {}")  # who asks before it is ready, waits
        finally:
            process.kill()


def test_a_store_without_a_snapshot_is_told_on_the_screen(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(tmp_path / "none", log):
        told = log.read_text(encoding="utf-8")
    assert "warning: " in told
    assert "kg build" in told
    assert "Traceback" not in told


def test_an_interrupt_ends_it_without_a_trace(published: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(published, log) as (_, process):
        process.send_signal(signal.SIGINT)
        process.wait(timeout=15)
    assert process.returncode == 130
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_a_scratch_server_takes_writes_and_leaves_the_store_alone(tmp_path: Path) -> None:
    scratch = ["--empty", "--writable", "--no-gate", "--default-graph", "standard", "--token", "T"]
    store = tmp_path / "none"
    with serving(store, tmp_path / "log", *scratch) as (address, _):
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{address}/update",
            data=b"INSERT DATA { <a:s> <a:p> <a:o> }",
            headers={"Content-Type": "application/sparql-update", "Authorization": "Bearer T"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
            assert answer.status == 204
        assert ask(address, "ASK { <a:s> <a:p> <a:o> }")
    assert not store.exists()
