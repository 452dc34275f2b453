"""`/update`: the update operation of the SPARQL 1.1 Protocol, section 2.2.

POST of a form with `update`, or of the update itself; `using-graph-uri` and
`using-named-graph-uri` with each. Only for the bearer of the token, on a server that takes writes.
"""

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine import refusals
from kg.engine.base import Engine, UpdateRequest
from kg.settings import Settings
from kg_api import addresses, bad_request, body, nesting, options
from kg_api.answering import gone
from kg_api.door import Door
from kg_api.observation import observation_of

UPDATE = "application/sparql-update"
_METHODS = ("POST", "OPTIONS")


def routes(engine: Engine, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the update endpoint."""
    door = Door(engine, settings)

    async def update(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS, (body.FORM, UPDATE))
        writable = door.enter(request)
        try:
            wanted = await _operation(request, settings)
        except ClientDisconnect:
            return gone(request)
        observation_of(request.scope).note_query(wanted.text)
        if len(wanted.text) > settings.max_body:
            raise refusals.too_long(len(wanted.text), settings.max_body)
        nesting.check(wanted.text, settings.max_depth)
        await writable.update(wanted)
        return Response(status_code=204)

    return [Route("/update", update, methods=list(_METHODS), name="update")]


async def _operation(request: Request, settings: Settings) -> UpdateRequest:
    in_url = body.pairs(request.scope["query_string"])
    kind = body.media_type(request.headers.get("content-type"), (body.FORM, UPDATE))
    content = await body.read(request, settings.max_body)
    if kind == body.FORM:
        pairs = [*in_url, *body.pairs(content)]
    else:
        pairs = [*in_url, ("update", body.text(content))]
    if body.values(pairs, "query"):
        raise bad_request.query_instead()
    updates = body.values(pairs, "update")
    if len(updates) != 1:
        raise bad_request.update_repeated() if updates else bad_request.update_missing()
    return UpdateRequest(
        updates[0],
        settings.query_timeout,
        body.values(pairs, "using-graph-uri"),
        body.values(pairs, "using-named-graph-uri"),
        f"{addresses.base(request, settings)}/update",
    )
