"""What a request for a query asks: its text looked through, its dataset, its format.

The look costs more than all the rest of a short answer, and a request that comes again asks for
the same again, whatever has become of the data. So it is remembered by all of the request that
it depends on.
"""

from collections.abc import Callable
from typing import NamedTuple

from starlette.requests import Request

from kg.engine import guard
from kg.engine.base import QueryRequest, ResultFormat, formats_of
from kg.engine.guard import QueryForm
from kg.settings import Settings
from kg_api import addresses, bad_request, body, caching, nesting
from kg_api.bounded import Bounded
from kg_api.negotiate import accept_of, choose_format
from kg_api.observation import observation_of

QUERY = "application/sparql-query"
KINDS = (body.FORM, QUERY)
"""What a POST may send."""

_MEMORY = 2 << 20  # bytes of requests that are remembered
_LONGEST = 16 << 10
_OVERHEAD = 1024

_Key = tuple[bytes, str, bytes, str | None, tuple[object, ...]]


class Asked(NamedTuple):
    """A query to be answered.

    `lasting`: from the same data it has the same answer each time. `identity` stands for all
    that decides the answer beside the data, `digest` for the query in the log.
    """

    wanted: QueryRequest
    lasting: bool
    identity: str
    digest: str


class Asking:
    """Reads requests; knows again those that it has read lately."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: Bounded[_Key, Asked] = Bounded(_MEMORY, _LONGEST)

    def read(self, request: Request, content: bytes, kind: str) -> Asked:
        """Return what is asked; `content` is the body of a POST, `kind` its media type.

        Raises `QueryError` for everything that is wrong with it.
        """
        scope = request.scope
        url = scope["query_string"]
        # What `addresses.base` looks at, and nothing else of the request.
        server = scope.get("server") or ()
        place = (request.headers.get("host"), *server, scope["scheme"], scope.get("root_path"))
        key = (url, kind, content, accept_of(request), place)
        asked = self._known.get(key)
        if asked is None:
            pairs = _pairs(url, content, kind)
            asked = self.look(
                request,
                _query(pairs),
                default_graphs=body.values(pairs, "default-graph-uri"),
                named_graphs=body.values(pairs, "named-graph-uri"),
            )
            size = len(url) + len(content) + len(asked.wanted.query.text) + _OVERHEAD
            self._known.put(key, asked, size)
        observation_of(scope).query = asked.digest
        return asked

    def look(
        self,
        request: Request,
        text: str,
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        chosen: Callable[[QueryForm], ResultFormat] | None = None,
    ) -> Asked:
        """Return what is asked by this text over these graphs. Raises as `read` does.

        `chosen` gives the format in place of the Accept header.
        """
        # Noted first: it belongs to the log also where it is refused.
        digest = observation_of(request.scope).note_query(text)
        query = guard.inspect(text, max_length=self._settings.max_query_length)
        nesting.check(text, self._settings.max_depth)
        wanted = QueryRequest(
            query,
            chosen(query.form)
            if chosen
            else choose_format(accept_of(request), formats_of(query.form)),
            self._settings.query_timeout,
            default_graphs,
            named_graphs,
            f"{addresses.base(request, self._settings)}/sparql",
        )
        identity = caching.identity_of(wanted, self._settings.default_graph)
        return Asked(wanted, caching.is_deterministic(text), identity, digest)


def _pairs(url: bytes, content: bytes, kind: str) -> body.Pairs:
    """Return the parameters of the operation, wherever they stand (SPARQL 1.1 Protocol, 2.1)."""
    in_url = body.pairs(url)
    if kind == body.FORM:
        return [*in_url, *body.pairs(content)]
    return [*in_url, ("query", body.text(content))] if kind == QUERY else in_url


def _query(pairs: body.Pairs) -> str:
    queries = body.values(pairs, "query")
    if body.values(pairs, "update"):
        raise bad_request.update()
    if len(queries) != 1:
        raise bad_request.query_repeated() if queries else bad_request.query_missing()
    return queries[0]
