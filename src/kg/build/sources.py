"""The files that a build reads, and for each graph the digest of all that it is made from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg import assets
from kg.mapping.dataset import DATASET
from kg.mapping.entities import DIVISIONS, ENTITIES
from kg.mapping.ontology import ONTOLOGY
from kg.vocab import graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import NamedNode

    from kg.settings import Settings

_MADE_BY = ("vocab.py", "model/*.py", "mapping/*.py", "shacl/*.py", "build/*.py")
"""The code of `kg` that decides what a graph holds."""
_PUBLISHED_BY = ("vocab.py", "publication/*.py", "lookup/*.py", "names/*.py", "ontology/*.py")
"""The code that makes the other files of a snapshot from the graphs."""
_PACKAGE = Path(kg.__file__).parent


@dataclass(frozen=True)
class Sources:
    """Where everything comes from."""

    data: Path
    corpus: Path | None
    articles: Mapping[str, Path]
    """Article id (the file's stem) → fact file."""

    @classmethod
    def of(cls, settings: Settings, extra: Iterable[Path] = ()) -> Sources:
        """List the files under `settings.data`; a file of `extra` stands for its namesake."""
        found = sorted((settings.data / "articles").glob("*.yaml"))
        return cls(settings.data, settings.corpus, {path.stem: path for path in (*found, *extra)})

    @property
    def ontology(self) -> tuple[Path, ...]:
        """The ontology: classes and properties, code lists, alignments."""
        return tuple(sorted(assets.folder("ontology").glob("*.ttl")))

    @property
    def rules(self) -> tuple[Path, ...]:
        """The inference rules."""
        return tuple(sorted(assets.folder("ontology").glob("rules/*.rq")))

    def shapes(self, of: str) -> tuple[Path, ...]:
        """The shapes for `article`, `entity`, `ontology` or `store`."""
        return tuple(sorted(assets.folder("shapes").glob(f"{of}/*.ttl")))

    @property
    def registry(self) -> Path:
        """The folder of the registry."""
        return self.data / "registry"

    @property
    def divisions(self) -> Path:
        """The table of divisions."""
        return self.data / "divisions" / "divisions.csv"

    @property
    def dataset(self) -> Path:
        """What its maintainers say of the dataset; it may be absent."""
        return self.data / "dataset.ttl"

    def text(self, name: str) -> Path | None:
        """The text of an article, where the corpus has it."""
        path = self.corpus / f"{name}.txt" if self.corpus else None
        return path if path and path.is_file() else None

    @cached_property
    def digests(self) -> dict[NamedNode, str]:
        """Graph → SHA-256 of all that it is made from, the code included."""
        code = _code(_MADE_BY)
        ontology = _joined(code, digest_of((*self.ontology, *self.rules, *self.shapes("ontology"))))
        divisions = _joined(ontology, digest_of((self.divisions, *self.shapes("store"))))
        registry = _joined(
            divisions, digest_of((*sorted(self.registry.glob("*.yaml")), *self.shapes("entity")))
        )
        base = _joined(registry, digest_of(self.shapes("article")))
        articles = {
            graph(f"article/{name}"): _joined(base, digest_of(self._article_files(name)))
            for name in self.articles
        }
        entities = _joined(registry, *(articles[name] for name in sorted(articles, key=str)))
        return {
            ONTOLOGY: ontology,
            DIVISIONS: divisions,
            ENTITIES: entities,
            DATASET: _joined(entities, digest_of((self.dataset,))),  # it tells of all the others
            **articles,
        }

    def _article_files(self, name: str) -> tuple[Path, ...]:
        text = self.text(name)
        return (self.articles[name], *((text,) if text else ()))


def publishing_code() -> str:
    """Return the digest of the code that makes what a snapshot has beside its data."""
    return _code(_PUBLISHED_BY)


def _code(patterns: Iterable[str]) -> str:
    return digest_of(path for pattern in patterns for path in sorted(_PACKAGE.glob(pattern)))


def digest_of(paths: Iterable[Path]) -> str:
    """Digest names and contents; an absent file counts as empty: reading it tells the error."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _joined(*digests: str) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
