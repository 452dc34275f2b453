"""From a query request to its HTTP answer: 304, the stream, the headers that let it be kept."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import Engine
from kg.engine.ticker import Ticker
from kg_api import caching, compression
from kg_api.answer_cache import AnswerCache, Kept
from kg_api.asked import Asked
from kg_api.headers import SNAPSHOT
from kg_api.observation import observation_of
from kg_api.streaming import GONE, AnswerResponse, Begun, unless_gone

VARY = "Accept, Accept-Encoding"


class Answering:
    """Answers queries from one engine, or from the cache that its answers have filled."""

    def __init__(self, engine: Engine, cache: AnswerCache) -> None:
        self._engine = engine
        self._cache = cache
        self._ticker = Ticker()

    async def answer(self, request: Request, asked: Asked) -> Response:
        """Answer a query as this request may be answered.

        Raises `QueryError` for everything that is wrong before the first bytes of the answer.
        """
        manifest = self._engine.status().manifest
        if manifest is not None and asked.lasting:
            tag = caching.entity_tag(asked.identity, manifest.version)
            condition = request.headers.get("if-none-match")
            if request.method != "POST" and caching.matches(condition, tag):
                return _not_modified(tag)
            kept = self._cache.find(asked.identity, manifest.version)
            if kept is not None:
                return await self._from_cache(request, asked, kept)
        begun = await unless_gone(request.receive, self._begin(asked), self._ticker)
        if begun is None:
            return gone(request)
        more = _keeping(request, asked, begun.answer.version)
        return AnswerResponse(begun, gzip=_gzip(request), more_headers=more)

    async def _begin(self, asked: Asked) -> Begun:
        answer = await self._engine.answer(asked.wanted)
        if asked.lasting:
            answer = self._cache.filled_by(answer, asked.identity)
        return await Begun.of(answer)

    async def _from_cache(self, request: Request, asked: Asked, kept: Kept) -> Response:
        content, coding = kept.plain, {}
        if len(content) >= compression.MINIMUM and _gzip(request):
            if kept.zipped is None:
                # It may take a while; others are served meanwhile.
                zipped = await asyncio.to_thread(compression.compress, content)
                kept = kept._replace(zipped=zipped)
                self._cache.put(asked.identity, kept)
            content, coding = kept.zipped or b"", {"Content-Encoding": "gzip"}
        return Response(
            b"" if request.method == "HEAD" else content,
            headers={
                "Content-Type": kept.content_type,
                "Content-Length": str(len(content)),
                SNAPSHOT: kept.version,
                **_keeping(request, asked, kept.version),
                **coding,
            },
        )


def _keeping(request: Request, asked: Asked, version: str) -> dict[str, str]:
    """Return the headers that say what others may keep: no answer to POST (RFC 9110, 9.3.3)."""
    if request.method == "POST" or not asked.lasting:
        return {"Vary": VARY, "Cache-Control": caching.PRIVATE}
    tag = caching.entity_tag(asked.identity, version)
    return {"Vary": VARY, "Cache-Control": caching.PUBLIC, "ETag": tag}


def _gzip(request: Request) -> bool:
    return compression.wanted(request.headers.get("accept-encoding"))


def _not_modified(tag: str) -> Response:
    headers = {"ETag": tag, "Vary": VARY, "Cache-Control": caching.PUBLIC}
    return Response(status_code=304, headers=headers)


def gone(request: Request) -> Response:
    """Return the answer for a client that does not wait for one."""
    observation_of(request.scope).outcome = "client-gone"
    return Response(status_code=GONE)
