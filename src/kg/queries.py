"""The saved queries: one a file, `queries/*.rq`, with a header that machines read.

```
#+ title-zh: …
#+ title-en: …
#+ tags: [honors]
#+ params: {honor: {type: label, default: 高质量发展先进县}}
#+ columns: {place: …}
#+ publish: no            (where it is meant to return nothing)
SELECT …
```

One header feeds the tests, the examples on the pages, the REST endpoints and the benchmark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from kg.errors import CombinedError, DataError
from kg.model import files

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
Words = Annotated[str, StringConstraints(min_length=1)]


class _Header(BaseModel):
    """The keys of a header."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-")
    )

    title_zh: Words
    title_en: Words
    tags: tuple[Words, ...] = ()
    params: Mapping[str, Mapping[str, str]] = {}
    columns: Mapping[str, str] = {}
    publish: bool = True


@dataclass(frozen=True)
class SavedQuery:
    """A query with its titles by language (zh, en) and its text without the header."""

    name: str
    title: Mapping[str, str]
    text: str
    tags: tuple[str, ...] = ()
    params: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    """Variable → its heading."""
    publish: bool = True


def load(folder: Path) -> tuple[SavedQuery, ...]:
    """Read every query of a folder, by name; raises DataError `query-header`."""
    return tuple(read(path) for path in sorted(folder.glob("*.rq")))


def read(path: Path) -> SavedQuery:
    """Read one query; raises DataError `query-header` with the line that is not in order."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _refused(path, 1, str(error), str(error)) from error
    lines = list(_HEADER.finditer(text))
    try:
        document = files.parse("\n".join(line[1] for line in lines), str(path))
        header = files.validate(document, _Header)
    except (DataError, CombinedError) as error:
        at = min(error.line or 1, len(lines))  # a header left open is told at the line after it
        start = lines[at - 1].start() if lines else 0
        raise _refused(path, text.count("\n", 0, start) + 1, error.zh, error.en) from error
    return SavedQuery(
        path.stem,
        {"zh": header.title_zh, "en": header.title_en},
        _HEADER.sub("", text).strip() + "\n",
        header.tags,
        header.params,
        header.columns,
        header.publish,
    )


def _refused(path: Path, line: int, zh: str, en: str) -> DataError:
    return DataError(
        "query-header",
        zh=f"查询的头部不合格式:{zh}",
        en=f"The header of the query is not in order: {en}",
        mend_zh="以“#+ 键: 值”逐行书写,须有 title-zh 与 title-en。",
        mend_en="Write it in lines `#+ key: value`; title-zh and title-en are required.",
        file=str(path),
        line=line,
    )
