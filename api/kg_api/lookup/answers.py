"""Answers of the lookup: JSON from a model, tables as CSV and XLSX, tags that need no work."""

import hashlib
from collections.abc import Mapping

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.engine.base import ResultFormat
from kg_api import caching, compression, freshness
from kg_api.headers import SNAPSHOT
from kg_api.negotiate import accept_of, choose_format

JSON = ResultFormat("application/json", "application/json")
CSV = ResultFormat("text/csv", "text/csv; charset=utf-8")
XLSX = ResultFormat(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
FORMATS: Mapping[str, ResultFormat] = {"json": JSON, "csv": CSV, "xlsx": XLSX}
"""What `format` may name."""


def chosen(request: Request, name: str | None) -> ResultFormat:
    """Return the format of this name, else the one that the request likes best (406)."""
    return FORMATS[name] if name else choose_format(accept_of(request), tuple(FORMATS.values()))


class Keeping:
    """What may be kept of an answer, known before any of it is made: its tag and its headers."""

    def __init__(
        self,
        request: Request,
        version: str,
        format_: ResultFormat,
        base: str,
        *,
        varied: bool = True,
    ) -> None:
        decisive = (request.url.path, request.url.query, format_.media_type, base, __version__)
        digest = hashlib.sha256("\n".join(decisive).encode("utf-8", "surrogatepass")).hexdigest()
        self.request, self.version, self.format = request, version, format_
        self.headers = {
            "Content-Type": format_.content_type,
            "ETag": caching.entity_tag(digest[:32], version),
            "Cache-Control": caching.PUBLIC,
            "Vary": "Accept, Accept-Encoding" if varied else "Accept-Encoding",
            SNAPSHOT: version,
        }

    @property
    def fresh(self) -> Response | None:
        """The answer 304 where the client has this one already."""
        if freshness.is_fresh(self.request, self.headers):
            return Response(status_code=304, headers=self.headers)
        return None

    def answer(self, content: bytes, more: Mapping[str, str] | None = None) -> Response:
        """Answer with this content, compressed where it pays."""
        headers = {**self.headers, **(more or {})}
        accepted = self.request.headers.get("accept-encoding")
        if len(content) >= compression.MINIMUM and compression.wanted(accepted):
            content = compression.compress(content)
            headers["Content-Encoding"] = "gzip"
        return Response(content, headers=headers)

    def model(self, model: BaseModel, more: Mapping[str, str] | None = None) -> Response:
        """Answer with a model as JSON; members that were not given are left out."""
        return self.answer(model.model_dump_json(by_alias=True, exclude_unset=True).encode(), more)
