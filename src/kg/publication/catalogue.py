"""The files that are offered for download: their public names, what each is, its media type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.publication.column import Words
from kg.store.snapshot import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

NQUADS = "county-kg.nq.gz"
"""Public name of the snapshot's own data, which is not stored twice."""
TURTLE = "county-kg.ttl.gz"
PACKAGE = "datapackage.json"
SUMS = "SHA256SUMS"
CSV, PARQUET = "csv", "parquet"

TABLES: Mapping[str, Words] = {
    "panel": Words("面板：各行政区划的数值，一行一个", "Panel: figures about divisions, one a row"),
    "codebook": Words("编码手册：每个变量的含义", "Codebook: what each variable means"),
    "conferral": Words("授予：谁获得什么荣誉", "Conferrals: who received which honor"),
    "observation": Words(
        "观测：数值、增速、比重、位次与荣誉计数",
        "Observations: amounts, growth, shares, ranks, and counts of honors",
    ),
    "activity": Words("作为：谁做了或在做什么", "Activities: who did or is doing what"),
    "partnership": Words("合作：谁与谁一同做什么", "Partnerships: who does what together"),
    "goal": Words("目标：打算、要求与目的", "Goals: what is planned or aimed at"),
    "claim": Words("论断：评价与判断", "Claims: assessments, in our own words"),
    "engagement": Words("任职：谁在何处任何职", "Engagements: who holds which post where"),
    "byline": Words("署名：文章署谁的名", "Bylines: whom an article credits"),
    "naming": Words("命名：文章怎样称呼一物", "Namings: what an article calls a thing"),
    "siting": Words("位置：何物在何处之内或之旁", "Sitings: what is inside or beside which place"),
    "composition": Words("构成：整体及其部分", "Compositions: a whole and its parts"),
    "evidence": Words("依据：每一处原文片段", "Evidence: each passage that states a fact"),
    "role": Words("角色：每条事实涉及的每个实体", "Roles: each entity in each fact"),
}
"""What each table is, in the order in which they are listed."""
_OTHERS = {
    NQUADS: Words("全部数据，N-Quads，含命名图", "All data as N-Quads, with the named graphs"),
    TURTLE: Words("全部数据，Turtle，各图的并集", "All data as Turtle, the union of the graphs"),
    PACKAGE: Words("数据包描述（Data Package）", "Description of the files (Data Package)"),
    SUMS: Words("各文件的 SHA-256", "SHA-256 of each file"),
}
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "gz": "application/gzip",
    "json": "application/json",
}


@dataclass(frozen=True)
class Entry:
    """A file for download; `stored` is its name in the snapshot's folder."""

    name: str
    title: Words
    media_type: str
    stored: str


def entry(stored: str) -> Entry | None:
    """Return the entry of a file of a snapshot; None for what is not offered.

    >>> entry("data.nq.gz").name
    'county-kg.nq.gz'
    >>> entry("manifest.json")
    """
    name = NQUADS if stored == DATA else stored
    stem, _, ending = name.partition(".")
    tabular = ending in {CSV, PARQUET} and (stem, ending) != ("codebook", PARQUET)
    title = TABLES.get(stem, Words(stem, stem)) if tabular else _OTHERS.get(name)
    if title is None:
        return None
    return Entry(name, title, _TYPES.get(name.rpartition(".")[2], "text/plain"), stored)


def place(name: str) -> int:
    """Return where a file stands in a list: the panel first, what describes the files last."""
    stem, _, ending = name.partition(".")
    names = (NQUADS, TURTLE, *TABLES, PACKAGE, SUMS)
    key = name if name in names else stem
    listed = names.index(key) if key in names else len(names)
    return 2 * listed + (ending == PARQUET)
