"""The whole description: the lookup as FastAPI knows it, and the operations of everything else."""

import copy
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.routing import BaseRoute

from kg import __version__
from kg.queries import SavedQuery
from kg_api.lookup.route import LookupRoute
from kg_api.models.base import Problem
from kg_api.models.saved import Rows
from kg_api.models.search import Resolved, Row
from kg_api.openapi import linked_data, pages, sparql, workbench
from kg_api.openapi.operation import PROBLEM, Json, operation
from kg_api.reconciliation import operations as reconciliation

_ABOUT = """\
Facts with evidence that Chinese newspapers report about counties, as linked data, as SPARQL and as
JSON. Every answer names the snapshot that it is from (`KG-Snapshot`). Errors are problems (RFC 9457)
with a stable `code`. Any origin may read; no credentials are involved.

Nothing that is described here is taken away or changes its meaning within a major version; members
and parameters may be added.
"""
_MODELS = (Problem, Rows, Row, Resolved)


def described(routes: Iterable[BaseRoute], saved: Sequence[SavedQuery], base: str) -> Json:
    """Return the description of the service as it stands at `base`."""
    document: Json = get_openapi(
        title="County KG",
        version=__version__,
        summary="County facts with evidence",
        description=_ABOUT,
        routes=list(_documented(routes)),
        servers=[{"url": base}],
        license_info={"name": "CC BY 4.0 (data), Apache-2.0 (code)", "identifier": "CC-BY-4.0"},
    )
    for operations in document["paths"].values():
        for each in operations.values():
            each["responses"] |= {"4XX": PROBLEM, "5XX": PROBLEM}
            each.pop("description", None)  # the same as the summary
            each["parameters"] = [_parameter(given) for given in each.get("parameters", ())]
    document["paths"] |= dict(linked_data.paths())
    document["paths"] |= dict(sparql.paths(saved))
    document["paths"] |= dict(workbench.paths())
    document["paths"] |= dict(reconciliation.paths())
    document["paths"] |= dict(pages.paths())
    document["paths"] |= dict(_operations())
    components = document.setdefault("components", {})
    components.setdefault("schemas", {}).update(_schemas())
    components["responses"] = {"Problem": _problem()}
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return document


def _documented(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Yield the routes of the lookup with the one method that is told: HEAD and OPTIONS follow."""
    for route in routes:
        if isinstance(route, LookupRoute):
            told = copy.copy(route)
            told.methods = {route.documented_method}
            yield told


def _parameter(given: Json) -> Json:
    """Return a parameter as a request can write it: never as null, with an example beside it."""
    schema = given["schema"]
    kinds = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
    for each in kinds:
        schema |= each
    schema.pop("title", None)
    schema.pop("description", None)
    examples = schema.pop("examples", ())
    return {**given, **({"example": examples[0]} if examples else {})}


def _schemas() -> dict[str, Any]:
    _, found = models_json_schema(
        [(model, "serialization") for model in _MODELS],
        ref_template="#/components/schemas/{model}",
    )
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _problem() -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": "A problem (RFC 9457), in zh or en; a page to a browser.",
        "content": {"application/problem+json": {"schema": schema}, "text/html": {}},
    }


def _operations() -> Iterator[tuple[str, Json]]:
    for path, summary, gives in (
        ("/", "The start page.", ("text/html",)),
        (
            "/errors",
            "Every code of an error, its meaning and mend.",
            ("text/html", "application/json"),
        ),
        ("/healthz", "Whether the service lives.", ("application/json",)),
        (
            "/readyz",
            "Whether queries are answered, and from which snapshot.",
            ("application/json",),
        ),
        ("/metrics", "Figures for Prometheus.", ("text/plain", "application/openmetrics-text")),
        ("/openapi.json", "This description.", ("application/json",)),
        ("/docs", "This description for people.", ("text/html",)),
    ):
        name = path.strip("/").partition(".")[0] or "start"
        yield path, {"get": operation(name, "service", summary, gives=gives)}
