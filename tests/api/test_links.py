"""Typed links: in a header, and as a document."""

from __future__ import annotations

import json

from kg_api.links import Link, header, linkset


def test_a_header_has_all_links_in_letters_of_a_url() -> None:
    links = [
        Link("https://ex.org/环?a=%20&b", "alternate", "text/turtle"),
        Link('https://ex.org/>;rel="x"', "item", language="zh"),
    ]
    assert header(links) == (
        '<https://ex.org/%E7%8E%AF?a=%20&b>; rel="alternate"; type="text/turtle", '
        '<https://ex.org/%3E;rel=%22x%22>; rel="item"; hreflang="zh"'
    )


def test_a_set_gathers_the_links_of_a_context_by_relation() -> None:
    links = (Link("a:1", "type"), Link("a:2", "type"), Link("a:3", "license", "text/html", "en"))
    assert json.loads(linkset([("a:0", links), ("a:9", ())])) == {
        "linkset": [
            {
                "anchor": "a:0",
                "type": [{"href": "a:1"}, {"href": "a:2"}],
                "license": [{"href": "a:3", "type": "text/html", "hreflang": ["en"]}],
            },
            {"anchor": "a:9"},
        ]
    }
