"""`/lookup`: the kinds of entities, and how many of each there are."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.settings import Settings
from kg_api import addresses
from kg_api.lookup import answers
from kg_api.lookup.kinds import KINDS
from kg_api.lookup.reading import type_of
from kg_api.lookup.route import LookupRoute
from kg_api.lookup.sources import Sources
from kg_api.models.entity import Kinds


def routes(sources: Sources, settings: Settings) -> list[BaseRoute]:
    """Return the route of the list."""

    async def kinds(request: Request) -> Response:
        """List the kinds of entities, each with how many there are and the address of its list."""
        source = sources.current()
        base = addresses.base(request, settings)
        keeping = answers.Keeping(request, source.version, answers.JSON, base, varied=False)
        if keeping.fresh:
            return keeping.fresh
        counts = source.index.classes()
        document = Kinds.model_validate(
            {
                "snapshot": source.version,
                "kinds": [
                    {
                        "kind": name,
                        "type": [type_of(each) for each in kind.classes],
                        "count": sum(counts.get(each, 0) for each in kind.classes),
                        "href": f"{base}/lookup/{name}",
                    }
                    for name, kind in KINDS.items()
                ],
            }
        )
        return keeping.model(document)

    return [LookupRoute("/lookup", kinds, response_model=Kinds, name="lookup-kinds")]
