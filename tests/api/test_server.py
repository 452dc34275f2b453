"""The server is the same one wherever it is installed."""

import uvloop

from kg.settings import Settings
from kg_api.server import configuration


def test_the_event_loop_is_not_what_happens_to_be_installed() -> None:
    """Another one is taken without a word where uvloop is missing."""
    factory = configuration(Settings(empty=True)).get_loop_factory()
    assert factory is not None
    loop = factory()
    try:
        assert isinstance(loop, uvloop.Loop)
    finally:
        loop.close()
