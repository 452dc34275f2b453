"""The words of all pages: zh and en have the same keys, the same gaps to fill, and their own script."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest

from kg_api import texts

NEUTRAL = {"other_language", "digest", "SHA-256", "TAGS"}
"""Words that are the same in both languages, or deliberately in the other one."""


def parallel() -> Iterator[tuple[str, Mapping[str, str], Mapping[str, str]]]:
    """Yield each table of words: its name, the words in zh, the words in en."""
    for found in pkgutil.iter_modules(texts.__path__):
        module = importlib.import_module(f"{texts.__name__}.{found.name}")
        for name, value in vars(module).items():
            if not isinstance(value, Mapping) or name.startswith("_") or name in NEUTRAL:
                continue
            if value.keys() == {"zh", "en"} and isinstance(value["zh"], Mapping):
                yield f"{found.name}.{name}", value["zh"], value["en"]


TABLES = list(parallel())


def is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def test_there_are_words_for_each_kind_of_page() -> None:
    kinds = {name.partition(".")[0] for name, _, _ in TABLES}
    assert kinds == {each.name for each in pkgutil.iter_modules(texts.__path__)}


@pytest.mark.parametrize(("zh", "en"), [t[1:] for t in TABLES], ids=[t[0] for t in TABLES])
def test_both_languages_say_the_same(zh: Mapping[str, str], en: Mapping[str, str]) -> None:
    assert zh.keys() == en.keys()
    for key in zh:
        assert zh[key].strip(), key
        assert en[key].strip(), key
        assert zh[key].count("{") == en[key].count("{"), key
        assert key in NEUTRAL or not is_chinese(en[key]), key
