"""`kg build`: bring the store and the snapshot to what the files say; `kg check`: see if one could.

1. Compare the digest of each graph's sources with the one in the store.
2. Make the candidate: changed graphs from the files, the rest from the store; infer; gate.
3. Replace the changed graphs in the store, in one transaction.
4. Publish the snapshot.

A marker file stands from before step 3 until after step 4. Whoever finds it knows that the store
is newer than the snapshot, and publishes again: a crash in between loses nothing, and until then
the last snapshot is served.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store, serialize

from kg import __version__, publication
from kg.build import moment
from kg.build.candidate import Candidate, prepare
from kg.build.sources import Sources, publishing_code
from kg.errors import SnapshotError
from kg.mapping import dataset
from kg.mapping.inference import INFERRED
from kg.publication.content import Content
from kg.store.primary import open_primary
from kg.store.publish import prune, publish, sorted_nquads
from kg.store.snapshot import Snapshot
from kg.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pyoxigraph import NamedNode, Quad

    from kg.build.candidate import Progress
    from kg.errors import KgError
    from kg.settings import Settings

MARKER = "unpublished"


@dataclass(frozen=True)
class Summary:
    """What a build did. Counts are of the whole snapshot; `changed` of graphs made again."""

    version: str
    articles: int
    facts: int
    quads: int
    changed: int
    seconds: float
    warnings: tuple[KgError, ...] = ()


def build(settings: Settings, progress: Progress = lambda *_: None) -> Summary:
    """Bring store and snapshot to what the files say; idempotent.

    Raises CombinedError where the files are refused (the store is then as it was), StoreError
    where the store cannot be opened or written.
    """
    started = time.perf_counter()
    sources = Sources.of(settings)
    root = settings.store
    with open_primary(root) as primary:
        known = dataset.digests(primary.quads(dataset.DATASET))
        if known == sources.digests and (snapshot := _published(root)):
            return _summary(snapshot, 0, started, ())
        candidate = prepare(sources, known, primary.quads, progress)
        candidate.require()
        progress("store", 0, 1)
        _mark(root)
        primary.replace(_to_write(candidate), candidate.store)
        progress("snapshot", 0, 1)
        # Still under the lock: else another build could publish in between, and this one would
        # then make its older snapshot the current one.
        snapshot = _publish(root, candidate.store)
    return _summary(snapshot, len(candidate.changed), started, candidate.warnings)


def check(settings: Settings, extra: Sequence[Path] = ()) -> Candidate:
    """Map and validate the files, without a store; what speaks against them is in the candidate."""
    return prepare(Sources.of(settings, extra), {}, lambda _: ())


def recover(root: Path) -> None:
    """Publish the store where a crash left it newer than the snapshot.

    Raises StoreError where the store cannot be opened, above all while a build still writes it.
    """
    if not (root / MARKER).exists():
        return
    with open_primary(root) as primary:
        if quads := list(primary.quads()):
            _publish(root, quads)
        else:
            (root / MARKER).unlink(missing_ok=True)


def _to_write(candidate: Candidate) -> set[NamedNode]:
    return {*candidate.changed, INFERRED, dataset.DATASET}


def _published(root: Path) -> Snapshot | None:
    """Return the snapshot where it is whole, and neither a crash nor a new version came between."""
    try:
        if (root / MARKER).exists():
            return None
        snapshot = Snapshot.load(root)
    except SnapshotError:
        return None
    return snapshot if snapshot.manifest.made_by == publishing_code() else None


def _mark(root: Path) -> None:
    (root / MARKER).touch()


def _publish(root: Path, quads: Iterable[Quad]) -> Snapshot:
    found = list(quads)
    text = sorted_nquads(found)
    content = Content(text, _stored(found), moment.now(), __version__, _before(root))
    snapshot = publish(
        root,
        text,
        report=_report(found),
        software=__version__,
        made_by=publishing_code(),
        counts=_counts(found),
        files=publication.files(content),
        created=content.created,
    )
    prune(root)
    (root / MARKER).unlink(missing_ok=True)
    return snapshot


def _stored(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.bulk_extend(quads)
    return store


def _before(root: Path) -> Snapshot | None:
    """Return the snapshot that the new one follows; a damaged one tells nothing of the past."""
    try:
        return Snapshot.load(root)
    except SnapshotError:
        return None


def _counts(quads: Iterable[Quad]) -> dict[str, int]:
    """Count articles, facts, divisions and other entities by their types."""
    classes = {"articles": term("cdo:Article"), "facts": term("cdo:Fact")}
    types = [
        (quad.subject, quad.object, quad.graph_name)
        for quad in quads
        if quad.predicate == term("rdf:type")
    ]
    counts = {
        name: len({subject for subject, kind, _ in types if kind == cls})
        for name, cls in classes.items()
    }
    for name in ("entities", "divisions"):
        own = [subject for subject, _, where in types if str(where).endswith(f"/graph/{name}>")]
        counts[name] = len(set(own))
    return counts


def _report(quads: Iterable[Quad]) -> bytes:
    """The SHACL validation reports of all graphs, as Turtle."""
    found = (quad for quad in quads if quad.graph_name == dataset.DATASET)
    reports = (quad.triple for quad in dataset.all_reports(found))
    return serialize(reports, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _summary(
    snapshot: Snapshot, changed: int, started: float, warnings: Sequence[KgError]
) -> Summary:
    counts = snapshot.manifest.counts
    return Summary(
        snapshot.version,
        counts["articles"],
        counts["facts"],
        counts["quads"],
        changed,
        time.perf_counter() - started,
        tuple(warnings),
    )
