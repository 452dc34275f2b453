"""What a direct way takes goes past all routes and is answered as theirs is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.errors import QueryError
from kg_api.application import Application, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Scope


async def direct(request: Request) -> Response:
    return PlainTextResponse(f"direct {request.app.title}")


async def refusing(_: Request) -> Response:
    raise QueryError("told", status=418, zh="不", en="no")


async def failing(_: Request) -> Response:
    raise RuntimeError("unexpected")


async def routed(_: Request) -> Response:
    return PlainTextResponse("routed")


def under(folder: str) -> Callable[[Scope], bool]:
    return lambda scope: scope["path"].startswith(folder)


@pytest.fixture
def client() -> TestClient:
    ways = [Way(under("/a/"), direct), Way(under("/a/b/"), failing)]
    ways += [Way(under("/no/"), refusing), Way(under("/fail/"), failing)]
    app = Application(ways=ways, title="Title", routes=[Route("/{path:path}", routed)])
    return TestClient(app, raise_server_exceptions=False)


def test_the_first_way_that_takes_a_request_answers_it(client: TestClient) -> None:
    assert client.get("/a/b/c").text == "direct Title"


def test_what_no_way_takes_goes_to_the_routes(client: TestClient) -> None:
    assert client.get("/other").text == "routed"


def test_an_error_of_ours_is_told(client: TestClient) -> None:
    answer = client.get("/no/x")
    assert (answer.status_code, answer.json()["code"]) == (418, "told")


def test_what_nobody_expected_is_told_without_details_and_raised(client: TestClient) -> None:
    answer = client.get("/fail/x")
    assert answer.status_code == 500
    assert "unexpected" not in answer.text
    with pytest.raises(RuntimeError, match="unexpected"):
        TestClient(client.app).get("/fail/x")
