"""How errors are printed: the reader's language, and every character of the message."""

from __future__ import annotations

import pytest

from kg.cli import terminal
from kg.errors import DataError

ERROR = DataError(
    "data-invalid",
    zh="坏[red]值[/red]。",
    en="Bad [red]value[/red].",
    mend_zh="请改。",
    mend_en="Mend it.",
    file="data/articles/[x].yaml",
    line=3,
    subject="a1-001",
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "ZH_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_the_locales(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], expected: str
) -> None:
    """LC_ALL before LC_MESSAGES before LANG, as POSIX has it; an empty one counts as unset."""
    monkeypatch.delenv("LANG", raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert terminal.language() == expected


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en_GB.UTF-8", "Bad [red]value[/red]. Mend it."),
        ("zh_CN.UTF-8", "坏[red]值[/red]。请改。"),
    ],
)
def test_brackets_of_a_message_are_no_markup(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    monkeypatch.setenv("LANG", lang)
    terminal.tell(ERROR)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"data/articles/[x].yaml:3 a1-001: {words} [data-invalid]\n"
