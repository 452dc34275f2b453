"""From the sorted N-Quads of a snapshot to its resource index.

First each subject's triples are read and what points at what is noted; then each description's
digest is made of the digests of its parts, in the order in which they are described, so that it
changes when, and only when, something in the description does.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

from kg.lookup import fragmentation, history
from kg.lookup.contraction import CODES, contract
from kg.lookup.schema import TABLES
from kg.lookup.statements import ENTITIES, Subject, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

_NUMBER = re.compile(r"(\d+)")


def write(path: Path, text: bytes, *, now: datetime, before: Path | None) -> None:
    """Make the index of these sorted N-Quads at `path`, which must not exist.

    `before` is the index of the snapshot before this one, if there is one: it tells what has
    changed since, which is dated `now`.
    """
    subjects = {subject.iri: subject for subject in read(text)}
    _connect(subjects)
    _surround(subjects)
    digests = _digests(subjects)
    dates = history.of(digests, now=now, before=before)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # whoever publishes the file syncs it
        connection.executescript(TABLES)
        connection.executemany(
            "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(each, digests, dates) for each in subjects.values()),
        )
        connection.executemany(
            "INSERT INTO inbound VALUES (?, ?, ?)",
            (
                (each.number, position, subject.number)
                for each in subjects.values()
                for position, subject in enumerate(each.inbound)
            ),
        )
        fragmentation.write(connection, subjects)
        connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?)", dates.changes)
        connection.executemany("INSERT INTO contraction VALUES (?, ?)", CODES)


def _row(each: Subject, digests: Mapping[str, str], dates: history.History) -> tuple[object, ...]:
    texts = (contract(text, each.iri) for text in (each.own, each.evidence, each.brief))
    return (
        each.number,
        each.iri,
        each.own_class,
        *texts,
        len(each.inbound),
        digests.get(each.iri, ""),
        *dates.of(each.iri),
        each.successor,
    )


def _connect(subjects: Mapping[str, Subject]) -> None:
    """Note what points at what."""
    pointing: defaultdict[str, list[Subject]] = defaultdict(list)
    for each in subjects.values():
        if each.is_entity:
            for iri in each.objects:
                if iri.startswith(ENTITIES) and iri != each.iri:
                    pointing[iri].append(each)
    places = {each.number: _place(each) for each in subjects.values() if each.is_entity}
    for iri, found in pointing.items():
        if iri in subjects:
            subjects[iri].inbound = sorted(found, key=lambda each: places[each.number])


def _surround(subjects: Mapping[str, Subject]) -> None:
    """Give each fact its passages, and everything what is named with it."""
    for each in subjects.values():
        if each.is_fact:
            each.parts = _evidence(each, subjects)
            each.evidence = b"".join(part.own for part in each.parts)
    for each in subjects.values():
        if each.is_entity:
            whole = (each, *each.parts)
            each.around = _named((iri for part in whole for iri in part.objects), subjects)
            each.beside = _named(each.shown, subjects)


def _place(subject: Subject) -> tuple[object, ...]:
    """Facts first, by class; then by IRI, numbers in it as numbers."""
    parts = tuple(
        (int(part), "") if part.isdigit() else (0, part) for part in _NUMBER.split(subject.iri)
    )
    return (not subject.is_fact, subject.own_class, parts)


def _evidence(fact: Subject, subjects: Mapping[str, Subject]) -> tuple[Subject, ...]:
    """Return the passages of a fact and their paragraphs."""
    passages = [subjects[iri] for iri in fact.passages if iri in subjects]
    paragraphs = dict.fromkeys(each.paragraph for each in passages if each.paragraph)
    return (*passages, *(subjects[iri] for iri in paragraphs if iri in subjects))


def _named(iris: Iterable[str], subjects: Mapping[str, Subject]) -> tuple[str, ...]:
    """Return those of these of which there is something to say, and their classes."""
    there = {iri for iri in iris if iri in subjects}
    kinds = {kind for iri in there for kind in subjects[iri].shown if kind in subjects}
    return tuple(sorted(there | kinds))


def _digests(subjects: Mapping[str, Subject]) -> dict[str, str]:
    """Digest all that any page of each description holds."""

    def briefs(iris: Iterable[str]) -> Iterator[bytes]:
        return (subjects[iri].brief for iri in iris)

    def whole(each: Subject) -> bytes:
        return _sha256((each.own, each.evidence, *briefs(each.around))).digest()

    def link(each: Subject, to: str) -> bytes:
        return _sha256((each.brief, each.links_to(to), *briefs(each.beside))).digest()

    parts = {
        each.iri: whole(each)
        for each in subjects.values()
        if each.is_entity and not each.is_withdrawn
    }
    # What is withdrawn may still be pointed at by others, and point at them.
    return {
        iri: _sha256(
            (
                part,
                *(
                    parts[each.iri] if each.is_whole and each.iri in parts else link(each, iri)
                    for each in subjects[iri].inbound
                ),
            )
        ).hexdigest()
        for iri, part in parts.items()
    }


def _sha256(parts: Iterable[bytes]) -> hashlib._Hash:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest
