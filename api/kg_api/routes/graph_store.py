"""`/graph-store`: the SPARQL 1.1 Graph Store HTTP Protocol.

A graph is named indirectly (`?graph=IRI`, `?default`, section 4.2) or by its own address below
`/graph-store/` (section 4.1). Reads are for everybody; writes are for the bearer of the token,
on a server that takes writes. POST to `/graph-store` itself makes a new graph (section 5.5).
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from starlette._utils import get_route_path
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine import refusals
from kg.engine.base import Engine, GraphContent, WritableEngine
from kg.settings import Settings
from kg_api import addresses, bad_request, body, multipart, options
from kg_api.answering import Answering, gone
from kg_api.asked import Asking
from kg_api.description import INPUT_FORMATS
from kg_api.door import Door
from kg_api.graphs import graphs_of

_PATH = "/graph-store"
_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_DOCUMENTS = tuple(format_.media_type for format_ in INPUT_FORMATS)
_ACCEPTED = (*_DOCUMENTS, multipart.MEDIA_TYPE)
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_ABSOLUTE = re.compile(r"""[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`]*""")


@dataclass(frozen=True, slots=True)
class _Target:
    """The graph of a request: `iri` is `None` for the default graph."""

    iri: str | None
    base: str
    is_new: bool = False


def routes(engine: Engine, settings: Settings, answering: Answering) -> list[BaseRoute]:
    """Return the routes of the graph store."""
    store = _GraphStore(engine, settings, answering)
    methods = [method for method in _METHODS if method != "HEAD"]
    return [
        Route(_PATH, store.respond, methods=methods, name="graph-store"),
        Route(f"{_PATH}/{{graph:path}}", store.respond, methods=methods),
    ]


class _GraphStore:
    """The operations of the protocol, over one engine."""

    def __init__(self, engine: Engine, settings: Settings, answering: Answering) -> None:
        self._engine = engine
        self._settings = settings
        self._asking = Asking(settings)
        self._answering = answering
        self._door = Door(engine, settings)

    async def respond(self, request: Request) -> Response:
        """Answer any request."""
        match request.method:
            case "OPTIONS":
                return options.answer(_METHODS, _ACCEPTED)
            case "GET" | "HEAD":
                return await self._read(request)
            case "DELETE":
                return await self._delete(request, self._door.enter(request))
            case _:
                return await self._write(request, self._door.enter(request))

    async def _read(self, request: Request) -> Response:
        target = _target(request, self._settings)
        if target.iri is None:
            return await self._answering.answer(request, self._asking.look(request, _ALL))
        if all(target.iri != iri for iri, _ in await graphs_of(self._engine)):
            raise bad_request.graph_absent(target.iri)
        asked = self._asking.look(request, _ALL, default_graphs=(target.iri,))
        return await self._answering.answer(request, asked)

    async def _write(self, request: Request, writable: WritableEngine) -> Response:
        target = _target(request, self._settings)
        try:
            contents = await _contents(request, target.base, self._settings.max_document)
        except ClientDisconnect:
            return gone(request)
        created = await writable.put_graph(
            target.iri,
            contents,
            replace=request.method == "PUT",
            timeout=self._settings.query_timeout,
        )
        if target.is_new:
            return Response(status_code=201, headers={"Location": target.base})
        return Response(status_code=201 if created else 204)

    async def _delete(self, request: Request, writable: WritableEngine) -> Response:
        target = _target(request, self._settings)
        there = await writable.delete_graph(target.iri, timeout=self._settings.query_timeout)
        if not there and target.iri is not None:
            raise bad_request.graph_absent(target.iri)
        return Response(status_code=204)


def _target(request: Request, settings: Settings) -> _Target:
    """Return the graph that a request names; raises `graph-unnamed` or `graph-iri` (400)."""
    pairs = body.pairs(request.scope["query_string"])
    named, default = body.values(pairs, "graph"), body.values(pairs, "default")
    own = _own_address(request, settings)
    if own is not None:
        if named or default:
            raise bad_request.graph_unnamed()
        return _Target(_checked(own), own)
    if len(named) + len(default) > 1:
        raise bad_request.graph_unnamed()
    if named:
        return _Target(_checked(named[0]), named[0])
    address = f"{addresses.base(request, settings)}{_PATH}"
    if default:
        return _Target(None, address)
    if request.method == "POST":
        new = _checked(f"{address}/{uuid.uuid4()}")
        return _Target(new, new, is_new=True)
    raise bad_request.graph_unnamed()


def _own_address(request: Request, settings: Settings) -> str | None:
    """Return the URL of the request where it is the name of a graph, encoded as it was sent."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    path = get_route_path({**request.scope, "path": raw.decode("ascii", "replace")})
    if path.rstrip("/") == _PATH:
        return None
    query = request.scope["query_string"].decode("ascii", "replace")
    return addresses.base(request, settings) + path + (f"?{query}" if query else "")


def _checked(iri: str) -> str:
    if _ABSOLUTE.fullmatch(iri) is None:
        raise refusals.graph_iri(iri)
    return iri


async def _contents(request: Request, base: str, limit: int) -> Sequence[GraphContent]:
    content_type = request.headers.get("content-type")
    kind = body.media_type(content_type, _ACCEPTED)
    content = await body.read(request, limit)
    if kind != multipart.MEDIA_TYPE:
        return [GraphContent(content, kind, base)]
    return [
        GraphContent(bytes(part.data), body.media_type(part.content_type, _DOCUMENTS), base)
        for part in multipart.parts(content_type or "", content)
    ]
