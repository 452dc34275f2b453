"""Suffixes and what is said of the other forms."""

import pytest

from kg_api.forms import GRAPH_FORMS, HTML, SPARQL, headers, split


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", ("a", None)),
        ("a.ttl", ("a", "ttl")),
        ("0.3.0", ("0.3.0", None)),
        ("0.3.0.jsonld", ("0.3.0", "jsonld")),
        ("a.png", ("a.png", None)),
        (".ttl", ("", "ttl")),
        ("a.ttl.ttl", ("a.ttl", "ttl")),
    ],
)
def test_a_suffix_is_one_of_those_offered(name: str, expected: tuple[str, str | None]) -> None:
    assert split(name, (*GRAPH_FORMS, HTML)) == expected


def test_suffixes_and_media_types_are_all_different() -> None:
    forms = (*GRAPH_FORMS, HTML, SPARQL)
    assert len({form.suffix for form in forms}) == len(forms)
    assert len({form.format.media_type for form in forms}) == len(forms)


def test_what_was_asked_for_outright_depends_on_no_accept() -> None:
    def vary(*, negotiated: bool, html: bool) -> str:
        chosen = HTML if html else GRAPH_FORMS[0]
        told = headers(
            "http://x/a", chosen, (*GRAPH_FORMS, HTML), negotiated=negotiated, iri="urn:a"
        )
        return told["Vary"]

    assert vary(negotiated=True, html=False) == "Accept, Accept-Encoding, Accept-Language"
    assert vary(negotiated=False, html=False) == "Accept-Encoding"
    assert vary(negotiated=False, html=True) == "Accept-Encoding, Accept-Language"
