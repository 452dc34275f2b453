"""The headings of sections in zh and en, and what a reader must know before reading one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import Language

SECTIONS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "honors": "荣誉",
        "recipients": "获授者",
        "figures": "指标与数字",
        "tallies": "荣誉计数",
        "enterprises": "企业",
        "programs": "所涉行动、政策与平台",
        "done": "已成之事",
        "ongoing": "正在进行",
        "partnerships": "合作",
        "plans": "计划与目标",
        "statements": "人物与陈述",
        "claims": "评价",
        "places": "位置",
        "parts": "构成",
        "names": "文中称谓",
        "posts": "任职",
        "bylines": "署名",
        "conferred": "所授荣誉",
        "under": "依托于此的事实",
        "mentions": "其他提及",
        "lines": "逐行事实",
        "evidence": "依据",
        "linked": "相关条目",
        "related": "相关事实",
    },
    "en": {
        "honors": "Honors",
        "recipients": "Recipients",
        "figures": "Figures",
        "tallies": "Counts of honors",
        "enterprises": "Enterprises",
        "programs": "Programs, policies and platforms concerned",
        "done": "Done",
        "ongoing": "Under way",
        "partnerships": "Partnerships",
        "plans": "Plans and aims",
        "statements": "People and what they say",
        "claims": "Assessments",
        "places": "Places",
        "parts": "Parts",
        "names": "Names in the texts",
        "posts": "Posts",
        "bylines": "Bylines",
        "conferred": "Honors conferred",
        "under": "What comes about under it",
        "mentions": "Other mentions",
        "lines": "Facts line by line",
        "evidence": "Evidence",
        "linked": "Linked entries",
        "related": "Related facts",
    },
}

NOTES: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "plans": "计划与目的只说明意向，不表示已经做到。",
        "figures": "水平值、增速、比重、位次等度量互不相同；“超过”“约”等是界限，不是准数。",
        "tallies": "一条计数就是一条；已列名的只是其中一部分。",
        "statements": "由署名人士说出的内容，附其身份。",
        "claims": "用自己的话概括的评价，并非数字。",
        "recipients": "按年份排列；入围、列入、获批等动词各按原文。",
    },
    "en": {
        "plans": "Plans and aims tell of an intention, not of an outcome.",
        "figures": "Level, growth, share and rank are different measures; “more than” and “about” "
        "are bounds, not exact numbers.",
        "tallies": "One count is one fact; those named are only some of those counted.",
        "statements": "What named people say, with the capacity in which they say it.",
        "claims": "Assessments in our own words; no figures.",
        "recipients": "By year; shortlisted, listed and approved are kept apart as printed.",
    },
}
"""What a reader must know before reading a section."""

LINKS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "within": "下辖区划",
        "jurisdiction": "本辖区的机构",
        "broader": "下位条目",
        "isReplacedBy": "前身",
        "numerator": "以此为分子的指标",
        "denominator": "以此为分母的指标",
        "scalingOf": "由此换算的单位",
        "worksFor": "任职人员",
        "responsible": "主责事项",
        "hasHonor": "拥有者",
        "partOf": "组成部分",
        "locatedIn": "位于此处",
        "inArticle": "各行",
        "inParagraph": "片段",
    },
    "en": {
        "within": "Divisions within",
        "jurisdiction": "Bodies with jurisdiction here",
        "broader": "Narrower entries",
        "isReplacedBy": "Preceded by",
        "numerator": "Indicators with this numerator",
        "denominator": "Indicators with this denominator",
        "scalingOf": "Units that scale this one",
        "worksFor": "People who work here",
        "responsible": "Responsible for",
        "hasHonor": "Held by",
        "partOf": "Parts",
        "locatedIn": "Located here",
        "inArticle": "Lines",
        "inParagraph": "Passages",
    },
}
"""What points at an entity that is no fact, by the property with which it does."""
