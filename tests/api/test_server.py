"""The server is the same one wherever it is installed."""

import asyncio

from kg.settings import Settings
from kg_api.server import configuration


def test_the_event_loop_is_not_what_happens_to_be_installed() -> None:
    """Else uvicorn takes uvloop, whose sockets and transports are others than those tested."""
    factory = configuration(Settings(empty=True)).get_loop_factory()
    assert factory is not None
    loop = factory()
    try:
        assert isinstance(loop, asyncio.SelectorEventLoop)
    finally:
        loop.close()
