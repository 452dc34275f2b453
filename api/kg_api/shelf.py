"""The files for download of a snapshot: which there are, and which one a request means.

A name is looked up in the manifest and never joined to a path, so that no name leads anywhere
else.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import QueryError, SnapshotError
from kg.publication import catalogue
from kg.publication.catalogue import Entry
from kg.store.snapshot import VERSION, FileEntry, Snapshot, folder_of, read_manifest
from kg_api.published import Published


@dataclass(frozen=True, slots=True)
class Offer:
    """A file for download: what it is called and is, its size and digest, and where it stands."""

    entry: Entry
    file: FileEntry
    path: Path


class Shelf:
    """The files of the current snapshot, and of those before it that are still there."""

    def __init__(self, published: Published, root: Path) -> None:
        self._published = published
        self._root = root
        self._read = lru_cache(maxsize=16)(read_manifest)

    def snapshot(self, version: str | None = None) -> Snapshot:
        """Return the current snapshot, or the one of a version.

        Raises what `Published.current` does, and `QueryError` `dump-version` (404).
        """
        current = self._published.current()
        if version is None or version == current.version:
            return current
        if not VERSION.fullmatch(version):
            raise _no_version(version)
        folder = folder_of(self._root, version)
        if not folder.is_dir():  # before the manifest that was read once: pruned since
            raise _no_version(version)
        try:
            return Snapshot(folder, self._read(folder))
        except SnapshotError as error:
            raise _no_version(version) from error

    def find(self, snapshot: Snapshot, name: str) -> Offer:
        """Return the file of that name; raises `QueryError` `dump-unknown` (404)."""
        offered = offers(snapshot)
        for offer in offered:
            if offer.entry.name == name:
                return offer
        raise _unknown(name, [offer.entry.name for offer in offered])


def offers(snapshot: Snapshot) -> list[Offer]:
    """Return every file that is offered of a snapshot, in the order of the catalogue."""
    found = [
        Offer(entry, file, snapshot.folder / file.name)
        for file in snapshot.manifest.files
        if (entry := catalogue.entry(file.name))
    ]
    return sorted(found, key=lambda offer: catalogue.place(offer.entry.name))


def _unknown(name: str, available: list[str]) -> QueryError:
    shown = name[:100]
    return QueryError(
        "dump-unknown",
        status=404,
        zh=f"没有名为 {shown!r} 的文件。",
        en=f"There is no file {shown!r} for download.",
        mend_zh="可下载的文件见 /dumps。",
        mend_en="/dumps lists what there is.",
        extra={"available": available},
    )


def _no_version(version: str) -> QueryError:
    shown = version[:100]
    return QueryError(
        "dump-version",
        status=404,
        zh=f"没有版本 {shown!r}，或已不再保留。",
        en=f"There is no version {shown!r}, or it is not kept any more.",
        mend_zh="当前版本见 /dumps。",
        mend_en="/dumps tells the current version.",
    )
