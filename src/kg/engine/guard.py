"""What must be known of a query before it runs: its form, its dataset, and that it calls nobody.

Oxigraph answers `SERVICE` with a real request to wherever the query says, and has no switch for
it. So the clause is looked for in the text, before the text reaches the engine. Two things make
that less simple than a search for the word:

* The word may stand in a comment, an IRI, a string, a variable or a prefixed name, where it is
  harmless.
* Oxigraph's parser has no token boundaries: it reads `1SERVICE <x> {}`, `SERVICEex:a {}` and
  `FILTER(?a<?b)SERVICE#>⏎<x> {}` as calls, while SPARQL's longest-match rule would see a
  number, a prefixed name and an IRI.

Therefore every place is tried that either way of reading can reach: after `<` the text goes on
both as an IRI and as a comparison, and a word is looked at from its end. What is sought is the
whole clause (`SERVICE`, perhaps `SILENT`, an endpoint, `{`), so that an IRI which merely holds
the word does not resemble one. The work is linear in the length of the query.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from kg.engine import refusals

MAX_LENGTH = 100_000  # code points

_WS = r"(?>[ \t\r\n]+|\#[^\r\n]*+)*+"
_IRI = r"""<[^<>"{}|^`\x00-\x20]*+>"""
_NAME = r"A-Za-z0-9_\-\u0080-\U0010FFFF"
_PROLOGUE = re.compile(
    rf"""(?>{_WS}(?>
        BASE{_WS}{_IRI}
      | PREFIX{_WS}[{_NAME}.]*+:{_WS}{_IRI}
      | VERSION{_WS}(?>"[^"\\\r\n]*+"|'[^'\\\r\n]*+')
    ))*+{_WS}""",
    re.IGNORECASE | re.VERBOSE,
)
_OPERATION = re.compile(
    "SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH",
    re.IGNORECASE,
)
_PREFIX = re.compile("PREFIX", re.IGNORECASE)
_DECLARED = re.compile(rf"([{_NAME}.]*+):")
_TOKEN = re.compile(
    rf"""(?P<skip>[ \t\r\n]++)
    | (?P<comment>\#)
    | (?P<string>'''(?>[^'\\]|\\.|'(?!''))*+''' | \"""(?>[^"\\]|\\.|"(?!""))*+\"""
               | '(?>[^'\\\r\n]|\\.)*+' | "(?>[^"\\\r\n]|\\.)*+")
    | (?P<variable>[?$][A-Za-z0-9_\u0080-\U0010FFFF]++)
    | (?P<language>@[A-Za-z]++(?>-++[A-Za-z0-9]++)*+)
    | (?P<name>(?P<prefix>[{_NAME}.]*+):
        (?>(?>[A-Za-z0-9_:\u0080-\U0010FFFF]|%..|\\.)(?>[{_NAME}.:]|%..|\\.)*+)?+)
    | (?P<word>[{_NAME}.]++)
    | (?P<less><)
    | (?P<other>\\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_IRIREF = re.compile(_IRI)
_SILENT = re.compile("SILENT", re.IGNORECASE)


class QueryForm(StrEnum):
    """The four forms of a query (SPARQL 1.1 Query Language, section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is a graph and not a table or a truth value."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


class Query(NamedTuple):
    """A query that may run; only `inspect` makes one, so an engine never sees another.

    `names_dataset` tells whether it has a FROM clause, which then describes the whole dataset
    (SPARQL 1.1 Query Language, section 13.2).
    """

    text: str
    form: QueryForm
    names_dataset: bool


def inspect(text: str, *, max_length: int = MAX_LENGTH) -> Query:
    """Return the query of this text, `max_length` code points at most.

    Raises `QueryError`: `query-too-long` (413), `service-refused` (501) where it would call
    another server, `sparql-syntax` (400) where it does not begin as a query does, such as an
    update. Whether the rest is SPARQL, the engine tells.

    >>> inspect("ASK { ?s ?p ?o }").form
    <QueryForm.ASK: 'ASK'>
    """
    if len(text) > max_length:
        raise refusals.too_long(len(text), max_length)
    start = _operation_start(text)
    operation = _operation_at(text, start)
    if operation == "LOAD" or (scan := _Scan(text)).finds_service():
        raise refusals.service()
    if operation is None or operation not in QueryForm.__members__:
        raise refusals.no_query(text, start, is_update=operation is not None)
    return Query(text, QueryForm(operation), scan.finds_from())


class Token(NamedTuple):
    """A token by longest match: its text in capitals, where it stands, how deep in braces."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """Return what is neither white space nor comment; a `}` has the depth of its `{`."""
    return _Scan(text).tokens()


def inspect_update(text: str) -> bool:
    """Return whether an update has a LOAD; refuse one that has a SERVICE (`service-refused`).

    A LOAD cannot call anybody either where it runs, and has two right answers there: with
    SILENT it is a success without effect, and what does not parse is the client's error.
    """
    if _Scan(text).finds_service():
        raise refusals.service()
    ends = (token.end for token in tokens(text) if token.text == ";" and token.depth == 0)
    return any(_operation_at(text, _operation_start(text, at)) == "LOAD" for at in (0, *ends))


def _operation_start(text: str, start: int = 0) -> int:
    found = _PROLOGUE.match(text, start)
    return found.end() if found else start


def _operation_at(text: str, start: int) -> str | None:
    found = _OPERATION.match(text, start)
    return found.group().upper() if found else None


class _Scan:
    """One look at a text; positions are offsets in code points."""

    def __init__(self, text: str) -> None:
        self._text = text

    # Made when they are first asked for: few queries hold one of the words at all.

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer(r"[\r\n]", self._text)]

    def finds_service(self) -> bool:
        """Whether any way of reading the text meets a SERVICE clause."""
        if "service" not in self._text.lower():
            return False
        seen: set[int] = set()
        waiting = [0]
        while waiting:
            at = waiting.pop()
            while at < len(self._text) and at not in seen:
                seen.add(at)
                token = self._token(at)
                if token.lastgroup == "less":
                    waiting.append(at + 1)  # the other reading: a comparison
                    at = self._after_iri(at)
                    continue
                if token.lastgroup in {"word", "name"} and self._is_service(token):
                    return True
                at = self._end(token)
        return False

    def finds_from(self) -> bool:
        """Whether the text, read by longest match, has the keyword FROM."""
        return "FROM" in self._text.upper() and any(
            token.kind == "word" and token.text.endswith(("FROM", "FROMNAMED"))
            for token in self.tokens()
        )

    def tokens(self) -> Iterator[Token]:
        """See the function of this name."""
        at = depth = 0
        while at < len(self._text):
            token = self._token(at)
            kind = token.lastgroup or ""
            end = self._after_iri(at) if kind == "less" else self._end(token)
            depth -= token.group() == "}"
            if kind not in {"skip", "comment"}:
                yield Token(kind, self._text[at:end].upper(), at, end, depth)
            depth += token.group() == "{"
            at = end

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        """The names after every PREFIX in the text; too many do no harm."""
        places = {self._skip(found.end()) for found in _PREFIX.finditer(self._text)}
        declared = (_DECLARED.match(self._text, place) for place in places)
        return tuple({found.group(1) for found in declared if found})

    def _token(self, at: int) -> re.Match[str]:
        token = _TOKEN.match(self._text, at)
        assert token is not None  # noqa: S101 - its last alternative takes any character
        return token

    def _end(self, token: re.Match[str]) -> int:
        return self._line_end(token.start()) if token.lastgroup == "comment" else token.end()

    def _after_iri(self, at: int) -> int:
        iri = _IRIREF.match(self._text, at)
        return iri.end() if iri else at + 1

    def _is_service(self, token: re.Match[str]) -> bool:
        """Whether a word ends in SERVICE and an endpoint and `{` follow, or holds it all."""
        word = token.group("prefix") if token.lastgroup == "name" else token.group()
        if "service" not in (lower := word.lower()):
            return False
        if token.lastgroup == "name":
            return self._opens_group(token.end()) and self._ends_in_service(word)
        if lower.endswith("servicesilent"):
            return self._endpoint_follows(self._skip(token.end()))
        if not lower.endswith("service"):
            return False
        at = self._skip(token.end())
        silent = _SILENT.match(self._text, at)
        return self._endpoint_follows(at) or (
            silent is not None and self._endpoint_follows(self._skip(silent.end()))
        )

    def _ends_in_service(self, word: str) -> bool:
        """Whether the word is `…SERVICE` with a declared prefix at its end (`SERVICEex`)."""
        return any(
            word.removesuffix(prefix).lower().endswith(("service", "servicesilent"))
            for prefix in self._prefixes
            if word.endswith(prefix)
        )

    def _endpoint_follows(self, at: int) -> bool:
        """Whether an IRI, a variable or a prefixed name stands here, and a group after it."""
        if at >= len(self._text):
            return False
        token = self._token(at)
        match token.lastgroup:
            case "less":
                return self._opens_group(self._after_iri(at))
            case "variable" | "name":
                return self._opens_group(token.end())
            case _:
                return False

    def _opens_group(self, at: int) -> bool:
        return self._text.startswith("{", self._skip(at))

    def _skip(self, at: int) -> int:
        """Return the first place from here that is neither white space nor comment."""
        while at < len(self._text) and self._text[at] in " \t":
            at += 1
        if at < len(self._text) and self._text[at] in "#\r\n":
            line = bisect_left(self._line_ends, at)
            return self._after_line[line] if line < len(self._line_ends) else len(self._text)
        return at

    def _line_end(self, at: int) -> int:
        line = bisect_left(self._line_ends, at)
        return self._line_ends[line] if line < len(self._line_ends) else len(self._text)

    @cached_property
    def _after_line(self) -> list[int]:
        """For each line's end the next place with content; from the last, so it is linear."""
        following = [len(self._text)] * len(self._line_ends)
        ends = [*self._line_ends, len(self._text)]
        for line in range(len(self._line_ends) - 1, -1, -1):
            at, end = ends[line] + 1, ends[line + 1]
            while at < end and self._text[at] in " \t":
                at += 1
            if at < end and self._text[at] != "#":
                following[line] = at
            elif line + 1 < len(following):
                following[line] = following[line + 1]
        return following
