"""A route of the lookup: typed by FastAPI, with HEAD and OPTIONS, and no parameter that it does not know."""

from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from kg_api import options
from kg_api.lookup import answers, wrong

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_PROBLEM = {"description": "A problem (RFC 9457)."}
_TABLES = {
    answers.CSV.media_type: {"schema": {"type": "string"}},
    answers.XLSX.media_type: {"schema": {"type": "string", "format": "binary"}},
}


class LookupRoute(APIRoute):
    """GET with HEAD, or POST; OPTIONS before any parameter is looked at."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        method: str = "GET",
        tables: bool = False,
        accept_post: tuple[str, ...] = (),
        besides: frozenset[str] = frozenset(),
        **described: Any,
    ) -> None:
        self.documented_method = method
        self._accept_post = accept_post
        self._besides = besides
        methods = ["GET", "HEAD", "OPTIONS"] if method == "GET" else [method, "OPTIONS"]
        self._allowed = tuple(methods)
        responses: dict[int | str, dict[str, Any]] = {"4XX": _PROBLEM, "5XX": _PROBLEM}
        if tables:
            responses[200] = {"content": _TABLES}
        responses |= described.pop("responses", {})
        summary = (endpoint.__doc__ or "").strip().partition("\n")[0]
        super().__init__(
            path,
            endpoint,
            methods=methods,
            responses=responses,
            tags=["lookup"],
            operation_id=described["name"],
            summary=summary,
            description=" ",  # else it would say the same again
            **described,
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for it: not where the last part of its path is an address of its own."""
        if scope["path"].rpartition("/")[2] in self._besides:
            return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        answer = super().get_route_handler()
        known = tuple(_parameters(self))

        async def handle(request: Request) -> Response:
            if request.method == "OPTIONS":
                return options.answer(self._allowed, self._accept_post)
            check(request, known)
            return await answer(request)

        return handle


def check(request: Request, known: tuple[str, ...]) -> None:
    """Raise `parameter-unknown` or `parameter-invalid` (400): not known, or given twice."""
    names = [name for name, _ in request.query_params.multi_items()]
    if unknown := sorted(set(names) - set(known)):
        raise wrong.parameter_unknown(unknown, known)
    for name in names:
        if names.count(name) > 1:
            raise wrong.parameter_invalid(name, "每个参数只写一次。", "Give each parameter once.")


def _parameters(route: APIRoute) -> Iterator[str]:
    for field in route.dependant.query_params:
        annotation = field.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields: Mapping[str, Any] = annotation.model_fields
            yield from (info.alias or name for name, info in fields.items())
        else:
            yield field.alias
