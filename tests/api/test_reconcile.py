"""`/reconcile` over HTTP: methods, languages, what may be kept, and never a 500."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.settings import Settings
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx2

    from api.conftest import MakeClient

BELOW = (
    *(
        f"{kind}/{name}"
        for kind in ("suggest", "flyout")
        for name in ("entity", "type", "property")
    ),
    "preview",
    "properties",
)
IDS = {
    "flyout/entity": "division/371002",
    "flyout/type": "County",
    "flyout/property": "divisionCode",
    "preview": "division/371002",
}
bounded = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def client(built: Path) -> Iterator[TestClient]:
    app = create_app(Settings(store=built))
    with TestClient(app, raise_server_exceptions=False) as made:
        made.headers.pop("accept")
        yield made


def asked(client: TestClient, path: str = "/reconcile", **fields: object) -> Any:
    """The answer to a form whose fields are JSON."""
    answer = client.post(path, data={name: json.dumps(value) for name, value in fields.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def address(name: str) -> str:
    return f"/reconcile/{name}?id={quote(IDS.get(name, ''))}&prefix=a"


@pytest.mark.parametrize("path", ["/reconcile", *map(address, BELOW)])
def test_every_address_answers_get_head_and_options_alike(client: TestClient, path: str) -> None:
    get, head, options = client.get(path), client.head(path), client.options(path)
    assert (get.status_code, head.status_code, options.status_code) == (200, 200, 204)
    assert head.headers["etag"] == get.headers["etag"]
    assert head.content == b""
    assert "kg-snapshot" in get.headers
    assert get.headers["access-control-allow-origin"] == "*"
    assert "GET" in options.headers["access-control-allow-methods"]
    again = client.get(path, headers={"If-None-Match": get.headers["etag"]})
    assert again.status_code == 304
    refused = client.delete(path)
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]


def test_the_language_is_that_of_the_request_or_of_the_address(client: TestClient) -> None:
    zh = client.get("/reconcile", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert zh.json()["name"] == "县域知识图谱"
    assert zh.headers["content-language"] == "zh"
    assert "accept-language" in zh.headers["vary"].lower()
    assert client.get("/reconcile").json()["name"] == "County KG"
    assert client.get("/reconcile/zh").json()["name"] == "县域知识图谱"
    assert client.get("/reconcile/en?lang=zh").json()["name"] == "County KG"
    queries = {"q": {"query": "Huancui District"}}
    found = asked(client, "/reconcile/zh", queries=queries)["q"]["result"][0]
    assert (found["name"], found["type"][0]["name"]) == ("环翠区", "县级行政区")


def test_what_openrefine_sends_beside_is_left_alone(client: TestClient) -> None:
    answer = client.get(
        "/reconcile/suggest/entity?prefix=环翠&type_strict=should&key=x&lang=/lang/en&spell=always"
    )
    assert answer.json()["result"][0]["id"] == "division/371002"


@pytest.mark.parametrize("path", ["/reconcile?", *(f"{address(name)}&" for name in BELOW)])
def test_a_script_calls_the_function_that_was_named(client: TestClient, path: str) -> None:
    script = client.get(f"{path}callback=jQuery1_2&_=1700000000")
    if "preview" in path:
        assert script.headers["content-type"].startswith("text/html")
        return
    assert script.text.startswith("/**/jQuery1_2({")
    assert script.text.isascii()
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["x-content-type-options"] == "nosniff"


def test_answers_to_post_are_not_kept_and_long_ones_are_compressed(client: TestClient) -> None:
    queries = {f"q{n}": {"query": "城"} for n in range(10)}
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-encoding"] == "gzip"
    assert set(answer.json()) == set(queries)


def test_the_preview_alone_may_be_framed(client: TestClient) -> None:
    shown = client.get("/reconcile/preview?id=division/371002")
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "x-frame-options" not in shown.headers
    for path in ("/", "/reconcile", "/doc/division/371002", "/reconcile/preview?id=nothing"):
        other = client.get(path, headers={"Accept": "text/html, */*"})
        assert other.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in other.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({"query": "环翠"}, "reconcile-empty", 400),
        ({"queries": "{"}, "json-invalid", 400),
        ({"queries": "{}", "extend": "{}"}, "reconcile-repeated", 400),
        ({"queries": '{"q": {}}'}, "reconcile-invalid", 400),
        ({"extend": '{"ids": [], "properties": [{"id": "x"}]}'}, "property-unknown", 400),
        ({"queries": "x" * 1_100_000}, "body-too-long", 413),
    ],
)
def test_what_is_wrong_is_told(
    client: TestClient, fields: dict[str, str], code: str, status: int
) -> None:
    answer = client.post("/reconcile", data=fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    zh = client.post("/reconcile", data=fields, headers={"Accept-Language": "zh"}).json()
    assert zh["detail"] != answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "code", "status"),
    [
        ("/reconcile/preview", "entity-absent", 404),
        ("/reconcile/preview?id=a&id=b", "reconcile-repeated", 400),
        ("/reconcile/flyout/type?id=x", "type-unknown", 404),
        ("/reconcile/flyout/property?id=x", "property-unknown", 400),
        ("/reconcile/properties?limit=x", "number-invalid", 400),
        ("/reconcile/suggest/entity?cursor=-1", "number-invalid", 400),
        ("/reconcile?callback=alert(1)", "callback-invalid", 400),
        ("/reconcile/fr", "not-found", 404),
    ],
)
def test_what_is_not_there_is_told(client: TestClient, path: str, code: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_other_bodies_and_formats_are_refused(client: TestClient) -> None:
    sent = client.post("/reconcile", content=b"{}", headers={"Content-Type": "application/json"})
    assert (sent.status_code, sent.json()["code"]) == (415, "unsupported-media-type")
    got = client.get("/reconcile", headers={"Accept": "text/turtle"})
    assert (got.status_code, got.json()["code"]) == (406, "not-acceptable")


def test_without_a_snapshot_it_says_so(make_client: MakeClient, scratch: TestClient) -> None:
    fields = {"queries": '{"q": {"query": "环翠"}}'}
    assert make_client().post("/reconcile", data=fields).status_code == 503
    assert scratch.post("/reconcile", data=fields).json()["code"] == "not-published"


def is_ours(answer: httpx2.Response) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"]


WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "环翠",
        "威海环翠区",
        "371002",
        "division/371002",
        "' OR 1=1 --",
        '"*" NEAR',
        "🏙️",
        "\x00",
        "区" * 300,
    ]
)
FIELDS = st.sampled_from(
    ["queries", "extend", "callback", "prefix", "cursor", "limit", "type", "id", "lang", "x"]
)


@bounded
@given(st.lists(st.tuples(FIELDS, WORDS), max_size=4), st.sampled_from(["", *BELOW]))
@example([("callback", "a"), ("queries", '{"\u2028": {"query": "</script>"}}')], "")
def test_any_parameters(client: TestClient, pairs: list[tuple[str, str]], name: str) -> None:
    path = f"/reconcile/{name}".rstrip("/")
    is_ours(client.get(f"{path}?{urlencode(pairs)}"))


@bounded
@given(st.binary(max_size=60))
def test_any_bytes(client: TestClient, encoded: bytes) -> None:
    is_ours(client.get(f"/reconcile?queries={quote(encoded)}"))
    is_ours(client.get(f"/reconcile/preview?id={quote(encoded)}"))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    is_ours(client.post("/reconcile", content=encoded, headers=headers))


PIDS = st.sampled_from(["within", "code", "at", "nameZh", "x", ""]) | WORDS
VALUES = WORDS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
HINTS = st.fixed_dictionaries(
    {"pid": PIDS, "v": VALUES | st.lists(VALUES, max_size=2) | st.fixed_dictionaries({"id": WORDS})}
)


@bounded
@given(
    WORDS,
    st.lists(HINTS, max_size=3),
    st.sampled_from([[], ["County"], ["NoType"], ["Honor", "schema:Place"]]),
    st.sampled_from(["any", "all", "should"]),
)
def test_any_query_is_answered(
    client: TestClient, text: str, hints: list[dict[str, Any]], types: list[str], strict: str
) -> None:
    query = {"query": text, "properties": hints, "type": types, "type_strict": strict}
    found = asked(client, queries={"q": query})["q"]["result"]
    assert sum(each["match"] for each in found) <= 1
    assert all(0 <= each["score"] <= 100 for each in found)


@bounded
@given(
    st.lists(
        WORDS | st.sampled_from(["division/370281", "fact/a1-001", "unit/yi-yuan"]), max_size=3
    ),
    st.lists(
        st.sampled_from(["hasHonor", "parent", "factCount", "indicator/gross-regional-product"]),
        max_size=3,
    ),
    st.fixed_dictionaries({}, optional={"limit": VALUES, "content": WORDS, "at": VALUES}),
)
def test_any_extension_is_answered(
    client: TestClient, ids: list[str], properties: list[str], given_settings: dict[str, Any]
) -> None:
    wanted = [{"id": name, "settings": given_settings} for name in properties]
    extend = json.dumps({"ids": ids, "properties": wanted})
    is_ours(client.post("/reconcile", data={"extend": extend}))
    for one in [{"id": name} for name in properties]:
        rows = asked(client, extend={"ids": ids, "properties": [one]})["rows"]
        assert rows.keys() == set(ids)
