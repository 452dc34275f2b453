"""The parts of a multipart/form-data body (RFC 7578): each a document with its Content-Type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from kg_api import bad_request

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MEDIA_TYPE = "multipart/form-data"


@dataclass(slots=True)
class Part:
    """One part; `content_type` is as sent, or `None`."""

    content_type: str | None = None
    data: bytearray = field(default_factory=bytearray)


def parts(content_type: str, body: bytes) -> list[Part]:
    """Return the parts in their order.

    Raises `QueryError` `multipart-invalid` (400), also where the last boundary is missing.
    """
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    reader = _Reader()
    try:
        parser = MultipartParser(boundary, reader.callbacks())
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise bad_request.multipart() from error
    if not reader.ended or not reader.parts:
        raise bad_request.multipart()
    return reader.parts


class _Reader:
    """Gathers what the parser tells."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.ended = False
        self._name = b""
        self._value = b""

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": lambda: self.parts.append(Part()),
            "on_part_data": self._data,
            "on_header_field": self._field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_end": self._end,
        }

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].data += data[start:end]

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._name.strip().lower() == b"content-type":
            self.parts[-1].content_type = self._value.decode("latin-1").strip()
        self._name = self._value = b""

    def _end(self) -> None:
        self.ended = True
