"""Saved queries as REST: `/queries/{name}?param=…` in JSON, CSV or XLSX, a page at a time."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.engine.base import Engine
from kg.queries import SavedQuery
from kg.settings import Settings
from kg_api import addresses, saved_answer, unknown
from kg_api.answering import gone
from kg_api.links import Link, header
from kg_api.lookup import answers, wrong
from kg_api.lookup.answers import Keeping
from kg_api.lookup.tables import Table
from kg_api.models.saved import Rows
from kg_api.saved_answer import MOST, Page
from kg_api.streaming import unless_gone

RESERVED = ("format", "bom", "limit", "page", "lang")
"""Parameters of every query, beside its own."""
_LIMIT = 1000
_LAST_PAGE = 100_000


class Running:
    """Answers with the rows of saved queries."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings

    def is_wanted(self, request: Request) -> bool:
        """Whether rows are asked for, whatever Accept says: by any parameter but the language."""
        return any(name != "lang" for name in request.query_params)

    async def answer(
        self, request: Request, query: SavedQuery, *, form: str | None = None
    ) -> Response:
        """Answer with a page of rows; `form` is the format where the address or Accept named it."""
        given = _given(request, query)
        limit = _number(given, "limit", _LIMIT, MOST)
        page = _number(given, "page", 1, _LAST_PAGE)
        named = _one_of(given, "format", tuple(answers.FORMATS)) or form
        bom = _one_of(given, "bom", ("true", "false")) == "true"
        values = {name: value for name, value in given.items() if name not in RESERVED}
        text = saved_answer.bound(query, values)
        format_ = answers.chosen(request, named)
        base = addresses.base(request, self._settings)
        manifest = self._engine.status().manifest
        if manifest is not None:
            fresh = Keeping(request, manifest.version, format_, base).fresh
            if fresh:
                return fresh
        work = saved_answer.run(
            self._engine, self._settings, text, limit=limit, page=page, base=base
        )
        found = await unless_gone(request.receive, work)
        if found is None:
            return gone(request)
        if page > 1 and not found.rows:
            raise unknown.page_past_end()
        keeping = Keeping(request, found.version, format_, base)
        address = f"{base}/queries/{query.name}"
        more = {"Link": header(_links(address, request.query_params, page, more=found.more))}
        if format_ is not answers.JSON:
            table = Table(query.name, found.columns, found.rows)
            suffix = "csv" if format_ is answers.CSV else "xlsx"
            more["Content-Disposition"] = f'attachment; filename="{query.name}.{suffix}"'
            return keeping.answer(table.written(keeping, bom=bom), more)
        return keeping.model(_document(query, values, found, page, limit), more)


def _document(
    query: SavedQuery, values: Mapping[str, str], found: Page, page: int, limit: int
) -> Rows:
    headings = query.columns
    columns = [
        {
            "name": name,
            "label": {"zh": headings[name].zh, "en": headings[name].en} if name in headings else {},
        }
        for name in found.columns
    ]
    return Rows.model_validate(
        {
            "snapshot": found.version,
            "query": query.name,
            "title": dict(query.title),
            "parameters": {**query.default_values, **values},
            "columns": columns,
            "page": page,
            "limit": limit,
            "rows": [dict(zip(found.columns, row, strict=True)) for row in found.rows],
        }
    )


def _given(request: Request, query: SavedQuery) -> dict[str, str]:
    """Return the parameters, each given once; raises `parameter-unknown`, `parameter-invalid`."""
    known = (*query.params, *RESERVED)
    names = [name for name, _ in request.query_params.multi_items()]
    if strange := sorted(set(names) - set(known)):
        raise wrong.parameter_unknown(strange, known)
    for name in names:
        if names.count(name) > 1:
            raise wrong.parameter_invalid(name, "每个参数只写一次。", "Give each parameter once.")
    return dict(request.query_params)


def _number(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        raise _number_wrong(name, most)
    number = int(text)
    if not 1 <= number <= most:
        raise _number_wrong(name, most)
    return number


def _number_wrong(name: str, most: int) -> Exception:
    return wrong.parameter_invalid(
        name, f"从 1 到 {most} 的整数。", f"It is a whole number from 1 to {most}."
    )


def _one_of(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> str | None:
    value = given.get(name)
    if value is not None and value not in known:
        told = "、".join(known), ", ".join(known)
        raise wrong.parameter_invalid(name, f"可用：{told[0]}。", f"There are: {told[1]}.")
    return value


def _links(address: str, query: Mapping[str, str], page: int, *, more: bool) -> list[Link]:
    """Return the links to the neighbours of a page."""
    numbers = {
        "first": 1,
        **({"prev": page - 1} if page > 1 else {}),
        **({"next": page + 1} if more else {}),
    }
    return [
        Link(f"{address}?{urlencode({**query, 'page': str(number)})}", relation)
        for relation, number in numbers.items()
    ]
