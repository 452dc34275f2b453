"""`/queries`: the saved queries that are for readers, as RDF and as pages; `/queries/{name}` one.

One query is RDF, its own text (`application/sparql-query`), or a page; the formats of results are
left to running it.
"""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.ontology import document
from kg.ontology.terms import Kind, Terms
from kg.publication import examples
from kg.queries import SavedQuery
from kg.settings import Settings
from kg.vocab import PREFIXES
from kg_api import addresses, documents, forms, html, options
from kg_api.pages.start import run
from kg_api.texts.queries import TEXTS

_METHODS = ("GET", "HEAD", "OPTIONS")
_ALL = (*forms.GRAPH_FORMS, forms.HTML)
_ONE = (*forms.GRAPH_FORMS, forms.SPARQL, forms.HTML)
_HIDDEN_TAGS = {"start"}  # for the start page, not for readers
_PREFIXES = {name: PREFIXES[name] for name in ("rdfs", "schema", "sh", "xsd", "dcterms")}


def routes(settings: Settings, saved: Sequence[SavedQuery]) -> list[BaseRoute]:
    """Return the routes of the published ones among the saved queries."""
    chosen = examples.published(saved)
    by_name = {query.name: query for query in chosen}

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

    async def one(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        name, suffix = forms.split(request.path_params["name"], _ONE)
        if name not in by_name:
            raise _unknown(name)
        query = by_name[name]
        form = forms.choose(request, _ONE, suffix)
        base = addresses.base(request, settings)
        more = forms.headers(
            f"{base}/queries/{name}",
            form,
            _ONE,
            negotiated=suffix is None,
            iri=examples.iri_of(query),
        )
        if form == forms.HTML:
            return _query_page(request, query, more)
        if form == forms.SPARQL:
            return documents.answer(request, query.text.encode(), form.format, more)
        triples = examples.one(query, f"{base}/sparql")
        content = documents.serialised(triples, form.format, _PREFIXES)
        return documents.answer(request, content, form.format, more)

    methods = list(_METHODS)
    return [
        Route("/queries", queries, methods=methods, name="queries"),
        Route("/queries.{suffix}", queries, methods=methods, name="queries"),
        Route("/queries/{name}", one, methods=methods, name="query"),
    ]


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


def _unknown(name: str) -> QueryError:
    return QueryError(
        "saved-query-unknown",
        status=404,
        zh=f"没有名为 {name} 的查询。",
        en=f"There is no query named {name}.",
        mend_zh="/queries 列出全部查询。",
        mend_en="/queries lists them all.",
    )
