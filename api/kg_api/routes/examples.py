"""`/queries`: the saved queries that are for readers, as RDF and as pages; `/queries/{name}` one.

One query is RDF, its own text (`application/sparql-query`), or a page. Asked for JSON, CSV or a
spreadsheet, or with any parameter, it runs (`kg_api.routes.saved`).
"""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import Engine
from kg.errors import QueryError
from kg.ontology import document
from kg.ontology.terms import Kind, Terms
from kg.publication import examples
from kg.queries import SavedQuery
from kg.settings import Settings
from kg.vocab import PREFIXES
from kg_api import addresses, documents, forms, html, options, saved_answer
from kg_api.forms import Form
from kg_api.lookup import answers
from kg_api.pages.start import run
from kg_api.routes.saved import Running
from kg_api.texts.queries import TEXTS

_METHODS = ("GET", "HEAD", "OPTIONS")
_ALL = (*forms.GRAPH_FORMS, forms.HTML)
_ONE = (*forms.GRAPH_FORMS, forms.SPARQL, forms.HTML)
_ROWS = tuple(Form(name, name.upper(), each) for name, each in answers.FORMATS.items())
_HIDDEN_TAGS = {"start"}  # for the start page, not for readers
_PREFIXES = {name: PREFIXES[name] for name in ("rdfs", "schema", "sh", "xsd", "dcterms")}


def routes(engine: Engine, settings: Settings, saved: Sequence[SavedQuery]) -> list[BaseRoute]:
    """Return the routes of the published ones among the saved queries."""
    chosen = examples.published(saved)
    one = _One(engine, settings, chosen)

    async def queries(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        suffix = request.path_params.get("suffix")
        form = forms.choose(request, _ALL, suffix)
        base = addresses.base(request, settings)
        more = forms.headers(
            f"{base}/queries", form, _ALL, negotiated=suffix is None, iri=examples.COLLECTION
        )
        if form == forms.HTML:
            return _list_page(request, chosen, more)
        triples = examples.collection(chosen, f"{base}/sparql")
        content = documents.serialised(triples, form.format, _PREFIXES)
        return documents.answer(request, content, form.format, more)

    methods = list(_METHODS)
    return [
        Route("/queries", queries, methods=methods, name="queries"),
        Route("/queries.{suffix}", queries, methods=methods, name="queries"),
        Route("/queries/{name}", one.answer, methods=methods, name="query"),
    ]


class _One:
    """Answers for one query: what it is, or its rows."""

    def __init__(self, engine: Engine, settings: Settings, chosen: Sequence[SavedQuery]) -> None:
        self._settings = settings
        self._by_name = {query.name: query for query in chosen}
        self._tables = {query.name for query in chosen if saved_answer.is_table(query)}
        self._running = Running(engine, settings)

    async def answer(self, request: Request) -> Response:
        """Give a saved query as RDF, text or a page, or its rows as JSON, CSV or XLSX."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        name, suffix = forms.split(request.path_params["name"], (*_ONE, *_ROWS))
        if name not in self._by_name:
            raise unknown(name)
        query = self._by_name[name]
        gives_rows = name in self._tables
        if gives_rows and suffix is None and self._running.is_wanted(request):
            return await self._running.answer(request, query)
        form = forms.choose(request, (*_ONE, *_ROWS) if gives_rows else _ONE, suffix)
        if form in _ROWS:
            return await self._running.answer(request, query, form=form.suffix)
        return self._described(request, query, form, negotiated=suffix is None)

    def _described(
        self, request: Request, query: SavedQuery, form: Form, *, negotiated: bool
    ) -> Response:
        base = addresses.base(request, self._settings)
        more = forms.headers(
            f"{base}/queries/{query.name}",
            form,
            _ONE,
            negotiated=negotiated,
            iri=examples.iri_of(query),
        )
        if form == forms.HTML:
            return _query_page(request, query, more)
        if form == forms.SPARQL:
            return documents.answer(request, query.text.encode(), form.format, more)
        triples = examples.one(query, f"{base}/sparql")
        content = documents.serialised(triples, form.format, _PREFIXES)
        return documents.answer(request, content, form.format, more)


def _list_page(request: Request, chosen: Sequence[SavedQuery], more: dict[str, str]) -> Response:
    """Answer with the page of all queries, or of those with the tag of `?tag=`."""
    frame = html.frame(request, "tag")
    tags = sorted({tag for query in chosen for tag in query.tags} - _HIDDEN_TAGS)
    wanted = request.query_params.get("tag")
    wanted = wanted if wanted in tags else None
    content = html.render(
        "queries.html",
        frame,
        t=TEXTS[frame.language],
        queries=[query for query in chosen if wanted is None or wanted in query.tags],
        tags=tags,
        wanted=wanted,
        alternates=forms.alternates(f"{frame.root}queries", _ALL),
        run=run,
    )
    return documents.page(request, content, frame, more)


def _query_page(request: Request, query: SavedQuery, more: dict[str, str]) -> Response:
    frame = html.frame(request)
    labels = {
        each.name: each.label.get(frame.language, each.name)
        for each in Terms(document.load()).own(*Kind)
    }
    content = html.render(
        "query.html",
        frame,
        t=TEXTS[frame.language],
        query=query,
        tags=[tag for tag in query.tags if tag not in _HIDDEN_TAGS],
        terms=[(name, labels[name]) for name in query.terms if name in labels],
        alternates=forms.alternates(f"{frame.root}queries/{query.name}", _ONE),
        run=run,
    )
    return documents.page(request, content, frame, more)


def unknown(name: str) -> QueryError:
    """Return `saved-query-unknown` (404)."""
    return QueryError(
        "saved-query-unknown",
        status=404,
        zh=f"没有名为 {name} 的查询。",
        en=f"There is no query named {name}.",
        mend_zh="/queries 列出全部查询。",
        mend_en="/queries lists them all.",
    )
