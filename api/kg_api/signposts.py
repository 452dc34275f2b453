"""The links of an entity's documents: its other forms, its licence, its identifier, its type.

They follow FAIR Signposting, level 1 (https://signposting.org/FAIR/): a program that is given the
address of a page finds the metadata without reading the page. Level 2 is the set of all of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from kg.lookup.description import LICENCE, document, neighbours_of
from kg.lookup.index import Resource
from kg.vocab import BASE, PREFIXES
from kg_api import links
from kg_api.forms import HTML, Form
from kg_api.links import LINKSET, Link
from kg_api.representations import FORMS, RDF

SET = ".linkset.json"
"""The suffix of the set of links."""
_PAGE = f"{PREFIXES['schema']}AboutPage"
_ENTITIES = f"{BASE}id/"
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
_ANY = "any-kind/any-key"
"""Stands for a key; the host that a request names has no slash."""
_FORMS = {form.suffix: form for form in FORMS}
_RELATIONS = {"previous": "prev"}


class Signposts(NamedTuple):
    """The links of one page of a description, as served below `base`.

    `fixed` is the form whose own address was asked for; absent where it was negotiated.
    """

    base: str
    resource: Resource
    page: int
    pages: int
    fixed: Form | None = None

    def address(self, form: Form | None = None, page: int | None = None) -> str:
        """Return the address of a form of a page (as a rule this one), or the negotiated one."""
        number = self.page if page is None else page
        ending = form.ending if form else ""
        query = f"?page={number}" if number > 1 else ""
        return f"{self.base}/doc/{encoded(self.resource.iri)}{ending}{query}"

    def of(self, shown: Form) -> Iterator[Link]:
        """Yield the links of an answer in this form."""
        yield Link(self.resource.iri, "cite-as")
        yield Link(self._canonical(), "canonical")
        yield Link(LICENCE, "license")
        if shown == HTML:
            yield Link(_PAGE, "type")
        if self.resource.own_class:
            yield Link(_class(self.resource.own_class), "type")
        if shown == HTML:
            yield from (Link(self.address(form), "describedby", form.media_type) for form in RDF)
        else:
            yield Link(self.resource.iri, "describes")
        for form in FORMS:
            if form != shown:
                yield Link(self.address(form), "alternate", form.media_type)
        yield Link(f"{self.base}/dataset", "collection")
        yield Link(f"{self.base}/doc/{encoded(self.resource.iri)}{SET}", "linkset", LINKSET)
        if self.pages > 1:
            for name, number in neighbours_of(self.page, self.pages).items():
                yield Link(self.address(self.fixed, number), _RELATIONS.get(name, name))

    def all(self) -> Iterator[tuple[str, tuple[Link, ...]]]:
        """Yield the address of each form with its links."""
        for form in (HTML, *RDF):
            found = (link for link in self.of(form) if link.relation != "linkset")
            yield self.address(None if form == HTML else form), tuple(found)

    def header(self, shown: Form) -> str:
        """Return the header `Link` of an answer in this form."""
        key = self.resource.iri.removeprefix(_ENTITIES)
        if _PLAIN.fullmatch(key) is None:  # it is written in two ways, as an IRI and in a URL
            return links.header(self.of(shown))
        made = _header(
            self.base,
            self.resource.own_class,
            page=self.page,
            pages=self.pages,
            fixed=self.fixed.suffix if self.fixed else None,
            shown=shown.suffix,
        )
        return made.replace(_ANY, key)

    def _canonical(self) -> str:
        query = f"?page={self.page}" if self.page > 1 else ""
        return f"{document(self.resource.iri)}{query}"


@lru_cache(maxsize=1024)
def _header(
    base: str, own_class: str, *, page: int, pages: int, fixed: str | None, shown: str
) -> str:
    """Return the header for any resource of a class, `_ANY` in the place of its key."""
    resource = Resource(0, f"{_ENTITIES}{_ANY}", own_class, b"", b"", b"", 0, "", "", "", "")
    posts = Signposts(base, resource, page, pages, _FORMS[fixed] if fixed else None)
    return links.header(posts.of(_FORMS[shown]))


def encoded(iri: str) -> str:
    """Return the rest of an IRI below `{base}id/` as it stands in a URL."""
    return quote(iri.removeprefix(f"{BASE}id/"), safe="/:@!$&'()*+,;=")


def _class(name: str) -> str:
    return name if ":" in name else PREFIXES["cdo"] + name
