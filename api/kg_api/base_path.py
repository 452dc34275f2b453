"""The path before every address, where a proxy offers the service below its own root."""

from starlette.types import ASGIApp, Receive, Scope, Send


class BasePathMiddleware:
    """Takes requests with the base path and, from proxies that remove it, without it.

    The application then sees both as ASGI has it: `root_path`, and a `path` that begins with it.
    """

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self._app = app
        self._base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with both paths."""
        if scope["type"] == "http":
            path = scope["path"]
            if path != self._base_path and not path.startswith(f"{self._base_path}/"):
                scope["path"] = self._base_path + path
            scope["root_path"] = self._base_path
        await self._app(scope, receive, send)
