"""RDF as text in which no prefix is declared that is not used.

Oxigraph declares all prefixes that it is given, at the head of the document; which of them it
used, its text tells.
"""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_DECLARED = re.compile(rb"@prefix ([\w-]*): <[^>]*> \.\n")
_IN_TURTLE = re.compile(rb"(?:^|[\s^(,])([a-z][\w-]*):", re.MULTILINE)
_ROOT = re.compile(rb"<rdf:RDF[^>]*>")
_NAMESPACE = re.compile(rb'\s+xmlns:([\w-]+)="[^"]*"')
_IN_XML = re.compile(rb"<([a-z][\w-]*):")  # a `<` of a text is escaped


def serialize(
    triples: Iterable[ox.Triple], file_format: ox.RdfFormat, prefixes: Mapping[str, str]
) -> bytes:
    """Return the triples in a format, with those of the prefixes that occur."""
    written = ox.serialize(triples, format=file_format, prefixes=dict(prefixes)) or b""
    if file_format == ox.RdfFormat.TURTLE:
        return _turtle(written)
    if file_format == ox.RdfFormat.RDF_XML:
        return _xml(written)
    return written


def _turtle(written: bytes) -> bytes:
    end = 0
    while found := _DECLARED.match(written, end):
        end = found.end()
    used = set(_IN_TURTLE.findall(_STRING.sub(b'""', written[end:])))
    kept = (each[0] for each in _DECLARED.finditer(written, 0, end) if each[1] in used)
    return b"".join(kept) + written[end:]


def _xml(written: bytes) -> bytes:
    root = _ROOT.search(written)
    if root is None:
        return written
    used = set(_IN_XML.findall(written))
    kept = _NAMESPACE.sub(lambda each: each[0] if each[1] in used else b"", root[0])
    return written[: root.start()] + kept + written[root.end() :]
