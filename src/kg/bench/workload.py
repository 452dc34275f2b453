"""What `kg bench serve` asks, and which ratio each of it should reach.

The texts are fixed: figures of two versions can only be compared where both were asked the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kg.bench.dataset import HOME
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

Peer = Literal["memory", "disk", "rdflib"]
"""Oxigraph's own server in memory, the same from disk, and rdflib-endpoint."""

_ASK = f"""PREFIX cdo: <{PREFIXES["cdo"]}>
ASK {{ ?fact cdo:about <{HOME}county/7> ; cdo:indicator <{HOME}indicator/2> }}"""
_ROWS = f"""PREFIX cdo: <{PREFIXES["cdo"]}>
SELECT ?fact ?county ?value {{ ?fact cdo:about ?county ; cdo:value ?value }} LIMIT """
_AGGREGATE = f"""PREFIX cdo: <{PREFIXES["cdo"]}>
SELECT ?year (COUNT(?fact) AS ?counties) (AVG(?value) AS ?mean) {{
  ?fact cdo:indicator <{HOME}indicator/2> ; cdo:period ?year ; cdo:value ?value
}} GROUP BY ?year"""


@dataclass(frozen=True, slots=True)
class Workload:
    """A query, asked over so many connections at a time.

    `in_parts`: what came of an answer counts too, where few come whole within a measurement.
    `goals`: the least ratio to each peer.
    """

    name: str
    query: str
    connections: int
    in_parts: bool = False
    goals: Mapping[Peer, float] = field(default_factory=dict)


WORKLOADS = (
    Workload("ASK", _ASK, 4, goals={"memory": 0.15, "rdflib": 4.0}),
    Workload("1k rows", f"{_ROWS}1000", 4, goals={"memory": 0.6, "disk": 1.5, "rdflib": 4.0}),
    Workload(
        "100k rows",
        f"{_ROWS}100000",
        2,
        in_parts=True,
        goals={"memory": 0.9, "disk": 3.0, "rdflib": 4.0},
    ),
    Workload("aggregate", _AGGREGATE, 2, goals={"memory": 0.9, "disk": 5.0, "rdflib": 4.0}),
)
CACHED_GOAL = 0.8
"""The least ratio of a repeated query to `/healthz`."""
FRONT_GOAL = 150
"""MB that the front process may hold."""
QUAD_GOAL = 400
"""Bytes that a quad may take in memory."""
