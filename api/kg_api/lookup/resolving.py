"""Many rows resolved in a thread of their own, a slice at a time, so that nothing else waits.

One thread serves all requests in turn: however many rows come in, they take one core at most,
and a request whose client has gone is given up after its slice.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from kg.names import resolve
from kg.names.index import NameIndex
from kg.names.resolve import Resolver
from kg_api.lookup.searching import result
from kg_api.models.search import Resolved, Row
from kg_api.source import Source

_SLICE = 50  # rows
_GIVEN = 3  # candidates of a row


class Resolving:
    """Resolves rows; starts its thread with the first of them."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="resolve")

    async def lines(self, source: Source, rows: Sequence[Row]) -> AsyncIterator[bytes]:
        """Yield the answers as NDJSON, a slice at a time, in the order of the rows."""
        loop = asyncio.get_running_loop()
        resolver = Resolver(source.searcher, _GIVEN)
        names = source.names
        for start in range(0, len(rows), _SLICE):
            part = rows[start : start + _SLICE]
            yield await loop.run_in_executor(self._thread, _lines, resolver, names, part)


def _lines(resolver: Resolver, names: NameIndex, rows: Sequence[Row]) -> bytes:
    return b"".join(_line(resolver, names, row) + b"\n" for row in rows)


def _line(resolver: Resolver, names: NameIndex, row: Row) -> bytes:
    resolved = resolver.row(_asked(row))
    found, conflict = resolved.found, resolved.conflict
    match = found.match
    told: dict[str, object] = {
        "rowId": row.row_id,
        "match": match.entity.iri if match else None,
        "ambiguous": found.ambiguous,
        "results": [result(names, each) for each in found.candidates],
    }
    if conflict:
        told["conflict"] = {"code": conflict.code, "zh": conflict.zh, "en": conflict.en}
    return Resolved.model_validate(told).model_dump_json(by_alias=True, exclude_unset=True).encode()


def _asked(row: Row) -> resolve.Row:
    return resolve.Row(
        row_id=str(row.row_id),
        name=row.name or "",
        code=row.code or "",
        parent=row.parent or "",
        type=row.type or "",
        at=row.at or "",
    )
