"""Declarations of prefixes in Turtle and RDF/XML: only those that the document uses, in order.

The serialiser declares all that it is given, in an order of its own in each process; a strong
`ETag` stands for the same bytes in all of them.
"""

import re

_TURTLE = re.compile(rb"@prefix ([\w-]*): <[^>]*> \.\n")
_XML = re.compile(rb' xmlns:([\w-]+)="[^"]*"')
_NAME = re.compile(rb"[ \t\n^]([\w-]*)\Z")
_ELEMENT = re.compile(rb"<([\w-]+):")  # of attributes only rdf: and xml: have prefixes


def used_in_turtle(content: bytes) -> bytes:
    """Return Turtle (or TriG) as Oxigraph writes it with the declarations that it uses, sorted.

    One more stays where a literal has its name after a space: to look for the ends of literals
    costs more than a third of the whole document.
    """
    end = 0
    declared = {}
    while found := _TURTLE.match(content, end):
        declared[found[1]] = found[0]
        end = found.end()
    body = content[end - 1 :] if end else content  # from the end of the line before
    used = _before_colons(body, max(map(len, declared), default=0) + 1)
    return b"".join(declared[name] for name in sorted(declared) if name in used) + content[end:]


def _before_colons(body: bytes, length: int) -> set[bytes]:
    """Return the words that a colon follows; faster than to look for each of them."""
    ends = {part[-length:] for part in body.split(b":")}
    return {found[1] for end in ends if (found := _NAME.search(end))}


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
