"""What must be known of an update before it runs, and its dataset where the request gives one.

The protocol's `using-graph-uri` and `using-named-graph-uri` have no counterpart in Oxigraph's
interface, so they are written into the text as USING clauses (SPARQL 1.1 Protocol, section
2.2.3, says that they mean the same).
"""

from collections.abc import Sequence

from kg.engine import refusals
from kg.engine.guard import Token, tokens


def with_dataset(text: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Return the update with that dataset for each of its patterns; the IRIs are valid.

    Raises `QueryError` (`update-dataset`) where the update names a dataset itself.

    >>> with_dataset("DELETE WHERE { ?s ?p ?o }", ["http://ex.org/g"], [])
    'DELETE { ?s ?p ?o } USING <http://ex.org/g> WHERE { ?s ?p ?o }'
    """
    if not default_graphs and not named_graphs:
        return text
    clauses = [f"USING <{iri}> " for iri in default_graphs]
    clauses += [f"USING NAMED <{iri}> " for iri in named_graphs]
    using = "".join(clauses)
    parts: list[str] = []
    done = 0
    outer = [token for token in tokens(text) if token.depth == 0]
    for number, token in enumerate(outer):
        if token.kind != "word":
            continue
        if token.text in {"USING", "WITH"}:
            raise refusals.update_dataset()
        if token.text.endswith("WHERE"):
            parts.append(text[done : token.start])
            done = token.start
            if _is_delete_where(outer, number):
                pattern = _group(text, outer[number + 1 :])
                parts.append(f"{'DELETE ' if token.text != 'WHERE' else ''}{pattern} ")
                done = token.end - len("WHERE")
            parts.append(using)
    return "".join((*parts, text[done:]))


def _is_delete_where(outer: Sequence[Token], number: int) -> bool:
    """Whether a pattern that is also the template stands here: it has no braces before it."""
    before = outer[number - 1].text if number else ""
    return outer[number].text != "WHERE" or before == "DELETE"


def _group(text: str, following: Sequence[Token]) -> str:
    """Return the group that begins here; where none does, the engine will tell."""
    braces = [token for token in following if token.text in {"{", "}"}][:2]
    return text[braces[0].start : braces[-1].end] if braces else ""
