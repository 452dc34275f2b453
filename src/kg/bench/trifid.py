"""Trifid (https://github.com/zazuko/trifid), a server of entity documents before an endpoint.

It is set up for speed: nothing but its entity renderer, no log, no telemetry, and no rewriting of
IRIs, since it is asked as if it stood behind a proxy at the data's own address. `make bench-peers`
installs it beside the other peers.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.bench import servers
from kg.errors import BenchError
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "trifid/node_modules/trifid/server.js"
HEADERS = {
    "X-Forwarded-Host": urlsplit(BASE).netloc,
    "X-Forwarded-Proto": urlsplit(BASE).scheme,
    "Accept": "text/turtle",
}
"""With these its address is that of the entities."""
_ENVIRONMENT = {"NODE_ENV": "production", "OTEL_SDK_DISABLED": "true"}


def require(peers: Path) -> None:
    """Raise `BenchError` (`bench-program`) where Trifid or Node.js is not installed."""
    servers.program(peers, PROGRAM)
    _node()


@contextmanager
def trifid(
    peers: Path, endpoint: servers.Server, query: str | None = None
) -> Iterator[servers.Server]:
    """Trifid before this endpoint; with a query it answers what that finds, else a DESCRIBE.

    `query` has `{{iri}}` in the place of the entity.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "config.yaml"
        settings.write_text(json.dumps(_settings(endpoint, query)), "utf-8")  # JSON is YAML
        program = servers.program(peers, PROGRAM)
        command = [_node(), program, "-c", str(settings), "-p", "{port}"]
        with servers.running("Trifid", command, "/", "/healthz", _ENVIRONMENT) as server:
            yield server


def path_of(iri: str) -> str:
    """Return the path at which it answers for an entity."""
    return urlsplit(iri).path


def _settings(endpoint: servers.Server, query: str | None) -> dict[str, object]:
    renderer: dict[str, object] = {"resourceGraphQuery": query} if query else {}
    return {
        "server": {"listener": {"host": "127.0.0.1"}, "logLevel": "warn", "logFormat": "json"},
        "globals": {"endpoints": {"default": {"url": endpoint.url + endpoint.path}}},
        "plugins": {
            "entity-renderer": {"module": "@zazuko/trifid-entity-renderer", "config": renderer},
        },
    }


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise BenchError(
            "bench-program",
            zh="没有找到 node。",
            en="node was not found.",
            mend_zh="请安装 Node.js 20 或更新的版本。",
            mend_en="Install Node.js 20 or newer.",
        )
    return node
