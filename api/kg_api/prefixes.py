"""RDF as text in which no prefix is declared that is not used.

Oxigraph declares all prefixes that it is given, at the head of the document and in no fixed
order; which of them it used, its text tells.
"""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.lookup.prefixes import occurs

_DECLARED = re.compile(rb"@prefix ([\w-]*): <[^>]*> \.\n")
_ROOT = re.compile(rb"<rdf:RDF[^>]*>")
_NAMESPACE = re.compile(rb'\s+xmlns:([\w-]+)="[^"]*"')


def serialize(text: bytes, file_format: ox.RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """Return N-Triples in a format, with those of the prefixes that occur, sorted.

    A prefix whose namespace occurs, though not in a way that the format abbreviates, stays
    declared where a literal holds its name and a colon: that does no harm.
    """
    # To look for words is much faster than to look for patterns, and the fewer prefixes Oxigraph
    # has to try, the faster it is.
    occurring = {name: each for name, each in prefixes.items() if b"<%b" % each.encode() in text}
    triples = (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    written = ox.serialize(triples, format=file_format, prefixes=occurring) or b""
    if file_format == ox.RdfFormat.TURTLE:
        return _turtle(written)
    if file_format == ox.RdfFormat.RDF_XML:
        return _xml(written)
    return written


def _turtle(written: bytes) -> bytes:
    declared: dict[bytes, bytes] = {}
    end = 0
    while found := _DECLARED.match(written, end):
        declared[found[1]] = found[0]
        end = found.end()
    body = written[end:]
    used = sorted(name for name in declared if occurs(name, body))
    return b"".join(declared[name] for name in used) + body


def _xml(written: bytes) -> bytes:
    root = _ROOT.search(written)
    if root is None:
        return written
    declared = {each[1]: each[0] for each in _NAMESPACE.finditer(root[0])}
    used = sorted(name for name in declared if b"<%b:" % name in written)  # a text's `<` is escaped
    kept = b"<rdf:RDF" + b"".join(declared[name] for name in used) + b">"
    return written[: root.start()] + kept + written[root.end() :]
