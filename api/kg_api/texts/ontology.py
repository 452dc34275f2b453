"""The words of the ontology's page in zh and en.

What stands between backquotes is code, and leads to the term where it is the name of one.
"""

from collections.abc import Mapping

from kg.errors import Language

Told = tuple[str, str]
"""A heading and what stands under it."""

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "contents": "目录",
        "version": "版本",
        "status": "状态：草案",
        "namespace": "命名空间",
        "prefix": "前缀",
        "formats": "机器可读格式",
        "context": "JSON-LD 上下文",
        "building": "事实的构成",
        "classes": "类",
        "properties": "属性",
        "codes": "代码表",
        "codes_lead": "每个代码属于一个代码表，名称以表名开头。",
        "others": "采用的其他词汇",
        "others_lead": "数据中用到、由其他词汇定义的术语。",
        "diagram": "类图",
        "diagram_hint": "三角指向较宽的类；箭头为指向另一类的属性；斜线表示推得。",
        "term": "术语",
        "meaning": "含义",
        "label": "名称",
        "class": "类",
        "object property": "对象属性",
        "datatype property": "数据属性",
        "annotation property": "注释属性",
        "code list": "代码表",
        "code": "代码",
        "inferred": "仅由推理得出",
        "deprecated": "已弃用",
        "functional": "至多一个值",
        "transitive": "可传递",
        "asymmetric": "不对称",
        "irreflexive": "不自反",
        "above": "上位",
        "below": "下位",
        "domain": "定义域",
        "range": "值域",
        "has": "属性",
        "takes": "代码表",
        "used_by": "取值于此的属性",
        "chains": "由此推得",
        "see_also": "参见",
        "replaced_by": "改用",
        "also": "其他词汇中的对应",
        "example": "示例：",
        "example_query": "查询及其结果",
        "uses": "用到它的查询",
        "is_kind_of": "{narrow} 是 {wide} 的一种",
        "leads": "{name} 由 {source} 指向 {target}",
        "full_stop": "。",
        "anchor": "此术语的链接",
    },
    "en": {
        "contents": "Contents",
        "version": "Version",
        "status": "Status: draft",
        "namespace": "Namespace",
        "prefix": "Prefix",
        "formats": "For machines",
        "context": "JSON-LD context",
        "building": "How a fact is built",
        "classes": "Classes",
        "properties": "Properties",
        "codes": "Code lists",
        "codes_lead": "Each code is in one list, and its name begins with the list’s.",
        "others": "Terms of other vocabularies",
        "others_lead": "Terms that stand in the data and are defined elsewhere.",
        "diagram": "Class diagram",
        "diagram_hint": "A triangle points at the wider class; an arrow is a property that leads "
        "to another class; a slash marks what is inferred.",
        "term": "Term",
        "meaning": "Meaning",
        "label": "Label",
        "class": "class",
        "object property": "object property",
        "datatype property": "datatype property",
        "annotation property": "annotation property",
        "code list": "code list",
        "code": "code",
        "inferred": "inferred only",
        "deprecated": "deprecated",
        "functional": "one value at most",
        "transitive": "transitive",
        "asymmetric": "asymmetric",
        "irreflexive": "irreflexive",
        "above": "Broader",
        "below": "Narrower",
        "domain": "Domain",
        "range": "Range",
        "has": "Properties",
        "takes": "Code list",
        "used_by": "Properties that take these codes",
        "chains": "Follows from",
        "see_also": "See also",
        "replaced_by": "Use instead",
        "also": "In other vocabularies",
        "example": "Example: ",
        "example_query": "A query and its rows",
        "uses": "Queries that use it",
        "is_kind_of": "{narrow} is a kind of {wide}",
        "leads": "{name} leads from {source} to {target}",
        "full_stop": ". ",
        "anchor": "Link to this term",
    },
}

