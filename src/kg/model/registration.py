"""The files of the registry, read and checked: `data/registry/<kind>.yaml`, one list a kind.

`division.yaml` only adds names to divisions; the divisions themselves stand in data/divisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from kg.errors import CombinedError, DataError, KgError
from kg.model import files
from kg.model.entity import KINDS, Agency, DivisionNames, Entity
from kg.model.registry import Registry, entity_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model.division import Division
    from kg.model.registry import EntityKey, Place

DIVISION = "division"


def load(folder: Path, divisions: Iterable[Division], root: Path | None = None) -> Registry:
    """Read the file of every kind; `root` is what file names are told relative to.

    Raises CombinedError: `data-…`, `registry-kind` (a file of no kind), `registry-slug` (twice),
    `registry-label` (twice in a kind), `registry-reference` (to an entity that is not there).
    """
    loader = _Loader({division.code for division in divisions}, root)
    for path in sorted(folder.glob("*.yaml")):
        loader.take(path)
    loader.check()
    if loader.errors:
        raise CombinedError(loader.errors)
    return Registry.of(loader.entities, divisions, loader.places, loader.division_names)


class _Loader:
    def __init__(self, codes: set[str], root: Path | None) -> None:
        self.codes, self.root = codes, root
        self.entities: dict[EntityKey, Entity] = {}
        self.places: dict[EntityKey, Place] = {}
        self.division_names: tuple[DivisionNames, ...] = ()
        self.errors: list[KgError] = []

    def take(self, path: Path) -> None:
        try:
            document = files.read(path, self.root)
            if path.stem == DIVISION:
                self._take_divisions(document)
            else:
                self._take_entities(document, path.stem)
        except CombinedError as found:
            self.errors.extend(found.errors)
        except DataError as error:
            self.errors.append(error)

    def _take_entities(self, document: files.Document, kind: str) -> None:
        for index, entity in enumerate(_entries(document, kind)):
            key = (kind, entity.slug)
            place = (document.file, document.line((index,)))
            if key in self.entities:
                self.errors.append(_slug_twice(key, place))
            self.entities[key], self.places[key] = entity, place

    def _take_divisions(self, document: files.Document) -> None:
        if document.content is None:
            return
        self.division_names = files.validate(document, TypeAdapter(tuple[DivisionNames, ...]))
        for index, item in enumerate(self.division_names):
            place = (document.file, document.line((index,)))
            if (DIVISION, item.code) in self.places:
                self.errors.append(_slug_twice((DIVISION, item.code), place))
            self.places[DIVISION, item.code] = place
            if item.code not in self.codes:
                self.errors.append(_no_reference((DIVISION, item.code), "code", item.code, place))

    def check(self) -> None:
        self.errors.extend(_labels(self.entities, self.places))
        self.errors.extend(_references(self.entities, self.places, self.codes))


def _entries(document: files.Document, kind: str) -> tuple[Entity, ...]:
    model = KINDS.get(kind)
    if model is None:
        raise DataError(
            "registry-kind",
            zh=f"没有 {kind} 这种实体。",
            en=f"There is no kind of entity called {kind}.",
            mend_zh=f"文件名须为:{'、'.join(KINDS)}。",
            mend_en=f"The kinds are {', '.join(KINDS)}.",
            file=document.file,
        )
    if document.content is None:
        return ()
    return files.validate(document, TypeAdapter(tuple[model, ...]))  # type: ignore[valid-type]


def _slug_twice(key: EntityKey, place: Place) -> DataError:
    return DataError(
        "registry-slug",
        zh=f"{'/'.join(key)} 登记了两次。",
        en=f"{'/'.join(key)} is registered twice.",
        mend_zh="请合并,或另铸一个 slug。",
        mend_en="Merge the two, or mint another slug.",
        file=place[0],
        line=place[1],
        subject="/".join(key),
    )


def _labels(
    entities: Mapping[EntityKey, Entity], places: Mapping[EntityKey, Place]
) -> Iterator[DataError]:
    """A label names one entity of its kind; retired ones may keep theirs."""
    seen: dict[tuple[str, str], EntityKey] = {}
    for key, entity in entities.items():
        if entity.merged_into or entity.withdrawn:
            continue
        for label in {entity.zh, entity.en, *entity.aliases.zh, *entity.aliases.en} - {None}:
            other = seen.setdefault((key[0], str(label)), key)
            if other != key:
                file, line = places[key]
                yield DataError(
                    "registry-label",
                    zh=f"“{label}”已是 {'/'.join(other)} 的名称。",
                    en=f"{label!r} is a name of {'/'.join(other)} already.",
                    mend_zh="请区分名称,或用 mergedInto 合并。",
                    mend_en="Tell the names apart, or merge with mergedInto.",
                    file=file,
                    line=line,
                    subject="/".join(key),
                )


def _references(
    entities: Mapping[EntityKey, Entity], places: Mapping[EntityKey, Place], codes: set[str]
) -> Iterator[DataError]:
    for key, entity in entities.items():
        for name, slug in entity_references(entity):
            if (key[0], slug) not in entities or (key[0], slug) == key:
                yield _no_reference(key, name, slug, places[key])
        if isinstance(entity, Agency):
            for code in entity.jurisdiction:
                if code not in codes:
                    yield _no_reference(key, "jurisdiction", code, places[key])


def _no_reference(key: EntityKey, name: str, target: str, place: Place) -> DataError:
    return DataError(
        "registry-reference",
        zh=f"{name} 指向的 {target} 不存在,或即其自身。",
        en=f"{name} points to {target}, which is not there or is the entry itself.",
        mend_zh="请改正,或先登记它。",
        mend_en="Correct it, or register it first.",
        file=place[0],
        line=place[1],
        subject="/".join(key),
    )
