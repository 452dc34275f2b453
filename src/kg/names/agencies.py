"""Names of agencies: the usual short title for the one in full, the same for both."""

from __future__ import annotations

import re

_TITLES = {
    "发展和改革委员会": "发展改革委",
    "发展改革委员会": "发展改革委",
    "发改委": "发展改革委",
    "发展和改革局": "发展改革局",
    "发改局": "发展改革局",
    "人民政府": "政府",
    "科学技术局": "科技局",
    "科学技术厅": "科技厅",
    "科学技术部": "科技部",
    "工业和信息化": "工信",
    "市场监督管理": "市场监管",
    "人力资源和社会保障": "人社",
    "文化和旅游": "文旅",
    "住房和城乡建设": "住建",
    "卫生健康委员会": "卫健委",
    "卫生健康": "卫健",
}
_LONGEST_FIRST = re.compile("|".join(sorted(_TITLES, key=len, reverse=True)))


def usual(folded: str) -> str:
    """Return a folded name with the titles in it as they are usually shortened.

    >>> usual("环翠区发改委"), usual("环翠区发展和改革委员会")
    ('环翠区发展改革委', '环翠区发展改革委')
    """
    return _LONGEST_FIRST.sub(lambda found: _TITLES[found[0]], folded)
