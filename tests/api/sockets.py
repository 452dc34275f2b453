"""Clients that speak HTTP by hand, well or badly."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote


@dataclass(frozen=True)
class Raw:
    """What a server sent until it closed the connection, and whether it reset it."""

    content: bytes
    was_reset: bool

    @property
    def status(self) -> int:
        """The status of the first answer; 0 where there was none."""
        return int(self.content.split(b" ", 2)[1]) if self.content else 0

    @property
    def problem(self) -> Any:
        """The document of the first answer."""
        return json.loads(self.content.partition(b"\r\n\r\n")[2])


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def get(target: str, *headers: str, host: str = "x") -> bytes:
    """A whole GET request."""
    return "\r\n".join([f"GET {target} HTTP/1.1", f"Host: {host}", *headers, "\r\n"]).encode()


def asking(query: str) -> bytes:
    """A GET request with this query."""
    return get(f"/sparql?query={quote(query)}")


def read_all(connection: socket.socket) -> Raw:
    """Read until the server closes."""
    content = bytearray()
    try:
        while chunk := connection.recv(1 << 16):
            content += chunk
    except ConnectionResetError:
        return Raw(bytes(content), was_reset=True)
    return Raw(bytes(content), was_reset=False)


def sent(port: int, *pieces: bytes) -> Raw:
    """Send these bytes and read what comes until the server closes."""
    with connect(port) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before we were done: what it said can still be read
        return read_all(connection)
