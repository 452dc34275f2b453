"""The header of a document has the links that there are, whatever its key is."""

from __future__ import annotations

import pytest

from kg.lookup.index import Resource
from kg.vocab import BASE
from kg_api import links
from kg_api.representations import FORMS, TURTLE
from kg_api.signposts import Signposts


def resource(key: str, own_class: str = "County") -> Resource:
    return Resource(1, f"{BASE}id/{key}", own_class, b"", b"", b"", 0, "", "", "", "")


@pytest.mark.parametrize("key", ["division/371002", "fact/a1-001", "x/环翠", "x/a b?c#d~e%2F", "x"])
@pytest.mark.parametrize(("page", "pages"), [(1, 1), (2, 4)])
@pytest.mark.parametrize("own_class", ["County", "https://schema.org/Place", ""])
def test_the_header_has_all_links(key: str, page: int, pages: int, own_class: str) -> None:
    for fixed in (None, TURTLE):
        posts = Signposts("http://h:1/base", resource(key, own_class), page, pages, fixed)
        for form in FORMS:
            assert posts.header(form) == links.header(posts.of(form))


def test_two_resources_of_a_class_have_their_own_links() -> None:
    one, other = (
        Signposts("http://h", resource(key), 1, 1).header(TURTLE) for key in ("x/one", "x/other")
    )
    assert one.replace("x/one", "x/other") == other
    assert "x/one" not in other
