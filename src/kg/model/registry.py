"""The registry: every entity that facts name, and how a name finds it.

A slug is minted once and never recomputed. A name holds everywhere (label, alias) or in one
article only (scoped alias: 全市 is a different city in every article).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kg.errors import DataError
from kg.model.entity import KINDS, Concept, DivisionNames, Entity, Indicator, Named, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.division import Division

EntityKey = tuple[str, str]
"""Kind and slug, or `division` and code."""
Place = tuple[str, int | None]
"""File and line."""


@dataclass(frozen=True)
class Registry:
    """All entities by kind and slug, and the index of their names."""

    entities: Mapping[EntityKey, Entity]
    divisions: Mapping[str, Division]
    """Code → division."""
    places: Mapping[EntityKey, Place] = field(repr=False)
    """File and line of each entity."""
    division_names: tuple[DivisionNames, ...]
    """Further names of divisions."""
    _names: Mapping[str, frozenset[EntityKey]] = field(repr=False)
    _scoped: Mapping[tuple[str, str], frozenset[EntityKey]] = field(repr=False)

    @classmethod
    def of(
        cls,
        entities: Mapping[EntityKey, Entity],
        divisions: Iterable[Division],
        places: Mapping[EntityKey, Place] | None = None,
        division_names: Iterable[DivisionNames] = (),
    ) -> Registry:
        """Index the names of entities and of the divisions that are current."""
        by_code = {division.code: division for division in divisions}
        names: dict[str, set[EntityKey]] = defaultdict(set)
        scoped: dict[tuple[str, str], set[EntityKey]] = defaultdict(set)
        for division in by_code.values():
            if division.current:
                names[division.zh].add(("division", division.code))
        further: list[tuple[EntityKey, Named]] = [*entities.items()]
        further += ((("division", item.code), item) for item in division_names)
        for key, item in further:
            for name in item.names():
                names[name].add(key)
            for article, aliases in item.scoped_aliases.items():
                for alias in aliases:
                    scoped[article, alias].add(key)
        return cls(
            entities,
            by_code,
            places or {},
            tuple(division_names),
            {name: frozenset(keys) for name, keys in names.items()},
            {name: frozenset(keys) for name, keys in scoped.items()},
        )

    def resolve(self, reference: str, kinds: Iterable[str], article: str) -> EntityKey:
        """Find the one entity that a reference means in an article.

        `reference` is `kind/slug`, or a name; a name scoped to the article comes first. Raises
        DataError `entity-unknown`, `entity-ambiguous`, `entity-kind` or `entity-retired`.
        """
        wanted = tuple(kinds)
        kind, slash, slug = reference.partition("/")
        if slash and (kind in KINDS or kind == "division"):
            found = {(kind, slug)} if self._exists((kind, slug)) else set()
        elif reference == article and "article" in wanted:
            return ("article", article)
        else:
            found = set(self._scoped.get((article, reference), ()))
            found = found or set(self._names.get(reference, ()))
        if not found:
            raise self._unknown(reference, article)
        fitting = sorted(key for key in found if key[0] in wanted)
        if not fitting:
            raise _misfit("entity-kind", reference, sorted(found), wanted)
        if len(fitting) > 1:  # an entity that was merged or withdrawn may have left its name
            fitting = [key for key in fitting if not self._retired(key)] or fitting
        if len(fitting) > 1:
            raise _misfit("entity-ambiguous", reference, fitting, wanted)
        return self._alive(fitting[0], reference)

    def _exists(self, key: EntityKey) -> bool:
        return key in self.entities or (key[0] == "division" and key[1] in self.divisions)

    def _retired(self, key: EntityKey) -> bool:
        entity = self.entities.get(key)
        return bool(entity and (entity.merged_into or entity.withdrawn))

    def _alive(self, key: EntityKey, reference: str) -> EntityKey:
        if self._retired(key):
            entity = self.entities[key]
            now = f"{key[0]}/{entity.merged_into}" if entity.merged_into else None
            raise DataError(
                "entity-retired",
                zh=f"“{reference}”已并入其他实体或已撤回。",
                en=f"{reference!r} is merged or withdrawn.",
                mend_zh=f"请改用 {now}。" if now else "请改用其他实体。",
                mend_en=f"Use {now}." if now else "Use another entity.",
            )
        return key

    def _unknown(self, reference: str, article: str) -> DataError:
        elsewhere = sorted(a for a, name in self._scoped if name == reference and a != article)
        if elsewhere:
            return DataError(
                "entity-unknown",
                zh=f"“{reference}”只在文章 {'、'.join(elsewhere)} 中是别名,在 {article} 中不是。",
                en=f"{reference!r} is an alias in {', '.join(elsewhere)} only, not in {article}.",
                mend_zh=f"如所指明确,请在登记表中加入 scopedAliases: {{{article}: [{reference}]}}。",
                mend_en=f"If it is clear there, add scopedAliases: {{{article}: [{reference}]}} "
                "to its registry entry.",
            )
        near = self._near(reference)
        return DataError(
            "entity-unknown",
            zh=f"登记表中没有“{reference}”。",
            en=f"The registry has no {reference!r}.",
            mend_zh=f"是否指:{'、'.join(near)}?" if near else "请在 data/registry 中登记。",
            mend_en=f"Did you mean {', '.join(near)}?" if near else "Add it to data/registry.",
        )

    def _near(self, reference: str) -> list[str]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed for this message only

        candidates = [*self._names, *("/".join(key) for key in self.entities)]
        matches = process.extract(
            reference, candidates, scorer=fuzz.ratio, limit=3, score_cutoff=60
        )
        return [name for name, *_ in matches]


def _misfit(
    code: Literal["entity-kind", "entity-ambiguous"],
    reference: str,
    found: list[EntityKey],
    wanted: tuple[str, ...],
) -> DataError:
    names = ", ".join("/".join(key) for key in found[:5])
    if code == "entity-kind":
        return DataError(
            code,
            zh=f"“{reference}”是 {names},此处需要 {'、'.join(wanted)}。",
            en=f"{reference!r} is {names}; this place takes {', '.join(wanted)}.",
            mend_zh="请改用相应种类的实体。",
            mend_en="Name an entity of such a kind.",
        )
    return DataError(
        code,
        zh=f"“{reference}”可指 {names}。",
        en=f"{reference!r} may be {names}.",
        mend_zh="请写成 kind/slug。",
        mend_en="Write it as kind/slug.",
    )


def entity_references(entity: Entity) -> Iterator[tuple[str, str]]:
    """Yield (key, slug of the same kind) for each reference between entities of one kind."""
    if entity.merged_into:
        yield "mergedInto", entity.merged_into
    if isinstance(entity, (Concept, Indicator)):
        yield from (("broader", slug) for slug in entity.broader)
    if isinstance(entity, Indicator):
        pairs = (("numerator", entity.numerator), ("denominator", entity.denominator))
        yield from ((key, slug) for key, slug in pairs if slug)
    if isinstance(entity, Unit) and entity.scaling_of:
        yield "scalingOf", entity.scaling_of
