"""From a query request to its HTTP answer: 304, the stream, the headers that let it be kept."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from kg.engine import guard
from kg.engine.base import Answer, Engine, QueryRequest, ResultFormat, formats_of
from kg.settings import Settings
from kg_api import addresses, caching, compression, nesting
from kg_api.negotiate import accept_of, choose_format
from kg_api.observation import observation_of
from kg_api.streaming import GONE, AnswerResponse, Begun, unless_gone

VARY = "Accept, Accept-Encoding"


class Answering:
    """Answers queries from one engine."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings

    async def query(
        self,
        request: Request,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Response:
        """Answer the query of this text in the format that the request asks for.

        Raises `QueryError` for everything that is wrong before the first bytes of the answer.
        """
        observation_of(request.scope).note_query(text)
        query = guard.inspect(text, max_length=self._settings.max_query_length)
        nesting.check(text, self._settings.max_depth)
        chosen: ResultFormat = choose_format(accept_of(request), formats_of(query.form))
        wanted = QueryRequest(
            query,
            chosen,
            self._settings.query_timeout,
            tuple(default_graphs),
            tuple(named_graphs),
            f"{addresses.base(request, self._settings)}/sparql",
        )
        return await self._respond(request, wanted)

    async def _respond(self, request: Request, wanted: QueryRequest) -> Response:
        manifest = self._engine.status().manifest
        tag = None
        if manifest is not None and self._may_be_kept(request, wanted):
            tag = self._tag(wanted, manifest.version)
            if caching.matches(request.headers.get("if-none-match"), tag):
                return _not_modified(tag)
        begun = await unless_gone(request.receive, self._begin(wanted))
        if begun is None:
            return gone(request)
        more = {"Vary": VARY, "Cache-Control": caching.PRIVATE}
        if tag is not None and manifest is not None:
            if begun.answer.version != manifest.version:  # changed meanwhile
                tag = self._tag(wanted, begun.answer.version)
            more |= {"Cache-Control": caching.PUBLIC, "ETag": tag}
        gzip = compression.wanted(request.headers.get("accept-encoding"))
        return AnswerResponse(begun, gzip=gzip, more_headers=more)

    @staticmethod
    def _may_be_kept(request: Request, wanted: QueryRequest) -> bool:
        return request.method != "POST" and caching.is_deterministic(wanted.query.text)

    async def _begin(self, wanted: QueryRequest) -> Begun:
        answer: Answer = await self._engine.answer(wanted)
        return await Begun.of(answer)

    def _tag(self, wanted: QueryRequest, version: str) -> str:
        return caching.entity_tag(wanted, version, self._settings.default_graph)


def _not_modified(tag: str) -> Response:
    headers = {"ETag": tag, "Vary": VARY, "Cache-Control": caching.PUBLIC}
    return Response(status_code=304, headers=headers)


def gone(request: Request) -> Response:
    """Return the answer for a client that does not wait for one."""
    observation_of(request.scope).outcome = "client-gone"
    return Response(status_code=GONE)
