"""Why an entity is a candidate, in words for people and as a stable code for programs."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.names.roles import Role


class Reason(Enum):
    """The reasons: zh and en."""

    CODE = ("代码或标识符相同", "its code or identifier")
    LABEL = ("与名称相同", "exactly its name")
    ALIAS = ("与别名相同", "one of its other names")
    TITLE = ("机构名称的通行简称", "the agency's name with its title in full or shortened")
    ENGLISH = ("与英文名称相同", "its English name")
    SHORT = ("名称省去通名", "its name without the generic term")
    WITH_PLACE = ("名称与所写的上级地名相符", "its name with a place that it is in")
    BARE = ("企业名称不计组织形式", "the enterprise's name, legal form aside")
    PINYIN = ("拼音相同", "its pinyin")
    SHORT_PINYIN = ("拼音相同(省去通名)", "its pinyin without the generic term")
    CORE = (
        "企业名称不计地名和组织形式",
        "the enterprise's name, place and legal form aside",
    )
    ABBREVIATION = ("简称", "its usual single character")
    PLACE_UNKNOWN = ("名称相同,所在地不详", "its name with a place; where it is, is not known")
    INSIDE = ("代码所指的地方在其辖区内", "the code is of a place in it")
    SAME_SOUND = ("读音相同", "a name that is read alike")
    INITIALS = ("拼音首字母相同", "the initials of its pinyin")
    SHORT_INITIALS = (
        "拼音首字母相同(省去通名)",
        "the initials of its pinyin without the generic term",
    )
    BEGINNING = ("名称以此开头", "a name that begins so")
    PART = ("名称含有所写的字", "a name that contains it")
    DESCRIPTION = (
        "与对未具名事物的描述相同",
        "how something is described that has no name in the text",
    )
    SIMILAR = ("名称相近", "a name that is like it")
    ELSEWHERE = (
        "名称相同,但不在所写的地方",
        "its name, but it is not in the place written with it",
    )

    @property
    def code(self) -> str:
        """The stable code: `short-pinyin`."""
        return self.name.lower().replace("_", "-")

    @property
    def zh(self) -> str:
        """The reason in Chinese."""
        return self.value[0]

    @property
    def en(self) -> str:
        """The reason in English."""
        return self.value[1]

    @classmethod
    def of(cls, role: Role) -> Reason:
        """Return the reason for a form with this role."""
        return cls[role.name]
