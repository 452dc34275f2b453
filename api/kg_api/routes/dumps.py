"""`/dumps`: the data as files, listed, whole or in parts.

`/dumps` lists the files, for people or as JSON (also `/dumps.json`); `/dumps/{file}` is the file of
the current snapshot, `/dumps/{version}/{file}` that of one version, which never changes.
"""

import base64
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from kg.publication import catalogue
from kg.settings import Settings
from kg.store.snapshot import VERSION, Snapshot
from kg_api import addresses, caching, options, ranges
from kg_api.headers import SNAPSHOT
from kg_api.html import LICENCE
from kg_api.pages.dumps import Index
from kg_api.published import Published
from kg_api.shelf import Offer, Shelf

_METHODS = ("GET", "HEAD", "OPTIONS")
_IMMUTABLE = "public, max-age=31536000, immutable"


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes of the downloads."""
    dumps = _Dumps(Shelf(published, settings.store), settings)
    methods = list(_METHODS)
    return [
        Route("/dumps", dumps.current, methods=methods, name="dumps"),
        Route("/dumps.json", dumps.current, methods=methods, name="dumps"),
        Route("/dumps/{path:path}", dumps.below, methods=methods, name="dumps"),
    ]


class _Dumps:
    """Answers for the list and for each file."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings
        self._index = Index(settings)

    async def current(self, request: Request) -> Response:
        """List the files of the current snapshot."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        return self._index.answer(
            request,
            self._shelf.snapshot(),
            fixed=False,
            json_alone=request.url.path.endswith(".json"),
        )

    async def below(self, request: Request) -> Response:
        """Answer with a file, or with the list of one version."""
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        path: str = request.path_params["path"]
        first, slash, name = path.partition("/")
        if slash:
            snapshot = self._shelf.snapshot(first)
            return self._file(request, snapshot, name, fixed=True)
        version = first.removesuffix(".json")
        if VERSION.fullmatch(version):
            return self._index.answer(
                request, self._shelf.snapshot(version), fixed=True, json_alone=first != version
            )
        return self._file(request, self._shelf.snapshot(), first, fixed=False)

    def _file(self, request: Request, snapshot: Snapshot, name: str, *, fixed: bool) -> Response:
        offer = self._shelf.find(snapshot, name)
        headers = _headers(snapshot, offer, fixed=fixed)
        base = f"{addresses.base(request, self._settings)}/dumps"
        folder = f"{base}/{snapshot.version}" if fixed else base
        headers["Link"] = (
            f'<{LICENCE}>; rel="license", <{folder}/{catalogue.PACKAGE}>; rel="describedby"'
        )
        if caching.matches(request.headers.get("if-none-match"), headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return _Part(
            offer.path,
            headers=headers,
            media_type=offer.entry.media_type,
            filename=offer.entry.name,
            wanted=_range(request, offer, headers),
        )


class _Part(FileResponse):
    """A file or the parts of it that `wanted` names, whatever the request's own header says."""

    def __init__(self, *args: object, wanted: str | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self._wanted = wanted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        kept = [pair for pair in scope["headers"] if pair[0] not in {b"range", b"if-range"}]
        if self._wanted:
            kept.append((b"range", self._wanted.encode()))
        await super().__call__({**scope, "headers": kept}, receive, send)


def _range(request: Request, offer: Offer, headers: dict[str, str]) -> str | None:
    """Return the ranges to send; None for the whole: for HEAD, or where If-Range does not hold."""
    condition = request.headers.get("if-range")
    holds = condition in {None, headers["ETag"], headers["Last-Modified"]}
    if request.method != "GET" or not holds:
        return None
    return ranges.wanted(request.headers.get("range"), offer.file.bytes)


def _headers(snapshot: Snapshot, offer: Offer, *, fixed: bool) -> dict[str, str]:
    digest = offer.file.sha256
    encoded = base64.b64encode(bytes.fromhex(digest)).decode("ascii")
    return {
        "ETag": f'"{digest}"',
        "Repr-Digest": f"sha-256=:{encoded}:",  # RFC 9530; that of the whole, also for a part
        "Last-Modified": format_datetime(snapshot.manifest.created, usegmt=True),
        "Cache-Control": _IMMUTABLE if fixed else caching.PUBLIC,
        "Accept-Ranges": "bytes",
        SNAPSHOT: snapshot.version,
    }
