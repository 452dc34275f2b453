"""Names that nothing in the graph has, the same each time: plausible ones, and near misses of real ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.names.named import Named

_SEED = 20261124
_PLACES = [
    "威海",
    "青岛",
    "山东",
    "临沂",
    "烟台",
    "济南",
    "胶州",
    "蒙阴",
    "荣成",
    "文登",
    "潍坊",
    "环翠",
    "淄博",
    "日照",
    "江苏",
    "杭州",
]
_ELSEWHERE = [
    "临沂",
    "烟台",
    "济南",
    "胶州",
    "蒙阴",
    "潍坊",
    "淄博",
    "荣成",
    "杭州",
]  # where none of the enterprises is
_TRADES = [
    "海韵",
    "鼎盛",
    "恒通",
    "佳禾",
    "蓝湾",
    "启明",
    "卓越",
    "天润",
    "博远",
    "万嘉",
    "瑞泽",
    "春华",
    "锦程",
    "泰岳",
    "凯恩",
    "益民",
]
_INDUSTRIES = [
    "轮胎",
    "渔具",
    "新材料",
    "旋流器",
    "食品",
    "机械",
    "海洋生物",
    "线材",
    "医疗器械",
    "物流",
    "纺织",
    "电子",
]
_LEGAL_FORMS = ["有限公司", "股份有限公司", "集团有限公司", "有限责任公司", "专业合作社", "商行"]
_OFFICES = [
    "科技局",
    "发展改革委",
    "教育局",
    "能源保障中心",
    "营商环境局",
    "商务局",
    "水利局",
    "博物馆",
    "中学",
]
_GENERIC = ("区", "县", "市")
_CHARS = "禾岚屿泓漪煦璟钰霖骁"
_OTHERS = ["实业", "贸易", "科技", "制品", "国际", "控股"]


def names(entities: Iterable[Named], count: int) -> list[str]:
    """Return that many names, of all sorts in turn; `entities` are those that there are."""
    source = random.Random(_SEED)  # noqa: S311 - the same each time is what is wanted
    known = list(entities)
    taken = {name for each in known for name in each.names}
    enterprises = [each.zh for each in known if each.own_class == "Enterprise"]
    divisions = [each.zh for each in known if each.is_division and len(each.zh) > 2]
    sorts: list[Callable[[], str]] = [
        lambda: _made(source, _PLACES, _TRADES, _INDUSTRIES, _LEGAL_FORMS),
        lambda: _made(source, _PLACES, _TRADES, _OFFICES),
        lambda: _made(source, _TRADES, _GENERIC),
        lambda: _changed(source, source.choice(divisions)),
        lambda: _changed(source, source.choice(enterprises)),
        lambda: _between(source, source.choice(enterprises)),
        lambda: f"{source.choice(_ELSEWHERE)}{source.choice(enterprises)}",
        lambda: source.choice(enterprises) + source.choice(("第一分公司", "工会", "研究院")),
        lambda: f"{source.choice(divisions)}{source.choice(_TRADES)}{source.choice(_GENERIC)}",
        lambda: _other_form(source, source.choice(enterprises)),
    ]
    found: dict[str, None] = {}
    for name in _turns(sorts):
        if name not in taken:
            found[name] = None
        if len(found) == count:
            break
    return list(found)


def _turns(sorts: list[Callable[[], str]]) -> Iterator[str]:
    while True:
        for sort in sorts:
            yield sort()


def _made(source: random.Random, *parts: Iterable[str]) -> str:
    return "".join(source.choice(list(part)) for part in parts)


def _changed(source: random.Random, name: str) -> str:
    """Return a name with one character that is another, not that of its generic term."""
    at = source.randrange(min(4, len(name) - 1))
    return name[:at] + source.choice(_CHARS) + name[at + 1 :]


def _between(source: random.Random, name: str) -> str:
    """Return a name with a word more in its middle."""
    at = source.randrange(2, 5)
    return name[:at] + source.choice(_OTHERS) + name[at:]


def _other_form(source: random.Random, name: str) -> str:
    """Return a name of another legal form, which is another enterprise."""
    bare = name.removesuffix("股份有限公司").removesuffix("有限公司")
    return bare + source.choice(("专业合作社", "商行", "合伙企业", "经营部", "工作室", "厂"))
