"""Triples as JSON-LD that reads as plain JSON: one resource, and the others nested under it.

The names are those of the context (`kg.ontology.context`), which stands in the document itself as
far as it is used. Nothing is lost: a JSON-LD processor gets exactly the triples back.

- Each resource is told once, at the place nearest to the root. Where it is named again it has its
  `id`, `type` and names only; one that stands above in the same branch has its `id` alone.
- Passages and paragraphs are told in full each time, so that every fact bears its evidence.
- What points at the root stands under the name of the other direction: `facts`, `parts` …
- What the root does not lead to stands in `included`.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.ontology import context as contexts
from kg.ontology.context import curie
from kg.vocab import BASE, PREFIXES, RDF_TYPE, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from kg.ontology.context import Context, Name

Json = dict[str, Any]
_XSD = PREFIXES["xsd"]
_STRING, _INTEGER, _BOOLEAN = f"{_XSD}string", f"{_XSD}integer", f"{_XSD}boolean"
_TYPE = RDF_TYPE.value
_CONCERNS = term("cdo:concerns").value
_BRIEF = {term(name).value for name in ("rdfs:label", "cdo:describedAs", "qudt:symbol")}
_WHOLE = (f"{BASE}id/passage/", f"{BASE}id/paragraph/")
_LIMIT = 2**53  # integers beyond it are not the same number in every reader of JSON

# pyoxigraph's terms are slow to compare and to hash, so they become these first.


class _Text(NamedTuple):
    """A literal; the datatype is empty where there is a language."""

    value: str
    language: str | None
    datatype: str


class _Said(NamedTuple):
    """A property of a resource: its IRI, and a literal or the name of another resource."""

    prop: str
    value: str | _Text


class _Link(NamedTuple):
    """A triple between resources, by their names: an IRI, or `_:` and the blank node's."""

    subject: str
    prop: str
    target: str


def frame(root: str, triples: Iterable[Triple]) -> Json:
    """Return the document about the resource with this IRI.

    Raises `ValueError` for triple terms, which JSON-LD 1.1 cannot say.
    """
    return _Frame(root, triples, contexts.load()).document()


def flat(triples: Iterable[Triple]) -> Json:
    """Return a document that tells each resource once, in a list; raises as `frame` does."""
    writer = _Frame("", triples, contexts.load())
    nodes = [writer.flat(node) for node in writer.said]
    return {"@context": writer.context.of(writer.used), "@graph": nodes}


