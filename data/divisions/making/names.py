"""Readings and English names of divisions.

A reading comes from readings.csv (a character or a run of characters, the longest that fits; one
that begins with ^ fits the beginning of a name only) and else from pypinyin. An English name comes
from english.csv (a whole name or what stands before the generic term) and else is the reading
without tones, the peoples it names, and the generic term.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin

if TYPE_CHECKING:
    from pathlib import Path

TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}

GENERIC = {
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "地区": "Prefecture",
    "特区": "Special District",
    "矿区": "Mining District",
    "盟": "League",
    "旗": "Banner",
    "区": "District",
    "县": "County",
    "市": "City",
    "镇": "Town",
}

PEOPLES = {
    "各族": "Various Nationalities",
    "土家族": "Tujia",
    "柯尔克孜": "Kyrgyz",
    "达斡尔族": "Daur",
    "哈萨克族": "Kazakh",
    "鄂温克族": "Ewenki",
    "布依族": "Buyei",
    "布朗族": "Blang",
    "朝鲜族": "Korean",
    "蒙古族": "Mongol",
    "哈尼族": "Hani",
    "哈萨克": "Kazakh",
    "塔吉克": "Tajik",
    "鄂伦春": "Oroqen",
    "傈僳族": "Lisu",
    "拉祜族": "Lahu",
    "东乡族": "Dongxiang",
    "纳西族": "Naxi",
    "景颇族": "Jingpo",
    "仫佬族": "Mulao",
    "仡佬族": "Gelao",
    "撒拉族": "Salar",
    "毛南族": "Maonan",
    "普米族": "Pumi",
    "保安族": "Bonan",
    "裕固族": "Yugur",
    "独龙族": "Derung",
    "蒙古": "Mongol",
    "锡伯": "Xibe",
    "回族": "Hui",
    "藏族": "Tibetan",
    "苗族": "Miao",
    "彝族": "Yi",
    "壮族": "Zhuang",
    "满族": "Manchu",
    "侗族": "Dong",
    "瑶族": "Yao",
    "白族": "Bai",
    "傣族": "Dai",
    "黎族": "Li",
    "佤族": "Va",
    "畲族": "She",
    "水族": "Sui",
    "土族": "Tu",
    "羌族": "Qiang",
    "怒族": "Nu",
}


@dataclass(frozen=True, slots=True)
class Namer:
    """The tables of hand-checked readings and English names."""

    readings: dict[str, list[str]]
    english: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Namer:
        """Read readings.csv (`zh,pinyin`) and english.csv (`zh,en`)."""
        readings = {zh: pinyin.split() for zh, pinyin in _table(folder / "readings.csv").items()}
        wrong = [zh for zh, syllables in readings.items() if len(zh.lstrip("^")) != len(syllables)]
        if wrong:
            raise ValueError(f"readings.csv: one syllable a character is wanted: {wrong}")
        return cls(readings, _table(folder / "english.csv"))

    def name(self, zh: str) -> dict[str, str]:
        """Return `pinyin` (tone marks, a space between syllables) and `en` of a division's name."""
        syllables = self._syllables(zh)
        return {"pinyin": " ".join(syllables), "en": self._english(zh, syllables)}

    def _syllables(self, zh: str) -> list[str]:
        syllables = lazy_pinyin(zh, style=Style.TONE)
        at = 0
        while at < len(zh):
            fixed = self._reading(zh, at)
            syllables[at : at + len(fixed)] = fixed
            at += len(fixed) or 1
        return syllables

    def _reading(self, zh: str, at: int) -> list[str]:
        for end in range(len(zh), at, -1):
            run = zh[at:end]
            if at == 0 and f"^{run}" in self.readings:
                return self.readings[f"^{run}"]
            if run in self.readings:
                return self.readings[run]
        return []

    def _english(self, zh: str, syllables: list[str]) -> str:
        if zh in self.english:
            return self.english[zh]
        stem, generic = _without_generic(zh)
        stem, peoples = _without_peoples(stem)
        proper = self.english.get(stem) or spell(syllables[: len(stem)])
        return " ".join(part for part in (proper, _and(peoples), GENERIC[generic]) if part)


def spell(syllables: list[str]) -> str:
    """Join syllables to one capitalised word without tones: xī ān → Xi'an, lǜ yuán → Lüyuan."""
    word = ""
    for syllable in syllables:
        bare = "".join(c for c in unicodedata.normalize("NFD", syllable) if c not in TONES)
        bare = unicodedata.normalize("NFC", bare)
        word += f"'{bare}" if word and bare[0] in "aoe" else bare
    return word[:1].upper() + word[1:]


def _without_generic(zh: str) -> tuple[str, str]:
    for generic in GENERIC:
        stem = zh.removesuffix(generic)
        # 矿区, 东矿区: 矿 is the name, or a part of it
        if stem not in {zh, ""} and not (generic == "矿区" and len(stem) == 1):
            return stem, generic
    raise ValueError(f"no generic term in {zh}: name it in english.csv")


def _without_peoples(stem: str) -> tuple[str, list[str]]:
    found: list[str] = []
    while match := next((people for people in PEOPLES if stem.endswith(people)), ""):
        stem = stem.removesuffix(match)
        found.insert(0, PEOPLES[match])
    return stem, found


def _and(words: list[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _table(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in list(csv.reader(file))[1:]}
