"""The words of the reconciliation service in zh and en; a test holds that both say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import Language

Pair = tuple[str, str]

WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "name": "县域知识图谱",
        "facts": "{}条事实",
        "honors": "荣誉",
        "more": "等{}项",
        "ended": "已撤销",
        "open": "打开页面",
        "limit": "值的个数",
        "limit_help": "每格至多几个值；0 为全部。数字按时期由新到旧。",
        "content": "数字的形式",
        "content_help": "界限不丢失：突破1600亿元作数字时为文本 >1600，不是数字 1600。",
        "figure": "度量、界限、数值、单位、时期",
        "number": "数值，原文单位",
        "baseNumber": "数值，基本单位",
        "printed": "原文用语",
        "unit": "单位",
        "bound": "界限",
        "period": "时期",
        "fact": "事实",
        "at": "年份或日期",
        "at_help": "只取时期与之相交的，如 2023 或 2023-12-31；空：全部。",
    },
    "en": {
        "name": "County KG",
        "facts": "{} facts",
        "honors": "Honors",
        "more": "of {}",
        "ended": "former",
        "open": "Open the page",
        "limit": "Values",
        "limit_help": "Values in a cell at most; 0: all. Figures are in order, the newest first.",
        "content": "Figures as",
        "content_help": "A bound is never lost: more than 1,600 is the text >1600, not the number.",
        "figure": "measure, bound, number, unit, period",
        "number": "number, in the unit as printed",
        "baseNumber": "number, in the base unit",
        "printed": "words as printed",
        "unit": "unit",
        "bound": "bound",
        "period": "period",
        "fact": "fact",
        "at": "Year or day",
        "at_help": "Only what overlaps it, such as 2023 or 2023-12-31; empty: all.",
    },
}

PROPERTIES: Mapping[str, tuple[Pair, Pair]] = {
    "nameZh": (
        ("中文名称", "name in Chinese"),
        ("中文名称；无名者为原文的描述。", "Its name in Chinese, or the words that describe it."),
    ),
    "nameEn": (("英文名称", "name in English"), ("英文名称。", "Its name in English.")),
    "altLabel": (("别名", "other name"), ("简称及其他名称。", "Short and other names.")),
    "parent": (
        ("上级行政区", "division above"),
        ("所在的最小的上一级行政区。", "The smallest division that it is in."),
    ),
    "prefecture": (
        ("地级行政区", "prefecture"),
        ("所在的地级行政区。", "The prefecture-level division that it is in."),
    ),
    "province": (
        ("省级行政区", "province"),
        ("所在的省级行政区。", "The province-level division that it is in."),
    ),
    "isReplacedBy": (
        ("后继行政区", "successor"),
        ("撤销后的后继行政区。", "The divisions that took its place."),
    ),
    "hasHonor": (
        ("荣誉", "honor"),
        ("文章称其获得的荣誉。", "Honors that articles say it received."),
    ),
    "honorCount": (
        ("荣誉项数", "number of honors"),
        ("文章称其获得的荣誉有几项。", "How many honors articles say it received."),
    ),
    "enterprises": (
        ("境内企业", "enterprises in it"),
        ("文章所述位于其中的企业。", "Enterprises that articles place in it."),
    ),
    "enterpriseCount": (
        ("境内企业数", "number of enterprises in it"),
        ("本数据集中位于其中的企业有几家。", "How many enterprises this dataset places in it."),
    ),
    "responsibleFor": (
        ("主责的举措", "instruments of its own"),
        (
            "由其发布、起草、设立或建设的举措。",
            "What it issued, drafted, set up or built.",
        ),
    ),
    "broader": (("上位概念", "broader concept"), ("更宽的概念。", "The broader concept.")),
    "factCount": (
        ("事实条数", "number of facts"),
        ("本数据集中涉及它的事实有几条。", "How many facts of this dataset concern it."),
    ),
    "articles": (
        ("文章", "articles"),
        ("陈述其事实的文章。", "The articles that state facts of it."),
    ),
    "articleCount": (
        ("文章篇数", "number of articles"),
        ("陈述其事实的文章有几篇。", "How many articles state facts of it."),
    ),
    "iri": (("IRI", "IRI"), ("完整的标识符。", "The whole identifier.")),
    "figure": (
        ("数字", "figure"),
        (
            "文章所述的数字：每条观测一个值。",
            "What articles say in figures: one value an observation.",
        ),
    ),
    "tally": (
        ("荣誉计数", "tally"),
        (
            "文章所述获此荣誉者的个数。",
            "How many things of it have the honor, as articles count them.",
        ),
    ),
}
"""Id of a property → its name and its definition, each in zh and en."""

SIGNS: Mapping[str, str] = {
    "about": "≈",
    "more-than": ">",
    "at-least": "≥",
    "less-than": "<",
    "at-most": "≤",
}
"""Bound → the sign before a number that is not exact."""
