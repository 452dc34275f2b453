"""Whole answers, kept in memory, so that a repeated query needs no worker.

Only answers of one version of the data are here: with the first question about another version
all of them go. What is kept has come to its good end, so a failed answer, or one whose client
went away, is never taken for a whole one.
"""

from typing import NamedTuple, Self

from kg.engine.base import Answer
from kg_api.bounded import Bounded

SHARE = 16
"""No answer takes more than this part of the cache."""

_OVERHEAD = 1024  # bytes of an entry beside its content and its query, roughly


class Kept(NamedTuple):
    """An answer as it came from the engine, and compressed where somebody has asked for that."""

    version: str
    content_type: str
    plain: bytes = b""
    zipped: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly."""
        return len(self.plain) + len(self.zipped or b"") + _OVERHEAD


class AnswerCache:
    """Answers by the identity of what was asked (`caching`), `limit` bytes at most; 0: none."""

    def __init__(self, limit: int) -> None:
        self.largest = limit // SHARE
        """Bytes that an answer may have to be kept."""
        self._answers: Bounded[str, Kept] = Bounded(limit, self.largest)
        self._version: str | None = None
        self.hits = 0
        """Answers given from here."""
        self.misses = 0
        """Answers that the engine had to make, of those that may be kept."""

    @property
    def held(self) -> int:
        """Bytes that the answers take."""
        return self._answers.held

    def find(self, identity: str, version: str) -> Kept | None:
        """Return the answer from this version of the data, where it is kept."""
        if version != self._version:
            self._answers.clear()
            self._version = version
        kept = self._answers.get(identity)
        self.hits += kept is not None
        return kept

    def put(self, identity: str, kept: Kept) -> None:
        """Keep an answer, unless the data has changed since it was asked for."""
        if kept.version == self._version:
            self._answers.put(identity, kept, kept.size)

    def filled_by(self, answer: Answer, identity: str) -> Answer:
        """Return the answer so that it is kept when it has been read to its good end."""
        self.misses += 1
        if not self.largest:
            return answer
        return Answer(answer.format, answer.version, _Filling(answer, self, identity))


class _Filling:
    """A stream that is gathered while it is read, as long as it is small enough."""

    def __init__(self, answer: Answer, cache: AnswerCache, identity: str) -> None:
        self._answer = answer
        self._cache = cache
        self._identity = identity
        self._chunks: list[bytes] | None = []
        self._left = cache.largest

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            chunk = await anext(self._answer.stream)
        except StopAsyncIteration:
            self._keep()
            raise
        self._left -= len(chunk)
        if self._left < 0:
            self._chunks = None
        elif self._chunks is not None:
            self._chunks.append(chunk)
        return chunk

    async def aclose(self) -> None:
        """Close the stream; where it had not ended, what was gathered is no whole answer."""
        self._chunks = None
        await self._answer.stream.aclose()

    def _keep(self) -> None:
        if self._chunks is not None:
            kept = Kept(
                self._answer.version, self._answer.format.content_type, b"".join(self._chunks)
            )
            self._cache.put(self._identity, kept)
            self._chunks = None
