"""What the processes of the engine say to each other.

Between the web server and a worker these messages go in frames (`kg.engine.frames`), between
the web server and the parent of the workers one in a packet, with the descriptors of a new
worker beside it.
"""

import struct
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic_core import from_json, to_json

from kg.engine.frames import ProtocolError
from kg.errors import KgError, QueryError, SnapshotError


class Message(BaseModel):
    """A message, written as JSON."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )

    def encode(self) -> bytes:
        """Return the message in JSON."""
        return self.model_dump_json().encode()


class QueryJob(NamedTuple):
    """A query to answer in a format; `cpu` is the most seconds of processor time for it.

    It comes a thousand times for each message of another kind, so it is a plain array in JSON.
    """

    text: str
    names_dataset: bool
    media_type: str
    cpu: float
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None

    def encode(self) -> bytes:
        """Return the message in JSON."""
        return to_json(tuple(self))  # pydantic looks at other tuples from all sides

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Return the message of a frame."""
        text, names_dataset, media_type, cpu, default_graphs, named_graphs, base = from_json(
            payload
        )
        graphs = tuple(default_graphs), tuple(named_graphs)
        return cls(text, names_dataset, media_type, cpu, *graphs, base)


class UpdateJob(Message):
    """An update to carry out; `loads`: it has a LOAD, which is refused."""

    do: Literal["update"] = "update"
    text: str
    loads: bool
    cpu: float
    base: str | None = None


class Document(Message):
    """An RDF document for a graph."""

    data: bytes
    media_type: str
    base: str


class PutJob(Message):
    """Documents to put into a graph, or to put in the place of what it holds."""

    do: Literal["put"] = "put"
    graph: str | None
    documents: tuple[Document, ...]
    replace: bool
    cpu: float


class DeleteJob(Message):
    """A graph to delete."""

    do: Literal["delete"] = "delete"
    graph: str | None
    cpu: float


WriteJob = UpdateJob | PutJob | DeleteJob
Job = QueryJob | WriteJob
_WRITE_JOB: TypeAdapter[WriteJob] = TypeAdapter(Annotated[WriteJob, Field(discriminator="do")])


class End(NamedTuple):
    """The end of an answer that is whole, before its last bytes; every query has one: no JSON.

    `leaving`: the worker ends now and takes no more. `private`: the bytes of memory that it
    does not share with its parent, when it had had this number of page `faults`. `existed`: the
    graph of a `PutJob` or a `DeleteJob` was there before.
    """

    leaving: bool = False
    private: int = 0
    faults: int = 0
    existed: bool = False

    def encode(self) -> bytes:
        """Return the message for a frame."""
        return _END.pack(*self)

    @classmethod
    def decode(cls, payload: bytes) -> tuple[Self, bytes]:
        """Return the message of a frame, and the last bytes. Raises `ProtocolError`."""
        try:
            return cls(*_END.unpack_from(payload)), payload[END:]
        except struct.error as error:
            raise ProtocolError(str(error)) from error


_END = struct.Struct("!?QQ?")
END = _END.size
"""Bytes of an `End`."""


class Failure(Message):
    """An error on its way from one process to another."""

    code: str
    zh: str
    en: str
    mend_zh: str = ""
    mend_en: str = ""
    file: str | None = None
    status: int | None = None
    extra: dict[str, str | int | float | tuple[str, ...]] = {}
    leaving: bool = False

    @classmethod
    def of(cls, error: KgError, *, leaving: bool = False) -> "Failure":
        """Return the message for an error of the query or of the snapshot."""
        query = error if isinstance(error, QueryError) else None
        extra = {
            name: value if isinstance(value, str | int | float) else tuple(value)
            for name, value in (query.extra if query else {}).items()
        }
        return cls(
            code=error.code,
            zh=error.zh,
            en=error.en,
            mend_zh=error.mend_zh,
            mend_en=error.mend_en,
            file=error.file,
            status=query.status if query else None,
            extra=extra,
            leaving=leaving,
        )

    def error(self) -> KgError:
        """Return the error again."""
        if self.status is None:
            return SnapshotError(
                self.code,
                zh=self.zh,
                en=self.en,
                mend_zh=self.mend_zh,
                mend_en=self.mend_en,
                file=self.file,
            )
        return QueryError(
            self.code,
            status=self.status,
            zh=self.zh,
            en=self.en,
            mend_zh=self.mend_zh,
            mend_en=self.mend_en,
            extra=self.extra,
        )


class Fork(Message):
    """To the parent: fork a worker, or a writer that takes one `WriteJob`."""

    do: Literal["fork"] = "fork"
    writer: bool = False


class Apply(Message):
    """To the parent: make the change that this writer has found, which has ended well."""

    do: Literal["apply"] = "apply"
    pid: int


class Ready(Message):
    """From the parent: the data is loaded."""

    do: Literal["ready"] = "ready"


class Unloadable(Message):
    """From the parent, which ends: the snapshot cannot be loaded."""

    do: Literal["unloadable"] = "unloadable"
    failure: Failure


class Forked(Message):
    """From the parent, in the order of the requests, with two descriptors: socket and pidfd.

    `generation` counts the changes that the process has in its memory.
    """

    do: Literal["forked"] = "forked"
    pid: int
    generation: int


class Unforked(Message):
    """From the parent, in the place of `Forked`: the system gives no process."""

    do: Literal["unforked"] = "unforked"
    why: str


class Exited(Message):
    """From the parent: this process has ended; `status` is an exit code or minus a signal."""

    do: Literal["exited"] = "exited"
    pid: int
    status: int


class Applied(Message):
    """From the parent: the change is made; processes forked from now on have it."""

    do: Literal["applied"] = "applied"
    generation: int


Order = Fork | Apply
Report = Ready | Unloadable | Forked | Unforked | Exited | Applied
_ORDER: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="do")])
_REPORT: TypeAdapter[Report] = TypeAdapter(Annotated[Report, Field(discriminator="do")])


def decode_job(payload: bytes) -> Job:
    """Return the job of a frame."""
    return QueryJob.decode(payload) if payload[:1] == b"[" else _WRITE_JOB.validate_json(payload)


def decode_order(packet: bytes) -> Order:
    """Return what the web server asks of the parent."""
    return _ORDER.validate_json(packet)


def decode_report(packet: bytes) -> Report:
    """Return what the parent tells the web server."""
    return _REPORT.validate_json(packet)
