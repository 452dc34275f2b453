"""`/sparql` as the SPARQL 1.1 Protocol says, its errors, and what it tells of itself."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2
import pytest
from starlette.testclient import TestClient

from kg.engine.base import Answer, QueryRequest
from kg.engine.forked import ForkedEngine
from kg.errors import CombinedError, DataError, KgError, StoreError
from kg.settings import Settings
from kg.store.publish import publish
from kg.store.snapshot import Snapshot
from kg_api.app import create_app
from kg_api.headers import ALWAYS

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
LABELS = "SELECT ?s { ?s <http://ex.org/label> ?o }"
CALL = "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"


def values(answer: httpx2.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]["bindings"]
    return sorted(term["value"] for row in rows for term in row.values())


def post(
    client: TestClient, content: str | bytes, media_type: str, at: str = "/sparql"
) -> httpx2.Response:
    return client.post(at, content=content, headers={"Content-Type": media_type})


SENDERS: dict[str, Callable[..., httpx2.Response]] = {
    "GET": lambda client, query, **more: client.get("/sparql", params={"query": query, **more}),
    "form": lambda client, query, **more: client.post("/sparql", data={"query": query, **more}),
    "direct": lambda client, query, **more: post(
        client, query, QUERY, f"/sparql?{urlencode(more)}"
    ),
    "direct with charset": lambda client, query, **more: post(
        client, query, f'{QUERY}; charset="UTF-8"', f"/sparql?{urlencode(more)}"
    ),
}


@pytest.mark.parametrize("way", SENDERS)
def test_each_way_of_asking_gives_the_same(client: TestClient, way: str) -> None:
    send = SENDERS[way]
    assert values(send(client, LABELS)) == ["http://ex.org/rushan", "http://ex.org/环翠"]
    chinese = 'SELECT ?s { ?s <http://ex.org/label> "环翠区"@zh }'
    assert values(send(client, chinese)) == ["http://ex.org/环翠"]
    in_g2 = {"default-graph-uri": "http://ex.org/g2"}
    assert values(send(client, LABELS, **in_g2)) == []
    assert values(send(client, "SELECT ?s { ?s ?p ?o }", **in_g2)) == ["http://ex.org/rushan"]
    in_graph = "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"
    named = {"named-graph-uri": "http://ex.org/g2"}
    assert values(send(client, in_graph, **named)) == ["http://ex.org/rushan"]


@pytest.mark.parametrize("way", SENDERS)
def test_what_is_sent_is_decoded_exactly_once(client: TestClient, way: str) -> None:
    send = SENDERS[way]
    once = 'SELECT ?s { ?s <http://ex.org/note> "%E7%8E%AF" }'
    assert values(send(client, once)) == ["http://ex.org/rushan"]
    twice = 'SELECT ?s { ?s <http://ex.org/note> "环" }'
    assert values(send(client, twice)) == []
    plus = 'SELECT ("1+1 %2B &=;" AS ?x) {}'
    assert values(send(client, plus)) == ["1+1 %2B &=;"]


def test_several_default_graphs(client: TestClient) -> None:
    graphs = [("default-graph-uri", f"http://ex.org/g{n}") for n in (1, 2)]
    answer = client.get("/sparql", params=[("query", "SELECT ?s { ?s ?p ?o }"), *graphs])
    assert len(values(answer)) == 3


BAD: dict[str, tuple[str, Callable[[TestClient], httpx2.Response], int, str]] = {
    name: (name, send, status, code)
    for name, send, status, code in [
        ("nothing", lambda c: c.get("/sparql?x"), 400, "query-missing"),
        ("empty form", lambda c: post(c, "", FORM), 400, "query-missing"),
        ("other fields", lambda c: c.post("/sparql", data={"q": "ASK {}"}), 400, "query-missing"),
        ("two", lambda c: c.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400, "query-repeated"),
        (
            "two in a form",
            lambda c: post(c, "query=ASK%7B%7D&query=ASK%7B%7D", FORM),
            400,
            "query-repeated",
        ),
        (
            "in the address and in the form",
            lambda c: post(c, "query=ASK%7B%7D", FORM, "/sparql?query=ASK%7B%7D"),
            400,
            "query-repeated",
        ),
        (
            "in the address and in the body",
            lambda c: post(c, "ASK {}", QUERY, "/sparql?query=ASK%7B%7D"),
            400,
            "query-repeated",
        ),
        ("an update by form", lambda c: post(c, "update=CLEAR+ALL", FORM), 400, "update-refused"),
        ("an update by GET", lambda c: c.get("/sparql?update=CLEAR+ALL"), 400, "update-refused"),
        ("an update as query", lambda c: post(c, "CLEAR ALL", QUERY), 400, "sparql-syntax"),
        ("an empty query", lambda c: c.get("/sparql?query="), 400, "sparql-syntax"),
        ("broken", lambda c: post(c, "ASK {", QUERY), 400, "sparql-syntax"),
        ("UTF-16", lambda c: post(c, "ASK {}".encode("utf-16"), QUERY), 400, "not-utf8"),
        ("Latin-1 in the address", lambda c: c.get("/sparql?query=%E9"), 400, "not-utf8"),
        ("Latin-1 in a form", lambda c: post(c, "query=%E9", FORM), 400, "not-utf8"),
        ("JSON", lambda c: c.post("/sparql", json={}), 415, "unsupported-media-type"),
        (
            "multipart",
            lambda c: c.post("/sparql", files={"query": b"ASK {}"}),
            415,
            "unsupported-media-type",
        ),
        ("no type", lambda c: c.post("/sparql", content=b"ASK {}"), 415, "unsupported-media-type"),
        (
            "another charset",
            lambda c: post(c, "ASK {}".encode("utf-16"), f"{QUERY};charset=utf-16"),
            415,
            "unsupported-media-type",
        ),
        (
            "a graph",
            lambda c: c.get("/sparql?query=ASK%7B%7D&default-graph-uri=g"),
            400,
            "graph-iri",
        ),
        ("SERVICE", lambda c: c.get("/sparql", params={"query": CALL}), 501, "service-refused"),
        ("PUT", lambda c: c.put("/sparql"), 405, "method-not-allowed"),
        ("DELETE", lambda c: c.delete("/sparql"), 405, "method-not-allowed"),
        ("elsewhere", lambda c: c.get("/nothing-here"), 404, "not-found"),
        ("a file of ours", lambda c: c.get("/static/../app.py"), 404, "not-found"),
        ("a file of ours, encoded", lambda c: c.get("/static/%2e%2e/app.py"), 404, "not-found"),
    ]
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_is_a_problem_with_a_code(client: TestClient, name: str, language: str) -> None:
    _, send, status, code = BAD[name]
    client.headers["Accept-Language"] = language
    answer = send(client)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"].endswith(f"#{code}")
    assert problem["title"]
    words = problem["title"] + problem["detail"]
    assert any("\u4e00" <= character <= "\u9fff" for character in words) is (language == "zh")


def test_a_syntax_error_points_at_its_place(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "SELECT * {\n  ?s foo:bar ?o }"}).json()
    assert (problem["line"], problem["column"]) == (2, 13)
    assert problem["text"] == "  ?s foo:bar ?o }"
    assert "Prefix not found" in problem["detail"]


def test_405_says_what_is_allowed(client: TestClient) -> None:
    allowed = set(client.put("/sparql").headers["allow"].split(", "))
    assert allowed == {"GET", "HEAD", "POST", "OPTIONS"}


def test_a_body_over_the_limit_is_refused_while_it_comes(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    client = make_client(store, max_body=1000)
    fits = "ASK {}".ljust(1000)
    assert client.post("/sparql", content=fits, headers={"Content-Type": QUERY}).is_success
    for content in (b"x" * 1001, iter([b"ASK {}", b" " * 995])):
        answer = client.post("/sparql", content=content, headers={"Content-Type": QUERY})
        assert (answer.status_code, answer.json()["code"]) == (413, "body-too-long")
        assert answer.json()["limit"] == 1000


def test_a_query_over_the_limit_is_refused(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    client = make_client(store, max_query_length=50)
    answer = client.get("/sparql", params={"query": "ASK {}".ljust(51)})
    assert (answer.status_code, answer.json()["code"]) == (413, "query-too-long")


def test_a_query_past_its_time_is_an_error(
    make_client: Callable[..., TestClient], store: Path
) -> None:
    client = make_client(store, query_timeout=0.1)
    many = " ".join(map(str, range(60)))
    values_ = " ".join(f"VALUES ?v{n} {{ {many} }}" for n in range(4))
    answer = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ {values_} }}"})
    assert (answer.status_code, answer.json()["code"]) == (504, "query-timeout")
    assert answer.json()["timeout"] == 0.1


def test_head_is_get_without_the_body(client: TestClient) -> None:
    address = f"/sparql?query={quote(LABELS)}"
    same = {"X-Request-Id": "same"}
    head, get = client.head(address, headers=same), client.get(address, headers=same)
    assert head.content == b""
    assert head.headers.items() == get.headers.items()
    assert client.head("/sparql?x").status_code == 400


def test_any_origin_may_ask_without_credentials(client: TestClient) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    preflight = client.options(
        "/sparql",
        headers={
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    answers = [preflight, client.get("/sparql?query=ASK%7B%7D", headers=origin)]
    answers.append(client.get("/sparql?x", headers=origin))
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "KG-Snapshot" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("name", ["nothing", "SERVICE", "JSON", "PUT", "elsewhere"])
def test_answers_and_errors_name_the_snapshot_and_carry_the_headers(
    client: TestClient, snapshot: Snapshot, name: str
) -> None:
    for answer in (client.get("/sparql?query=ASK%7B%7D"), BAD[name][1](client)):
        assert answer.headers["kg-snapshot"] == snapshot.version
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_before_there_is_a_snapshot(make_client: Callable[..., TestClient], tmp_path: Path) -> None:
    client = make_client(tmp_path / "empty")
    answer = client.get("/sparql?query=ASK%7B%7D")
    assert (answer.status_code, answer.json()["code"]) == (503, "snapshot-missing")
    assert str(tmp_path) not in answer.text
    assert "kg-snapshot" not in answer.headers


class FailingEngine(ForkedEngine):
    """An engine that meets what nobody foresaw."""

    def __init__(self, root: Path, error: Exception) -> None:
        super().__init__(root)
        self._error = error

    async def answer(self, request: QueryRequest) -> Answer:
        """Fail for any request."""
        assert request.query.text
        raise self._error


def failing(store: Path, error: Exception) -> httpx2.Response:
    settings = Settings.model_validate({"store": store})
    app = create_app(settings, engine=FailingEngine(store, error), examples=())
    with TestClient(app, raise_server_exceptions=False) as client:
        return client.get("/sparql?query=ASK%7B%7D")


def test_an_unforeseen_failure_tells_nothing_of_the_inside(store: Path) -> None:
    answer = failing(store, ValueError("secret /etc/kg/tokens"))
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert answer.headers["content-type"] == "application/problem+json"
    for shown in ("secret", "tokens", "Traceback", "ValueError", ".py"):
        assert shown not in answer.text
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value


def _error(kind: type[KgError]) -> KgError:
    return kind("some-code", zh="坏", en="bad", file="/srv/secret/a1.yaml", line=7, subject="a1-1")


def test_an_error_of_the_data_names_file_line_and_fact_but_no_folder(store: Path) -> None:
    answer = failing(store, CombinedError([_error(DataError), _error(DataError)]))
    assert answer.status_code == 422
    problem = answer.json()
    assert (problem["file"], problem["line"], problem["subject"]) == ("a1.yaml", 7, "a1-1")
    assert [found["code"] for found in problem["errors"]] == ["some-code"] * 2
    assert "/srv" not in answer.text


def test_an_error_of_the_store_names_no_file(store: Path) -> None:
    answer = failing(store, _error(StoreError))
    assert (answer.status_code, answer.json()["code"]) == (503, "some-code")
    assert "a1.yaml" not in answer.text


def test_a_new_snapshot_is_taken_over(client: TestClient, store: Path) -> None:
    version = publish(store, b"<a:s> <a:p> <a:o> <a:g> .", report=b"", software="0").version
    for _ in range(100):
        answer = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"})
        assert answer.status_code == 200
        if answer.headers["kg-snapshot"] == version:
            break
        client.portal.call(asyncio.sleep, 0.05)  # type: ignore[union-attr]
    assert values(answer) == ["a:s"]
