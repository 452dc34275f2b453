"""The list of downloads: as a page in zh or en, and as JSON."""

import json

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import ResultFormat
from kg.publication import catalogue
from kg.settings import Settings
from kg.store.snapshot import Snapshot
from kg_api import addresses, documents
from kg_api.dump_texts import TEXTS
from kg_api.html import CONTENT_SECURITY_POLICY, language_of
from kg_api.negotiate import accept_of, choose_format
from kg_api.shelf import offers

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_HTML = ResultFormat("text/html", "text/html; charset=utf-8")
_JSON = ResultFormat("application/json", "application/json")
_UNITS = ("B", "kB", "MB", "GB", "TB")


class Index:
    """Lists the files of a snapshot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        environment = Environment(
            loader=PackageLoader("kg_api"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._template = environment.get_template("dumps.html")

    def answer(
        self, request: Request, snapshot: Snapshot, *, fixed: bool, json_alone: bool
    ) -> Response:
        """Answer with the list; `fixed`: of this one version, whichever is current."""
        base = f"{addresses.base(request, self._settings)}/dumps"
        own = f"{base}/{snapshot.version}"
        listed = own if fixed else base
        chosen = _JSON if json_alone else choose_format(accept_of(request), (_HTML, _JSON))
        links = f'<{LICENCE}>; rel="license", <{listed}/{catalogue.PACKAGE}>; rel="describedby"'
        files = _files(snapshot, listed, own)
        if chosen is _JSON:
            document = {
                "snapshot": snapshot.version,
                "created": snapshot.manifest.created.isoformat(),
                "software": snapshot.manifest.software,
                "licence": LICENCE,
                "descriptor": f"{listed}/{catalogue.PACKAGE}",
                "files": files,
            }
            content = json.dumps(document, ensure_ascii=False, indent=1).encode()
            return documents.answer(request, content, chosen, {"Link": links})
        language = language_of(request)
        page = self._template.render(
            language=language,
            other="en" if language == "zh" else "zh",
            t=TEXTS[language],
            root="../" if fixed else "",
            files=files,
            size=size,
            snapshot=snapshot,
            address=f"{listed}/{catalogue.NQUADS}",
            current=not fixed,
            other_version=base if fixed else own,
            twin=f"{listed}.json",
        )
        headers = {
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "Content-Language": language,
            "Vary": "Accept, Accept-Encoding, Accept-Language",
            "Link": f'{links}, <{listed}.json>; rel="alternate"; type="application/json"',
        }
        return documents.answer(request, page.encode(), chosen, headers)


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
