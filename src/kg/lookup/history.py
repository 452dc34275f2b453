"""When each resource came, changed and went, told from one snapshot's index to the next."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

Change = tuple[int, str, str, str]
"""Number, IRI, kind (create, update, delete) and time, as a row of the index."""


@dataclass(frozen=True, slots=True)
class History:
    """The times of the resources that are there, and all changes since the first snapshot."""

    times: Mapping[str, tuple[str, str]]
    changes: tuple[Change, ...]

    def of(self, iri: str) -> tuple[str, str]:
        """Return when it was created and when it was modified; empty where nobody describes it."""
        return self.times.get(iri, ("", ""))


def of(digests: Mapping[str, str], *, now: datetime, before: Path | None) -> History:
    """Compare the digests of the descriptions with those of the index before.

    Without an index before, or with one of another form, everything is created now. What comes back after it was deleted is
    created anew.
    """
    moment = now.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")
    known, changes = _known(before) if before else ({}, [])
    times: dict[str, tuple[str, str]] = {}
    news: list[tuple[str, str]] = []
    for iri, digest in sorted(digests.items()):
        if iri not in known:
            times[iri] = (moment, moment)
            news.append((iri, "create"))
            continue
        then, created, modified = known[iri]
        times[iri] = (created, modified if then == digest else moment)
        if then != digest:
            news.append((iri, "update"))
    news += [(iri, "delete") for iri in sorted(known.keys() - digests.keys())]
    first = len(changes) + 1
    fresh = [(first + n, iri, kind, moment) for n, (iri, kind) in enumerate(news)]
    return History(times, (*changes, *fresh))


def _known(before: Path) -> tuple[dict[str, tuple[str, str, str]], list[Change]]:
    with closing(
        sqlite3.connect(f"{before.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as index:
        try:
            rows = index.execute(
                "SELECT iri, digest, created, modified FROM resource WHERE digest != ''"
            )
            changes = index.execute("SELECT number, iri, kind, at FROM change ORDER BY number")
        except sqlite3.OperationalError:  # made by an older version, with other columns
            return {}, []
        known = {iri: (digest, created, modified) for iri, digest, created, modified in rows}
        return known, changes.fetchall()
