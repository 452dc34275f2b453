"""The application: the routes, the errors and the headers around one engine."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from kg import __version__, assets, queries
from kg.engine.base import Engine
from kg.engine.budget import MIB, Budget
from kg.engine.forked import ForkedEngine
from kg.engine.memory import machine_memory
from kg.engine.scratch import ScratchEngine
from kg.queries import SavedQuery
from kg.settings import Settings
from kg_api import problems
from kg_api.answer_cache import AnswerCache
from kg_api.answering import Answering
from kg_api.application import Application
from kg_api.base_path import BasePathMiddleware
from kg_api.headers import HeadersMiddleware
from kg_api.metrics import Metrics
from kg_api.observation import ObservationMiddleware
from kg_api.published import Published
from kg_api.rate_limit import RateLimit, RateLimitMiddleware
from kg_api.routes import (
    changes,
    crawlers,
    dataset,
    dumps,
    entities,
    errors,
    graph_store,
    named_graphs,
    ontology,
    operations,
    sparql,
    start,
    update,
)
from kg_api.routes import examples as example_routes

STATIC = Path(__file__).parent / "static"


def create_app(
    settings: Settings | None = None,
    *,
    engine: Engine | None = None,
    examples: Sequence[SavedQuery] | None = None,
) -> Application:
    """Return the application; what is not given comes from the environment.

    `engine` is started and stopped with the application; `examples` are the saved queries that
    the start page may show. Without arguments: `uvicorn --factory kg_api.app:create_app`.
    """
    settings = settings or Settings()
    engine = engine or _engine(settings)
    if examples is None:
        examples = queries.load(assets.folder("queries"))

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await engine.start()
        try:
            yield
        finally:
            await engine.stop()

    cache = AnswerCache(settings.cache_bytes)
    answering = Answering(engine, cache)
    metrics = Metrics(engine, cache)
    published = Published(engine, settings.store)
    start_page = start.start_page(engine, published, settings, examples)
    ask = sparql.endpoint(engine, settings, answering, start_page)
    app = Application(
        takes=sparql.is_query,
        handler=ask,
        title="County KG",
        version=__version__,
        lifespan=lifespan,
        # Pages of documentation would load their scripts from another host.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        routes=[
            *start.routes(start_page),
            *sparql.routes(ask),
            *update.routes(engine, settings),
            *graph_store.routes(engine, settings, answering),
            *errors.routes(),
            *ontology.routes(settings, examples),
            *example_routes.routes(settings, examples),
            *entities.routes(published, settings),
            *named_graphs.routes(engine, settings, answering),
            *crawlers.routes(published, settings),
            *changes.routes(published, settings),
            *dumps.routes(published, settings),
            *dataset.routes(published, settings),
            *operations.routes(engine, metrics, settings),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
    )
    if settings.rate_limit:
        limit = RateLimit(settings.rate_limit, settings.rate_burst)
        app.add_layer(RateLimitMiddleware, limit=limit)
    app.add_layer(HeadersMiddleware, engine=engine)
    app.add_layer(ObservationMiddleware, metrics=metrics, log=settings.access_log)
    if settings.base_path:
        app.add_layer(BasePathMiddleware, base_path=settings.base_path)
    problems.install(app)
    return app


def _engine(settings: Settings) -> Engine:
    budget = _budget(settings)
    union = settings.default_graph == "union"
    if settings.empty:
        return ScratchEngine(budget=budget, union=union)
    return ForkedEngine(settings.store, budget=budget, union=union)


def _budget(settings: Settings) -> Budget:
    total = settings.total_memory
    return replace(
        Budget.of_workers(settings.workers),
        memory=settings.query_memory * MIB,
        keep_memory=settings.worker_memory * MIB,
        total_memory=machine_memory() // 2 if total is None else total * MIB,
        reading=settings.read_timeout,
    )
