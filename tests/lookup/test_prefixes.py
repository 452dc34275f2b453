"""Of the prefixes a document declares those that it uses."""

from __future__ import annotations

import pytest

from kg.lookup.prefixes import Prefixes, occurs

PREFIXES = Prefixes({"b": "http://b/", "a": "http://a/", "c": "http://c/"})


def test_the_head_declares_what_is_used_by_name() -> None:
    used = PREFIXES.used(b"<http://a/x> <http://b/y> <c> .\n", b"a:x b:y <c>")
    assert PREFIXES.head(used) == b"@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n"
    assert PREFIXES.head(0) == b""


def test_what_two_texts_use_is_what_either_uses() -> None:
    one, other = PREFIXES.used(b"<http://a/x>", b"a:x"), PREFIXES.used(b"<http://c/x>", b"c:x")
    assert PREFIXES.head(one | other) == PREFIXES.head(one) + PREFIXES.head(other)


def test_a_name_in_a_text_alone_is_not_used() -> None:
    assert PREFIXES.used(b'<x> <y> "see a:x" .\n', b'<x> <y> "see a:x"') == 0


def test_a_namespace_that_is_not_abbreviated_is_not_used() -> None:
    assert PREFIXES.used(b"<http://a/x/y>", b"<http://a/x/y>") == 0


@pytest.mark.parametrize(
    ("turtle", "found"),
    [
        (b"a:x", True),
        (b"<s>\n\ta:x", True),
        (b'"1"^^a:x', True),
        (b"<<(a:x", True),
        (b"<p> <o> ,a:x", True),
        (b"aa:x", False),
        (b"<a:x>", False),
        (b"", False),
    ],
)
def test_where_a_prefixed_name_may_stand(turtle: bytes, *, found: bool) -> None:
    assert occurs(b"a", turtle) is found
