"""`/lookup/search`: which entity a name means, with a score and a reason for each candidate."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.names.search import Asked
from kg_api.lookup import answers
from kg_api.lookup.route import LookupRoute
from kg_api.lookup.searching import Names, classes_of, result
from kg_api.lookup.sources import Sources
from kg_api.models.search import Found, SearchParameters


def routes(sources: Sources) -> list[BaseRoute]:
    """Return the route of the search."""

    async def search(
        request: Request, parameters: Annotated[SearchParameters, Query()]
    ) -> Response:
        """Which entity a name means: candidates, best first, each with a score and a reason."""
        source = sources.current()
        keeping = answers.Keeping(request, source.version, answers.JSON, "", varied=False)
        if keeping.fresh:
            return keeping.fresh
        names = Names(source.names, source.searcher)
        asked = Asked(
            parameters.q,
            classes_of(parameters.type) if parameters.type else None,
            names.places(parameters.within) if parameters.within else None,
            parameters.at,
            parameters.limit,
        )
        found = names.suggest(asked) if parameters.prefix == "true" else names.search(asked)
        document = Found.model_validate(
            {
                "snapshot": source.version,
                "query": parameters.q,
                "ambiguous": found.ambiguous,
                "results": [
                    result(source.names, each, parameters.lang) for each in found.candidates
                ],
            }
        )
        return keeping.model(document)

    return [LookupRoute("/lookup/search", search, response_model=Found, name="lookup-search")]
