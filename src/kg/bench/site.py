"""A server of documents: how it is asked for those of each kind, and what processes it has."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING

from kg.bench import entities, trifid
from kg.bench.load import Tour
from kg.errors import BenchError
from kg.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.bench.servers import Server

ENTERPRISE, COUNTY, HUB = "enterprise", "county, ten facts", "province"
"""The kinds of document."""
NAMES = {
    ENTERPRISE: b"Bench Enterprise ",
    COUNTY: b"Bench County ",
    HUB: b"Bench Province",
}
"""What stands in each document of a kind."""
_MANY = 5000
_FEW = 100
_TURTLE = {"Accept": "text/turtle"}
_PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Site:
    """A server, its processes, and its paths for each kind of document."""

    name: str
    server: Server
    pids: tuple[int, ...]
    tours: Mapping[str, Tour]

    def check(self, what: str) -> None:
        """Ask for one document of the kind, which warms the server.

        Raises `BenchError` (`bench-document`) where the entity's name is not in the answer.
        """
        self._ask(what, self.tours[what].paths[0])

    def read(self, what: str) -> None:
        """Ask for all documents of the kind, so that a server that keeps them has them; as `check`."""
        for path in self.tours[what].paths:
            self._ask(what, path)

    def _ask(self, what: str, path: str) -> None:
        tour = self.tours[what]
        request = urllib.request.Request(  # noqa: S310 - a server of ours
            self.server.url + path, headers=dict(tour.headers)
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
                found = NAMES[what] in answer.read()
        except urllib.error.HTTPError:
            found = False
        if not found:
            raise BenchError(
                "bench-document",
                zh=f"{self.name} 对 {path} 的答案里没有该实体的名称。",
                en=f"The answer of {self.name} for {path} lacks the entity's name.",
            )


def service(name: str, server: Server, size: int) -> Site:
    """The service with a dataset of that size."""
    tours = {
        what: Tour([f"/doc/{iri.removeprefix(f'{BASE}id/')}" for iri in iris], _TURTLE)
        for what, iris in _iris(size).items()
    }
    return Site(name, server, (server.pid,), tours)


def keeper(name: str, server: Server, size: int) -> Site:
    """The service asked for the same few documents again and again, which it keeps."""
    asked = service(name, server, size)
    tours = {what: Tour(tour.paths[:_FEW], tour.headers) for what, tour in asked.tours.items()}
    return Site(name, server, asked.pids, tours)


def of_trifid(name: str, server: Server, endpoint: Server, size: int) -> Site:
    """Trifid; what its endpoint works counts as its work."""
    tours = {
        what: Tour([trifid.path_of(iri) for iri in iris], trifid.HEADERS)
        for what, iris in _iris(size).items()
    }
    return Site(name, server, (server.pid, endpoint.pid), tours)


def of_queries(name: str, server: Server, size: int) -> Site:
    """An endpoint that is sent a DESCRIBE.

    Where it has few entities they come again, each time with another comment in the query, which
    is therefore parsed each time.
    """
    numbers = count()

    def path(iri: str) -> str:
        return server.query(f"DESCRIBE <{iri}> # {next(numbers)}")

    tours = {
        what: Tour([path(iri) for iri in _again(iris)], _TURTLE)
        for what, iris in _iris(size).items()
    }
    return Site(name, server, (server.pid,), tours)


def _again(iris: list[str]) -> Iterator[str]:
    return islice((iri for _ in count() for iri in iris), _MANY)


def _iris(size: int) -> dict[str, list[str]]:
    """Return the entities of each kind that are asked for."""
    counties = entities.counties(size)
    return {
        ENTERPRISE: _some(entities.enterprise, counties * entities.ENTERPRISES),
        COUNTY: _some(entities.county, counties),
        HUB: [entities.HUB],
    }


def _some(iri: Callable[[int], str], there: int) -> list[str]:
    """Return many of those that there are, in leaps: as readers come, not as they are stored."""
    stride = max(1, there // _MANY)
    return [iri(number) for number in range(0, there, stride)]
