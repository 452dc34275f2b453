"""The application: the routes, the errors and the headers around one engine."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path

from starlette.routing import BaseRoute, Mount

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
from kg_api.application import Application, Way
from kg_api.base_path import BasePathMiddleware
from kg_api.headers import HeadersMiddleware
from kg_api.metrics import Metrics
from kg_api.observation import ObservationMiddleware
from kg_api.published import Published
from kg_api.rate_limit import RateLimit, RateLimitMiddleware
from kg_api.routes import (
    changes,
    compare,
    crawlers,
    dataset,
    description,
    dumps,
    entities,
    errors,
    graph_store,
    lists,
    lookup,
    named_graphs,
    ontology,
    operations,
    quality,
    reconcile,
    search,
    sparql,
    start,
    update,
    workbench,
)
from kg_api.routes import examples as example_routes
from kg_api.routes import map as map_routes
from kg_api.static_files import Static

STATIC = Path(__file__).parent / "static"
SWAGGER_UI = Path(str(resources.files("fastapi_swagger"))) / "resources"


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
    examples = queries.load(assets.folder("queries")) if examples is None else examples

    cache = AnswerCache(settings.cache_bytes)
    answering = Answering(engine, cache)
    metrics = Metrics(engine, cache)
    published = Published(engine, settings.store)
    start_page = start.start_page(engine, published, settings, examples)
    described = entities.Entities(published, settings)
    ask = sparql.endpoint(engine, settings, answering, start_page)
    app = Application(
        ways=(Way(sparql.is_query, ask), Way(entities.is_document, described.document)),
        title="County KG",
        version=__version__,
        lifespan=_lifespan_of(engine),
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
            *example_routes.routes(engine, settings, examples),
            *workbench.routes(engine, published, settings, answering, examples),
            *entities.routes(described),
            *_from_files(published, settings),
            *named_graphs.routes(engine, settings, answering),
            *quality.routes(engine, published, settings),
            *description.routes(settings, examples),
            *operations.routes(engine, metrics, settings),
            Mount("/static/swagger-ui", Static(directory=SWAGGER_UI), name="swagger-ui"),
            Mount("/static", Static(directory=STATIC), name="static"),
        ],
    )
    app.state.map = settings.map
    _surround(app, engine, metrics, settings)
    problems.install(app)
    return app


def _lifespan_of(engine: Engine) -> Callable[[object], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await engine.start()
        try:
            yield
        finally:
            await engine.stop()

    return lifespan


def _from_files(published: Published, settings: Settings) -> list[BaseRoute]:
    """Return the routes that read the files of the snapshot alone, and not its engine."""
    return [
        *search.routes(published),
        *lists.routes(published),
        *crawlers.routes(published, settings),
        *changes.routes(published, settings),
        *compare.routes(published, settings),
        *map_routes.routes(published, settings),
        *reconcile.routes(published, settings),
        *dumps.routes(published, settings),
        *dataset.routes(published, settings),
        *lookup.routes(published, settings),
    ]


def _surround(app: Application, engine: Engine, metrics: Metrics, settings: Settings) -> None:
    """Put the layers around the application, the outermost last."""
    if settings.rate_limit:
        limit = RateLimit(settings.rate_limit, settings.rate_burst)
        app.add_layer(RateLimitMiddleware, limit=limit)
    app.add_layer(HeadersMiddleware, engine=engine, public_url=settings.public_url)
    app.add_layer(ObservationMiddleware, metrics=metrics, log=settings.access_log)
    if settings.base_path:
        app.add_layer(BasePathMiddleware, base_path=settings.base_path)


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
