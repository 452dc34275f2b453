"""Snapshots: the immutable folders that the engine, the dumps and the replicas read.

```
<store>/current                       the version that is served, one line of text
<store>/snapshots/<version>/
    data.nq.gz                        the dataset: N-Quads, sorted, gzip
    report.ttl                        the SHACL validation report of the build
    manifest.json                     what is here: counts, graphs, digests
```

A version is the first 16 hexadecimal digits of the SHA-256 of the sorted N-Quads text, so the
same data has the same version wherever it was built. A folder gets its name only when all of it
is on the disk, and `current` is replaced in one step after that: a reader sees the old snapshot
or the new one, also after a crash in between. Readers take no lock; writers exclude one another
with a lock file.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self, cast

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from kg.errors import SnapshotError

CURRENT = "current"
FOLDER = "snapshots"
DATA = "data.nq.gz"
REPORT = "report.ttl"
MANIFEST = "manifest.json"

VERSION = re.compile(r"[0-9a-f]{16}")
_BLOCK = 1 << 20  # bytes read or written at a time


class FileEntry(BaseModel):
    """A file of a snapshot, with what is needed to notice damage."""

    model_config = ConfigDict(frozen=True)

    name: str
    bytes: NonNegativeInt
    sha256: str


class GraphEntry(BaseModel):
    """A named graph of the dataset and its size in triples."""

    model_config = ConfigDict(frozen=True)

    iri: str
    triples: NonNegativeInt


class Manifest(BaseModel):
    """The content of `manifest.json`.

    `made_by` is the digest of the code that made the files beside the data: where it is another
    one, the same data is published anew. `counts` holds at least `quads`; a build adds `articles`, `facts`, `entities` and so on.
    `graphs` lists the named graphs by IRI, `files` every other file of the folder by name.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    created: datetime
    software: str
    made_by: str = ""
    counts: dict[str, NonNegativeInt]
    graphs: tuple[GraphEntry, ...]
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot; its folder never changes as long as it exists."""

    folder: Path
    manifest: Manifest

    @property
    def version(self) -> str:
        """The sixteen hexadecimal digits that name the content."""
        return self.manifest.version

    @classmethod
    def load(cls, root: Path) -> Self:
        """Return the snapshot that `<root>/current` names, its files checked by digest.

        Raises `SnapshotError`: `snapshot-missing` where nothing is published, or
        `snapshot-damaged` where a file is absent, cut off or altered.
        """
        version = current_version(root)
        while True:
            try:
                return cls.open(root, version)
            except SnapshotError:
                # Published and pruned again while we were reading: follow the pointer.
                latest = current_version(root)
                if latest == version:
                    raise
                version = latest

    @classmethod
    def open(cls, root: Path, version: str) -> Self:
        """Return the snapshot of that version, current or not. Raises as `load` does."""
        folder = folder_of(root, version)
        if not folder.is_dir():
            raise _missing(f"{folder} is not there")
        snapshot = cls(folder, read_manifest(folder))
        if snapshot.version != version:
            raise _damaged(folder / MANIFEST, f"names version {snapshot.version}")
        snapshot._check_files()
        return snapshot

    def verify(self) -> None:
        """Check every digest, and that the data's text has the digest that names the version.

        Reads and decompresses everything. Raises `SnapshotError` (`snapshot-damaged`).
        """
        self._check_files()
        digest = hashlib.sha256()
        with self.open_data() as data:
            while block := data.read(_BLOCK):
                digest.update(block)
        if digest.hexdigest()[:16] != self.version:
            raise _damaged(self.folder / DATA, "its text does not have the version's digest")

    def open_data(self) -> BinaryIO:
        """Open the N-Quads, decompressed while they are read. The caller closes it."""
        return cast("BinaryIO", gzip.open(self.folder / DATA, "rb"))

    def damaged(self, what: str) -> SnapshotError:
        """Return the error for data that cannot be used (`snapshot-damaged`)."""
        return _damaged(self.folder / DATA, what)

    def _check_files(self) -> None:
        listed = {entry.name for entry in self.manifest.files}
        for name in sorted({DATA, REPORT} - listed):
            raise _damaged(self.folder / MANIFEST, f"does not list {name}")
        for entry in self.manifest.files:
            path = self.folder / entry.name
            try:
                found = describe(path)
            except OSError as error:
                raise _damaged(path, error.strerror or str(error)) from error
            if found != entry:
                raise _damaged(path, "its size or SHA-256 is not the manifest's")


def current_version(root: Path) -> str:
    """Return the version in `<root>/current`: one small read, cheap enough for every second.

    Raises `SnapshotError`: `snapshot-missing` where the file is absent, `snapshot-damaged`
    where it holds no version.
    """
    path = root / CURRENT
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise _missing(f"{path} is not there") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from error
    if not VERSION.fullmatch(text):
        raise _damaged(path, "holds no version")
    return text


def folder_of(root: Path, version: str) -> Path:
    """Return the folder of a version, whether it is there or not."""
    return root / FOLDER / version


def describe(path: Path) -> FileEntry:
    """Return name, size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileEntry(name=path.name, bytes=file.tell(), sha256=digest)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a snapshot's folder; raises `SnapshotError` (`snapshot-damaged`)."""
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise _damaged(path, error.strerror or str(error)) from error
    except ValidationError as error:
        raise _damaged(path, f"{error.error_count()} errors in it") from error


def _missing(what: str) -> SnapshotError:
    return SnapshotError(
        "snapshot-missing",
        zh=f"没有可用的快照：{what}。",
        en=f"There is no snapshot: {what}.",
        mend_zh="运行 kg build 生成快照。",
        mend_en="Run `kg build` to publish one.",
    )


def _damaged(path: Path, what: str) -> SnapshotError:
    return SnapshotError(
        "snapshot-damaged",
        zh=f"快照已损坏：{path}：{what}",
        en=f"The snapshot is damaged: {path}: {what}",
        mend_zh="运行 kg build 重新生成快照。",
        mend_en="Run `kg build` to publish it again.",
        file=str(path),
    )
