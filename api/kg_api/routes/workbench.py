"""`/query`: the query workbench; whole without scripts, as a form that answers with a table.

`?example=` puts a saved query into the form, with its parameters as fields; `?query=` (or
`run=1` beside an example) answers it below. `format=csv`, `xlsx`, `json` or `ttl` sends a file
instead, by GET or, for what is too long for an address, by POST. `/query/vocabulary.json` has the
words of this graph for the editor.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.engine.base import GRAPH_FORMATS, TABLE_FORMATS, Engine, ResultFormat
from kg.engine.guard import QueryForm
from kg.errors import KgError, QueryError, SnapshotError
from kg.lookup.index import Index
from kg.queries import SavedQuery
from kg.settings import Settings
from kg.vocab import PREFIXES
from kg_api import addresses, body, documents, html, rows, workbook
from kg_api.answering import Answering, gone
from kg_api.asked import Asked, Asking
from kg_api.caching import PRIVATE
from kg_api.pages import workbench as view
from kg_api.pages.entity.reading import ENTITIES
from kg_api.pages.start import PROPOSED
from kg_api.published import Published
from kg_api.routes.examples import unknown
from kg_api.streaming import unless_gone
from kg_api.texts.workbench import SCRIPT, TEXTS
from kg_api.vocabulary import Vocabulary

MOST = 1_000
"""Rows that the page shows without scripts."""
_METHODS = ["GET", "HEAD", "POST"]
_JSON = ResultFormat("application/json", "application/json")
_FILES: Mapping[str, ResultFormat] = {
    "json": TABLE_FORMATS[0],
    "csv": TABLE_FORMATS[2],
    "ttl": GRAPH_FORMATS[0],
    "xlsx": workbook.FORMAT,
}
_OWN = {"query", "example", "format", "run", "lang"}


@dataclass(frozen=True, slots=True)
class _Given:
    """What the form holds. `file` is the suffix of what is to be sent instead of the page."""

    text: str
    example: SavedQuery | None
    values: Mapping[str, str]
    runs: bool
    file: str | None


@dataclass(frozen=True, slots=True)
class _Result:
    """What stands below the form: the cells of an answer, or why there is none."""

    columns: tuple[str, ...] = ()
    cells: tuple[tuple[view.Cell, ...], ...] = ()
    more: bool = False
    problem: KgError | None = None
    faults: tuple[view.Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Workbench:
    """The handlers, over one engine."""

    engine: Engine
    published: Published
    settings: Settings
    answering: Answering
    asking: Asking
    saved: Sequence[SavedQuery]
    words: Vocabulary = field(repr=False)

    async def page(self, request: Request) -> Response:
        try:
            given = self._given(await self._fields(request))
        except ClientDisconnect:
            return gone(request)
        if given.file is not None:
            return await self._file(request, given.text, given.file)
        result: _Result | None = None
        if given.runs:
            result = await unless_gone(request.receive, self._answered(request, given.text))
            if result is None:
                return gone(request)
        return self._rendered(request, given, result)

    async def vocabulary(self, request: Request) -> Response:
        content = await asyncio.to_thread(self.words.document)
        return documents.answer(request, content, _JSON)

    async def _fields(self, request: Request) -> dict[str, str]:
        """Return the fields of the form, the last of each name; raises as `body.read` does."""
        pairs = body.pairs(request.scope["query_string"])
        if request.method == "POST":
            body.media_type(request.headers.get("content-type"), (body.FORM,))
            pairs += body.pairs(await body.read(request, self.settings.max_body))
        return dict(pairs)

    def _given(self, fields: Mapping[str, str]) -> _Given:
        example = self._example(fields.get("example"))
        values = {
            name: value
            for name, value in fields.items()
            if example is not None and name in example.params and name not in _OWN
        }
        file = fields.get("format") or None
        if file is not None and file not in _FILES:
            raise _no_such_format(file)
        text = fields.get("query", "").replace("\r\n", "\n")
        runs = bool(text.strip()) or "run" in fields
        if not text.strip():
            text = example.bind(values) if example else PROPOSED
        return _Given(text, example, values, runs, file)

    def _example(self, name: str | None) -> SavedQuery | None:
        if not name:
            return None
        for each in self.saved:
            if each.publish and each.name == name:
                return each
        raise unknown(name)

    def _look(self, request: Request, text: str, file: str | None = None) -> Asked:
        def chosen(form: QueryForm) -> ResultFormat:
            if file is None or file == "xlsx":
                return rows.format_of(form)
            if form.gives_graph != (file == "ttl") or (form is QueryForm.ASK and file == "csv"):
                raise _no_such_format(file)
            return _FILES[file]

        return self.asking.look(request, text, chosen=chosen)

    async def _file(self, request: Request, text: str, file: str) -> Response:
        asked = self._look(request, text, file)
        if file != "xlsx":
            response = await self.answering.answer(request, asked)
        else:
            made = await unless_gone(request.receive, self._workbook(asked))
            if made is None:
                return gone(request)
            response = Response(made, media_type=workbook.FORMAT.content_type)
            response.headers["Cache-Control"] = PRIVATE
        response.headers["Content-Disposition"] = f'attachment; filename="result.{file}"'
        return response

    async def _workbook(self, asked: Asked) -> bytes:
        found = await rows.read(self.engine, asked.wanted, workbook.MOST)
        if found.more:
            raise _too_many_rows()
        return await asyncio.to_thread(workbook.write, found.columns, found.rows)

    async def _answered(self, request: Request, text: str) -> _Result:
        try:
            found = await rows.read(self.engine, self._look(request, text).wanted, MOST)
        except QueryError as error:
            return _Result(problem=error, faults=view.faults(text, error))
        except SnapshotError as error:
            return _Result(problem=error)
        base = urlsplit(addresses.base(request, self.settings)).path
        language = html.language_of(request)
        cells = view.table(found, self._index(), language, base)
        return _Result(found.columns, cells, found.more)

    def _index(self) -> Index | None:
        try:
            return self.published.index()
        except (QueryError, SnapshotError):
            return None

    def _rendered(self, request: Request, given: _Given, result: _Result | None) -> Response:
        frame = html.frame(request, "query", "example", "run", *given.values)
        language = frame.language
        problem = result.problem if result else None
        content = html.render(
            "workbench.html",
            frame,
            t=TEXTS[language],
            scripted=SCRIPT[language],
            text=given.text,
            example=given.example,
            fields=view.fields(given.example, given.values, language) if given.example else (),
            examples=view.examples(self.saved, language),
            result=result,
            detail=(problem.zh if language == "zh" else problem.en) if problem else "",
            mend=(problem.mend_zh if language == "zh" else problem.mend_en) if problem else "",
            address=addresses.base(request, self.settings),
            headings=view.headings(given.example, language),
            entities=ENTITIES,
            prefixes=PREFIXES,
            most=MOST,
        )
        status = getattr(problem, "status", 503) if problem else 200
        return documents.page(request, content, frame, status=status)


def routes(
    engine: Engine,
    published: Published,
    settings: Settings,
    answering: Answering,
    saved: Sequence[SavedQuery],
) -> list[BaseRoute]:
    """Return the routes of the workbench."""
    words = Vocabulary(published)
    own = _Workbench(engine, published, settings, answering, Asking(settings), saved, words)
    return [
        Route("/query", own.page, methods=_METHODS, name="workbench"),
        Route("/query/vocabulary.json", own.vocabulary, methods=["GET"], name="vocabulary"),
    ]


def _no_such_format(file: str) -> QueryError:
    return QueryError(
        "result-format",
        status=400,
        zh=f"这个查询的结果不能存为 {file}。",
        en=f"The result of this query cannot be had as {file}.",
        mend_zh="表格可存为 csv、xlsx 或 json，CONSTRUCT 与 DESCRIBE 的图可存为 ttl 或 xlsx。",
        mend_en="A table can be csv, xlsx or json, a graph of CONSTRUCT or DESCRIBE ttl or xlsx.",
        extra={"format": file},
    )


def _too_many_rows() -> QueryError:
    return QueryError(
        "workbook-too-large",
        status=413,
        zh=f"结果超过 {workbook.MOST} 行，不能存为一个工作簿。",
        en=f"The result has more than {workbook.MOST} rows, too many for a workbook.",
        mend_zh="请存为 CSV，或以 LIMIT 缩小查询。",
        mend_en="Take CSV, or narrow the query with LIMIT.",
        extra={"limit": workbook.MOST},
    )
