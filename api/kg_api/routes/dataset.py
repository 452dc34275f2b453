"""`/dataset`, `/.well-known/void`, `/report…`: the dataset described, and how it was validated.

Both addresses of the description give the same document: VoID, DCAT-AP 3 and PROV-O, or the page.
`/dataset.ttl` and the like give one format without negotiation. `/report` gives the validation
reports of all graphs, `/report/article/a1` that of one, `/report?focus=IRI` what concerns one node.
"""

import re
from dataclasses import dataclass

from pyoxigraph import Triple
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import GRAPH_FORMATS, ResultFormat
from kg.mapping.counts import THE_DATASET
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg.vocab import BASE
from kg_api import (
    addresses,
    bad_request,
    dataset_page,
    described,
    documents,
    options,
    page,
    report_page,
    reports,
)
from kg_api.dataset_texts import TEXTS
from kg_api.negotiate import accept_of, choose_format
from kg_api.published import Published
from kg_api.statements import Statements

_NAME = re.compile(r"[A-Za-z0-9/._-]+")
_METHODS = ("GET", "HEAD", "OPTIONS")
_SUFFIXES = {"ttl": 0, "nt": 1, "jsonld": 2, "rdf": 3, "trig": 4, "nq": 5}
_NAMES = ("Turtle", "N-Triples", "JSON-LD", "RDF/XML", "TriG", "N-Quads")


@dataclass(frozen=True, slots=True)
class _Routes:
    """The handlers, over one published store."""

    published: Published
    settings: Settings

    async def dataset(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        offered = (*GRAPH_FORMATS, page.HTML)
        return self._described(request, choose_format(accept_of(request), offered))

    async def in_one_format(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        suffix = request.path_params["suffix"]
        if suffix == "html":
            return self._described(request, page.HTML)
        if suffix not in _SUFFIXES:
            raise bad_request.suffix(suffix, (*_SUFFIXES, "html"))
        return self._described(request, GRAPH_FORMATS[_SUFFIXES[suffix]])

    async def all_reports(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        snapshot = self.published.current()
        focus = request.query_params.get("focus")
        if focus is None:
            return self._reported(request, reports.all_of(snapshot))
        return self._reported(request, self._of_node(snapshot, focus), focus.removeprefix(BASE))

    async def one_report(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        name = request.path_params["name"]
        found = reports.of_graph(self.published.current(), name) if _NAME.fullmatch(name) else ()
        if not found:
            raise bad_request.report_absent(name)
        return self._reported(request, found, name)

    def _of_node(self, snapshot: Snapshot, focus: str) -> tuple[Triple, ...]:
        if self.published.index().find(focus) is None:
            raise bad_request.focus_unknown(focus)
        return reports.of_node(snapshot, focus)

    def _described(self, request: Request, chosen: ResultFormat) -> Response:
        address = addresses.base(request, self.settings)
        triples = described.description(self.published.current(), address)
        links = {"Link": _links(address, triples)}
        if chosen != page.HTML:
            content = documents.serialised(triples, chosen)
            return documents.answer(request, content, chosen, links)
        language = page.language_of(request)
        values = {
            **page.place(request),
            "t": TEXTS[language],
            "view": dataset_page.view(triples, language),
            "formats": [
                {"name": name, "href": f"dataset.{suffix}", "type": format_.media_type}
                for name, suffix, format_ in zip(_NAMES, _SUFFIXES, GRAPH_FORMATS, strict=True)
            ],
        }
        return page.render(request, "dataset.html", language, values, links)

    def _reported(
        self, request: Request, triples: tuple[Triple, ...], name: str | None = None
    ) -> Response:
        links = {"Link": _described_by(addresses.base(request, self.settings))}
        chosen = choose_format(accept_of(request), (*GRAPH_FORMATS, page.HTML))
        if chosen != page.HTML:
            content = documents.serialised(triples, chosen)
            return documents.answer(request, content, chosen, links)
        language = page.language_of(request)
        values = {
            **page.place(request),
            "t": TEXTS[language],
            "name": name,
            "of_node": "focus" in request.query_params,
            "reports": report_page.reports(triples, language),
            "types": [format_.media_type for format_ in GRAPH_FORMATS],
        }
        return page.render(request, "report.html", language, values, links)


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the description and of the reports."""
    own, methods = _Routes(published, settings), list(_METHODS)
    return [
        Route("/dataset", own.dataset, methods=methods, name="dataset"),
        Route("/.well-known/void", own.dataset, methods=methods, name="dataset"),
        Route("/dataset.{suffix}", own.in_one_format, methods=methods, name="dataset"),
        Route("/report", own.all_reports, methods=methods, name="report"),
        Route("/report/{name:path}", own.one_report, methods=methods, name="report"),
    ]


def _links(address: str, triples: tuple[Triple, ...]) -> str:
    """Return the Link header: the IRI itself, the other formats, the licence (RFC 8288)."""
    alternates = (
        f'<{address}/dataset.{suffix}>; rel="alternate"; type="{format_.media_type}"'
        for suffix, format_ in zip(_SUFFIXES, GRAPH_FORMATS, strict=True)
    )
    licences = (
        f'<{licence}>; rel="license"'
        for licence in Statements(triples).values(THE_DATASET.value, "dcterms:license")
    )
    return ", ".join((f'<{BASE}dataset>; rel="canonical"', *alternates, *licences))


def _described_by(address: str) -> str:
    return f'<{address}/.well-known/void>; rel="describedby"'
