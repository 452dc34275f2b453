"""The application: the routes, the errors and the headers around one engine."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from kg import __version__, assets, queries
from kg.engine.base import Engine
from kg.engine.budget import Budget
from kg.engine.forked import ForkedEngine
from kg.queries import SavedQuery
from kg.settings import Settings
from kg_api import problems
from kg_api.headers import HeadersMiddleware
from kg_api.routes import operations, pages, sparql

STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings | None = None,
    *,
    engine: Engine | None = None,
    examples: Sequence[SavedQuery] | None = None,
) -> FastAPI:
    """Return the application; what is not given comes from the environment.

    `engine` is started and stopped with the application; `examples` are the saved queries that
    the start page may show. Without arguments: `uvicorn --factory kg_api.app:create_app`.
    """
    settings = settings or Settings()
    engine = engine or ForkedEngine(settings.store, budget=Budget.of_workers(settings.workers))
    if examples is None:
        examples = queries.load(assets.folder("queries"))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await engine.start()
        try:
            yield
        finally:
            await engine.stop()

    app = FastAPI(
        title="County KG",
        version=__version__,
        lifespan=lifespan,
        # Pages of documentation would load their scripts from another host.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        routes=[
            *pages.routes(engine, settings, examples),
            *sparql.routes(engine, settings),
            *operations.routes(engine),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
    )
    app.add_middleware(HeadersMiddleware, engine=engine)
    problems.install(app)
    return app
