"""The server: uvicorn with our connections, our log and the limits of the settings."""

from typing import cast

import uvicorn

from kg.settings import Settings
from kg_api import logs
from kg_api.app import create_app
from kg_api.protocol import Limits, protocol_of


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; answers that run then get `shutdown_timeout` seconds."""
    logs.configure(settings.log_level)
    uvicorn.Server(configuration(settings)).run()


def configuration(settings: Settings) -> uvicorn.Config:
    """Return uvicorn's configuration for the settings."""
    limits = Limits(
        header_timeout=settings.header_timeout,
        body_timeout=settings.body_timeout,
        send_timeout=settings.send_timeout,
        max_url=settings.max_url,
        max_headers=settings.max_headers,
        max_connections=settings.max_connections,
    )
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        # Else uvicorn takes uvloop where that happens to be installed: what is tested is what runs.
        loop="asyncio",
        http=cast("type", protocol_of(limits)),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_keep_alive=cast("int", settings.keep_alive),
        timeout_graceful_shutdown=cast("int", settings.shutdown_timeout),
    )
