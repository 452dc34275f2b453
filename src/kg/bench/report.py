"""The tables of the measurements."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

from kg.bench.lookup import BUILD_GOAL, RAPIDFUZZ_GOAL, REGEX_GOAL, RESOLVE_GOAL, SIZE_GOAL
from kg.bench.memory import megabytes
from kg.bench.workload import FRONT_GOAL, QUAD_GOAL

if TYPE_CHECKING:
    from kg.bench import documents
    from kg.bench.comparison import Comparison
    from kg.bench.lookup import Measured
    from kg.bench.serve import Result


def of_serving(result: Result) -> Table:
    """Return the table of `kg bench serve`."""
    table = Table("what", "kg", "peer", "", "ratio", "of rounds", "goal", box=None)
    for comparison in result.comparisons:
        table.add_row(*_row(comparison, result.quads, result.rdflib_quads))
    memory = result.memory
    table.add_row("front process", megabytes(memory.front), "", "", "", "", f"≤ {FRONT_GOAL} MB")
    a_quad = memory.data / result.quads
    table.add_row("memory a quad", f"{a_quad:.0f} B", "", "", "", "", f"≤ {QUAD_GOAL} B")
    table.add_row(
        f"data and {memory.workers} workers",
        megabytes(memory.together),
        "if nothing were shared",
        megabytes(memory.apart),
        f"{memory.together / memory.apart:.2f}",
    )
    return table


def of_documents(result: documents.Result) -> tuple[Table, Table]:
    """Return the tables of `kg bench documents`: the rates, and what a document costs."""
    rates = Table("what", "kg", "peer", "", "ratio", "of rounds", "goal", box=None)
    for comparison in result.comparisons:
        rates.add_row(*_row(comparison, result.quads, result.rdflib_quads))
    rates.add_row("point at the province", f"{result.links:,}")
    rates.add_row("load average before", f"{result.busy:.1f}")
    costs = Table("a document", "of", "processor time", "bytes", box=None)
    for cost in result.costs:
        costs.add_row(cost.what, cost.server, f"{cost.milliseconds:.2f} ms", f"{cost.size:,}")
    return rates, costs


def _row(comparison: Comparison, quads: int, rdflib_quads: int) -> tuple[str, ...]:
    small = comparison.peer.startswith("rdflib") and rdflib_quads < quads
    least, most = comparison.spread
    return (
        comparison.what,
        _rate(median(comparison.ours)),
        f"{comparison.peer} ({rdflib_quads} quads)" if small else comparison.peer,
        _rate(median(comparison.theirs)),
        f"{comparison.ratio:.2f}",
        f"{least:.2f}–{most:.2f}",
        f"≥ {comparison.goal:g}" if comparison.goal is not None else "",
    )


def _rate(rate: float) -> str:
    return f"{rate:,.0f}/s" if rate >= 100 else f"{rate:.2f}/s"  # noqa: PLR2004


def of_lookup(measured: Measured) -> Table:
    """Return the table of `kg bench lookup`."""
    table = Table("what", "kg", "SPARQL regex", "ratio", "rapidfuzz", "ratio", "goal", box=None)
    for kind in measured.kinds:
        table.add_row(
            kind.name,
            f"{kind.ours:.2f} ms",
            f"{kind.regex:.0f} ms",
            f"{kind.regex / kind.ours:.0f}×",
            f"{kind.rapidfuzz:.0f} ms",
            f"{kind.rapidfuzz / kind.ours:.0f}×",
            f"≥ {REGEX_GOAL}×, ≥ {RAPIDFUZZ_GOAL}×",
        )
    size = f"{measured.size / 10**6:.0f} MB"
    blank = ("",) * 4
    table.add_row("rows resolved", _rate(measured.resolve), *blank, f"≥ {RESOLVE_GOAL}/s")
    table.add_row("size of the index", size, *blank, f"≤ {SIZE_GOAL} MB")
    table.add_row("built in", f"{measured.build:.1f} s", *blank, f"≤ {BUILD_GOAL} s")
    table.add_row("processor time of that", f"{measured.worked:.1f} s", *blank, "")
    table.add_row("opened in", f"{measured.opening * 1000:.0f} ms", *blank, "")
    return table
