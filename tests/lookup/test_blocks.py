"""Blocks that were written apart say together what was said, whatever stands in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.lookup import blocks
from kg.lookup.prefixes import Prefixes
from kg.vocab import BASE, PREFIXES, term

USED = Prefixes(PREFIXES)
LONG = [long.decode() for _, long in blocks.CODES]
IRIS = st.sampled_from(
    [f"{BASE}id/division/371002", f"{BASE}id/fact/a1-1", f"{BASE}id/", f"{BASE}ontology#x", "a:b"]
).map(NamedNode)
LITERALS = st.builds(
    Literal,
    st.text() | st.sampled_from([" .\n", "@prefix x: <a:b> .\n", "\x01\x02", *LONG]),
    language=st.none(),
) | st.integers().map(Literal)


def ntriples(triples: list[Triple]) -> bytes:
    return b"".join(
        sorted((serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True))
    )


@given(st.lists(st.tuples(IRIS, IRIS, IRIS | LITERALS), unique_by=str))
def test_any_triples_come_back_in_their_order(rows: list[tuple[NamedNode, ...]]) -> None:
    text = ntriples([Triple(*row) for row in rows])
    written = blocks.write(text, USED)
    assert len(written) == len({line.split()[0] for line in text.splitlines()})
    contracted = [blocks.contract(block) for block in written]
    body = blocks.join(contracted, blocks.CODES)
    assert body == blocks.join(written, ())
    document = USED.head(USED.used(text, body)) + body
    again = (quad.triple for quad in parse(document, format=RdfFormat.TURTLE))
    assert serialize(again, format=RdfFormat.N_TRIPLES) == text


def test_a_block_is_as_in_the_document_that_is_written_in_one_piece() -> None:
    of = [NamedNode(f"{BASE}id/division/{number}") for number in (1, 2)]
    text = ntriples([Triple(each, term("rdf:type"), term("cdo:County")) for each in of])
    triples = (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
    whole = serialize(triples, format=RdfFormat.TURTLE, prefixes={"cdo": PREFIXES["cdo"]})
    body = blocks.join(blocks.write(text, USED), ())
    assert USED.head(USED.used(text, body)) + body == whole


def test_contracted_it_is_shorter() -> None:
    of = NamedNode(f"{BASE}id/division/371002")
    (block,) = blocks.write(ntriples([Triple(of, term("cdo:within"), of)]), USED)
    assert len(blocks.contract(block)) * 3 < len(block)
