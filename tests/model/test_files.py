"""YAML with the line of every value, and what a file may not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kg.errors import DataError
from kg.model import files
from model.samples import errors_of, places

if TYPE_CHECKING:
    from pathlib import Path

NESTED = """\
# a comment
article:
  id: t1
facts:

- id: t1-001
  at:
  - 1:0-2
  - 1:3-5
- {id: t1-002, at: [2:0-4,
    2:5-6]}
"""


def refused(text: str) -> DataError:
    with pytest.raises(DataError) as caught:
        files.parse(text, "t1.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("article", "id"), 3),
        (("facts",), 6),
        (("facts", 0), 6),
        (("facts", 0, "id"), 6),
        (("facts", 0, "at"), 8),
        (("facts", 0, "at", 1), 9),
        (("facts", 1), 10),
        (("facts", 1, "at", 0), 10),
        (("facts", 1, "at", 1), 11),
        (("facts", 0, "honor"), 6),  # a missing key: the line of what should have it
        (("facts", 7), 6),
        (("article", "id", "x", "y"), 3),
        ((), 2),
    ],
)
def test_every_value_has_its_line(path: files.Path_, line: int) -> None:
    assert files.parse(NESTED, "t1.yaml").line(path) == line


def test_a_span_cuts_the_value_out_of_the_file() -> None:
    spans = files.parse(NESTED, "t1.yaml").spans
    lines = NESTED.splitlines()
    for path, text in {
        ("article", "id"): "t1",
        ("facts", 0, "at", 1): "1:3-5",
        ("facts", 1, "id"): "t1-002",
        ("facts", 1, "at", 1): "2:5-6",
    }.items():
        span = spans[path]
        assert span.line == span.end_line
        assert lines[span.line][span.column : span.end_column] == text


@pytest.mark.parametrize(
    "written",
    ["2024-05", "2023-12-31", "23.50", "007", "1e3", "no", "yes", "True", "1:2-24", "0x1F"],
)
def test_a_value_stays_as_it_is_written(written: str) -> None:
    assert files.parse(f"key: {written}", "t1.yaml").content == {"key": written}


@pytest.mark.parametrize(("written", "read"), [("", None), ("~", None), ("null", None), ('""', "")])
def test_only_an_empty_value_is_none(written: str, read: str | None) -> None:
    assert files.parse(f"key: {written}", "t1.yaml").content == {"key": read}


def test_an_empty_file_has_no_content() -> None:
    assert files.parse("# nothing\n", "t1.yaml").content is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 'open\n", 2),
        ("a: 1\nb\nc: 2\n", 3),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: 1\nb: \x07\n", 2),
        ("a: 1\nb: *unknown\n", 2),
        ("a: 1\n? [b]\n: 2\n", 2),
    ],
)
def test_broken_yaml_tells_its_line(text: str, line: int) -> None:
    error = refused(text)
    assert (error.code, error.file, error.line) == ("data-yaml", "t1.yaml", line)
    assert error.mend_zh
    assert error.mend_en


def test_a_key_may_stand_once_only() -> None:
    error = refused("- a: 1\n  b: 2\n  a: 3\n")
    assert (error.code, error.line) == ("data-duplicate-key", 3)
    assert "'a'" in error.message("en")


def test_the_same_key_in_two_places_is_no_duplicate() -> None:
    assert files.parse("- a: 1\n- a: 2\n", "x").content == [{"a": "1"}, {"a": "2"}]


def test_an_alias_is_refused_at_its_anchor() -> None:
    error = refused("b: 2\na: &x [1]\nc: *x\n")
    assert (error.code, error.line) == ("data-alias", 2)


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 1000 + "x", "{a: " * 500])
def test_a_file_nested_without_end_is_refused_and_not_followed(deep: str) -> None:
    error = refused(f"a: 1\nb:\n {deep}")
    assert (error.code, error.line) == ("data-yaml", 3)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * files.MAX_BYTES)
    with pytest.raises(DataError, match="more than 5000000 bytes") as caught:
        files.read(path)
    assert (caught.value.code, caught.value.file) == ("data-unreadable", str(path))


@pytest.mark.parametrize("make", ["missing", "folder", "encoding"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, make: str) -> None:
    path = tmp_path / "t1.yaml"
    if make == "folder":
        path.mkdir()
    elif make == "encoding":
        path.write_bytes("a: 题目".encode("gb18030"))
    with pytest.raises(DataError) as caught:
        files.read(path, tmp_path)
    assert (caught.value.code, caught.value.file) == ("data-unreadable", "t1.yaml")


def test_a_file_is_named_relative_to_its_root_and_in_full_outside_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "t1.yaml"
    path.parent.mkdir()
    path.write_text("a: 1\n")
    assert files.read(path, tmp_path).file == "data/t1.yaml"
    assert files.read(path, tmp_path / "other").file == str(path)


def test_an_error_of_type_tells_key_line_and_subject() -> None:
    document = files.parse("- 1\n- 2\n- x\n- 4\n- y\n", "t1.yaml")
    model = TypeAdapter(list[int])
    errors = errors_of(lambda: files.validate(document, model, lambda path: f"no. {path[0]}"))
    assert places(errors) == [("data-invalid", 3, "no. 2"), ("data-invalid", 5, "no. 4")]


SCALARS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12)
KEYS = st.text("abc键", min_size=1, max_size=3)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(TREES, st.booleans())
def test_what_is_written_as_yaml_is_read_again(tree: Any, flow: bool) -> None:  # noqa: FBT001
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow)
    document = files.parse(text, "t1.yaml")
    assert document.content == tree
    assert set(document.spans) == set(_paths(tree, ()))
    lines = text.count("\n") + 1
    assert all(1 <= (document.line(path) or 0) <= lines for path in document.spans)


def _paths(tree: Any, path: files.Path_) -> list[files.Path_]:
    items = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    return [path, *(deep for key, item in items for deep in _paths(item, (*path, key)))]
