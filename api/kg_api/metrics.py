"""The figures for Prometheus: of the requests, of the engine and of the process."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette._utils import get_route_path
from starlette.types import Scope

from kg.engine.base import Engine, Measured
from kg_api.answer_cache import AnswerCache

_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_ROUTES = frozenset(
    {
        *("sparql", "update", "graph-store", "static", "healthz", "readyz", "metrics", ""),
        *("id", "doc", "graph", "changes", "robots.txt", "sitemap.xml", "sitemap", "errors"),
        *("dataset", ".well-known", "report", "dumps", "ontology", "context.jsonld", "queries"),
        *("reconcile", "search", "counties", "honors", "indicators", "quality"),
        *("lookup", "openapi.json", "docs", "query", "compare", "map"),
    }
)


class Metrics:
    """One registry for each application, so that two in one process do not count together."""

    def __init__(self, engine: Engine, cache: AnswerCache) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_EngineCollector(engine))
        self.registry.register(_CacheCollector(cache))
        self.in_flight = 0
        """Requests under way."""
        Gauge(
            "kg_http_requests_in_flight", "Requests under way.", registry=self.registry
        ).set_function(lambda: self.in_flight)
        self._seconds = Histogram(
            "kg_http_request_seconds",
            "Time from the head of a request to the end of its answer.",
            ("route", "outcome"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._bytes = Counter(
            "kg_http_response_bytes",
            "Bytes of answers, as sent.",
            ("route",),
            registry=self.registry,
        )
        self._children: dict[tuple[str, str], tuple[Histogram, Counter]] = {}

    def observe(self, route: str, outcome: str, seconds: float, size: int) -> None:
        """Count one request; `outcome` is `ok` or one of the codes of errors."""
        key = (route, outcome)
        if key not in self._children:
            self._children[key] = (self._seconds.labels(*key), self._bytes.labels(key[0]))
        histogram, counter = self._children[key]
        histogram.observe(seconds)
        counter.inc(size)


def route_of(scope: Scope) -> str:
    """Return the first part of the path where we know it: clients must not invent labels."""
    first = get_route_path(scope).lstrip("/").partition("/")[0]
    return f"/{first}" if first in _ROUTES else "other"


class _CacheCollector(Collector):
    """What the cache of answers has done, and what it holds."""

    def __init__(self, cache: AnswerCache) -> None:
        self._cache = cache

    def collect(self) -> Iterator[Metric]:
        """Give the figures of the cache."""
        yield CounterMetricFamily(
            "kg_cache_hits", "Answers given from the cache.", value=self._cache.hits
        )
        yield CounterMetricFamily(
            "kg_cache_misses", "Answers made that may be kept.", value=self._cache.misses
        )
        yield GaugeMetricFamily(
            "kg_cache_bytes", "Bytes that the kept answers take.", value=self._cache.held
        )


class _EngineCollector(Collector):
    """What the engine tells of itself, asked for when somebody reads the metrics."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        """Give the state of the engine."""
        status = self._engine.status()
        yield GaugeMetricFamily(
            "kg_engine_ready", "Whether queries are answered.", value=float(status.ready)
        )
        yield GaugeMetricFamily(
            "kg_snapshot_problem",
            "Whether a snapshot could not be loaded.",
            value=float(status.problem is not None),
        )
        if status.manifest is not None:
            snapshot = GaugeMetricFamily(
                "kg_snapshot_info", "The snapshot that answers.", labels=["version"]
            )
            snapshot.add_metric([status.manifest.version], 1)
            yield snapshot
            quads = status.manifest.counts.get("quads", 0)
            yield GaugeMetricFamily("kg_snapshot_quads", "Quads of the snapshot.", value=quads)
        if isinstance(self._engine, Measured):
            for name, value in self._engine.stats().figures().items():
                kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
                yield kind(f"kg_engine_{name}", f"Engine: {name}.", value=value)
