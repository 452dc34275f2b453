"""The words of the pages in zh and en; a test holds that both say the same things."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "name": "县域知识图谱",
        "title": "县域知识图谱：报纸中的县域事实",
        "headline": "报纸怎样写一个县，",
        "headline_end": "逐条可查。",
        "lead": "荣誉、增速、项目、企业、规划：报道中的每一句陈述成为一条事实，"
        "注明出自哪篇文章、第几行、第几个字。事实经 SHACL 检验后入库，以 SPARQL 提供查询。",
        "other_language": "English",
        "skip": "跳到正文",
        "counts": "图谱现有",
        "examples": "从这里开始",
        "examples_lead": "三个可直接运行的查询。",
        "run": "运行",
        "show_query": "查询语句",
        "own": "自己写一个查询",
        "own_label": "SPARQL 查询",
        "own_hint": "结果在浏览器中以 JSON 显示。默认图是所有命名图的并集，不必写 GRAPH。",
        "submit": "运行查询",
        "programs": "从程序中查询",
        "programs_lead": "SPARQL 1.1 协议，GET 或 POST；格式由 Accept 决定：",
        "formats_table": "表格",
        "formats_graph": "图",
        "snapshot": "快照",
        "published": "发布于",
        "software": "软件版本",
        "dataset": "数据集说明",
        "status": "服务状态",
        "licence": "数据以 CC BY 4.0 许可提供；报道原文不在其中。",
        "not_ready": "尚无数据：还没有已发布的快照，或正在载入。",
        "articles": "篇文章",
        "facts": "条事实",
        "entities": "个实体",
        "divisions": "个行政区划",
        "quads": "条四元组",
    },
    "en": {
        "name": "County KG",
        "title": "County KG: what newspapers report of China’s counties",
        "headline": "What newspapers say of a county,",
        "headline_end": "statement by statement.",
        "lead": "Honors, growth rates, programs, enterprises, plans: each statement of an article "
        "becomes a fact that names its article, line and characters. Facts are admitted through "
        "SHACL and served over SPARQL.",
        "other_language": "中文",
        "skip": "Skip to content",
        "counts": "What the graph holds",
        "examples": "Start here",
        "examples_lead": "Three queries, ready to run.",
        "run": "Run",
        "show_query": "The query",
        "own": "Write your own",
        "own_label": "SPARQL query",
        "own_hint": "A browser shows the results as JSON. The default graph is the union of all "
        "named graphs, so GRAPH is not needed.",
        "submit": "Run query",
        "programs": "From a program",
        "programs_lead": "SPARQL 1.1 Protocol, GET or POST; Accept decides on the format:",
        "formats_table": "Tables",
        "formats_graph": "Graphs",
        "snapshot": "Snapshot",
        "published": "published",
        "software": "software",
        "dataset": "About the dataset",
        "status": "Service status",
        "licence": "The data is offered under CC BY 4.0; the articles themselves are not in it.",
        "not_ready": "No data yet: no snapshot has been published, or it is being loaded.",
        "articles": "articles",
        "facts": "facts",
        "entities": "entities",
        "divisions": "administrative divisions",
        "quads": "quads",
    },
}

LAYOUT: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "name": "县域知识图谱",
        "skip": "跳到正文",
        "places": "站内导航",
        "ontology": "本体",
        "queries": "查询",
        "other_language": "English",
        "licence": "数据与本体以 CC BY 4.0 许可提供；报道原文不在其中。",
    },
    "en": {
        "name": "County KG",
        "skip": "Skip to content",
        "places": "Pages",
        "ontology": "Ontology",
        "queries": "Queries",
        "other_language": "中文",
        "licence": "Data and ontology are offered under CC BY 4.0; the articles themselves are "
        "not in them.",
    },
}
"""The words around every page but the first."""

COUNTS = ("articles", "facts", "entities", "divisions", "quads")
"""The counts of a manifest that the start page shows, in this order."""
