"""The saved queries: one a file, `queries/*.rq`, with a header that machines read.

```
#+ title-zh: 获得某项荣誉的地方
#+ title-en: Places that have an honor
#+ tags: [honors]
#+ params:
#+   honorName: {zh: 荣誉, en: honor, type: label}
#+ columns:
#+   place: {zh: 地方, en: place}
#+ key: cdo:recipient     (the property without which the answer is another one)
#+ question: cq19         (where it answers a competency question)
#+ order: yes             (where the order of rows is part of the answer)
#+ publish: no            (where it is meant to return nothing)
SELECT ?place WHERE {
  VALUES ?honorName { "高质量发展先进县"@zh }
  …
```

A parameter is a variable with one line `VALUES ?name { term }`: the term is its default, and
binding puts another in its place. So a file runs as it stands in any editor.

One header feeds the tests, the examples on the pages, the REST endpoints and the benchmark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

import pyoxigraph as ox
from pydantic import BaseModel, ConfigDict, StringConstraints

from kg.errors import CombinedError, DataError, QueryError
from kg.model import files
from kg.vocab import PREFIXES, term

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_CJK = re.compile("[\u3400-\u9fff]")
_OWN_TERM = re.compile(r"\bcdo:([A-Za-z][\w-]*)")
_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
_LEXICAL = {
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "integer": re.compile(r"[+-]?\d{1,18}"),
    "decimal": re.compile(r"[+-]?\d{1,18}(\.\d{1,9})?"),
}
_DATATYPES = {"date": "xsd:date", "integer": "xsd:integer", "decimal": "xsd:decimal"}
_EXAMPLES = {"date": "2024-06-30", "integer": "4", "decimal": "322.7"}
Words = Annotated[str, StringConstraints(min_length=1)]
Type = Literal["label", "string", "date", "integer", "decimal", "code"]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-")
    )


class Heading(_Part):
    """What a column or a parameter is called, in zh and en."""

    zh: Words
    en: Words


class Param(Heading):
    """A parameter and the type of its value: `label` is a name, zh or en by its script."""

    type: Type


class _Header(_Part):
    """The keys of a header."""

    title_zh: Words
    title_en: Words
    tags: tuple[Words, ...] = ()
    params: Mapping[str, Param] = {}
    columns: Mapping[str, Heading] = {}
    key: Words | None = None
    question: Words | None = None
    order: bool = False
    publish: bool = True


@dataclass(frozen=True)
class SavedQuery:
    """A query with its titles by language (zh, en) and its text without the header."""

    name: str
    title: Mapping[str, str]
    text: str
    tags: tuple[str, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    columns: Mapping[str, Heading] = field(default_factory=dict)
    key: str | None = None
    question: str | None = None
    order: bool = False
    publish: bool = True

    @property
    def defaults(self) -> dict[str, str]:
        """The terms that the text has for its parameters, as SPARQL writes them."""
        return {name: _slot(name).findall(self.text)[0] for name in self.params}

    @property
    def terms(self) -> tuple[str, ...]:
        """The local names of the terms of the ontology that the text uses, each once."""
        return tuple(dict.fromkeys(_OWN_TERM.findall(self.text)))

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the text with other values for some of its parameters.

        Raises QueryError 400 `parameter-unknown` or `parameter-invalid`. A value becomes one
        term, so that nothing in it can be read as SPARQL.
        """
        text = self.text
        for name, value in values.items():
            if name not in self.params:
                raise _parameter("parameter-unknown", name, sorted(self.params))
            before, _, after = _slot(name).split(text, maxsplit=1)
            text = (
                f"{before}VALUES ?{name} {{ {_term(name, value, self.params[name].type)} }}{after}"
            )
        return text


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
    query = _HEADER.sub("", text).strip() + "\n"
    for name in header.params:
        if len(_slot(name).findall(query)) != 1:
            line = f"VALUES ?{name} {{ … }}"
            raise _refused(
                path, 1, f"参数须有且仅有一行 {line}", f"a parameter needs one line {line}"
            )
    return SavedQuery(
        path.stem,
        {"zh": header.title_zh, "en": header.title_en},
        query,
        header.tags,
        header.params,
        header.columns,
        header.key,
        header.question,
        header.order,
        header.publish,
    )


def _slot(name: str) -> re.Pattern[str]:
    """The place of a parameter, which has its line for itself; the group is its term."""
    return re.compile(rf"(?<=\s)VALUES \?{re.escape(name)} \{{ (.+) \}}(?=\s*\n)")


def _term(name: str, value: str, kind: Type) -> ox.Literal | ox.NamedNode:
    if kind == "label":
        return ox.Literal(value, language="zh" if _CJK.search(value) else "en")
    if kind == "string":
        return ox.Literal(value)
    if kind == "code":
        code = value.removeprefix(PREFIXES["cdo"])
        if not _CODE.fullmatch(code):
            raise _parameter("parameter-invalid", name, ["measure-growth"])
        return term(f"cdo:{code}")
    if not _LEXICAL[kind].fullmatch(value):
        raise _parameter("parameter-invalid", name, [_EXAMPLES[kind]])
    return ox.Literal(value, datatype=term(_DATATYPES[kind]))


def _parameter(code: str, name: str, good: list[str]) -> QueryError:
    unknown = code == "parameter-unknown"
    return QueryError(
        code,
        status=400,
        zh=f"没有参数 {name}。" if unknown else f"参数 {name} 的值不合格式。",
        en=f"There is no parameter {name}." if unknown else f"The value of {name} is not in order.",
        mend_zh=f"参数为:{'、'.join(good)}。" if unknown else f"请写成 {good[0]} 的样子。",
        mend_en=f"The parameters are {', '.join(good)}."
        if unknown
        else f"Write it like {good[0]}.",
        extra={"parameter": name},
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
