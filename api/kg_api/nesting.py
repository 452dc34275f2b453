"""How deep the brackets of a query or an update are nested.

Parsers of SPARQL go down one call for each bracket; a text of nothing but brackets would end the
process that reads it. Brackets in strings, IRIs and comments do not count.
"""

import re

from kg_api import bad_request

_OTHER = re.compile(
    r"""'''(?>[^'\\]|\\.|'(?!''))*+''' | \"""(?>[^"\\]|\\.|"(?!""))*+\"""
      | '(?>[^'\\\r\n]|\\.)*+' | "(?>[^"\\\r\n]|\\.)*+"
      | <[^<>"{}|^`\x00-\x20]*+> | \#[^\r\n]*+ | \\.
      | (?P<open>[({\[]) | (?P<close>[)}\]])""",
    re.VERBOSE | re.DOTALL,
)


def check(text: str, limit: int) -> None:
    """Raise `QueryError` `query-too-deep` (400) where more than `limit` brackets are open.

    >>> check("ASK { ?s ?p '((((' }", limit=1)
    """
    if sum(map(text.count, "({[")) <= limit:
        return  # however they stand; so it is with nearly every query
    depth = 0
    for found in _OTHER.finditer(text):
        if found.lastgroup == "open":
            depth += 1
            if depth > limit:
                raise bad_request.too_deep(limit)
        elif found.lastgroup == "close":
            depth = max(0, depth - 1)
