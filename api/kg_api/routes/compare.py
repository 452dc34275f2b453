"""`/compare?division=371002&division=…`: up to six counties side by side, whole without scripts."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.settings import Settings
from kg_api import addresses, documents, html
from kg_api.pages.compare.page import Comparison, comparison
from kg_api.pages.entity.parts import Linker
from kg_api.pages.entity.reading import Reading
from kg_api.published import Published
from kg_api.texts.compare import TEXTS


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the route of the page; raises as `Published.current` where nothing is published."""

    async def compare(request: Request) -> Response:
        frame = html.frame(request, "division")
        base = urlsplit(addresses.base(request, settings)).path
        found: Comparison = comparison(
            request.query_params.getlist("division"),
            published.index(),
            published.names(),
            Linker(Reading(()), frame.language, base, ""),
        )
        content = html.render("compare.html", frame, t=TEXTS[frame.language], found=found)
        return documents.page(request, content, frame)

    return [Route("/compare", compare, name="compare")]
