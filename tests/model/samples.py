"""An invented article, its text and its registry, which the tests of the model share."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from kg.errors import CombinedError, KgError
from kg.model.division import Division
from kg.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

LINES = (
    "甲县三次蝉联“先进县”",
    "本报 记者 某某报道",
    "去年,甲县生产总值突破1600亿元,增长6.5%。全县新增12家小巨人,包括乙公司。",
    "甲县将打造新平台。甲县,甲县。",
)
SOURCE = "\n".join(LINES) + "\n"
TEXT = Text("t1", LINES, hashlib.sha256(SOURCE.encode()).hexdigest())

RECORD = f"""\
article:
  id: t1
  headline: 甲县三次蝉联“先进县”
  byline: 本报 记者 某某报道
  newspaper: unknown
  date: 2024
  dateInferred: true
  page: unknown
  url: unknown
  sha256: {TEXT.sha256}
  paragraphs: [{", ".join(str(len(line)) for line in LINES)}]
"""
"""The record of the article: 11 lines of a file."""

CONFERRAL = """\
- id: t1-001
  kind: Conferral
  at: 1:0-11
  recipient: 甲县
  honor: 先进县
  verb: retained
  verbText: 蝉联
  streak: 3
  streakText: 三次蝉联
"""
OBSERVATION = """\
- id: t1-002
  kind: Observation
  at: 3:3-18
  about: 甲县
  indicator: 生产总值
  measure: level
  value: 1600
  unit: 亿元
  valueText: 突破1600亿元
  bound: more-than
"""
GOAL = """\
- id: t1-003
  kind: Goal
  at: 4:0-8
  actor: 甲县
  verb: build
  verbText: 打造
  modality: planned
  objectText: 新平台
"""
FILE = f"{RECORD}nextFact: 4\nfacts:\n{CONFERRAL}{OBSERVATION}{GOAL}"
"""A good fact file: record (lines 1-11), nextFact (12), facts from line 14, 23 and 33."""

REGISTRY = {
    "honor": "- {slug: advanced-county, zh: 先进县, en: Advanced County, aliases: [先进县称号]}\n",
    "indicator": "- {slug: output, zh: 生产总值, en: output}\n",
    "unit": "- {slug: yuan, zh: 元, en: yuan, symbol: 元}\n"
    "- {slug: yi-yuan, zh: 亿元, en: 100 million yuan, symbol: 亿元, scalingOf: yuan,"
    " conversionMultiplier: 100000000}\n",
    "agency": "- slug: county-a-bureau\n  zh: 甲县发展局\n  en: County A Bureau\n"
    "  jurisdiction: '890001'\n  scopedAliases: {t1: [县发展局, 该局]}\n",
    "division": "- {code: '890001', aliases: [甲], scopedAliases: {t1: [全县]}}\n",
}
"""Kind → the file of that kind."""


def _county(code: str, zh: str, en: str, pinyin: str, **rest: Any) -> Division:
    return Division(
        code=code, level="county", zh=zh, en=en, pinyin=pinyin, **{"current": True, **rest}
    )


DIVISIONS = (
    Division(
        code="890000", level="prefecture", zh="丙市", en="City C", pinyin="bǐng shì", current=True
    ),
    _county("890001", "甲县", "County A", "jiǎ xiàn", parent="890000"),
    _county("890002", "市中区", "Shizhong District", "shì zhōng qū", parent="890000"),
    _county("880002", "市中区", "Shizhong District", "shì zhōng qū"),
    _county("890009", "旧县", "Old County", "jiù xiàn", current=False, replaced_by=("890001",)),
)
"""A city with two counties, one of them 市中区; another 市中区 elsewhere; a county of old."""


def write_registry(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the registry, with the files that `changes` names in place of its own."""
    folder.mkdir(exist_ok=True)
    for kind, content in {**REGISTRY, **(changes or {})}.items():
        (folder / f"{kind}.yaml").write_text(content, encoding="utf-8")
    return folder


def errors_of(call: Callable[[], object]) -> list[KgError]:
    """Return the errors that a call raises, one by one, or nothing."""
    try:
        call()
    except CombinedError as found:
        return list(found.errors)
    except KgError as error:
        return [error]
    return []


def places(errors: Iterable[KgError]) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and subject of each error."""
    return [(error.code, error.line, error.subject) for error in errors]
