"""The words of the page of changes in zh and en."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "变更",
        "lead": "何时新增、更改、删除了什么；最近的在前。收割程序可取同一地址的 RDF"
        "（Linked Data Event Streams），只读取上次之后的部分。",
        "when": "时间",
        "what": "变更",
        "which": "实体",
        "create": "新增",
        "update": "更改",
        "delete": "删除",
        "newer": "较新的变更",
        "older": "较早的变更",
        "pages": "其他各页",
        "none": "尚无变更。",
    },
    "en": {
        "title": "Changes",
        "lead": "What was created, changed and deleted, and when; the newest first. A harvester "
        "takes the RDF at the same address (Linked Data Event Streams) and reads only what came "
        "after it last looked.",
        "when": "When",
        "what": "Change",
        "which": "Entity",
        "create": "created",
        "update": "changed",
        "delete": "deleted",
        "newer": "Newer changes",
        "older": "Older changes",
        "pages": "Other pages",
        "none": "Nothing has changed yet.",
    },
}
