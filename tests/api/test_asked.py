"""What a request asks is remembered by all that it depends on, and by nothing less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from kg.errors import QueryError
from kg.settings import Settings
from kg_api.asked import QUERY, Asked, Asking
from kg_api.body import FORM
from kg_api.observation import observation_of

if TYPE_CHECKING:
    from starlette.types import Scope

ALL = "query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"


def scope(url: str = ALL, /, *, server: tuple[str, int] = ("a", 80), **headers: str) -> Scope:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "server": server,
        "path": "/sparql",
        "query_string": url.encode(),
        "headers": raw,
    }


def read(
    asking: Asking, url: str = ALL, content: bytes = b"", kind: str = "", **more: str
) -> Asked:
    return asking.read(Request(scope(url, **more)), content, kind)


@pytest.fixture
def asking() -> Asking:
    return Asking(Settings())


def test_the_same_request_is_known_again(asking: Asking) -> None:
    assert read(asking) is read(asking)
    form = b"query=ASK+%7B%7D"
    assert read(asking, "", form, FORM) is read(asking, "", form, FORM)


def test_whatever_an_answer_depends_on_makes_another_request(asking: Asking) -> None:
    requests = [
        read(asking),
        read(asking, f"{ALL}&default-graph-uri=a:"),
        read(asking, f"{ALL}&named-graph-uri=a:"),
        read(asking, accept="text/csv"),
        read(asking, host="b"),
        read(asking, "", b"ASK {}", QUERY),
        read(asking, "", b"query=ASK+%7B%7D+", FORM),
    ]
    assert len({asked.identity for asked in requests}) == len(requests)


def test_without_a_host_the_server_is_the_address(asking: Asking) -> None:
    bases = [
        asking.read(Request(scope(server=server)), b"", "").wanted.base
        for server in (("a", 80), ("b", 80))
    ]
    assert bases == ["http://a:80/sparql", "http://b:80/sparql"]


def test_each_request_has_the_digest_of_its_query_in_the_log(asking: Asking) -> None:
    digests = []
    for _ in range(2):
        request = Request(scope())
        asking.read(request, b"", "")
        digests.append(observation_of(request.scope).query)
    assert digests[0] is not None
    assert digests[0] == digests[1]


def test_a_refused_query_has_its_digest_too_and_is_refused_again(asking: Asking) -> None:
    url = "query=ASK+%7B+SERVICE+%3Ca:%3E+%7B%7D+%7D"
    for _ in range(2):
        request = Request(scope(url))
        with pytest.raises(QueryError, match="service-refused"):
            asking.read(request, b"", "")
        assert observation_of(request.scope).query is not None
