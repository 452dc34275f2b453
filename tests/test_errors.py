"""Errors say what is wrong, where, and how to mend it, in both languages."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from kg import assets, errors
from kg.errors import CombinedError, DataError, KgError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = {
    "zh": "没有这一事实。",
    "en": "There is no such fact.",
    "mend_zh": "请改正编号。",
    "mend_en": "Correct the id.",
}
KINDS = {cls for cls in vars(errors).values() if isinstance(cls, type) and cls is not CombinedError}
NAMES = {cls.__name__ for cls in KINDS if issubclass(cls, KgError)}


def test_a_message_is_what_is_wrong_and_its_mend_in_one_language() -> None:
    error = DataError("fact-unknown", **WORDS)
    assert error.message() == "There is no such fact. Correct the id."
    assert error.message("en") == error.message()
    assert error.message("zh") == "没有这一事实。请改正编号。"


def test_a_message_without_a_mend_ends_where_it_ends() -> None:
    error = KgError("odd", zh="奇怪。", en="Odd.")
    assert (error.message("zh"), error.message("en")) == ("奇怪。", "Odd.")


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ({"file": "a1.yaml", "line": 7, "subject": "a1-003"}, "a1.yaml:7 a1-003"),
        ({"file": "a1.yaml", "line": 7}, "a1.yaml:7"),
        ({"file": "a1.yaml"}, "a1.yaml"),
        ({"file": "a1.yaml", "subject": "a1-003"}, "a1.yaml a1-003"),
        ({"subject": "a1-003"}, "a1-003"),
        ({}, ""),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(place: dict[str, str | int], where: str) -> None:
    error = DataError("fact-unknown", **WORDS, **place)  # type: ignore[arg-type]
    assert error.where() == where
    words = "There is no such fact. Correct the id. [fact-unknown]"
    assert str(error) == (f"{where}: {words}" if where else words)


def test_a_query_error_has_its_status_and_what_else_there_is_to_tell() -> None:
    error = QueryError(
        "query-timeout", status=503, zh="超时。", en="Too long.", extra={"seconds": 30}
    )
    assert (error.code, error.status, error.extra["seconds"]) == ("query-timeout", 503, 30)
    assert not QueryError("query-timeout", status=503, zh="超时。", en="Too long.").extra


def test_combined_errors_are_told_line_by_line_and_stand_under_the_first() -> None:
    first = DataError("data-yaml", **WORDS, file="a1.yaml", line=2)
    second = DataError("fact-unknown", **WORDS, file="a2.yaml", line=9, subject="a2-001")
    both = CombinedError([first, second])
    assert str(both).splitlines() == [str(first), str(second)]
    assert both.errors == (first, second)
    assert (both.code, both.file, both.line, both.subject) == ("data-yaml", "a1.yaml", 2, None)
    assert both.message("zh") == first.message("zh")


def test_every_error_is_one_that_callers_can_catch_at_once() -> None:
    assert {"DataError", "GateError", "StoreError", "QueryError"} <= NAMES
    assert issubclass(CombinedError, KgError)


def test_the_docstring_draws_the_whole_tree() -> None:
    drawn = set(re.findall(r"^[├└]── (\w+)", errors.__doc__ or "", re.MULTILINE))
    assert drawn == (NAMES | {"CombinedError"}) - {"KgError"}


# ---- every place in the code that makes an error


def _sources() -> list[Path]:
    return [
        path
        for folder in ("src/kg", "api/kg_api")
        for path in sorted((assets.root() / folder).rglob("*.py"))
        if path.name != "errors.py"
    ]


def _made() -> Iterator[tuple[str, ast.Call]]:
    """Yield file:line and call for each call that makes an error with a code written out."""
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                coded = bool(node.args) and isinstance(node.args[0], ast.Constant)
                logged = ast.unparse(node.func).startswith("_log.")
                if name in NAMES or (name == "error" and coded and not logged):
                    yield f"{path.relative_to(assets.root())}:{node.lineno}", node


MADE = dict(_made())


def test_the_search_for_errors_finds_them() -> None:
    assert len(MADE) > 30


@pytest.mark.parametrize("place", MADE)
def test_an_error_has_its_words_in_both_languages(place: str) -> None:
    given = {keyword.arg for keyword in MADE[place].keywords}
    if None in given:  # words handed on as a whole
        return
    assert {"zh", "en"} <= given
    assert ("mend_zh" in given) == ("mend_en" in given)


@pytest.mark.parametrize("place", MADE)
def test_a_code_is_lower_case_words_with_hyphens(place: str) -> None:
    code = MADE[place].args[0] if MADE[place].args else None
    if isinstance(code, ast.Constant):
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code.value)


def _text(node: ast.AST) -> str:
    """Return the words written out in an expression, without what is put into them."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.FormattedValue | ast.Call | ast.Subscript):
        return ""
    return "".join(map(_text, ast.iter_child_nodes(node)))


@pytest.mark.parametrize("place", MADE)
def test_words_are_in_the_language_they_are_given_for(place: str) -> None:
    for keyword in MADE[place].keywords:
        words = _text(keyword.value)
        if keyword.arg in {"zh", "mend_zh"} and re.search("[a-z]", words):
            assert re.search("[一-龥]", words), words
        if keyword.arg in {"en", "mend_en"}:
            assert not re.search("[一-龥]{4}", words), words  # a Chinese word may be an example
