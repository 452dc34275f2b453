"""Typed links (RFC 8288): in the header `Link`, and as a set of links in JSON (RFC 9264)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

LINKSET = "application/linkset+json"
_IN_URL = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to `target`; `media_type` and `language` tell what is there."""

    target: str
    relation: str
    media_type: str | None = None
    language: str | None = None

    @property
    def url(self) -> str:
        """The target in the letters that a URL may have (RFC 3987, section 3.1)."""
        return quote(self.target, safe=_IN_URL)

    def __str__(self) -> str:
        media = f'; type="{self.media_type}"' if self.media_type else ""
        language = f'; hreflang="{self.language}"' if self.language else ""
        return f'<{self.url}>; rel="{self.relation}"{media}{language}'


def header(links: Iterable[Link]) -> str:
    """Return the value of the header `Link`."""
    return ", ".join(map(str, links))


def linkset(contexts: Iterable[tuple[str, Sequence[Link]]]) -> bytes:
    """Return the links of each context (the URL that they start from) as a JSON document."""
    sets: list[dict[str, object]] = []
    for anchor, links in contexts:
        relations: dict[str, list[dict[str, object]]] = {}
        for link in links:
            target: dict[str, object] = {"href": link.url}
            if link.media_type:
                target["type"] = link.media_type
            if link.language:
                target["hreflang"] = [link.language]
            relations.setdefault(link.relation, []).append(target)
        sets.append({"anchor": anchor, **relations})
    return json.dumps({"linkset": sets}, ensure_ascii=False, indent=1).encode()
