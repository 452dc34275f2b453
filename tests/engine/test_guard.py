"""What is refused before it runs, and what only looks like it."""

import contextlib
import time

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.engine.guard import QueryForm, inspect
from kg.errors import QueryError

CLOSED = "<http://127.0.0.1:9/>"  # the discard port, which Oxigraph will not even dial
PREFIXES = "PREFIX : <http://127.0.0.1:9/> PREFIX ex: <http://127.0.0.1:9/> "


def code(text: str) -> str | None:
    try:
        inspect(text)
    except QueryError as error:
        return error.code
    return None


CALLS = {
    "plain": f"SELECT * {{ SERVICE {CLOSED} {{ ?s ?p ?o }} }}",
    "silent": f"SELECT * {{ SERVICE SILENT {CLOSED} {{ ?s ?p ?o }} }}",
    "letter case": f"SELECT * {{ sErViCe sIlEnT {CLOSED} {{ ?s ?p ?o }} }}",
    "no space": f"SELECT*{{SERVICE{CLOSED}{{?s ?p ?o}}}}",
    "comment between": f"SELECT * {{ SERVICE # {{ }}\n\t# more\r\n{CLOSED} # x\n{{ ?s ?p ?o }} }}",
    "variable endpoint": f"SELECT * {{ VALUES ?e {{ {CLOSED} }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "prefixed endpoint": PREFIXES + "SELECT * { SERVICE ex:a { ?s ?p ?o } }",
    "empty prefix": PREFIXES + "SELECT * { SERVICE:a{ ?s ?p ?o } }",
    "in EXISTS": f"SELECT * {{ FILTER EXISTS {{ SERVICE {CLOSED} {{ ?s ?p ?o }} }} }}",
    "in a sub-select": f"SELECT * {{ {{ SELECT * {{ SERVICE {CLOSED} {{ ?s ?p ?o }} }} }} }}",
    "in CONSTRUCT": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {CLOSED} {{ ?s ?p ?o }} }}",
    "after a carriage return": f"SELECT * {{ # comment\rSERVICE {CLOSED} {{ ?s ?p ?o }} }}",
    "after an unclosed quote in a comment": f"SELECT * {{ # it's\nSERVICE {CLOSED} {{ }} }}",
    "after a string that ends in a quote": f"SELECT * {{ ?s ?p 'a\\'' . SERVICE {CLOSED} {{ }} }}",
    "after a long string": f"SELECT * {{ ?s ?p '''a'b''c''' . SERVICE {CLOSED} {{ }} }}",
    "after an IRI with a hash": f"SELECT * {{ ?s <http://x/#p> ?o SERVICE {CLOSED} {{ }} }}",
    # Oxigraph's parser has no token boundaries: each of these is a call.
    "glued to a number": f"SELECT * {{ ?s ?p 1SERVICE {CLOSED} {{ ?x ?y ?z }} }}",
    "glued to a truth value": f"SELECT * {{ ?s ?p trueSERVICE {CLOSED} {{ ?x ?y ?z }} }}",
    "glued to its endpoint": PREFIXES + "SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "glued all through": PREFIXES + "SELECT * { ?s ?p 1SERVICESILENTex:a{ ?x ?y ?z } }",
    "in what looks like an IRI": f"SELECT * {{ FILTER(1<2)SERVICE#>\n{CLOSED} {{ ?x ?y ?z }} }}",
    "past what looks like a string": "SELECT * { ?s ?p ?o FILTER(?o<'x>' ) "
    f"SERVICE {CLOSED} {{?x ?y 'y'}} }}",
}

