"""`/openapi.json` and `/docs`: whole, true, with examples that run, and safe against any request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from api.pages.test_start import Page
from api.serving import serving
from kg import assets, queries
from kg.settings import Settings
from kg_api import html
from kg_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI

Json = dict[str, Any]
OURS = {"/static", "/static/swagger-ui"}
OTHER_FORMS = re.compile(r"^/(changes/pages|sitemap/|dumps\.json|ontology/|reconcile/)")
"""Addresses of what is described under another one."""


@pytest.fixture(scope="module")
def app(built: Path) -> FastAPI:
    return create_app(Settings(store=built, corpus=None))


@pytest.fixture(scope="module")
def service(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def described(service: TestClient) -> Json:
    document: Json = service.get("/openapi.json").json()
    return document


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, each in methods.items():
            yield path, method, each


def test_every_address_is_described_with_its_methods(app: FastAPI, described: Json) -> None:
    told = {
        re.sub(r"\{[^}]*\}", "{}", path): set(each) for path, each in described["paths"].items()
    }
    for route in app.routes:
        if isinstance(route, Mount):
            assert route.path in OURS
        elif isinstance(route, Route) and not OTHER_FORMS.match(route.path):
            path = re.sub(r"\{[^}]*\}", "{}", route.path.replace(".{suffix}", ""))
            path = {
                "/id/{}": "/id/{}/{}",
                "/doc/{}": "/doc/{}/{}",
                "/report/{}": "/report/article/{}",
            }.get(path, path)
            if path == "/queries/{}":
                path = "/queries/growth-rates"
            if path == "/graph-store/{}":
                continue
            methods = {method.lower() for method in route.methods or ()} - {"head", "options"}
            assert told[path] == methods, path


def test_each_saved_query_has_its_path_with_its_parameters(described: Json) -> None:
    for query in queries.load(assets.folder("queries")):
        if not query.publish:
            continue
        told = described["paths"][f"/queries/{query.name}"]["get"]
        names = [each["name"] for each in told["parameters"]]
        assert names[: len(query.params)] == list(query.params)
        assert not set(query.params) & {"format", "bom", "limit", "page", "lang"}


def test_names_are_given_once(described: Json) -> None:
    ids = [each["operationId"] for _, _, each in operations(described)]
    assert len(ids) == len(set(ids))


def test_the_examples_run_and_are_as_described(service: TestClient, described: Json) -> None:
    ran = 0
    for path, method, each in operations(described):
        if "security" in each or each["tags"] == ["service"]:
            continue
        address, parameters = path, {}
        for given_ in each.get("parameters", ()):
            if "example" not in given_:
                assert not given_.get("required"), (path, given_["name"])
            elif given_["in"] == "path":
                address = address.replace(f"{{{given_['name']}}}", quote(str(given_["example"])))
            else:
                parameters[given_["name"]] = str(given_["example"])
        answer = (
            service.get(address, params=parameters, follow_redirects=False)
            if method == "get"
            else _posted(service, address, each)
        )
        assert str(answer.status_code) in each["responses"], (path, answer.text[:300])
        content = each["responses"][str(answer.status_code)].get("content", {})
        kind = answer.headers.get("content-type", "").partition(";")[0]
        assert not content or kind in content or "*/*" in content, (path, kind)
        if schema := content.get(kind, {}).get("schema") if kind == "application/json" else None:
            jsonschema.validate(answer.json(), {**schema, "components": described["components"]})
        ran += 1
    assert ran > 90


def _posted(service: TestClient, address: str, each: Json) -> Any:
    ((kind, sent),) = each["requestBody"]["content"].items()
    if kind == "application/json":
        return service.post(address, json=sent["example"])
    return service.post(address, data=sent["example"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_lists_every_operation_without_scripts(
    service: TestClient, described: Json, language: str
) -> None:
    answer = service.get("/docs", headers={"Accept-Language": language})
    page = Page(answer.text)
    told = " ".join(page.text.split())
    for path, method, _ in operations(described):
        assert f"{method.upper()} {path}" in told
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    elsewhere = [address for address in page.addresses if ":" in address]
    assert elsewhere == [html.LICENCE]
    for script in page.all("script"):
        assert service.get(f"/{script['src']}").status_code == 200


def test_any_request_is_answered_as_described(built: Path, tmp_path: Path) -> None:
    """Schemathesis: a few requests to each operation, with every check that it has."""
    with serving(tmp_path / "log", "--store", str(built)) as running:
        _checked(f"{running.address}/openapi.json")


def _checked(address: str) -> None:
    schema = schemathesis.openapi.from_url(address)
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.startswith("/queries/") and operation.path != "/queries/events-by-date":
            continue  # one stands for all: they differ in the values of their parameters alone

        @given(case=operation.as_strategy())
        @settings(
            max_examples=5,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def answered(case: Any) -> None:
            case.call_and_validate()

        answered()


texts = st.text(max_size=60) | st.sampled_from(
    [
        "'; DROP TABLE form;--",
        '"@zh } } DROP ALL #',
        "😀",
        "\x00",
        "\ud7ff",
        "%",
        "a" * 5000,
        "../x",
    ]
)
names = st.sampled_from(
    ["q", "type", "within", "at", "limit", "cursor", "sort", "fields", "format", "changedSince", "x",
     "counties", "indicators", "page", "honorName", "placeName", "from", "prefix", "level"]
)  # fmt: skip
PATHS = (
    "/lookup", "/lookup/search", "/lookup/county", "/lookup/honor/high-quality-development-county",
    "/lookup/compare", "/lookup/fact", "/queries/advanced-counties", "/queries/events-by-date",
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(PATHS), st.dictionaries(names, texts, max_size=4))
def test_no_parameter_breaks_it(service: TestClient, path: str, parameters: dict[str, str]) -> None:
    answer = service.get(path, params=parameters)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | texts,
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["name", "rowId", "at"]), inner)
        ),
        max_leaves=8,
    ).map(lambda value: repr(value).encode("utf-8", "replace")),
    st.sampled_from(["application/json", "application/x-ndjson", "text/csv", "x"]),
)
def test_no_body_breaks_it(service: TestClient, content: bytes, kind: str) -> None:
    answer = service.post("/lookup/resolve", content=content, headers={"Content-Type": kind})
    assert answer.status_code < 500, answer.text
    assert answer.status_code == 200 or answer.json()["code"]
