"""`/graph/…`: each named graph of the dataset at its own address.

The answer is the whole graph, streamed from the engine, in six formats; percent-encoded and raw
forms of an address are one.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import Engine
from kg.lookup.description import LICENCE
from kg.settings import Settings
from kg.vocab import BASE
from kg_api import bad_request, links, options
from kg_api.answering import Answering
from kg_api.asked import Asking
from kg_api.graphs import graphs_of
from kg_api.links import Link

_METHODS = ("GET", "HEAD", "OPTIONS")
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def routes(engine: Engine, settings: Settings, answering: Answering) -> list[BaseRoute]:
    """Return the route of the named graphs."""
    asking = Asking(settings)

    async def graph(request: Request) -> Response:
        if request.method == "OPTIONS":
            return options.answer(_METHODS)
        iri = f"{BASE}graph/{request.path_params['name']}"
        if all(iri != name for name, _ in await graphs_of(engine)):
            raise bad_request.graph_absent(iri)
        asked = asking.look(request, _ALL, default_graphs=(iri,))
        answer = await answering.answer(request, asked)
        answer.headers["Link"] = links.header(
            (Link(iri, "cite-as"), Link(LICENCE, "license"), Link(f"{BASE}dataset", "collection"))
        )
        return answer

    return [Route("/graph/{name:path}", graph, methods=list(_METHODS), name="graph")]
