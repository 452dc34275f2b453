"""A result that fails late must not look whole: to no client, with and without nginx between."""

from __future__ import annotations

import csv
import http.client
import io
import json
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import httpx2
import pandas as pd
import pytest

from api import nginx
from api.queries import FLOOD, UNKEPT, product
from api.serving import Running, serving
from api.sockets import asking, connect, read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WHOLE = f"SELECT * {{ {product(4, 10)} }}"  # far from any limit

needs_nginx = pytest.mark.skipif(nginx.NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose answers may take one second."""
    log = tmp_path_factory.mktemp("hurried") / "log"
    limits = {"KG_QUERY_TIMEOUT": "1", "KG_WORKERS": "4", "KG_BASE_PATH": "/county"}
    with serving(log, "--empty", **limits) as running:
        yield running


@pytest.fixture(scope="module")
def proxied(hurried: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx before that server."""
    with nginx.nginx_before(hurried.port, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(params=["direct", pytest.param("nginx", marks=needs_nginx)])
def address(request: pytest.FixtureRequest, hurried: Running) -> str:
    if request.param == "direct":
        return hurried.address
    through: str = request.getfixturevalue("proxied")
    return through


def url(address: str, query: str) -> str:
    return f"{address}/sparql?query={quote(query)}"


def by_curl(address: str, *options: str) -> None:
    command = ["curl", "-sS", "--noproxy", "*", "-o", "/dev/null", *options, url(address, FLOOD)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in {18, 56, 92}, done  # partial file, receive error, stream error
    raise ConnectionError(done.stderr)


def by_httpx(address: str) -> None:
    httpx.get(url(address, FLOOD), trust_env=False, timeout=60)


def by_httpx2(address: str) -> None:
    httpx2.get(url(address, FLOOD), trust_env=False, timeout=60)


def by_pandas(address: str) -> None:
    pd.read_csv(url(address, FLOOD), storage_options={"Accept": "text/csv"})


def by_pandas_without_accept(address: str) -> None:
    """Which is JSON, and so nothing for `read_csv`; but that is not what it stumbles on."""
    pd.read_csv(url(address, FLOOD))


def by_urllib(address: str) -> None:
    request = urllib.request.Request(url(address, FLOOD), headers={"Accept": "text/csv"})  # noqa: S310
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        assert list(csv.reader(io.StringIO(answer.read().decode())))


CLIENTS: dict[str, Callable[[str], None]] = {
    "curl": by_curl,
    "curl with compression": lambda address: by_curl(address, "--compressed"),
    "httpx": by_httpx,
    "httpx2": by_httpx2,
    "pandas": by_pandas,
    "pandas without Accept": by_pandas_without_accept,
    "urllib": by_urllib,
}
NOTICED = (
    ConnectionError,
    http.client.IncompleteRead,
    httpx.TransportError,
    httpx2.TransportError,
)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use no proxy: pandas takes no opener, and asks through whatever the environment names."""
    monkeypatch.setenv("no_proxy", "*")


@pytest.mark.parametrize("client", CLIENTS)
def test_each_client_notices(address: str, client: str) -> None:
    begin = time.monotonic()
    with pytest.raises(NOTICED):
        CLIENTS[client](address)
    assert time.monotonic() - begin < 6


def test_a_client_of_http_1_0_notices_where_no_proxy_is_between(hurried: Running) -> None:
    """Behind nginx it cannot: HTTP/1.0 has no end of a body but the close, and nginx closes."""
    with pytest.raises(NOTICED):
        by_curl(hurried.address, "--http1.0")


def test_the_log_and_the_metrics_name_the_reason(hurried: Running) -> None:
    with connect(hurried.port) as connection:
        connection.sendall(asking(FLOOD))
        assert read_all(connection).was_reset
    last = [line for line in hurried.lines() if line["event"] == "request"][-1]
    assert (last["status"], last["outcome"]) == (200, "query-timeout")
    assert last["bytes"] > 0
    figures = httpx2.get(f"{hurried.address}/metrics", trust_env=False).text
    assert 'kg_http_request_seconds_count{outcome="query-timeout",route="/sparql"}' in figures
    assert not [line for line in hurried.lines() if "exception" in line]


def test_pandas_reads_a_whole_answer(address: str) -> None:
    table = pd.read_csv(url(address, WHOLE), storage_options={"Accept": "text/csv"})
    assert list(table.columns) == ["v0", "v1", "v2", "v3"]
    assert len(table.drop_duplicates()) == len(table) == 10**4


@needs_nginx
def test_whole_answers_pass_through_nginx_whole(proxied: str) -> None:
    with httpx2.Client(trust_env=False, timeout=30) as client:
        answer = client.get(url(proxied, WHOLE))
        assert len(answer.json()["results"]["bindings"]) == 10**4
        problem = client.get(url(proxied, "ASK {"))
    assert (problem.status_code, problem.json()["code"]) == (400, "sparql-syntax")
    assert problem.headers["content-type"] == "application/problem+json"


def test_sixty_clients_that_leave_free_their_places(address: str) -> None:
    port = httpx2.URL(address).port
    assert port is not None
    for _ in range(60):
        with connect(port) as connection:
            connection.sendall(asking(FLOOD))
    with httpx2.Client(trust_env=False, timeout=30) as client:
        deadline = time.monotonic() + 15
        while client.get(url(address, UNKEPT)).status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@needs_nginx
def test_behind_a_base_path_addresses_are_the_users(proxied: str) -> None:
    with httpx2.Client(trust_env=False) as client:
        host = proxied.removeprefix("http://")
        described = client.get(f"{proxied}/county/sparql").text
        assert f"sd:endpoint <https://{host}/county/sparql>" in described
        assert client.get(f"{proxied}/county/static/site.css").status_code == 200
        assert client.get(f"{proxied}/county/county/static/site.css").status_code == 200
        page = client.get(f"{proxied}/county/", headers={"Accept": "text/html"}).text
    assert f"https://{host}/county/sparql" in page


def test_a_head_asked_of_a_late_failure_is_no_error(hurried: Running) -> None:
    answer = httpx2.head(url(hurried.address, FLOOD), trust_env=False)
    assert (answer.status_code, answer.content) == (200, b"")


def test_json_that_is_cut_never_parses(hurried: Running) -> None:
    with connect(hurried.port) as connection:
        connection.sendall(asking(FLOOD))
        content = read_all(connection).content.partition(b"\r\n\r\n")[2]
    with pytest.raises(json.JSONDecodeError):
        json.loads(content)
