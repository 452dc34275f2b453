"""Which prefixes a text in Turtle uses, as the bits of a number, and how they are declared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADS = 1024  # sets of prefixes whose declarations are remembered


class Prefixes:
    """The prefixes of some blocks, each with a bit."""

    def __init__(self, iris: Mapping[str, str], bits: Mapping[str, int] | None = None) -> None:
        self.iris = dict(iris)
        """The namespaces by prefix."""
        self._bits = bits or {name: 1 << place for place, name in enumerate(iris)}
        self._looked_for = [
            (self._bits[name], f"<{iri}".encode(), name.encode()) for name, iri in iris.items()
        ]
        self.head = lru_cache(maxsize=_HEADS)(self._head)
        """Return the declarations of the prefixes that these bits stand for, sorted by name."""

    def occurring(self, text: bytes) -> Prefixes:
        """Return those whose namespaces occur in some N-Triples, with the bits that they have."""
        there = {name: iri for name, iri in self.iris.items() if f"<{iri}".encode() in text}
        return Prefixes(there, self._bits)

    def used(self, text: bytes, turtle: bytes) -> int:
        """Return the prefixes that occur in some Turtle; `text` is the same in N-Triples.

        A prefix whose namespace occurs, though not in a way that Turtle abbreviates, counts as
        used where a literal holds its name and a colon: that does no harm.
        """
        found = 0
        for bit, namespace, name in self._looked_for:
            if namespace in text and occurs(name, turtle):
                found |= bit
        return found

    def _head(self, bits: int) -> bytes:
        names = sorted(name for name, bit in self._bits.items() if bits & bit)
        return "".join(f"@prefix {name}: <{self.iris[name]}> .\n" for name in names).encode()


def occurs(name: bytes, turtle: bytes) -> bool:
    """Whether the prefix stands where Turtle or a text in it may have a prefixed name."""
    # To look for words is much faster than to look for patterns.
    word = name + b":"
    return word in turtle and (b" " + word in turtle or _pattern(name).search(turtle) is not None)


@lru_cache
def _pattern(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:^|[\s^(,])%b:" % name)
