"""`/quality`: what is known of the quality of the data, on one page; `/report` has all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine import guard
from kg.engine.base import Engine, QueryRequest
from kg.errors import KgError, QueryError, SnapshotError
from kg.settings import Settings
from kg_api import addresses, documents, html, options, reports, rows
from kg_api.pages import quality as view
from kg_api.pages.entity.evidence import Texts
from kg_api.pages.entity.parts import Linker
from kg_api.pages.entity.reading import Reading
from kg_api.published import Published
from kg_api.rows import Term
from kg_api.texts.quality import TEXTS

_METHODS = ("GET", "HEAD", "OPTIONS")
_PASSAGES = 200_000
_CONTRADICTIONS = 100


@dataclass(frozen=True, slots=True)
class _Found:
    """The first rows of a query, whether there are others, or why there are none."""

    rows: Sequence[Sequence[Term | None]] = ()
    more: bool = False
    problem: KgError | None = None

    def why(self, language: str) -> str:
        """Say why there is nothing; empty where there is."""
        if self.problem is None:
            return ""
        return self.problem.zh if language == "zh" else self.problem.en


class _Quality:
    """Answers; what the queries say of a snapshot is asked once."""

    def __init__(self, engine: Engine, published: Published, settings: Settings) -> None:
        self._engine = engine
        self._published = published
        self._settings = settings
        self._known: dict[str, tuple[str, _Found]] = {}

    async def page(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        snapshot, index = self._published.current(), self._published.index()
        frame = html.frame(request)
        language = frame.language
        passages = await self._asked(view.PASSAGES, _PASSAGES, snapshot.version)
        differing = await self._asked(view.CONTRADICTIONS, _CONTRADICTIONS, snapshot.version)
        corpus = self._settings.corpus
        linker = Linker(Reading(()), language, addresses.base(request, self._settings), "")
        content = html.render(
            "quality.html",
            frame,
            t=TEXTS[language],
            validation=view.validation(reports.all_of(snapshot)),
            coverage=view.coverage(passages.rows, Texts(corpus, index)),
            coverage_more=passages.more,
            coverage_problem=passages.why(language),
            contradictions=view.contradictions(differing.rows, linker, index),
            contradictions_more=differing.more,
            contradictions_problem=differing.why(language),
            changes=view.changes(index),
        )
        return documents.page(request, content, frame)

    async def _asked(self, query: str, most: int, version: str) -> _Found:
        known = self._known.get(query)
        if known is not None and known[0] == version:
            return known[1]
        looked = guard.inspect(query, max_length=len(query))
        wanted = QueryRequest(looked, rows.format_of(looked.form), self._settings.query_timeout)
        try:
            found = await rows.read(self._engine, wanted, most)
        except (QueryError, SnapshotError) as error:
            return _Found(problem=error)
        self._known[query] = (found.version, _Found(found.rows, found.more))
        return self._known[query][1]


def routes(engine: Engine, published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the route of the page."""
    own = _Quality(engine, published, settings)
    return [Route("/quality", own.page, methods=list(_METHODS), name="quality")]