BUILDING: Mapping[Language, tuple[Told, ...]] = {
    "zh": (
        (
            "一条事实，一个节点",
            (
                "文章所说的每件事都是一个 `Fact` 节点，属于某一种事实。同一篇文章说三遍，是一个节点、三处依据；"
                "两篇文章各说一遍，是两个节点，其一以 `restates` 指向另一个。地方、机构、荣誉等实体只带参考信息。"
            ),
        ),
        (
            "依据",
            (
                "事实经 `evidence` 指向 `Passage`，再经 `inParagraph`、`inArticle` 到文章。片段以 `oa:start`、"
                "`oa:end` 给出在一行文本中的位置：从 0 起按 Unicode 码位计，不含末位；行号从 1 起，标题为第 1 行。"
            ),
        ),
        (
            "角色",
            (
                "`about` 是事实所说的对象；`recipient`、`actor`、`party`、`holder`、`whole` 是它的具体形式。"
                "每种角色都是 `concerns`，因此“涉及某物的全部事实”只需一步。"
            ),
        ),
        (
            "数值",
            (
                "`value` 与 `unit` 如原文所印（1600、亿元），`baseValue` 是换算到基本单位的值。`bound` 说明数值是恰好、"
                "超过还是约数：突破1600亿元不等于 1600。增速、水平值、占比、增减与位次是不同的 `measure`。"
            ),
        ),
        (
            "代码与原文",
            "代码供机器使用（`bound-more-than`），原文用语由 `valueText`、`verbText` 等保留（突破1600亿元）。",
        ),
        (
            "推得的捷径",
            (
                "`hasHonor`、`responsible`、`locatedIn` 等一步捷径由事实推得，存于专门的图中，任何文件都不直接填写。"
                "`Goal` 是打算，不表示已经做成。"
            ),
        ),
    ),
    "en": (
        (
            "One fact, one node",
            (
                "Everything that an article says is a node of class `Fact`, of one kind. Said three "
                "times in one article it is one node with three passages; said in two articles it is "
                "two nodes, of which one `restates` the other. Entities (places, bodies, honors …) "
                "carry reference data only."
            ),
        ),
        (
            "Evidence",
            (
                "From the fact `evidence` leads to a `Passage`, and `inParagraph` and `inArticle` to "
                "the article. `oa:start` and `oa:end` give its place in one line of the text: Unicode "
                "code points from 0, end exclusive. Lines count from 1; the headline is line 1."
            ),
        ),
        (
            "Roles",
            (
                "`about` is what the fact is said of; `recipient`, `actor`, `party`, `holder` and "
                "`whole` are kinds of it. Every role is a kind of `concerns`, so that “all facts that "
                "touch X” is one hop."
            ),
        ),
        (
            "Figures",
            (
                "`value` and `unit` are as printed; `baseValue` is in the base unit. `bound` tells "
                "whether the number is exact, exceeded or approximate: `= 1600` with "
                "`bound-more-than` is not 1600. Growth, level, share, change and rank are different "
                "codes of `measure`."
            ),
        ),
        (
            "Codes beside words",
            (
                "The code is for machines (`bound-more-than`); the words as printed stand beside it, "
                "in `valueText`, `verbText` and so on."
            ),
        ),
        (
            "Inferred shortcuts",
            (
                "`hasHonor`, `responsible`, `locatedIn` and their like follow from the facts and stand "
                "in a graph of their own; no file asserts them. A `Goal` is an intention and asserts "
                "no outcome."
            ),
        ),
    ),
}

SECTIONS: Mapping[str, Mapping[Language, Told]] = {
    "evidence": {
        "zh": ("事实与依据", "事实、陈述它的片段，以及片段所在的文章。"),
        "en": ("A fact and its evidence", "The fact, the passages that state it, their article."),
    },
    "figures": {
        "zh": ("数值与荣誉", "荣誉的授予、观测到的数值与走势、荣誉的计数。"),
        "en": (
            "Figures and honors",
            "Honors received, values and trends observed, honors counted.",
        ),
    },
    "doings": {
        "zh": ("所为、所愿、所言", "已做或在做的事、打算做的事，以及评价与判断。"),
        "en": ("What is done, meant and claimed", "Activities, goals, and what is asserted."),
    },
    "relations": {
        "zh": ("人、名称、位置与构成", "任职、署名、命名、位置，以及整体与部分。"),
        "en": (
            "People, names, places and parts",
            "Posts, bylines, names, sites, wholes and parts.",
        ),
    },
    "places": {
        "zh": ("地域", "行政区划、功能区与设施。"),
        "en": ("Places", "Administrative divisions, development zones and facilities."),
    },
    "bodies": {
        "zh": ("人与机构", "人、公共机构、企业、院校与科研机构。"),
        "en": (
            "People and bodies",
            "Persons, public agencies, enterprises, academic institutions.",
        ),
    },
    "instruments": {
        "zh": ("所立与所成", "行动、文件、理念、机制、名册、平台，以及产品与成果。"),
        "en": (
            "What is set up and made",
            "Programs, documents, principles, mechanisms, registers, platforms, and offerings.",
        ),
    },
    "concepts": {
        "zh": ("所授、所量、所谈", "荣誉、指标、主题与代码。"),
        "en": ("What is conferred, measured and spoken of", "Honors, indicators, topics, codes."),
    },
    "anywhere": {
        "zh": ("跨类的属性", "不限于某一类的属性，多为推得的捷径。"),
        "en": (
            "Properties of things of several classes",
            "They belong to no single class; most are inferred shortcuts.",
        ),
    },
    "annotations": {
        "zh": ("供机器阅读本体", "说明本体自身的注释属性。"),
        "en": ("To read the ontology by machine", "Annotations of the ontology itself."),
    },
}
"""Section → its heading and lead; a diagram bears the name of its section."""
