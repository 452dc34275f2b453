"""YAML files read with the line of every value, so that an error can say where.

Every scalar is taken as text and the model gives it its type: `23.50` stays `23.50` on its way to
a decimal, `2024-05` is no date and `no` is no boolean. Anchors and aliases are refused: they hide
what a line says, and a few of them can blow a file up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from kg.errors import CombinedError, DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_EMPTY = ("", "~", "null")
Path_ = tuple[str | int, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Span:
    """Where a value stands: lines and columns from 0, end exclusive, as YAML marks count."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Document:
    """A YAML file: its content, and the span of each value by its path of keys and indexes."""

    file: str
    content: Any
    spans: Mapping[Path_, Span] = field(repr=False)

    def line(self, path: Path_) -> int | None:
        """Return the line (from 1) of the value at a path, or of what holds it."""
        for length in range(len(path), -1, -1):
            if span := self.spans.get(path[:length]):
                return span.line + 1
        return None


def read(path: Path, root: Path | None = None) -> Document:
    """Read a YAML file; `root` is what its name is told relative to.

    Raises DataError `data-unreadable`, `data-yaml`, `data-duplicate-key` or `data-alias`.
    """
    name = str(path.relative_to(root)) if root and path.is_relative_to(root) else str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(name, f"more than {MAX_BYTES} bytes")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(name, str(error)) from error
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Read YAML from a string; errors as `read`."""
    try:
        _check_depth(text, name)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _not_yaml(name, mark.line + 1 if mark else None, str(error.problem)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _not_yaml(name, line, f"{error.reason} (U+{error.character:04X})") from error
    reader = _Reader(name)
    content = reader.take(node, ()) if node else None
    return Document(name, content, reader.spans)


def _check_depth(text: str, name: str) -> None:
    """Refuse what is nested so deep that composing it would exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else None
                raise _not_yaml(name, line, f"nested more than {MAX_DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _not_yaml(name: str, line: int | None, why: str) -> DataError:
    return DataError(
        "data-yaml",
        zh=f"YAML 无法解析:{why}。",
        en=f"The YAML cannot be parsed: {why}.",
        mend_zh="请检查该行的缩进、冒号与引号。",
        mend_en="Check the indentation, colons and quotes of that line.",
        file=name,
        line=line,
    )


def _unreadable(name: str, why: str) -> DataError:
    return DataError(
        "data-unreadable",
        zh=f"文件读不出:{why}。",
        en=f"The file cannot be read: {why}.",
        mend_zh="请检查路径、大小与编码(UTF-8)。",
        mend_en="Check its path, size and encoding (UTF-8).",
        file=name,
    )


class _Reader:
    """Turns YAML nodes into plain values and notes their spans."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.spans: dict[Path_, Span] = {}
        self._seen: set[int] = set()

    def take(self, node: yaml.Node, path: Path_) -> Any:
        start, end = node.start_mark, node.end_mark
        if id(node) in self._seen:
            raise self._refused("data-alias", "别名(*名称)", "aliases (*name)", start.line)
        self._seen.add(id(node))
        self.spans[path] = Span(start.line, start.column, end.line, end.column)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.take(item, (*path, index)) for index, item in enumerate(node.value)]
        empty = isinstance(node, yaml.ScalarNode) and not node.style and node.value in _EMPTY
        return None if empty else node.value

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                raise _not_yaml(self.file, line + 1, "a key that is no plain text")
            if key.value in found:
                raise self._refused(
                    "data-duplicate-key",
                    f"重复的键 {key.value}",
                    f"the key {key.value!r} twice",
                    line,
                )
            found[key.value] = self.take(value, (*path, key.value))
        return found

    def _refused(self, code: str, zh: str, en: str, line: int) -> DataError:
        return DataError(
            code,
            zh=f"此处不接受{zh}。",
            en=f"A file may not have {en}.",
            mend_zh="请逐项写出,每键一次。",
            mend_en="Write each thing out, each key once.",
            file=self.file,
            line=line + 1,
        )


def validate(
    document: Document,
    model: type[T] | TypeAdapter[T],
    subject: Callable[[Path_], str | None] = lambda _: None,
) -> T:
    """Give the content its type; raises CombinedError of `data-invalid` with their lines.

    `subject` tells from the path of a value what an error there is about.
    """
    adapter = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    try:
        return adapter.validate_python(document.content)
    except ValidationError as error:
        # Of the alternatives of a union the last one speaks: `unknown` comes first.
        details = {_path(document, detail): detail for detail in error.errors(include_url=False)}
        raise CombinedError(
            [_told(document, path, details[path], subject(path)) for path in details]
        ) from error


def _path(document: Document, detail: ErrorDetails) -> Path_:
    path: Path_ = ()
    for part in detail["loc"]:
        if (*path, part) in document.spans:  # union tags stand in `loc` and not in the file
            path = (*path, part)
    return (*path, detail["loc"][-1]) if detail["type"] == "missing" else path


def _told(document: Document, path: Path_, detail: ErrorDetails, subject: str | None) -> DataError:
    where = _name(path)
    zh = {"missing": "缺少此键", "extra_forbidden": "没有这样的键"}.get(
        detail["type"], "值不合格式"
    )
    return DataError(
        "data-invalid",
        zh=f"{where}:{zh}({detail['msg']})。",
        en=f"{where}: {detail['msg']}.",
        mend_zh="格式见 data/schema,编辑器可据此补全。",
        mend_en="See data/schema for the form; an editor completes from it.",
        file=document.file,
        line=document.line(path),
        subject=subject,
    )


def _name(path: Path_) -> str:
    """Return the last key of a path with the indexes after it: `at.1`."""
    last = max((index for index, part in enumerate(path) if isinstance(part, str)), default=0)
    return ".".join(str(part) for part in path[last:]) or "file"
