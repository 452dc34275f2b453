"""The words around every page, in zh and en."""

from collections.abc import Mapping

from kg.errors import Language

TAGS: Mapping[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""The tag of each language in HTML (BCP 47)."""

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "name": "县域知识图谱",
        "skip": "跳到正文",
        "places": "站内导航",
        "other_language": "English",
        "dataset": "数据集",
        "dumps": "下载",
        "ontology": "本体",
        "queries": "查询",
        "report": "质量",
        "data_as": "本页的数据格式",
        "colon": "：",
        "more": "更多",
        "changes": "变更记录",
        "graphs": "图与来历",
        "errors": "错误代码",
        "status": "服务状态",
        "licence": "数据与本体以 {} 许可提供；报道原文不在其中。",
        "snapshot": "快照",
    },
    "en": {
        "name": "County KG",
        "skip": "Skip to content",
        "places": "Pages",
        "other_language": "中文",
        "dataset": "Dataset",
        "dumps": "Downloads",
        "ontology": "Ontology",
        "queries": "Queries",
        "report": "Quality",
        "data_as": "This page as data",
        "colon": ": ",
        "more": "More",
        "changes": "Changes",
        "graphs": "Graphs and their origin",
        "errors": "Error codes",
        "status": "Service status",
        "licence": "Data and ontology are offered under {}; the articles themselves are not in them.",
        "snapshot": "Snapshot",
    },
}
