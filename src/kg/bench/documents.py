"""`kg bench documents`: the documents of entities, beside servers that give such documents too.

All servers run at the same time and are asked in turn, round by round. The goals are for documents
that are asked for the first time: each request is for the next of thousands of entities, and the
service is told to keep no documents. What it does with those that it keeps, as it would for an
entity that many read, stands in rows of its own, which have no goal: the peers keep none.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.bench import entities, servers, site, trifid
from kg.bench.comparison import Comparison
from kg.bench.load import Load
from kg.bench.processor import Cost, seconds
from kg.bench.same_document import QUERY
from kg.bench.serve import RDFLIB_QUADS
from kg.bench.site import COUNTY, ENTERPRISE, HUB, Site
from kg.lookup.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.bench.serve import Plan

GOAL = 5.0
"""The least ratio to each peer."""
FIRST, KEPT = "first time", "kept"
"""Whether the service makes a document when it is asked for it, or has it from before."""
HUB_GOAL = 0.5
"""The entity with the most links may take twice the time of one with ten."""
_CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Result:
    """All that was measured.

    `links` is how many resources point at the province; `busy` how many programs wanted a
    processor in the minute before (the load average).
    """

    quads: int
    rdflib_quads: int
    links: int
    busy: float
    comparisons: tuple[Comparison, ...]
    costs: tuple[Cost, ...]


@dataclass(slots=True)
class Rates:
    """The answers a second by site and kind of document, round by round, and what they cost."""

    load: Load
    found: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    costs: dict[tuple[str, str], Cost] = field(default_factory=dict)

    def take(self, where: Site, what: str, connections: int = _CONNECTIONS) -> float:
        """Measure once more; return the answers a second."""
        before = seconds(where.pids)
        done = self.load.visit(where.server.url, where.tours[what], connections=connections)
        cost = self.costs.setdefault((where.name, what), Cost(what, where.name))
        cost.seconds += seconds(where.pids) - before
        cost.requests += done.requests
        cost.bytes += done.bytes
        self.found.setdefault((where.name, what), []).append(done.rate())
        return done.rate()

    def compare(self, what: str, ours: Site, peer: Site, goal: float | None = GOAL) -> Comparison:
        """Compare what was taken of two sites."""
        mine, theirs = (tuple(self.found[each.name, what]) for each in (ours, peer))
        told = FIRST if goal is not None else KEPT
        return Comparison(f"{what}: {told}", peer.name, mine, theirs, goal)


def measure(plan: Plan, step: Callable[[str], None]) -> Result:
    """Measure everything; `step` is told what is done. Raises `BenchError`."""
    rates = Rates(Load(plan.seconds))
    servers.require(plan.peers)
    trifid.require(plan.peers)
    busy = os.getloadavg()[0]
    small = min(plan.size, RDFLIB_QUADS)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        root = Path(folder)
        step(f"data of {plan.size} quads")
        data, few = root / "data.nq", root / "few.nq"
        data.write_bytes(entities.nquads(plan.size))
        few.write_bytes(entities.nquads(small))
        links = publish(root / "store", data)
        step("servers")
        ours, kept = start(root / "store", plan, running)
        peers = start_peers(plan, data, few, small, running)
        found = compare(rates, (ours, kept), peers, plan.rounds, step)
        found += alone(rates, ours, kept, plan.rounds, step)
    return Result(plan.size, small, links, busy, tuple(found), tuple(rates.costs.values()))


def publish(store: Path, data: Path) -> int:
    """Publish the data as a snapshot; return how many resources point at the province."""
    index = Index.of(entities.published(store, data.read_bytes()))
    hub = index.find(entities.HUB)
    index.close()
    return hub.inbound if hub else 0


def start(store: Path, plan: Plan, running: ExitStack) -> tuple[Site, Site]:
    """Start the service twice: one keeps no answer, the other does as it does by default."""
    bare = running.enter_context(servers.service(store, plan.workers, keeps=False))
    usual = running.enter_context(servers.service(store, plan.workers))
    return (
        site.service("kg", bare, plan.size),
        site.keeper("kg, kept", usual, plan.size),
    )


def start_peers(
    plan: Plan, data: Path, few: Path, small: int, running: ExitStack
) -> tuple[Site, ...]:
    """Start the peers, rdflib-endpoint with the few quads."""
    endpoint = running.enter_context(servers.oxigraph(plan.peers, data, None))
    brief = running.enter_context(trifid.trifid(plan.peers, endpoint))
    same = running.enter_context(trifid.trifid(plan.peers, endpoint, QUERY))
    rdflib = running.enter_context(servers.rdflib_endpoint(plan.peers, few))
    return (
        site.of_trifid("Trifid, same content", same, endpoint, plan.size),
        site.of_trifid("Trifid, DESCRIBE", brief, endpoint, plan.size),
        site.of_queries("rdflib-endpoint, DESCRIBE", rdflib, small),
    )


def compare(
    rates: Rates,
    service: tuple[Site, Site],
    peers: Sequence[Site],
    rounds: int,
    step: Callable[[str], None],
) -> list[Comparison]:
    """Ask all for the documents of counties, and of enterprises, at which nothing points.

    `service` keeps no answers, and then does as it does by default.
    """
    found = []
    ours, kept = service
    for what in (COUNTY, ENTERPRISE):
        for where in (ours, *peers):
            where.check(what)
        kept.read(what)
        for number in range(rounds):
            step(f"{what}, round {number + 1} of {rounds}")
            for where in (ours, kept, *peers):
                rates.take(where, what)
        found += [rates.compare(what, ours, peer) for peer in peers]
        found += [rates.compare(what, kept, peer, None) for peer in peers]
    return found


def alone(
    rates: Rates, ours: Site, kept: Site, rounds: int, step: Callable[[str], None]
) -> list[Comparison]:
    """Compare the service's first page of the province with that of a county; then a kept one.

    One reader asks, so that the rates tell the time of one document.
    """
    ours.check(HUB)
    kept.check(HUB)
    taken: dict[str, list[float]] = {COUNTY: [], HUB: [], KEPT: []}
    for number in range(rounds):
        step(f"{HUB}, round {number + 1} of {rounds}")
        taken[COUNTY].append(rates.take(ours, COUNTY, 1))
        taken[HUB].append(rates.take(ours, HUB, 1))
        taken[KEPT].append(rates.take(kept, HUB, 1))
    hub = tuple(taken[HUB])
    return [
        Comparison(f"{HUB}: {FIRST}", COUNTY, hub, tuple(taken[COUNTY]), HUB_GOAL),
        Comparison(f"{HUB}: {KEPT}", FIRST, tuple(taken[KEPT]), hub, None),
    ]
