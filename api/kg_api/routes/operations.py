"""`/healthz`, `/readyz` and `/metrics`: what a supervisor asks."""

from ipaddress import ip_address

from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import Engine
from kg.settings import Settings
from kg_api import bad_request
from kg_api.metrics import Metrics
from kg_api.negotiate import accept_of

_FRESH = {"Cache-Control": "no-store"}


def routes(engine: Engine, metrics: Metrics, settings: Settings) -> list[BaseRoute]:
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
        if settings.metrics == "none" or (settings.metrics == "local" and not is_local(request)):
            raise bad_request.metrics_closed()
        encode, content_type = choose_encoder(accept_of(request) or "")
        return Response(encode(metrics.registry), headers={"Content-Type": content_type, **_FRESH})

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", figures),
    ]


def is_local(request: Request) -> bool:
    """Whether the client, as a trusted proxy tells it, is on this machine.

    A proxy that does not tell its clients makes all of them look so.
    """
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:  # no address: a socket of this machine, or a name that a proxy made up
        return False
