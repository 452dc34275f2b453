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
        "query": "查询台",
        "queries": "示例",
        "quality": "质量",
        "data_as": "本页的数据格式",
        "colon": "：",
        "more": "更多",
        "compare": "县域比较",
        "map": "地图",
        "changes": "变更记录",
        "graphs": "图与来历",
        "docs": "接口",
        "errors": "错误代码",
        "status": "服务状态",
        "licences": "脚本的许可",
        "licence": "数据与本体以 {} 许可提供；报道原文不在其中。",
        "snapshot": "快照",
        "cite": "引用本页",
        "cite_lead": "注明快照版本，读者便知所见数据的状态。",
        "copy": "复制",
        "copied": "已复制",
        "search": "搜索",
    },
    "en": {
        "name": "County KG",
        "skip": "Skip to content",
        "places": "Pages",
        "other_language": "中文",
        "dataset": "Dataset",
        "dumps": "Downloads",
        "ontology": "Ontology",
        "query": "Query",
        "queries": "Examples",
        "quality": "Quality",
        "data_as": "This page as data",
        "colon": ": ",
        "more": "More",
        "compare": "Compare counties",
        "map": "Map",
        "changes": "Changes",
        "graphs": "Graphs and their origin",
        "docs": "API",
        "errors": "Error codes",
        "status": "Service status",
        "licences": "Licences of scripts",
        "licence": "Data and ontology are offered under {}; the articles themselves are not in them.",
        "snapshot": "Snapshot",
        "cite": "Cite this page",
        "cite_lead": "With the version of the snapshot, so that readers know which state of the "
        "data was seen.",
        "copy": "Copy",
        "copied": "Copied",
        "search": "Search",
    },
}
