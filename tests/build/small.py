"""A whole project in small: four divisions, a short registry, two articles and their invented texts.

Places, people and figures are made up. A test gets its own copy and edits it; the ontology, the
shapes and the rules are the real ones.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.anchor import anchored
from kg.model.text import Text
from kg.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "t1": """丙区获评样板县
本报 记者 甲乙
去年,丙区三次蝉联样板县,完成投资322.7万元,增长23.50%。丁局设立样板平台,力争新增16家企业。
""",
    "t2": """丁县也是样板县
丁县获评样板县,此前丙区获评样板县。
""",
}
DIVISIONS = """\
code,level,parent,zh,en,pinyin,longitude,latitude,validFrom,validUntil,replacedBy,current
850000,province,,甲省,Jia,jiǎ shěng,110.5,30.25,,,,true
850100,prefecture,850000,乙市,Yi,yǐ shì,,,,,,true
850102,county,850100,丙区,Bing District,bǐng qū,110.61,30.3,2017-10-30,,,true
850181,county,850100,丙市,Bing,bǐng shì,,,,2017,850102,false
850182,county,850100,丁县,Ding County,dīng xiàn,,,,,,true
"""
REGISTRY = {
    "agency": "- {slug: ding-bureau, zh: 丁局, en: Ding Bureau, jurisdiction: '850102'}\n",
    "division": "- {code: '850102', scopedAliases: {t1: [该区]}}\n",
    "enterprise": "- {slug: wu-works, zh: 戊厂, en: Wu Works}\n",
    "honor": "- {slug: model-county, zh: 样板县, en: Model County, level: provincial}\n",
    "indicator": "- {slug: investment, zh: 样板投资, en: model investment}\n",
    "person": "- {slug: jia-yi, zh: 甲乙, en: Jia Yi}\n",
    "platform": "- {slug: model-platform, zh: 样板平台, en: Model Platform}\n",
    "unit": """\
- {slug: yuan, zh: 元, en: yuan, symbol: 元}
- {slug: wan-yuan, zh: 万元, en: ten thousand yuan, symbol: 万元, scalingOf: yuan, \
conversionMultiplier: 10000}
- {slug: percent, zh: 百分比, en: percent, symbol: "%"}
""",
}
FACTS = {
    "t1": """\
- id: t1-001
  kind: Conferral
  at: [1:丙区获评样板县, 丙区三次蝉联样板县]
  recipient: 丙区
  honor: 样板县
  verb: [named, retained]
  verbText: 获评
  streak: 3
  streakText: 三次蝉联
  period: 2023
- id: t1-002
  kind: Observation
  at: 去年,丙区三次蝉联样板县,完成投资322.7万元
  about: 丙区
  indicator: 样板投资
  measure: level
  value: 322.7
  unit: 万元
  valueText: 322.7万元
  bound: exact
  period: 2023
  periodText: 去年
  periodInferred: true
- id: t1-003
  kind: Observation
  at: 增长23.50%
  about: 丙区
  indicator: 样板投资
  measure: growth
  value: 23.50
  unit: "%"
  valueText: 23.50%
  bound: exact
  period: 2023
- id: t1-004
  kind: Activity
  at: 丁局设立样板平台
  actor: 丁局
  modality: done
  verb: set-up
  verbText: 设立
  result: 样板平台
- id: t1-005
  kind: Goal
  at: 丁局设立样板平台,力争新增16家企业
  actor: 丁局
  modality: planned
  objectText: 新增16家企业
- id: t1-006
  kind: Byline
  at: 记者 甲乙
  credits: 甲乙
  creditRole: reporter
""",
    "t2": """\
- id: t2-001
  kind: Conferral
  at: 丁县获评样板县
  recipient: 丁县
  honor: 样板县
  verb: named
  verbText: 获评
- id: t2-002
  kind: Conferral
  at: 丙区获评样板县
  recipient: 丙区
  honor: 样板县
  verb: named
  verbText: 获评
  restates: t1-001
""",
}


@dataclass(frozen=True)
class Small:
    """The folders of one copy."""

    root: Path

    @property
    def data(self) -> Path:
        """Facts, registry and divisions."""
        return self.root / "data"

    @property
    def corpus(self) -> Path:
        """The texts."""
        return self.root / "corpus"

    @property
    def store(self) -> Path:
        """Where builds go unless told otherwise."""
        return self.root / "store"

    def article(self, name: str) -> Path:
        """The fact file of an article."""
        return self.data / "articles" / f"{name}.yaml"

    def settings(self, *, corpus: bool = False, store: Path | None = None) -> Settings:
        """Settings for a build of this copy."""
        return Settings(
            data=self.data, store=store or self.store, corpus=self.corpus if corpus else None
        )

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace what stands exactly once in a file."""
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line(self, path: Path, words: str) -> int:
        """Number (from 1) of the one line that holds these words."""
        lines = path.read_text(encoding="utf-8").splitlines()
        (found,) = (number for number, line in enumerate(lines, 1) if words in line)
        return found


def make(root: Path) -> Small:
    """Write a copy below `root`."""
    small = Small(root)
    for folder in (small.corpus, small.data / "articles", small.data / "registry"):
        folder.mkdir(parents=True)
    (small.data / "divisions").mkdir()
    (small.data / "divisions" / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    for kind, entries in REGISTRY.items():
        (small.data / "registry" / f"{kind}.yaml").write_text(entries, encoding="utf-8")
    for name, text in TEXTS.items():
        (small.corpus / f"{name}.txt").write_text(text, encoding="utf-8")
        small.article(name).write_text(fact_file(small, name), encoding="utf-8")
    return small


def fact_file(small: Small, name: str) -> str:
    """The fact file of an article, its quotations turned into locators."""
    text = Text.read(small.corpus, name)
    source = f"""\
article:
  id: {name}
  headline: {text.lines[0]}
  byline: {text.lines[1][:8]}
  newspaper: unknown
  date: 2024
  dateInferred: true
  page: unknown
  url: unknown
  sha256: {hashlib.sha256((small.corpus / f"{name}.txt").read_bytes()).hexdigest()}
  paragraphs: {[len(line) for line in text.lines]}
nextFact: {FACTS[name].count("- id:") + 1}
facts:
{FACTS[name]}"""
    return anchored(source, f"{name}.yaml", text)[0]


def environment(**extra: str) -> dict[str, str]:
    """The environment for a process of its own: no settings but those given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "LC_"))}
    return {**kept, "LANG": "C.UTF-8", **extra}
