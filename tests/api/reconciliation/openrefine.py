"""Debian's OpenRefine, running without its window, and a project in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2

from api.serving import await_answer, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

ALL_ROWS = json.dumps({"facets": [], "mode": "row-based"})


@contextmanager
def refining(command: str, folder: Path) -> Iterator[OpenRefine]:
    """Run OpenRefine, with its data in the folder, until the end of the block."""
    port = free_port()
    arguments = ["-p", str(port), "-i", "127.0.0.1", "-d", str(folder / "data"), "-m", "512M"]
    with (
        (folder / "log").open("wb") as log,
        # Its command is a script, which would leave the Java that it starts behind: end them all.
        subprocess.Popen(
            [command, *arguments, "-x", "refine.headless=true"],
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
        httpx2.Client(
            base_url=f"http://127.0.0.1:{port}/command/core/", trust_env=False, timeout=60
        ) as client,
    ):
        try:
            await_answer(f"{client.base_url}get-version", process, folder / "log", 90)
            yield OpenRefine(client)
        finally:
            os.killpg(process.pid, signal.SIGTERM)


class OpenRefine:
    """Its commands, as its own pages send them."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client

    def open(self, csv: str) -> Project:
        """Make a project of a table."""
        options = {"separator": ",", "headerLines": 1, "encoding": "UTF-8"}
        answer = self._client.post(
            "create-project-from-upload",
            params={"csrf_token": self._token(), "options": json.dumps(options)},
            data={"project-name": "a table", "format": "text/line-based/*sv"},
            files={"project-file": ("table.csv", csv.encode(), "text/csv")},
            follow_redirects=False,
        )
        return Project(self, answer.headers["location"].partition("project=")[2])

    def get(self, name: str, project: str, **values: str) -> Any:
        """Ask for something of a project."""
        return self._client.get(name, params={"project": project, **values}).json()

    def send(self, name: str, project: str, **values: str) -> httpx2.Response:
        """Do something with a project."""
        params = {"csrf_token": self._token(), "project": project}
        return self._client.post(name, params=params, data=values).raise_for_status()

    def _token(self) -> str:
        token: str = self._client.get("get-csrf-token").json()["token"]
        return token


class Project:
    """A table in OpenRefine whose names become entities of a service."""

    def __init__(self, refine: OpenRefine, key: str) -> None:
        self._refine = refine
        self._key = key

    def guess_types(self, column: str, service: str) -> list[str]:
        """The types that it offers for a column, the best first."""
        answer = self._refine.send(
            "guess-types-of-column", self._key, columnName=column, service=service
        )
        return [each["id"] for each in answer.json()["types"]]

    def reconcile(
        self,
        column: str,
        manifest: Mapping[str, Any],
        service: str,
        *,
        type: str | None = None,  # noqa: A002 - the API's name
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Start reconciling, with these columns as properties, and wait for the end."""
        config = {
            "mode": "standard-service",
            "service": service,
            "identifierSpace": manifest["identifierSpace"],
            "schemaSpace": manifest["schemaSpace"],
            "type": type and {"id": type, "name": type},
            "autoMatch": True,
            "limit": 0,
            "columnDetails": [
                {"column": name, "property": {"id": each, "name": each}}
                for name, each in (details or {}).items()
            ],
        }
        self._run("reconcile", columnName=column, config=json.dumps(config))

    def extend(
        self,
        column: str,
        manifest: Mapping[str, Any],
        service: str,
        properties: Sequence[Mapping[str, Any]],
    ) -> None:
        """Add columns from reconciled values, behind that column."""
        self._run(
            "extend-data",
            baseColumnName=column,
            endpoint=service,
            identifierSpace=manifest["identifierSpace"],
            schemaSpace=manifest["schemaSpace"],
            extension=json.dumps({"properties": properties}),
            columnInsertIndex="1",
        )

    def cells(self, column: str) -> list[Any]:
        """What each cell of a column is matched with, else what it holds: text, number, None."""
        rows = self._refine.get("get-rows", self._key, start="0", limit="100")
        place = next(each["cellIndex"] for each in self._columns() if each["name"] == column)
        recons = rows["pool"]["recons"]
        found = []
        for row in rows["rows"]:
            cell = row["cells"][place] if place < len(row["cells"]) else None
            match = recons[cell["r"]].get("m") if cell and "r" in cell else None
            found.append(match["id"] if match else cell and cell["v"])
        return found

    def columns(self) -> list[str]:
        """The names of the columns, from left to right."""
        return [each["name"] for each in self._columns()]

    def _columns(self) -> list[dict[str, Any]]:
        model = self._refine.get("get-models", self._key)["columnModel"]
        columns: list[dict[str, Any]] = model["columns"]
        return columns

    def _run(self, name: str, **values: str) -> None:
        answer = self._refine.send(name, self._key, engine=ALL_ROWS, **values).json()
        assert answer["code"] in {"ok", "pending"}, answer
        deadline = time.monotonic() + 60
        while self._refine.get("get-processes", self._key)["processes"]:
            assert time.monotonic() < deadline, "OpenRefine does not come to an end"
            time.sleep(0.1)
