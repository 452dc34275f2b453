"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, section 2.1.

GET with `query`, POST of a form, POST of the query itself; `default-graph-uri` and
`named-graph-uri` with each. What is percent-encoded is decoded once: `%E7%8E%AF` that is left
after that belongs to the query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import Engine, QueryRequest, formats_of
from kg.engine.guard import inspect
from kg.errors import QueryError
from kg.settings import Settings
from kg_api import bad_request
from kg_api.negotiate import accept_of, choose_format
from kg_api.streaming import AnswerResponse, unless_gone

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_METHODS = "GET, HEAD, POST, OPTIONS"
_GONE = 499  # nobody is there to read it; the access log shows it

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Operation:
    """The parameters of one query operation."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def routes(engine: Engine, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the query endpoint."""

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _options()
        try:
            operation = await _operation(request, settings.max_body)
        except ClientDisconnect:
            return Response(status_code=_GONE)
        query = inspect(operation.query, max_length=settings.max_query_length)
        wanted = QueryRequest(
            query,
            choose_format(accept_of(request), formats_of(query.form)),
            settings.query_timeout,
            operation.default_graphs,
            operation.named_graphs,
        )
        answer = await unless_gone(request.receive, engine.answer(wanted))
        return Response(status_code=_GONE) if answer is None else AnswerResponse(answer)

    return [Route("/sparql", sparql, methods=["GET", "POST", "OPTIONS"], name="sparql")]


def _options() -> Response:
    """Answer a preflight of any origin (no credentials), and plain OPTIONS."""
    return Response(
        status_code=204,
        headers={
            "Allow": _METHODS,
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
            "Access-Control-Max-Age": "86400",
            "Accept-Post": f"{FORM}, {QUERY}",
        },
    )


async def _operation(request: Request, max_body: int) -> _Operation:
    in_url = _pairs(request.scope["query_string"])
    if request.method != "POST":
        return _from_pairs(in_url)
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type not in {FORM, QUERY} or not _is_utf8(parameters):
        raise bad_request.media_type(request.headers.get("content-type"), (FORM, QUERY))
    body = await _body(request, max_body)
    if media_type == FORM:
        return _from_pairs([*in_url, *_pairs(body)])
    return _from_pairs([*in_url, ("query", _text(body))])


def _is_utf8(parameters: str) -> bool:
    """Whether the parameters of a Content-Type name no charset but UTF-8."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(' "').lower() in {"utf-8", "utf8", "us-ascii"}
    return True


async def _body(request: Request, limit: int) -> bytes:
    """Read the body, `limit` bytes at most: it is counted while it comes in."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise bad_request.body_too_long(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise bad_request.body_too_long(limit)
    return bytes(body)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(encoded), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise bad_request.not_utf8() from error


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_request.not_utf8() from error


def _from_pairs(pairs: Pairs) -> _Operation:
    queries = _values(pairs, "query")
    if _values(pairs, "update"):
        raise bad_request.update()
    if len(queries) != 1:
        raise _query_count(len(queries))
    return _Operation(
        queries[0], _values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri")
    )


def _values(pairs: Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)


def _query_count(count: int) -> QueryError:
    return bad_request.query_repeated() if count else bad_request.query_missing()
