"""A trace in the log names places in the code, and never the values that were there."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from starlette.testclient import TestClient

from kg.engine.base import QueryRequest, Status
from kg.settings import Settings
from kg_api import logs
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.engine.base import Answer

PLANTED = "hunter2-planted"
QUERY = f'SELECT * {{ ?s ?p "{PLANTED}" }}'


class Failing:
    """An engine with a fault: an error that nobody foresaw, with secrets in its variables."""

    async def start(self) -> None:
        pass

    async def stop(self) -> None:
        pass

    def status(self) -> Status:
        return Status()

    async def answer(self, request: QueryRequest) -> Answer:
        text, token = request.query.text, PLANTED
        raise RuntimeError(f"a fault of {len(text + token)} characters")


@pytest.fixture
def configured() -> Iterator[None]:
    """The log as the server has it; afterwards as it was."""
    root, uvicorn = logging.getLogger(), logging.getLogger("uvicorn")
    handlers, level, quiet = root.handlers[:], root.level, uvicorn.level
    logs.configure("debug")
    yield
    structlog.reset_defaults()
    root.handlers, root.level, uvicorn.level = handlers, level, quiet


@pytest.mark.usefixtures("configured")
def test_a_trace_holds_no_token_and_no_query(capfd: pytest.CaptureFixture[str]) -> None:
    app = create_app(Settings(), engine=Failing(), examples=())
    headers = {"Authorization": f"Bearer {PLANTED}"}
    with TestClient(app, raise_server_exceptions=False, headers=headers) as client:
        answer = client.get("/sparql", params={"query": QUERY})
        posted = client.post("/sparql", data={"query": QUERY})
    assert {answer.status_code, posted.status_code} == {500}
    try:
        local = PLANTED + QUERY
        raise LookupError(len(local))
    except LookupError:
        logging.getLogger("some.library").exception("a library failed")
    told = capfd.readouterr().err
    lines: list[dict[str, Any]] = [json.loads(line) for line in told.splitlines()]
    traces = [line["exception"] for line in lines if "exception" in line]
    assert len(traces) >= 3
    assert all("Traceback" in trace for trace in traces)
    assert any("a fault of" in trace for trace in traces)
    assert "in answer" in "".join(traces), "it names the function"
    assert PLANTED not in told
    assert PLANTED not in answer.text + posted.text
