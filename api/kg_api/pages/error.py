"""An error as a page, for a browser."""

from collections.abc import Mapping

from starlette.requests import Request

from kg.errors import Language
from kg_api import html
from kg_api.headers import snapshot_of
from kg_api.negotiate import accept_of, ranges

_PAGES = ("text/html", "application/xhtml+xml")
_DATA = ("application/problem+json", "application/json")


def is_wanted(request: Request) -> bool:
    """Whether the client names HTML, and likes it at least as well as JSON: a browser does."""
    accepted = ranges(accept_of(request))
    best = max((quality for value, quality in accepted if value.lower() in _PAGES), default=0)
    return best > 0 and all(best >= accepted.quality(kind) for kind in _DATA)


def render(request: Request, problem: Mapping[str, object], language: Language) -> bytes:
    """Return the page that tells a problem, given as the members of its JSON document."""
    given = request.query_params.multi_items()
    frame = html.Frame(
        language=language,
        # The address may be anything, so that a relative way to the start page need not lead there.
        root=f"{request.scope.get('root_path', '')}/",
        kept=tuple(pair for pair in given if pair[0] != "lang"),
        snapshot=snapshot_of(request.scope),
    )
    return html.render("error.html", frame, problem=problem)
