"""The words of the page of operations, in zh and en."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "接口",
        "lead": "本服务的全部操作。程序请读 openapi.json；下面是同样的内容。",
        "try": "打开可试用的表单",
        "parameters": "参数",
        "required": "必填",
        "answers": "返回",
    },
    "en": {
        "title": "Operations",
        "lead": "Every operation of this service. Programs read openapi.json; this is the same.",
        "try": "Open the forms to try them",
        "parameters": "Parameters",
        "required": "required",
        "answers": "Answers",
    },
}
