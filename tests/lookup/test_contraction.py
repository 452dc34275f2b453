"""What is contracted comes back as it was, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.lookup.contraction import CODES, LONG, contract, expand, is_free, own
from kg.vocab import BASE, term

IRIS = st.sampled_from(
    [f"{BASE}id/division/371002", f"{BASE}id/fact/a1-1", f"{BASE}id/", f"{BASE}ontology#x", "a:b"]
).map(NamedNode)
LITERALS = st.builds(
    Literal,
    st.text() | st.sampled_from([f"<{BASE}id/fact/", "\x01\x02", *LONG]),
    language=st.none(),
) | st.integers().map(Literal)


@given(st.lists(st.tuples(IRIS, IRIS, IRIS | LITERALS)), IRIS)
def test_any_triples_come_back(rows: list[tuple[NamedNode, ...]], of: NamedNode) -> None:
    triples = [Triple(*row) for row in rows]
    text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    assert is_free(text), "Oxigraph escapes control characters"
    assert expand(own(contract(text, of.value), of.value), CODES) == text


def test_it_is_shorter() -> None:
    of = NamedNode(f"{BASE}id/division/371002")
    triple = Triple(of, term("rdf:type"), term("cdo:County"))
    text = serialize([triple], format=RdfFormat.N_TRIPLES) or b""
    assert len(contract(text, of.value)) * 5 < len(text)


def test_text_with_a_control_character_is_noticed() -> None:
    assert not is_free(b'<a:s> <a:p> "\x02" .\n')
