"""Names of divisions as people write them: shorter than the official ones, and within others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|"
    "赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(
    rf"(?P<peoples>(?:(?:{_PEOPLES})族)+|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|撒拉)?自治"
    "(?P<rest>[区州县旗])$"
)
_GENERIC = re.compile("(?:特别行政区|林区|新区|特区|地区|省|市|盟|区|县|旗)$")
_KEPT = re.compile("(?:矿区|[左右前中后]旗)$")
"""井陉矿区 is not 井陉, 巴林左旗 not 巴林左: there the last word tells one from another."""
_PLACES_BEFORE = re.compile(
    "^(?:中华人民共和国|中国)(?=..)"
    "|(?:市辖区|(?:省|自治区)直辖县级行政(?:区划|单位)|省直辖县)(?=..)"
    "|(?:(?:新疆生产建设)?兵团(?:第?[一二三四五六七八九十]+师)?|第[一二三四五六七八九十]+师)(?=..)"
)
_PROVINCES = (
    "11京12津13冀14晋15蒙21辽22吉23黑31沪32苏33浙34皖35闽36赣37鲁41豫42鄂43湘44粤45桂46琼"
    "50渝51川52黔53滇54藏61陕62甘63青64宁65新71台81港82澳"
)
ABBREVIATIONS = {f"{code}0000": char for code, char in re.findall(r"(\d\d)(\D)", _PROVINCES)}
"""The usual single character of a province, by its code."""


def short_names(zh: str) -> Iterator[str]:
    """Yield a division's name without its generic term, the most usual first.

    A name of which one character would be left has none.

    >>> list(short_names("环翠区")), list(short_names("恩施土家族苗族自治州")), list(short_names("单县"))
    (['环翠'], ['恩施', '恩施州'], [])
    """
    autonomous = _AUTONOMOUS.search(zh)
    if autonomous is None:
        if not _KEPT.search(zh):
            yield from _long_enough(_GENERIC.sub("", zh))
        return
    before = zh[: autonomous.start()]
    if before == "内":  # 内蒙古: the people's name is part of the place's
        before = zh.removesuffix("自治区")
    elif not before:  # 东乡族自治县: the people's name is all there is
        before = (autonomous["peoples"] or "").removesuffix("族")
    for short in _long_enough(before):
        yield short
        if autonomous["rest"] != "区":
            yield short + autonomous["rest"]


def without_grouping(folded: str) -> str:
    """Return a folded name without words that group divisions and are none.

    >>> without_grouping("北京市市辖区东城区"), without_grouping("湖北省省直辖县级行政区划仙桃市")
    ('北京市东城区', '湖北省仙桃市')
    """
    return _PLACES_BEFORE.sub("", folded)


def spellings(folded: str) -> Iterator[str]:
    """Yield the other ways to write the ü of a folded reading: lvliang is luliang, lyuliang too."""
    for other in ("u", "yu"):
        spelt = re.sub("(?<=[ln])v", other, folded)
        if spelt != folded:
            yield spelt


def _long_enough(short: str) -> Iterator[str]:
    if len(short) > 1:
        yield short