class _Frame:
    """The writing of one document."""

    def __init__(self, root: str, triples: Iterable[Triple], context: Context) -> None:
        self.root, self.context = root, context
        self.used: set[str] = set()
        self.said: dict[str, list[_Said]] = {}
        inbound: dict[str, list[_Link]] = {}
        for subject, said in dict.fromkeys(map(_plain, triples)):
            self.said.setdefault(subject, []).append(said)
            if said.value == root and subject != root:
                inbound.setdefault(subject, []).append(_Link(subject, said.prop, root))
        # The one link under which each resource that points at the root is told.
        self.links = {subject: _strongest(links) for subject, links in inbound.items()}
        self.homes: dict[str, _Link | None] = {}
        self.briefs: dict[str, Json] = {}

    def document(self) -> Json:
        """Return the document of the root."""
        self._settle(self.root)
        document = self._node(self.root, ())
        for link in self.links.values():
            if self.homes[link.subject] == link:
                self._under_other_direction(document, link)
        rest = []
        for node in self.said:
            if node not in self.homes:
                self._settle(node)
                rest.append(self._node(node, ()))
        if rest:
            self.used.add("included")
            document["included"] = rest
        return {"@context": self.context.of(self.used), **document}

    def flat(self, node: str) -> Json:
        """Return one resource, the others by their IRIs."""
        return self._written(node, self.said[node], None)

    def _settle(self, start: str) -> None:
        """Give each resource that can be reached its home: the link under which it is told.

        Breadth first, so that it is the one nearest to the root; what points at the root comes
        before what the root points at.
        """
        self.homes[start] = None
        queue = deque([start])
        if start == self.root:
            self.homes.update(self.links)
            queue.extend(self.links)
        while queue:
            subject = queue.popleft()
            for link in self._links_of(subject):
                if link.target not in self.homes:
                    self.homes[link.target] = link
                    queue.append(link.target)

    def _links_of(self, subject: str) -> Iterator[_Link]:
        """Yield the links to resources of which the triples say anything."""
        for prop, value in self.said.get(subject, ()):
            if isinstance(value, str) and value in self.said and prop != _TYPE:
                yield _Link(subject, prop, value)

    def _node(
        self, node: str, above: tuple[str, ...], link: _Link | None = None, *, first: bool = True
    ) -> Json:
        """Return a resource in full but for one link, those that are told here nested in it.

        `first` says that it is at home here; then so are those that it leads to.
        """
        left_out = _Said(link.prop, link.target) if link else None
        said = (each for each in self.said.get(node, ()) if each != left_out)
        return self._written(node, said, (*above, node), first=first)

    def _written(
        self,
        node: str,
        said: Iterable[_Said],
        above: tuple[str, ...] | None,
        *,
        first: bool = False,
    ) -> Json:
        written: Json = {}
        types: list[str] = []
        for prop, value in said:
            if isinstance(value, _Text):
                self._add_text(written, prop, value)
            elif prop == _TYPE:
                types.append(self._class(value))
            else:
                link = _Link(node, prop, value)
                shown = {"id": value} if above is None else self._nested(link, above, first=first)
                name = self.context.properties.get(prop)
                key = name.name if name and name.shape in {"node", "plain"} else _curie(prop)
                self._put(written, key, shown, many=name.many if name else True)
        # What it is called comes first.
        ordered: Json = {"id": node}
        if types:
            ordered["type"] = sorted(types)
        for key in ("label", "altLabel"):
            if key in written:
                ordered[key] = written.pop(key)
        return {**ordered, **written}

    def _nested(self, link: _Link, above: tuple[str, ...], *, first: bool) -> Json:
        node = link.target
        if node in above or node not in self.said:
            return {"id": node}
        at_home = first and self.homes.get(node) == link
        if at_home or node.startswith(_WHOLE):
            return self._node(node, above, first=at_home)
        if node not in self.briefs:
            said = [each for each in self.said[node] if _is_brief(each)]
            self.briefs[node] = self._written(node, said, above)
        return self.briefs[node]

    def _under_other_direction(self, document: Json, link: _Link) -> None:
        shown = self._node(link.subject, (self.root,), link)
        if name := self.context.inverses.get(link.prop):
            document.setdefault(name, []).append(shown)
        else:
            name = _curie(link.prop)
            document.setdefault("@reverse", {}).setdefault(name, []).append(shown)
        self.used.add(name)

    def _class(self, iri: str) -> str:
        name = self.context.classes.get(iri) or _curie(iri)
        self.used.add(name)
        return name

    def _add_text(self, written: Json, prop: str, value: _Text) -> None:
        name = self.context.properties.get(prop)
        if name and name.shape == "texts" and value.language:
            self.used.add(name.name)
            texts = written.setdefault(name.name, {})
            _add(texts, value.language, value.value, many=name.many)
        elif name and (native := _native(name, value)) is not None:
            self._put(written, name.name, native, many=name.many)
        else:  # not as the context has it: said in full, under a name that has no shape
            key = name.name if name and name.shape == "plain" else _curie(prop)
            self._put(written, key, self._typed(value), many=name.many if name else True)

    def _put(self, written: Json, key: str, value: object, *, many: bool) -> None:
        self.used.add(key)
        _add(written, key, value, many=many)

    def _typed(self, value: _Text) -> object:
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype == _STRING:
            return value.value
        datatype = _curie(value.datatype)
        self.used.add(datatype)
        return {"@value": value.value, "@type": datatype}


def _plain(triple: Triple) -> tuple[str, _Said]:
    value = triple.object
    if isinstance(value, NamedNode):
        said: str | _Text = value.value
    elif isinstance(value, Literal):
        language = value.language
        said = _Text(value.value, language, "" if language else value.datatype.value)
    else:
        said = _name(value)
    return _name(triple.subject), _Said(triple.predicate.value, said)


def _name(node: object) -> str:
    if isinstance(node, NamedNode):
        return node.value
    if isinstance(node, BlankNode):
        return f"_:{node.value}"
    raise ValueError("JSON-LD 1.1 has no triple terms")


def _is_brief(said: _Said) -> bool:
    return said.prop == _TYPE or (said.prop in _BRIEF and isinstance(said.value, _Text))


def _strongest(links: list[_Link]) -> _Link:
    """Return the one that says most: that the resource is concerned, else the first by name."""
    return min(links, key=lambda link: (link.prop != _CONCERNS, link.prop))


def _native(name: Name, value: _Text) -> object:
    """Return the JSON that the context turns into this literal and no other, or `None`."""
    text = value.value
    if value.language or name.shape not in {"plain", "typed"}:
        return None
    if name.shape == "typed":
        return text if name.datatype == _curie(value.datatype) else None
    if value.datatype == _STRING:
        return text
    if value.datatype == _BOOLEAN and text in {"true", "false"}:
        return text == "true"
    if value.datatype == _INTEGER and text.lstrip("-").isdecimal():
        number = int(text)
        return number if str(number) == text and abs(number) < _LIMIT else None
    return None


def _add(written: Json, key: str, value: object, *, many: bool) -> None:
    """Add a value: to an array where there may be many, or where there are."""
    if key not in written:
        written[key] = [value] if many else value
    elif isinstance(before := written[key], list):
        before.append(value)
    else:
        written[key] = [before, value]


_curie = lru_cache(maxsize=4096)(curie)
