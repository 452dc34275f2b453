"""Declarations of prefixes in Turtle and RDF/XML: only those that the document uses, in order.

The serialiser declares all that it is given, in an order of its own in each process; a strong
`ETag` stands for the same bytes in all of them.
"""

import re

_TURTLE = re.compile(rb"@prefix ([\w-]*): <[^>]*> \.\n")
_XML = re.compile(rb' xmlns:([\w-]+)="[^"]*"')
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^>]*>')
_NAME = re.compile(rb"(?:^|(?<=[\s^(\[,;]))([\w-]*):")
_ELEMENT = re.compile(rb"<([\w-]+):")  # of attributes only rdf: and xml: have prefixes


def used_in_turtle(content: bytes) -> bytes:
    """Return Turtle (or TriG) as Oxigraph writes it with the declarations that it uses, sorted."""
    end = 0
    declared = {}
    while found := _TURTLE.match(content, end):
        declared[found[1]] = found[0]
        end = found.end()
    body = content[end:]
    used = set(_NAME.findall(_STRING.sub(b'""', body)))
    return b"".join(declared[name] for name in sorted(declared) if name in used) + body


def used_in_xml(content: bytes) -> bytes:
    """Return RDF/XML as Oxigraph writes it with the declarations that it uses, sorted."""
    start = content.find(b"<rdf:RDF")
    end = content.find(b">", start)
    if start < 0:
        return content
    head, body = content[start:end], content[end:]
    declared = {found[1]: found[0] for found in _XML.finditer(head)}
    used = {b"rdf"} | set(_ELEMENT.findall(body))
    kept = b"".join(declared[name] for name in sorted(declared) if name in used)
    return content[:start] + b"<rdf:RDF" + kept + body
