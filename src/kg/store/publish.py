"""Publishing a snapshot: all of its folder first, then its name, then `current`.

Writers exclude one another with a lock file; whoever comes next sweeps up what a crash left.
"""

import fcntl
import gzip
import hashlib
import os
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SnapshotError
from kg.store.snapshot import (
    CURRENT,
    DATA,
    FOLDER,
    MANIFEST,
    REPORT,
    VERSION,
    GraphEntry,
    Manifest,
    Snapshot,
    current_version,
    describe,
    folder_of,
    read_manifest,
)

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_UNFINISHED = ".unfinished-"
_LOCK = ".lock"


def publish(
    root: Path,
    quads: Iterable[ox.Quad] | bytes,
    *,
    report: bytes,
    software: str,
    made_by: str = "",
    counts: Mapping[str, int] | None = None,
    files: Mapping[str, bytes] | None = None,
    created: datetime | None = None,
) -> Snapshot:
    """Make a snapshot of the quads and let `current` name it.

    `quads` may also be N-Quads text in UTF-8; order and repetition do not matter. `report` is
    the validation report in Turtle, `software` the version of the program, `files` further
    files by name, `counts` further numbers for the manifest (`quads` is counted here).

    Idempotent: where the version is the current one, whole, and `made_by` the same code, nothing
    is written. One that was current before and is again is written anew, for `files` may tell of
    what came between. Raises `ValueError` for an extra file whose name is not plain or is taken,
    `SyntaxError` for bytes that are not N-Quads, `OSError` where the disk refuses.
    """
    extra = dict(files or {})
    for name in extra:
        if not _FILE_NAME.fullmatch(name) or name in {DATA, REPORT, MANIFEST}:
            raise ValueError(f"not a name for an extra file of a snapshot: {name!r}")
    text = sorted_nquads(quads)
    version = version_of(text)
    with _writer_lock(root):
        snapshot = _current(root, version, made_by)
        if snapshot is None:
            graphs = _count_graphs(text)
            manifest = Manifest(
                version=version,
                created=created or datetime.now(UTC).replace(microsecond=0),
                software=software,
                made_by=made_by,
                counts={**(counts or {}), "quads": text.count(b"\n")},
                graphs=graphs,
                files=(),
            )
            payload = {DATA: compressed(text), REPORT: report, **extra}
            snapshot = _write(root, manifest, payload)
        _replace_current(root, version)
    return snapshot


def _current(root: Path, version: str, made_by: str) -> Snapshot | None:
    """Return the snapshot of this version where it is the current one, whole, and made by this."""
    try:
        if current_version(root) != version:
            return None
        snapshot = Snapshot.open(root, version)
    except SnapshotError:
        return None
    return snapshot if snapshot.manifest.made_by == made_by else None


def prune(root: Path, keep: int = 3) -> tuple[str, ...]:
    """Remove old snapshots and what crashed builds left; the versions removed.

    The current snapshot stays, and of the others the newest, `keep` in all (at least 1).
    """
    if keep < 1:
        raise ValueError("keep at least one snapshot")
    with _writer_lock(root):
        current = current_version(root)
        others = [version for version in _by_age(root) if version != current]
        removed = tuple(others[: max(0, len(others) - (keep - 1))])
        for version in removed:
            # Out of sight first: a folder that bears a version is always whole.
            _discard(folder_of(root, version))
    return removed


def sorted_nquads(quads: Iterable[ox.Quad] | bytes) -> bytes:
    """Return N-Quads text in UTF-8, its lines sorted and without repetition."""
    if isinstance(quads, bytes):
        if _is_sorted(quads):  # as a build has it: sorting again would take much memory
            return quads
        text = quads
    else:
        buffer = BytesIO()
        ox.serialize(quads, buffer, ox.RdfFormat.N_QUADS)
        text = buffer.getvalue()
    lines = sorted(set(text.split(b"\n")) - {b""})
    return b"".join(line + b"\n" for line in lines)


def _is_sorted(text: bytes) -> bool:
    if not text.endswith(b"\n"):
        return False
    return all(one < other for one, other in pairwise(BytesIO(text))) and text[:1] != b"\n"


def _count_graphs(text: bytes) -> tuple[GraphEntry, ...]:
    counter: Counter[str] = Counter(
        quad.graph_name.value
        for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)
        if isinstance(quad.graph_name, ox.NamedNode)
    )
    return tuple(GraphEntry(iri=iri, triples=counter[iri]) for iri in sorted(counter))


def version_of(text: bytes) -> str:
    """Return the version of a dataset, given as sorted N-Quads."""
    return hashlib.sha256(text).hexdigest()[:16]


def compressed(text: bytes) -> bytes:
    """Return a text compressed as a snapshot stores it."""
    # Level 6 without time or name: the same text gives the same bytes.
    return gzip.compress(text, compresslevel=6, mtime=0)


def _write(root: Path, manifest: Manifest, payload: Mapping[str, bytes]) -> Snapshot:
    """Write everything beside its place, then give it its name in one step."""
    target = folder_of(root, manifest.version)
    unfinished = target.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
    unfinished.mkdir()
    for name, content in payload.items():
        _write_file(unfinished / name, content)
    entries = tuple(describe(unfinished / name) for name in sorted(payload))
    manifest = manifest.model_copy(update={"files": entries})
    _write_file(unfinished / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")
    _sync_folder(unfinished)
    if target.exists():
        _discard(target)  # damaged, or it would have been used
    unfinished.rename(target)
    _sync_folder(target.parent)
    return Snapshot(target, manifest)


def _write_file(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # A rename is only on the disk when the folder that holds the names is.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace_current(root: Path, version: str) -> None:
    fresh = root / f"{CURRENT}.new"  # one name is enough: the lock is held
    _write_file(fresh, f"{version}\n".encode("ascii"))
    fresh.replace(root / CURRENT)
    _sync_folder(root)


def _discard(folder: Path) -> None:
    doomed = folder.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
    folder.rename(doomed)
    shutil.rmtree(doomed)


def _by_age(root: Path) -> list[str]:
    """Versions on the disk, oldest first; one without a readable manifest counts as oldest."""
    dated: list[tuple[datetime, str]] = []
    for folder in (root / FOLDER).iterdir():
        if not VERSION.fullmatch(folder.name):
            continue
        try:
            created = read_manifest(folder).created
        except SnapshotError:
            created = datetime.min.replace(tzinfo=UTC)
        dated.append((created, folder.name))
    return [version for _, version in sorted(dated)]


@contextmanager
def _writer_lock(root: Path) -> Iterator[None]:
    """One writer at a time, across processes; sweeps up what a crashed one left."""
    snapshots = root / FOLDER
    snapshots.mkdir(parents=True, exist_ok=True)
    with (snapshots / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed, or by a crash
        for leftover in snapshots.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(leftover)
        yield
