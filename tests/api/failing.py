"""An application with a fault in its engine, asked once, logging as the server does.

A process of its own runs it: what a log is set up with stays for the life of a process.

    python failing.py TOKEN QUERY
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from kg.engine.base import QueryRequest, Status
from kg.settings import Settings
from kg_api import logs
from kg_api.app import create_app

if TYPE_CHECKING:
    from kg.engine.base import Answer


class Failing:
    """An engine that raises what nobody foresaw, with secrets in its variables."""

    async def start(self) -> None:
        """Do nothing."""

    async def stop(self) -> None:
        """Do nothing."""

    def status(self) -> Status:
        """Serve nothing."""
        return Status()

    async def answer(self, request: QueryRequest) -> Answer:
        """Fail."""
        text, token = request.query.text, sys.argv[1]
        raise RuntimeError(f"a fault of {len(text + token)} characters")


def library(secret: str) -> None:
    """Fail as a library does, and log it as one."""
    local = secret * 2
    try:
        local.index("?")
    except ValueError:
        logging.getLogger("some.package").exception("a library failed")


def main() -> None:
    """Ask, and print the status of the answers."""
    token, query = sys.argv[1:]
    logs.configure("debug")
    app = create_app(Settings(), engine=Failing(), examples=())
    headers = {"Authorization": f"Bearer {token}"}
    with TestClient(app, raise_server_exceptions=False, headers=headers) as client:
        for answer in (
            client.get("/sparql", params={"query": query}),
            client.post("/sparql", data={"query": query}),
        ):
            sys.stdout.write(f"{answer.status_code} {answer.text}\n")
    library(token)


if __name__ == "__main__":
    main()
