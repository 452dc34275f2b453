"""Why a process of the engine ended that nobody here has ended."""

import signal

from kg.engine import refusals
from kg.engine.places import RETRY_AFTER
from kg.errors import QueryError


def why_ended(status: int | None, timeout: float) -> QueryError:
    """Return the error of a query whose process ended with this status, not by our hand."""
    match status:
        case None:
            return refusals.restarting(RETRY_AFTER)
        case _ if status == -signal.SIGXCPU:
            return refusals.timeout(timeout)
        case _ if status == -signal.SIGABRT:  # Rust aborts where memory is refused
            return refusals.memory()
        case _:
            return refusals.crashed()
