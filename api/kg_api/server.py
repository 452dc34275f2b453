"""The server: uvicorn with our connections, our log and the limits of the settings."""

import errno
import gc
import socket
from typing import cast

import uvicorn

from kg.errors import KgError
from kg.settings import Settings
from kg_api import logs
from kg_api.app import create_app
from kg_api.protocol import Limits, protocol_of

_BACKLOG = 2048
_OBJECTS = 10_000  # made and not freed, before the collector looks at them; usual are 700


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens at the address of the settings; who connects waits for `run`.

    Raises `KgError` (`address-unusable`) where nobody can listen there.
    """
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = (error.strerror or "").partition(" (while")[0]
        raise KgError(
            "address-unusable",
            zh=f"不能在 {host} 的端口 {port} 上监听：{'端口已被占用' if taken else reason}。",
            en=f"Cannot listen on port {port} of {host}: "
            f"{'another program has the port' if taken else reason}.",
            mend_zh="请用 --host 和 --port（KG_HOST、KG_PORT）另选。",
            mend_en="Choose another one with --host and --port (KG_HOST, KG_PORT).",
        ) from error


def run(settings: Settings, listening: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT; answers that run then get `shutdown_timeout` seconds."""
    logs.configure(settings.log_level)
    server = uvicorn.Server(configuration(settings))
    gc.collect()
    gc.freeze()  # what there is now is never garbage; and little of what comes is in cycles,
    gc.set_threshold(_OBJECTS)  # so to look for those takes more time than they take memory
    server.run(sockets=[listening])


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
        loop="uvloop",
        http=cast("type", protocol_of(limits)),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # a layer of ours does it
        timeout_keep_alive=cast("int", settings.keep_alive),
        timeout_graceful_shutdown=cast("int", settings.shutdown_timeout),
    )
