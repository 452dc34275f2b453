"""`/openapi.json` and `/docs`: the description of the service, for programs and for people."""

from collections.abc import Sequence
from functools import lru_cache

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import ResultFormat
from kg.queries import SavedQuery
from kg.settings import Settings
from kg_api import addresses, documents, html, options
from kg_api.openapi import service
from kg_api.openapi.operation import Json
from kg_api.texts.openapi import TEXTS

_METHODS = ("GET", "HEAD", "OPTIONS")
_JSON = ResultFormat("application/json", "application/json")
_POLICY = html.CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' data:")
"""Swagger UI has its pictures in its style sheet; the page is whole without it."""
_KEPT = 8  # addresses under which somebody asked


def routes(settings: Settings, saved: Sequence[SavedQuery]) -> list[BaseRoute]:
    """Return the routes of the description; it tells of the application that answers."""

    @lru_cache(maxsize=_KEPT)
    def described(app: FastAPI, base: str) -> Json:
        return service.described(app.routes, saved, base)

    @lru_cache(maxsize=_KEPT)
    def written(app: FastAPI, base: str) -> bytes:
        return documents.json_of(described(app, base))

    async def openapi(request: Request) -> Response:
        """Describe every operation of the service in OpenAPI 3.1."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        base = addresses.base(request, settings)
        return documents.answer(request, written(request.app, base), _JSON)

    async def docs(request: Request) -> Response:
        """Show the description of every operation as a page, with forms to try them."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        frame = html.frame(request)
        document = described(request.app, addresses.base(request, settings))
        content = html.render("docs.html", frame, t=TEXTS[frame.language], groups=_groups(document))
        return documents.page(request, content, frame, {"Content-Security-Policy": _POLICY})

    methods = list(_METHODS)
    return [
        Route("/openapi.json", openapi, methods=methods, name="openapi"),
        Route("/docs", docs, methods=methods, name="docs"),
    ]


def _groups(document: Json) -> dict[str, list[tuple[str, str, Json]]]:
    """Return method, path and operation of everything, by tag."""
    found: dict[str, list[tuple[str, str, Json]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found.setdefault(operation["tags"][0], []).append((method.upper(), path, operation))
    return found