INNOCENT = {
    "in a comment": f"SELECT * {{ ?s ?p ?o # SERVICE {CLOSED} {{ ?s ?p ?o }}\n}}",
    "in an IRI": "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "in an IRI, before its fragment": "SELECT * { ?s <http://example.org/service#p> ?o }",
    "in the query of an IRI": "SELECT * { ?s <http://example.org/service?x=1> ?o }",
    "in an apostrophe string": f"SELECT * {{ ?s ?p 'SERVICE {CLOSED} {{ }}' }}",
    "in a quoted string": f'SELECT * {{ ?s ?p "SERVICE {CLOSED} {{ }}" }}',
    "in a long apostrophe string": f"SELECT * {{ ?s ?p '''it''s\nSERVICE {CLOSED} {{ }}''' }}",
    "in a long quoted string": f'SELECT * {{ ?s ?p """a "SERVICE {CLOSED} {{ }}" b""" }}',
    "after an escaped quote": f"SELECT * {{ ?s ?p 'it\\'s a SERVICE {CLOSED} {{ }}' }}",
    "a variable": "SELECT ?service WHERE { ?service ?p $SERVICE { ?s ?p ?o } }",
    "a local name": "PREFIX ex: <http://x/> SELECT * { GRAPH ex:SERVICE { ?s ?p ?o } }",
    "a prefix": "PREFIX service: <http://x/> SELECT * { GRAPH service:a { ?s ?p ?o } }",
    "a prefix among others": PREFIXES + "PREFIX service: <http://x/> SELECT * { ?s service:a ?o }",
    "a blank node": "SELECT * { _:service ?p ?o }",
    "a language tag": "SELECT * { ?s ?p 'x'@service }",
    "a number compared": "SELECT * { ?s ?p ?service FILTER(?service<3 && 2>1) }",
    "load in a name": "PREFIX load: <http://x/load#> SELECT ?load { ?load load:LOAD 'LOAD' }",
}


@pytest.mark.parametrize("name", CALLS)
def test_a_query_that_would_call_another_server_is_refused(name: str) -> None:
    with pytest.raises(QueryError) as caught:
        inspect(CALLS[name])
    assert (caught.value.code, caught.value.status) == ("service-refused", 501)


@pytest.mark.parametrize("name", CALLS)
def test_those_queries_are_calls_indeed(name: str) -> None:
    """Oxigraph takes each of them for SPARQL: what is refused here is no mere syntax error."""
    with contextlib.suppress(OSError, RuntimeError):
        ox.Store().query(CALLS[name])


@pytest.mark.parametrize("name", INNOCENT)
def test_the_word_alone_is_harmless(name: str) -> None:
    assert code(INNOCENT[name]) is None
    ox.Store().query(INNOCENT[name])  # and each of them is SPARQL


@pytest.mark.parametrize("text", ["LOAD <http://x/>", "# c\nload silent <http://x/>"])
def test_load_is_refused(text: str) -> None:
    assert code(text) == "service-refused"


# Pieces that make one spelling of a call; the parser itself says which ones it takes for a call.
_GAP = st.sampled_from(["", " ", "\n", "\t", "#x\n", " # ' \r", "#>\n", '# "\n  '])
_BEFORE = st.sampled_from(
    [
        "",
        "?s ?p ?o",
        "?s ?p 1",
        "?s ?p 1.",
        "?s ?p 1.5",
        "?s ?p true",
        "?s ?p 'a'@en",
        "?s ?p 'it\\'s'",
        '?s ?p """a"b"""',
        "?s ?p ex:a",
        "?s ?p ex:",
        "?s ?p ex:.",
        "?s ?p <http://x/#y>",
        "?s ?p _:b",
        "FILTER(1<2)",
        "FILTER(1<2).",
        "?s ?p ?o FILTER(?o<'x>')",
        '?s ?p ?o FILTER(?o<"x>")',
        "?s ?p ?o FILTER(?o<?p)",
        "?s ?p ?o FILTER(?o<?p&&'#'!='x')",
        "BIND(1<2 AS ?x)",
        "{}",
        "VALUES ?v {1 2}",
        "# it's \"\n",
    ]
)
_WORD = st.sampled_from(["SERVICE", "service", "SeRvIcE"])
_SILENT = st.sampled_from(["", "SILENT", "silent"])
_ENDPOINT = st.sampled_from([CLOSED, "?e", "$e", "ex:a", ":a", ":", "ex:", "ex:a.b", "ex:%41\\#b"])


@settings(max_examples=600, deadline=None)
@given(before=_BEFORE, word=_WORD, silent=_SILENT, endpoint=_ENDPOINT, gaps=st.tuples(*[_GAP] * 5))
def test_whatever_the_parser_takes_for_a_call_is_refused(
    before: str, word: str, silent: str, endpoint: str, gaps: tuple[str, ...]
) -> None:
    # Glued to a name, the word is the end of that name, for the parser too.
    assume(gaps[0] or not before.endswith(("?o", "ex:a", "ex:", "_:b", "@en")))
    call = f"{word}{gaps[1]}{silent}{gaps[2]}{endpoint}{gaps[3]}{{ ?x ?y ?z }}"
    text = f"{PREFIXES}SELECT * {{ {before}{gaps[0]}{call}{gaps[4]} }}"
    try:
        ox.Store().query(text)
    except SyntaxError:
        return
    except (OSError, RuntimeError):
        pass
    assert code(text) == "service-refused"


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="SERVICE service<>?$:.#'\"\\{}()@_-%1a\n\r\t ", max_size=300))
def test_no_text_makes_the_guard_fail_otherwise_than_by_its_codes(text: str) -> None:
    assert code(text) in {None, "sparql-syntax", "service-refused"}
    assert code("SELECT * { " + text) in {None, "service-refused"}


