"""The rate limit: off by default, by address, with a bound on what it remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg_api.rate_limit import ADDRESSES, RateLimit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient


def test_a_burst_passes_and_then_one_in_each_interval() -> None:
    limit = RateLimit(60, 3)
    assert [limit.wait("a", 0.0) for _ in range(3)] == [0, 0, 0]
    assert limit.wait("a", 0.0) == pytest.approx(1)
    assert limit.wait("a", 0.5) == pytest.approx(0.5)
    assert limit.wait("a", 1.0) == 0
    assert limit.wait("a", 1.0) > 0
    assert limit.wait("b", 1.0) == 0


def test_who_waits_is_whole_again() -> None:
    limit = RateLimit(60, 3)
    for _ in range(10):
        limit.wait("a", 0.0)
    assert [limit.wait("a", 3.0) > 0 for _ in range(4)] == [False, False, False, True]


def test_one_customer_of_ipv6_is_one_address() -> None:
    limit = RateLimit(60, 1)
    assert limit.wait("2001:db8::1", 0.0) == 0
    assert limit.wait("2001:db8::2", 0.0) > 0
    assert limit.wait("2001:db8:0:1::1", 0.0) == 0


def test_memory_has_a_bound() -> None:
    limit = RateLimit(60, 1)
    for number in range(ADDRESSES + 1000):
        limit.wait(f"name-{number}", 0.0)
    assert len(limit._due) == ADDRESSES


def test_too_many_requests_are_told_when_to_come_again(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    client = make_client(store, rate_limit=6, rate_burst=2)
    answers = [client.get("/sparql?query=ASK%7B%7D") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[-1]
    assert refused.json()["code"] == "rate-limited"
    assert 1 <= int(refused.headers["retry-after"]) <= 10
    assert refused.headers["access-control-allow-origin"] == "*"
    for path in ("/healthz", "/readyz", "/metrics", "/static/site.css"):
        assert client.get(path).status_code == 200


def test_it_is_off_by_default(client: TestClient) -> None:
    assert {client.get("/sparql?query=ASK%7B%7D").status_code for _ in range(50)} == {200}
