"""The JSON lookup: `/lookup/…`."""

from starlette.routing import BaseRoute

from kg.settings import Settings
from kg_api.lookup.sources import Sources
from kg_api.published import Published
from kg_api.routes.lookup import compare, entities, kinds, lists, resolve, search


def routes(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes; those with a name of their own come before the kinds."""
    sources = Sources(published)
    return [
        *search.routes(sources),
        *compare.routes(sources, settings),
        *resolve.routes(sources, settings),
        *kinds.routes(sources, settings),
        *lists.routes(sources, settings),
        *entities.routes(sources, settings),
    ]
