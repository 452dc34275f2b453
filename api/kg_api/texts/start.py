"""The words of the start page in zh and en."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "县域知识图谱：报纸中的县域事实",
        "headline": "报纸怎样写一个县，",
        "headline_end": "逐条可查。",
        "lead": "荣誉、增速、项目、企业、规划：报道中的每一句陈述成为一条事实，"
        "注明出自哪篇文章、第几行、第几个字。事实经 SHACL 检验后入库，以 SPARQL 提供查询。",
        "counts": "图谱现有",
        "entries": "从这里看起",
        "entries_lead": "每类中事实最多的几个条目；其余可由条目之间的链接走到。",
        "examples": "问一个问题",
        "examples_lead": "三个可直接运行的查询。",
        "all_examples": "全部示例查询",
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
        "published": "发布于",
        "software": "软件版本",
        "not_ready": "尚无数据：还没有已发布的快照，或正在载入。",
        "articles": "篇文章",
        "facts": "条事实",
        "entities": "个实体",
        "divisions": "个行政区划",
        "quads": "条四元组",
    },
    "en": {
        "title": "County KG: what newspapers report of China’s counties",
        "headline": "What newspapers say of a county,",
        "headline_end": "statement by statement.",
        "lead": "Honors, growth rates, programs, enterprises, plans: each statement of an article "
        "becomes a fact that names its article, line and characters. Facts are admitted through "
        "SHACL and served over SPARQL.",
        "counts": "What the graph holds",
        "entries": "Start here",
        "entries_lead": "Those of each kind that most is said of; links between the pages lead to "
        "the others.",
        "examples": "Ask a question",
        "examples_lead": "Three queries, ready to run.",
        "all_examples": "All example queries",
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
        "published": "published",
        "software": "software",
        "not_ready": "No data yet: no snapshot has been published, or it is being loaded.",
        "articles": "articles",
        "facts": "facts",
        "entities": "entities",
        "divisions": "administrative divisions",
        "quads": "quads",
    },
}

COUNTS = ("articles", "facts", "entities", "divisions", "quads")
"""The counts of a manifest that the start page shows, in this order."""

KINDS: Mapping[str, Mapping[Language, str]] = {
    "County": {"zh": "县级政区", "en": "Counties"},
    "Honor": {"zh": "荣誉", "en": "Honors"},
    "Indicator": {"zh": "指标", "en": "Indicators"},
    "Program": {"zh": "行动", "en": "Programs"},
    "Enterprise": {"zh": "企业", "en": "Enterprises"},
    "Agency": {"zh": "机构", "en": "Agencies"},
    "Article": {"zh": "文章", "en": "Articles"},
}
"""The kinds of entries that the start page leads to, in this order, by the name of their class."""
