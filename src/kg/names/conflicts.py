"""What in a row keeps it from having a match, in words for people and as a stable code."""

from __future__ import annotations

from enum import Enum


class Conflict(Enum):
    """The conflicts: zh and en."""

    EMPTY = ("此行既无名称也无代码", "the row has neither a name nor a code")
    CODE_UNKNOWN = ("没有实体使用这一代码", "nothing has this code")
    CODE_INVALID = (
        "统一社会信用代码的校验位不符",
        "the check digit of the unified social credit code is wrong",
    )
    CODE_AND_NAME = ("代码与名称所指不同", "the code and the name mean different things")
    PARENT_UNKNOWN = ("上级不是已知的行政区划", "the parent is no division that is known")
    PARENT_CONTRADICTS = ("所指实体不在所写的上级之内", "what is meant is not within the parent")
    TYPE_UNKNOWN = ("没有这一类型", "there is no such type")
    TYPE_CONTRADICTS = ("所指实体不是这一类型", "what is meant is not of this type")
    AT_INVALID = (
        "时间须写作 2024、2024-05 或 2024-05-31",
        "a time is written 2024, 2024-05 or 2024-05-31",
    )
    AT_CONTRADICTS = ("所指实体在所写的时间不存在", "what is meant was not there at that time")

    @property
    def code(self) -> str:
        """The stable code: `code-and-name`."""
        return self.name.lower().replace("_", "-")

    @property
    def zh(self) -> str:
        """The conflict in Chinese."""
        return self.value[0]

    @property
    def en(self) -> str:
        """The conflict in English."""
        return self.value[1]
