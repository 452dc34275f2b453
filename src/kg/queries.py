"""The saved queries: one a file, `queries/*.rq`, with a header that machines read.

```
#+ title-zh: …            #+ title-en: …
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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from kg.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class SavedQuery:
    """A query with its titles by language (zh, en) and its text without the header."""

    name: str
    title: Mapping[str, str]
    text: str
    tags: tuple[str, ...] = ()
    params: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    publish: bool = True


def load(folder: Path) -> tuple[SavedQuery, ...]:
    """Read every query of a folder, by name; raises DataError `query-header`."""
    return tuple(read(path) for path in sorted(folder.glob("*.rq")))


def read(path: Path) -> SavedQuery:
    """Read one query; raises DataError `query-header` where its header is no YAML or has no title."""
    text = path.read_text(encoding="utf-8")
    try:
        header = yaml.safe_load("\n".join(_HEADER.findall(text)))
        title = {language: str(header[f"title-{language}"]) for language in ("zh", "en")}
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise DataError(
            "query-header",
            zh=f"查询的头部不合格式:{error}。",
            en=f"The header of the query is not in order: {error}.",
            mend_zh="以“#+ 键: 值”逐行书写,须有 title-zh 与 title-en。",
            mend_en="Write it in lines `#+ key: value`; title-zh and title-en are required.",
            file=str(path),
            line=1,
        ) from error
    return SavedQuery(
        path.stem,
        title,
        _HEADER.sub("", text).strip() + "\n",
        tuple(header.get("tags", ())),
        header.get("params", {}),
        bool(header.get("publish", True)),
    )
