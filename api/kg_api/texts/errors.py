"""The words of the page of error codes in zh and en."""

from collections.abc import Mapping

from kg.errors import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "错误代码",
        "lead": "代码固定不变，程序可以依赖。服务以 application/problem+json 报告错误。",
    },
    "en": {
        "title": "Error codes",
        "lead": "A code is stable: programs may rely on it. "
        "The service reports errors as application/problem+json.",
    },
}
