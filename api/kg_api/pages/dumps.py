"""The list of downloads: as a page in zh or en, and as JSON."""

import json

from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import ResultFormat
from kg.publication import catalogue
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg_api import addresses, documents, html
from kg_api.html import HTML, LICENCE
from kg_api.negotiate import accept_of, choose_format
from kg_api.shelf import offers
from kg_api.texts.dumps import TEXTS

_JSON = ResultFormat("application/json", "application/json")
_UNITS = ("B", "kB", "MB", "GB", "TB")


class Index:
    """Lists the files of a snapshot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def answer(
        self, request: Request, snapshot: Snapshot, *, fixed: bool, json_alone: bool
    ) -> Response:
        """Answer with the list; `fixed`: of this one version, whichever is current."""
        base = f"{addresses.base(request, self._settings)}/dumps"
        own = f"{base}/{snapshot.version}"
        listed = own if fixed else base
        links = f'<{LICENCE}>; rel="license", <{listed}/{catalogue.PACKAGE}>; rel="describedby"'
        files = _files(snapshot, listed, own)
        if json_alone or choose_format(accept_of(request), (HTML, _JSON)) == _JSON:
            document = {
                "snapshot": snapshot.version,
                "created": snapshot.manifest.created.isoformat(),
                "software": snapshot.manifest.software,
                "licence": LICENCE,
                "descriptor": f"{listed}/{catalogue.PACKAGE}",
                "files": files,
            }
            content = json.dumps(document, ensure_ascii=False, indent=1).encode()
            return documents.answer(request, content, _JSON, {"Link": links})
        frame = html.frame(request)
        content = html.render(
            "dumps.html",
            frame,
            t=TEXTS[frame.language],
            files=files,
            size=size,
            snapshot=snapshot,
            address=f"{listed}/{catalogue.NQUADS}",
            current=not fixed,
            other_version=base if fixed else own,
            alternates=(html.Alternate("JSON", _JSON.media_type, f"{listed}.json"),),
        )
        alternate = f'<{listed}.json>; rel="alternate"; type="{_JSON.media_type}"'
        return documents.page(request, content, frame, {"Link": f"{links}, {alternate}"})


def _files(snapshot: Snapshot, listed: str, own: str) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "title": {"zh": offer.entry.title.zh, "en": offer.entry.title.en},
            "mediaType": offer.entry.media_type,
            "bytes": offer.file.bytes,
            "sha256": offer.file.sha256,
            "url": f"{listed}/{name}",
            "permanent": f"{own}/{name}",
        }
        for offer in offers(snapshot)
        for name in (offer.entry.name,)
    ]


def size(number: int) -> str:
    """Return a number of bytes for people.

    >>> size(336602)
    '337 kB'
    """
    value = float(number)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:  # noqa: PLR2004 - as SI counts
            return f"{value:.3g} {unit}"
        value /= 1000
    return str(number)
