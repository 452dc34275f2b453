"""Many rows resolved in a thread of their own, a slice at a time, so that nothing else waits.

One thread serves all requests in turn: however many rows come in, they take one core at most,
and a request whose client has gone is given up after its slice.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from kg.names.search import Asked, Candidate, Found
from kg_api.lookup.searching import Names, classes_of, result
from kg_api.lookup.sources import Source, close, opened
from kg_api.models.search import Resolved, Row

_SLICE = 50  # rows
_GIVEN = 3  # candidates of a row
_OPEN = 2  # snapshots


class Resolving:
    """Resolves rows; starts its thread with the first of them."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="resolve")
        self._open: OrderedDict[str, Source] = OrderedDict()

    async def lines(self, version: str, folder: Path, rows: Sequence[Row]) -> AsyncIterator[bytes]:
        """Yield the answers as NDJSON, a slice at a time, in the order of the rows."""
        loop = asyncio.get_running_loop()
        for start in range(0, len(rows), _SLICE):
            part = rows[start : start + _SLICE]
            yield await loop.run_in_executor(self._thread, self._slice, version, folder, part)

    def _slice(self, version: str, folder: Path, rows: Sequence[Row]) -> bytes:
        source = self._source(version, folder)
        names = Names(source.names, source.searcher)
        return b"".join(_line(names, row) + b"\n" for row in rows)

    def _source(self, version: str, folder: Path) -> Source:
        """Return the snapshot as this thread has it open."""
        found = self._open.get(version)
        if found is None:
            found = self._open[version] = opened(version, folder)
            if len(self._open) > _OPEN:
                close(self._open.popitem(last=False)[1])
        self._open.move_to_end(version)
        return found


def _line(names: Names, row: Row) -> bytes:
    found, parent_known = resolve(names, row)
    match = found.match
    told: dict[str, object] = {
        "rowId": row.row_id,
        "match": match.entity.iri if match else None,
        "ambiguous": found.ambiguous,
        "results": [result(names.index, each) for each in found.candidates],
    }
    if parent_known is not None:
        told["parentKnown"] = parent_known
    return Resolved.model_validate(told).model_dump_json(by_alias=True, exclude_unset=True).encode()


def resolve(names: Names, row: Row) -> tuple[Found, bool | None]:
    """Return what a row means, and whether its parent is known (`None` where it has none).

    A code and a name must not contradict each other, and a parent that nobody knows may tell of
    another place: then nothing is certain.
    """
    places = names.searcher.places(row.parent) if row.parent else None
    asked = Asked(
        row.name or "",
        classes_of(row.type) if row.type else None,
        places or None,
        row.at,
        _GIVEN,
    )
    parent_known = None if places is None else bool(places)
    found = names.searcher.certain(asked) if row.name else Found(())
    if row.code:
        by_code = names.searcher.certain(replace(asked, name=row.code))
        found = _agreed(by_code, found) if row.name else by_code
    if parent_known is False:
        found = _uncertain(found)
    return found, parent_known


def _agreed(by_code: Found, by_name: Found) -> Found:
    """Return the one that has the code and may have the name; no match where they contradict."""
    match = by_code.match
    if match is None:
        return by_name
    if any(each.entity.number == match.entity.number for each in by_name.candidates):
        rest = [each for each in by_name.candidates if each.entity.number != match.entity.number]
        return Found((match, *(_open(each) for each in rest))[:_GIVEN])
    return _uncertain(Found((match, *by_name.candidates)[:_GIVEN], ambiguous=True))


def _uncertain(found: Found) -> Found:
    return Found(tuple(_open(each) for each in found.candidates), found.ambiguous)


def _open(candidate: Candidate) -> Candidate:
    return replace(candidate, match=False)
