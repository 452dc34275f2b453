"""A whole answer is the same to a client, whichever way it takes to the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.serving import Running, serving
from api.sockets import asking, connect, get, read_all, sent
from kg_api.whole import WHOLE, raw, sender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Message, Scope

TRUE = b'{"head":{},"boolean":true}'
LAST = "Connection: close"
CHANGING = {b"date", b"x-request-id", b"connection"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("whole") / "log", "--empty") as found:
        yield found


def fields(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b": ") for line in head.split(b"\r\n")[1:])
    return {name: value for name, _, value in lines}


def test_requests_in_one_packet_are_answered_in_their_order(running: Running) -> None:
    queries = ["ASK {}", "ASK { <a:a> <a:b> <a:c> }", "SELECT (1 AS ?x) {}"]
    *first, last = [asking(query) for query in queries]
    closing = last.replace(b"\r\n\r\n", f"\r\n{LAST}\r\n\r\n".encode())
    content = sent(running.port, b"".join([*first, closing])).content
    bodies = []
    while content:
        head, _, content = content.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        size = int(fields(head)[b"content-length"])
        bodies.append(content[:size])
        content = content[size:]
    assert [b"true" in body for body in bodies] == [True, False, False]
    assert b'"1"' in bodies[2]


def test_the_head_is_that_of_a_connection_that_ends(running: Running) -> None:
    ends = sent(running.port, get("/sparql?query=ASK%7B%7D", LAST)).content
    with connect(running.port) as connection:
        connection.sendall(get("/sparql?query=ASK%7B%7D"))
        stays = connection.recv(1 << 16)
        connection.sendall(get("/sparql?query=ASK%7B%7D", LAST))
        assert read_all(connection).content.startswith(b"HTTP/1.1 200 "), "and it does stay"
    heads = [fields(content.partition(b"\r\n\r\n")[0]) for content in (stays, ends)]
    assert heads[0].keys() | {b"connection"} == heads[1].keys()
    assert b"connection" not in heads[0]
    for name in heads[0].keys() - CHANGING:
        assert heads[0][name] == heads[1][name]
    assert stays.partition(b"\r\n\r\n")[2] == ends.partition(b"\r\n\r\n")[2] == TRUE


def test_head_tells_the_length_of_what_it_does_not_send(running: Running) -> None:
    asked = get("/sparql?query=ASK%7B%7D").replace(b"GET", b"HEAD")
    with connect(running.port) as connection:
        connection.sendall(asked + get("/healthz", LAST))
        content = read_all(connection).content
    head, _, rest = content.partition(b"\r\n\r\n")
    assert fields(head)[b"content-length"] == str(len(TRUE)).encode()
    assert rest.startswith(b"HTTP/1.1 200 "), "the next answer follows at once"


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b"])
def test_a_value_that_would_be_another_header_is_none(value: str) -> None:
    with pytest.raises(ValueError, match="X-Name"):
        raw({"X-Name": value})


def test_a_request_that_is_answered_is_not_held_by_what_wrote_it() -> None:
    """The server's part refers to the scope: if the scope kept it, only the collector freed both."""

    async def send(_: Message) -> None:
        pass

    def write(_: Message) -> bool:
        return True

    scope: Scope = {"type": "http", "extensions": {WHOLE: write}}
    assert sender(scope, send) is not send
    assert scope["extensions"] == {WHOLE: {}}
