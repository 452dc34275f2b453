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

from kg.engine.base import GRAPH_FORMATS
from kg.mapping.counts import THE_DATASET
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg.vocab import BASE
from kg_api import addresses, bad_request, described, documents, forms, html, options, reports
from kg_api.forms import Form
from kg_api.negotiate import accept_of, choose_format
from kg_api.pages import dataset as dataset_page
from kg_api.pages import report as report_page
from kg_api.published import Published
from kg_api.statements import Statements
from kg_api.texts.dataset import TEXTS

_NAME = re.compile(r"[A-Za-z0-9/._-]+")
_METHODS = ("GET", "HEAD", "OPTIONS")
_FORMS = (*forms.GRAPH_FORMS, forms.HTML)


@dataclass(frozen=True, slots=True)
class _Routes:
    """The handlers, over one published store."""

    published: Published
    settings: Settings

    async def dataset(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        suffix = request.path_params.get("suffix")
        return self._described(request, forms.choose(request, _FORMS, suffix))

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

    def _described(self, request: Request, chosen: Form) -> Response:
        address = addresses.base(request, self.settings)
        triples = described.description(self.published.current(), address)
        more = {"Link": _links(address, triples)}
        if chosen != forms.HTML:
            content = documents.serialised(triples, chosen.format)
            return documents.answer(request, content, chosen.format, more)
        frame = html.frame(request)
        content = html.render(
            "dataset.html",
            frame,
            t=TEXTS[frame.language],
            view=dataset_page.view(triples, frame.language),
            alternates=forms.alternates(f"{frame.root}dataset", _FORMS),
        )
        return documents.page(request, content, frame, more)

    def _reported(
        self, request: Request, triples: tuple[Triple, ...], name: str | None = None
    ) -> Response:
        links = {"Link": _described_by(addresses.base(request, self.settings))}
        chosen = choose_format(accept_of(request), (*GRAPH_FORMATS, html.HTML))
        if chosen != html.HTML:
            content = documents.serialised(triples, chosen)
            return documents.answer(request, content, chosen, links)
        frame = html.frame(request, "focus")
        content = html.render(
            "report.html",
            frame,
            t=TEXTS[frame.language],
            name=name,
            of_node="focus" in request.query_params,
            reports=report_page.reports(triples, frame.language),
            types=[format_.media_type for format_ in GRAPH_FORMATS],
        )
        return documents.page(request, content, frame, links)


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the description and of the reports."""
    own, methods = _Routes(published, settings), list(_METHODS)
    return [
        Route("/dataset", own.dataset, methods=methods, name="dataset"),
        Route("/.well-known/void", own.dataset, methods=methods, name="dataset"),
        Route("/dataset.{suffix}", own.dataset, methods=methods, name="dataset"),
        Route("/report", own.all_reports, methods=methods, name="report"),
        Route("/report/{name:path}", own.one_report, methods=methods, name="report"),
    ]


def _links(address: str, triples: tuple[Triple, ...]) -> str:
    """Return the Link header: the IRI itself, the other formats, the licence (RFC 8288)."""
    alternates = (
        f'<{each.href}>; rel="alternate"; type="{each.media_type}"'
        for each in forms.alternates(f"{address}/dataset", _FORMS)
    )
    licences = (
        f'<{licence}>; rel="license"'
        for licence in Statements(triples).values(THE_DATASET.value, "dcterms:license")
    )
    return ", ".join((f'<{BASE}dataset>; rel="canonical"', *alternates, *licences))


def _described_by(address: str) -> str:
    return f'<{address}/.well-known/void>; rel="describedby"'
