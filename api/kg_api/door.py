"""Who may write: the bearer of the token, on a server that takes writes."""

import hashlib
import hmac

from starlette.requests import Request

from kg.engine.base import Engine, WritableEngine
from kg.settings import Settings
from kg_api import bad_request


class Door:
    """Lets requests with the token through to the engine that can be written to."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        writable = settings.writable and isinstance(engine, WritableEngine)
        self._engine = engine if writable and isinstance(engine, WritableEngine) else None
        token = settings.token.get_secret_value() if settings.token else ""
        self._digest = _digest(token) if token else None

    @property
    def is_open(self) -> bool:
        """Whether anybody may write here."""
        return self._engine is not None and self._digest is not None

    def enter(self, request: Request) -> WritableEngine:
        """Return the engine for a request with `Authorization: Bearer` and the token.

        Raises `QueryError`: `read-only` (403), `token-missing` or `token-wrong` (401).
        """
        if self._engine is None or self._digest is None:
            raise bad_request.read_only()
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise bad_request.token_missing()
        # Digests have one length, so that the comparison tells nothing of the token's.
        if not hmac.compare_digest(_digest(token.strip()), self._digest):
            raise bad_request.token_wrong()
        return self._engine


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
