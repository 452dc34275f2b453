"""`/healthz`, `/readyz` and `/metrics`: what a supervisor asks."""

from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import Engine
from kg_api.metrics import Metrics
from kg_api.negotiate import accept_of

_FRESH = {"Cache-Control": "no-store"}


def routes(engine: Engine, metrics: Metrics) -> list[BaseRoute]:
    """Return the routes that tell whether the process lives, can answer, and how it fares."""

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers=_FRESH)

    async def readyz(_: Request) -> Response:
        status = engine.status()
        document: dict[str, object] = {"status": "ready" if status.ready else "not ready"}
        if status.manifest is not None:
            document["snapshot"] = status.manifest.version
            document["created"] = status.manifest.created.isoformat()
        if status.problem is not None:
            # The code says enough; the words name folders of this machine.
            document["reason"] = status.problem.code
        return JSONResponse(document, 200 if status.ready else 503, headers=_FRESH)

    async def figures(request: Request) -> Response:
        encode, content_type = choose_encoder(accept_of(request) or "")
        return Response(encode(metrics.registry), headers={"Content-Type": content_type, **_FRESH})

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", figures),
    ]
