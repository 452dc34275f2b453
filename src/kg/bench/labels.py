"""The names of `kg bench lookup`: the real divisions, and enterprises made up, the same each time.

Nothing is true of the enterprises. Each has a Chinese label of a place, a trade name, an industry
and a legal form, and says in which county it is.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import assets
from kg.mapping.entities import ENTITIES, division_quads
from kg.mapping.ontology import ontology_quads
from kg.model.division import read_divisions
from kg.names.divisions import short_names
from kg.vocab import RDF_TYPE, entity, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.division import Division

_SEED = 371002
_TRADE = "三角环球海王银兴宝威华东恒信金鼎天成永泰中科新元鲁能瑞丰宏达东方龙腾远大博源"
_INDUSTRIES = [
    "轮胎",
    "渔具",
    "新材料",
    "机械制造",
    "食品",
    "电子科技",
    "医药",
    "纺织",
    "化工",
    "建材",
    "物流",
    "农业发展",
    "能源",
    "装备",
    "海洋生物",
    "环保工程",
    "文化传媒",
    "信息技术",
    "汽车零部件",
    "精密仪器",
]
_LEGAL_FORMS = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司", "专业合作社", "厂")


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise that does not exist."""

    number: int
    label: str
    place: Division

    @property
    def iri(self) -> NamedNode:
        """Its IRI."""
        return entity("enterprise", f"bench-{self.number:06}")


@dataclass(frozen=True, slots=True)
class Labels:
    """The dataset: as many Chinese labels as are asked for, those of the divisions among them."""

    store: Store
    divisions: tuple[Division, ...]
    enterprises: tuple[Enterprise, ...]

    @property
    def texts(self) -> list[str]:
        """All Chinese labels."""
        return [*(each.zh for each in self.divisions), *(each.label for each in self.enterprises)]

    @classmethod
    def make(cls, size: int) -> Labels:
        """Make the dataset."""
        divisions = read_divisions(assets.folder("data") / "divisions" / "divisions.csv")
        enterprises = tuple(_enterprises(divisions, max(0, size - len(divisions))))
        store = Store()
        store.extend(ontology_quads(sorted(assets.folder("ontology").glob("*.ttl"))))
        store.extend(division_quads(divisions))
        store.bulk_extend(quad for each in enterprises for quad in _quads(each))
        return cls(store, divisions, enterprises)


def _enterprises(divisions: tuple[Division, ...], count: int) -> Iterator[Enterprise]:
    source = random.Random(_SEED)  # noqa: S311 - the same each time is what is wanted
    counties = [each for each in divisions if each.current and each.level == "county"]
    known: set[str] = set()
    while len(known) < count:
        place = source.choice(counties)
        trade = "".join(source.sample(_TRADE, source.choice((2, 2, 3))))
        before = next(short_names(place.zh), place.zh)
        label = before + trade + source.choice(_INDUSTRIES) + source.choice(_LEGAL_FORMS)
        if label not in known:
            known.add(label)
            yield Enterprise(len(known), label, place)


def _quads(each: Enterprise) -> Iterator[Quad]:
    for prop, value in (
        (RDF_TYPE, term("cdo:Enterprise")),
        (term("rdfs:label"), Literal(each.label, language="zh")),
        (term("cdo:locatedIn"), entity("division", each.place.code)),
    ):
        yield Quad(each.iri, prop, value, ENTITIES)
