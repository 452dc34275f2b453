"""Errors as `application/problem+json` (RFC 9457), in zh or en, never with a trace or a path.

A browser gets the same members as a page.

Members beside the standard's `type`, `title`, `status` and `detail`: a stable `code`, `mend`
where we know what to do, and what the error itself adds (`line`, `column`, `available` …).
"""

import json
from collections.abc import Mapping
from pathlib import Path

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import (
    CombinedError,
    CorpusError,
    DataError,
    GateError,
    KgError,
    Language,
    QueryError,
    ShapesError,
    SnapshotError,
    StoreError,
)
from kg.vocab import BASE
from kg_api import html
from kg_api.observation import observation_of
from kg_api.pages import error as error_page

MEDIA_TYPE = "application/problem+json"

_TITLES: Mapping[int, tuple[str, str]] = {
    507: ("内存不足", "Not enough memory"),
    400: ("请求有误", "Bad request"),
    401: ("需要令牌", "Unauthorized"),
    403: ("不允许", "Forbidden"),
    404: ("没有此页", "Not found"),
    405: ("此地址不支持该方法", "Method not allowed"),
    406: ("没有所要求的格式", "Not acceptable"),
    410: ("已不再提供", "Gone"),
    409: ("冲突", "Conflict"),
    416: ("范围超出文件", "Range not satisfiable"),
    413: ("请求过大", "Content too large"),
    415: ("不支持的请求格式", "Unsupported media type"),
    422: ("内容未通过检查", "Content not acceptable"),
    429: ("请求过于频繁", "Too many requests"),
    500: ("服务器出错", "Internal server error"),
    501: ("本服务不提供此功能", "Not provided"),
    503: ("服务暂不可用", "Service unavailable"),
    504: ("超时", "Timed out"),
}

_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (DataError, 422),
    (GateError, 422),
    (SnapshotError, 503),
    (StoreError, 503),
    (CorpusError, 500),
    (ShapesError, 500),
    (CombinedError, 422),
)

_NOT_READY_ZH = "服务尚无数据可答，请稍后再试。"
_NOT_READY_EN = "The service has no data to answer from yet; try again later."
_INTERNAL = KgError(
    "internal-error",
    zh="服务器内部出错，已记录在案。",
    en="Something went wrong inside the server; it has been logged.",
)

_log = structlog.get_logger(__name__)


def install(app: FastAPI) -> None:
    """Let every error of the application be answered as a problem."""
    app.add_exception_handler(KgError, _on_kg_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(Exception, unexpected)


def problem(
    request: Request,
    error: KgError,
    status: int,
    *,
    extra: Mapping[str, object] | None = None,
    more_headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the answer for an error, in the language and the form that the request asks for."""
    language = html.language_of(request)
    document = _members(error, status, language, extra or {})
    shown = {
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept, Accept-Language",
        **(more_headers or {}),
    }
    if error_page.is_wanted(request):
        shown["Content-Security-Policy"] = html.CONTENT_SECURITY_POLICY
        return HTMLResponse(error_page.render(request, document, language), status, shown)
    content = json.dumps(document, ensure_ascii=False, indent=2)
    return Response(content, status, shown, MEDIA_TYPE)


def _members(
    error: KgError, status: int, language: Language, extra: Mapping[str, object]
) -> dict[str, object]:
    zh = language == "zh"
    title = _TITLES.get(status, ("错误", "Error"))[0 if zh else 1]
    document: dict[str, object] = {
        "type": f"{BASE}errors#{error.code}",
        "title": title,
        "status": status,
        "detail": error.zh if zh else error.en,
        "code": error.code,
    }
    if mend := error.mend_zh if zh else error.mend_en:
        document["mend"] = mend
    return {**document, **extra}


def answer_to(request: Request, error: KgError) -> Response:
    """Return the answer for an error in the language of the request, and note its code."""
    observation_of(request.scope).outcome = error.code
    if isinstance(error, QueryError):
        extra = {name: value for name, value in error.extra.items() if value not in ((), "")}
        return problem(request, error, error.status, extra=extra, more_headers=_headers(error))
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    if status >= 500:  # noqa: PLR2004 - our fault: its words name files of this machine
        _log.error("request failed", code=error.code, reason=str(error))
        shown = KgError(error.code, zh=_NOT_READY_ZH, en=_NOT_READY_EN)
        return problem(request, shown if status == 503 else _INTERNAL, status)  # noqa: PLR2004
    return problem(request, error, status, extra=_place(error))


def _headers(error: QueryError) -> dict[str, str]:
    if error.status == 401:  # noqa: PLR2004 - RFC 6750, section 3
        return {"WWW-Authenticate": 'Bearer realm="County KG"'}
    if error.status == 416:  # noqa: PLR2004 - RFC 9110, section 15.5.17
        return {"Content-Range": f"bytes */{error.extra['size']}"}
    retry = error.extra.get("retryAfter")
    return {} if retry is None else {"Retry-After": str(retry)}


def _on_kg_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)  # noqa: S101 - as registered
    return answer_to(request, error)


def _place(error: KgError) -> dict[str, object]:
    file = Path(error.file).name if error.file else None
    members = {"file": file, "line": error.line, "subject": error.subject}
    place: dict[str, object] = {name: value for name, value in members.items() if value is not None}
    if isinstance(error, CombinedError):
        place["errors"] = [
            {"code": one.code, "zh": one.zh, "en": one.en, **_place(one)} for one in error.errors
        ]
    return place


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as registered
    path = request.url.path
    known = {
        404: KgError("not-found", zh=f"没有 {path}。", en=f"There is no {path}."),
        405: KgError(
            "method-not-allowed",
            zh=f"{path} 不支持 {request.method}。",
            en=f"{path} does not take {request.method}.",
        ),
    }
    other = KgError(f"http-{error.status_code}", zh=error.detail, en=error.detail)
    shown = known.get(error.status_code, other)
    observation_of(request.scope).outcome = shown.code
    return problem(request, shown, error.status_code, more_headers=error.headers)


def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as registered
    found = [
        (".".join(str(part) for part in each["loc"][1:]), each["msg"]) for each in error.errors()
    ]
    told = [f"{name}: {message}" for name, message in found]
    wrong = QueryError(
        "parameter-invalid",
        status=400,
        zh=f"请求的参数不合要求：{'；'.join(told)}。",
        en=f"Parameters of the request are not in order: {'; '.join(told)}.",
        mend_zh="各参数的写法见 /docs 和 /openapi.json。",
        mend_en="/docs and /openapi.json say how each is written.",
        extra={"parameters": [name for name, _ in found]},
    )
    return answer_to(request, wrong)


def unexpected(request: Request, error: Exception) -> Response:
    """Return the answer for an error that nobody foresaw, and log it."""
    _log.error("unexpected failure", path=request.url.path, exc_info=error)
    observation_of(request.scope).outcome = _INTERNAL.code
    return problem(request, _INTERNAL, 500)
