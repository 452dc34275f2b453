"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, section 2.1, and the description.

GET with `query`, POST of a form, POST of the query itself; `default-graph-uri` and
`named-graph-uri` with each. What is percent-encoded is decoded once: `%E7%8E%AF` that is left
after that belongs to the query. GET with nothing at all returns the description of the service
(SPARQL 1.1 Service Description, section 2), or the start page to a browser.
"""

from starlette._utils import get_route_path
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from kg.engine.base import GRAPH_FORMATS, Engine
from kg.settings import Settings
from kg_api import (
    addresses,
    body,
    description,
    documents,
    door,
    options,
)
from kg_api.answering import Answering, gone
from kg_api.application import Handler
from kg_api.asked import KINDS, Asking
from kg_api.graphs import graphs_of
from kg_api.html import HTML
from kg_api.negotiate import accept_of, choose_format

_PATH = "/sparql"
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def endpoint(
    engine: Engine, settings: Settings, answering: Answering, start_page: Handler
) -> Handler:
    """Return the query endpoint; `start_page` is what a browser gets there."""
    asking = Asking(settings)
    writable = door.Door(engine, settings).is_open

    async def sparql(request: Request) -> Response:
        method = request.scope["method"]
        if method == "OPTIONS":
            return options.answer(_METHODS, KINDS)
        if method != "POST" and not request.scope["query_string"]:
            return await describe(request)
        content, kind = b"", ""
        if method == "POST":
            kind = body.media_type(request.headers.get("content-type"), KINDS)
            try:
                content = await body.read(request, settings.max_body)
            except ClientDisconnect:
                return gone(request)
        return await answering.answer(request, asking.read(request, content, kind))

    async def describe(request: Request) -> Response:
        chosen = choose_format(accept_of(request), (*GRAPH_FORMATS, HTML))
        if chosen == HTML:
            return await start_page(request)
        manifest = engine.status().manifest
        service = description.Service(
            endpoint=f"{addresses.base(request, settings)}/sparql",
            union=settings.default_graph == "union",
            writable=writable,
            quads=manifest.counts.get("quads", 0) if manifest else 0,
            graphs=await graphs_of(engine),
        )
        return documents.answer(request, description.write(service, chosen.media_type), chosen)

    return sparql


def routes(ask: Handler) -> list[BaseRoute]:
    """Return the routes of the query endpoint."""
    return [Route(_PATH, ask, methods=["GET", "POST", "OPTIONS"], name="sparql")]


def is_query(scope: Scope) -> bool:
    """Whether this is a request for a query, the form of request that comes most by far."""
    if get_route_path(scope) != _PATH:
        return False
    method = scope["method"]
    return method == "POST" or (bool(scope["query_string"]) and method in {"GET", "HEAD"})
