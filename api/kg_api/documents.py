"""Whole documents that are made in one piece: entity tag, 304, gzip, and what may be kept."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import GRAPH_FORMATS, ResultFormat
from kg.vocab import PREFIXES
from kg_api import caching, compression, html
from kg_api import prefixes as declared
from kg_api.answering import VARY
from kg_api.negotiate import accept_of, choose_format


def rdf(
    request: Request,
    triples: Iterable[ox.Triple],
    *,
    prefixes: Mapping[str, str] = PREFIXES,
    more_headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with triples in the one of GRAPH_FORMATS that the request likes best.

    Raises `QueryError` `not-acceptable` (406).
    """
    chosen = choose_format(accept_of(request), GRAPH_FORMATS)
    return answer(request, serialised(triples, chosen, prefixes), chosen, more_headers)


def serialised(
    triples: Iterable[ox.Triple], chosen: ResultFormat, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Return triples in one of GRAPH_FORMATS."""
    file_format = ox.RdfFormat.from_media_type(chosen.media_type)
    assert file_format is not None  # noqa: S101 - one of ours
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return declared.serialize(text, file_format, prefixes)


def json_of(document: object) -> bytes:
    """Return a JSON document, its letters as they are."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def page(
    request: Request,
    content: bytes,
    around: html.Frame,
    more_headers: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    """Answer with a page that was rendered in this frame."""
    headers = {**html.headers(around.language), **(more_headers or {})}
    return answer(request, content, html.HTML, headers, status=status)


def answer(
    request: Request,
    content: bytes,
    chosen: ResultFormat,
    more_headers: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    """Answer with a document, or with 304 where the client has it; compressed where it pays."""
    headers = {
        "Content-Type": chosen.content_type,
        "Vary": VARY,
        "Cache-Control": caching.PUBLIC,
        "ETag": f'W/"{hashlib.sha256(content).hexdigest()[:32]}"',
        **(more_headers or {}),
    }
    if status == HTTPStatus.OK and caching.matches(
        request.headers.get("if-none-match"), headers["ETag"]
    ):
        return Response(status_code=304, headers=headers)
    accepted = request.headers.get("accept-encoding")
    if len(content) >= compression.MINIMUM and compression.wanted(accepted):
        content = compression.compress(content)
        headers["Content-Encoding"] = "gzip"
    return Response(content, status, headers)
