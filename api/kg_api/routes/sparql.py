"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, section 2.1, and the description.

GET with `query`, POST of a form, POST of the query itself; `default-graph-uri` and
`named-graph-uri` with each. What is percent-encoded is decoded once: `%E7%8E%AF` that is left
after that belongs to the query. GET with nothing at all returns the description of the service
(SPARQL 1.1 Service Description, section 2), or the start page to a browser.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import GRAPH_FORMATS, Engine, ResultFormat
from kg.settings import Settings
from kg_api import (
    addresses,
    bad_request,
    body,
    description,
    documents,
    door,
    options,
)
from kg_api.answering import Answering, gone
from kg_api.graphs import graphs_of
from kg_api.negotiate import accept_of, choose_format

QUERY = "application/sparql-query"
_HTML = ResultFormat("text/html", "text/html; charset=utf-8")
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")

Page = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _Operation:
    """The parameters of one query operation."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def routes(engine: Engine, settings: Settings, start_page: Page) -> list[BaseRoute]:
    """Return the routes of the query endpoint; `start_page` is what a browser gets there."""
    answering = Answering(engine, settings)
    writable = door.Door(engine, settings).is_open

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS, (body.FORM, QUERY))
        if request.method != "POST" and not request.scope["query_string"]:
            return await describe(request)
        try:
            operation = await _operation(request, settings.max_body)
        except ClientDisconnect:
            return gone(request)
        return await answering.query(
            request,
            operation.query,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
        )

    async def describe(request: Request) -> Response:
        chosen = choose_format(accept_of(request), (*GRAPH_FORMATS, _HTML))
        if chosen is _HTML:
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

    return [Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"], name="sparql")]


async def _operation(request: Request, max_body: int) -> _Operation:
    in_url = body.pairs(request.scope["query_string"])
    if request.method != "POST":
        return _from_pairs(in_url)
    kind = body.media_type(request.headers.get("content-type"), (body.FORM, QUERY))
    content = await body.read(request, max_body)
    if kind == body.FORM:
        return _from_pairs([*in_url, *body.pairs(content)])
    return _from_pairs([*in_url, ("query", body.text(content))])


def _from_pairs(pairs: body.Pairs) -> _Operation:
    queries = body.values(pairs, "query")
    if body.values(pairs, "update"):
        raise bad_request.update()
    if len(queries) != 1:
        raise bad_request.query_repeated() if queries else bad_request.query_missing()
    return _Operation(
        queries[0],
        body.values(pairs, "default-graph-uri"),
        body.values(pairs, "named-graph-uri"),
    )