@pytest.mark.parametrize(
    "unit",
    ["<'", '<\\"', "<SERVICE#>", "SERVICE#\n", "SERVICE#", "PREFIX#", "PREFIX\n#\n", "service", "'",
     "<'''", "<", "\n", ":", "SERVICEb:", "SERVICE SILENT ", "BASE <x>", "PREFIX a: <x> "],
)  # fmt: skip
def test_no_text_takes_long(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    begin = time.process_time()
    code(text)
    code("SELECT * { " + text[:99_000])
    assert time.process_time() - begin < 2, "linear: what is measured is 0.1 s"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p ?o }", QueryForm.SELECT),
        ("select*{?s ?p ?o}", QueryForm.SELECT),
        ("ASK{}", QueryForm.ASK),
        ("# SELECT\nASK {}", QueryForm.ASK),
        ("PREFIX select: <http://x/> CONSTRUCT WHERE { ?s ?p ?o }", QueryForm.CONSTRUCT),
        ("BASE<http://x/#ASK>DESCRIBE<a>", QueryForm.DESCRIBE),
        ("VERSION '1.2' PREFIX:<http://x/>ASK{}", QueryForm.ASK),
        ("PREFIX 环: <http://x/> PREFIX a.b: <http://y/>\r\n ASK {}", QueryForm.ASK),
    ],
)
def test_the_form_is_known_before_parsing(text: str, form: QueryForm) -> None:
    assert inspect(text).form is form
    ox.Store().query(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 1, 1),
        ("PREFIX ex: <http://x/>\n  DELETE WHERE { ?s ?p ?o }", 2, 3),
        ("# 环翠\n\nDROP ALL", 3, 1),
    ],
)
def test_an_update_is_no_query(text: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        inspect(text)
    error = caught.value
    assert (error.code, error.status) == ("sparql-syntax", 400)
    assert (error.extra["line"], error.extra["column"]) == (line, column)
    assert "updates" in error.mend_en
    assert "更新" in error.mend_zh


@pytest.mark.parametrize("text", ["", "  \n", "SELEC * {}", "\ufeffSELECT * {}", "http://x/"])
def test_what_does_not_begin_as_a_query_is_a_syntax_error(text: str) -> None:
    assert code(text) == "sparql-syntax"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT * FROM <http://g/> { ?s ?p ?o }", True),
        ("SELECT * from named <http://g/> { ?s ?p ?o }", True),
        ("DESCRIBE <http://a/>FROM<http://g/>", True),
        ("SELECT ?from { ?from <http://x/from#FROM> 'FROM' # FROM\n }", False),
        ("PREFIX from: <http://x/> SELECT * { ?s from:from ?o }", False),
        ("SELECT (?a < ?b AS ?c) FROM <http://g/> { ?a ?b ?d }", True),
    ],
)
def test_a_from_clause_is_seen(text: str, named: bool) -> None:  # noqa: FBT001 - a table's column
    assert inspect(text).names_dataset is named
    ox.Store().query(text)


def test_a_query_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(QueryError) as caught:
        inspect("ASK {} #" + "环" * 100, max_length=100)
    assert (caught.value.code, caught.value.status) == ("query-too-long", 413)
    assert caught.value.extra["limit"] == 100
    assert inspect("ASK {} #" + "环" * 92, max_length=100).form is QueryForm.ASK
