"""Fields of forms and of URLs are decoded once, as Python's own library does it."""

from urllib.parse import parse_qsl, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg_api import body

pieces = st.one_of(
    st.sampled_from(
        ["%", "%%", "%4", "%zz", "%5C", "\\", "\\x41", "\\n", "+", "&", "=", ";", "环"]
    ),
    st.text(max_size=5),
    st.text(max_size=5).map(quote),
    st.text(max_size=5).map(lambda text: quote_plus(text, safe="")),
    st.binary(max_size=3).map(lambda octets: quote(octets, safe="")),
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_fields_are_those_that_the_standard_library_finds(encoded: str) -> None:
    try:
        expected = parse_qsl(encoded, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(QueryError) as caught:
            body.pairs(encoded.encode("utf-8", "surrogatepass"))
        assert caught.value.code == "not-utf8"
    else:
        assert body.pairs(encoded.encode()) == expected


@pytest.mark.parametrize(
    ("encoded", "value"),
    [
        (b"q=%E7%8E%AF", "环"),
        (b"q=%25E7%258E%25AF", "%E7%8E%AF"),  # once, and no more
        ("q=环+%e7%8e%af".encode(), "环 环"),
        (b"q=100%", "100%"),
        (b"q=%5Cn%5Cx41", r"\n\x41"),  # nothing of Python's own escapes
        (b"q=\\x41%41", r"\x41A"),
        (b"q", ""),
    ],
)
def test_a_value_is_decoded_once(encoded: bytes, value: str) -> None:
    assert body.pairs(encoded) == [("q", value)]
