"""`/static/…`: the files that pages need, compressed, and kept by browsers as long as they may.

What `api/web` builds bears a digest of its content in its name and never changes; the others are
asked for again, with their entity tag.
"""

from functools import lru_cache
from os import PathLike, stat_result
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from kg_api import compression
from kg_api.built import FOLDER

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_COMPRESSED = {".css", ".js", ".svg", ".txt"}


class Static(StaticFiles):
    """The files of a folder, those of text compressed."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with a file; an unchanged one with 304."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        path = Path(full_path)
        hashed = path.parent == FOLDER and path.suffix == ".js"
        response.headers["Cache-Control"] = _FOR_EVER if hashed else _ASK_AGAIN
        if path.suffix not in _COMPRESSED:
            return response
        response.headers["Vary"] = "Accept-Encoding"
        accepted = Headers(scope=scope).get("accept-encoding")
        if isinstance(response, NotModifiedResponse) or not compression.wanted(accepted):
            return response
        content = _compressed(path, stat_result.st_mtime_ns)
        headers = {
            name: value
            for name, value in response.headers.items()
            if name not in {"content-length", "accept-ranges"}
        }
        headers |= {"Content-Encoding": "gzip", "ETag": f"W/{response.headers['etag']}"}
        return Response(content, status_code, headers)


@lru_cache(maxsize=256)
def _compressed(path: Path, _changed: int) -> bytes:
    return compression.compress_once(path.read_bytes())
