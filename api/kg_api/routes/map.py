"""`/map?of=honor/…`: counties as points by an indicator or an honor; an operator may switch it off."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.settings import Settings
from kg_api import addresses, documents, html
from kg_api.pages.entity.parts import Linker
from kg_api.pages.entity.reading import Reading
from kg_api.pages.map.plane import plane
from kg_api.pages.map.showing import shown, things
from kg_api.published import Published
from kg_api.texts.map import TEXTS


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the route of the page; raises as `Published.current`, or `map-off` (404)."""

    async def show(request: Request) -> Response:
        if not settings.map:
            raise _off()
        frame = html.frame(request, "of", "measure", "period")
        asked = request.query_params.get
        index = published.index()
        base = urlsplit(addresses.base(request, settings)).path
        linker = Linker(Reading(()), frame.language, base, "")
        offered = things(index, linker)
        first = next((those[0].key for those in offered.values() if those), "")
        key = asked("of", "") or first
        found = (
            shown(key, asked("measure", ""), asked("period", ""), index, linker) if key else None
        )
        spots = found.spots if found else ()
        points = [spot.point for spot in spots if spot.point]
        content = html.render(
            "map.html",
            frame,
            t=TEXTS[frame.language],
            things=offered,
            key=key,
            found=found,
            plane=plane(points, [spot.name.text for spot in spots]),
        )
        return documents.page(
            request, content, frame, status=404 if asked("of") and not found else 200
        )

    return [Route("/map", show, name="map")]


def _off() -> QueryError:
    return QueryError(
        "map-off",
        status=404,
        zh="本服务没有地图:运行者已将其关闭。",
        en="This service has no map: its operator has switched it off.",
        mend_zh="各县的经纬度见其页面;运行者可用 KG_MAP=true 打开。",
        mend_en="The pages of counties have their coordinates; its operator can set KG_MAP=true.",
    )
