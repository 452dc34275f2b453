"""A writer: a forked process that tries one change on its copy of the store and tells the delta."""

import socket
from typing import TypeVar

import pyoxigraph as ox

from kg.engine import limits, refusals
from kg.engine.connection import Connection
from kg.engine.delta import Delta, State
from kg.engine.evaluation import graph
from kg.engine.protocol import (
    DeleteJob,
    End,
    Failure,
    PutJob,
    QueryJob,
    UpdateJob,
    WriteJob,
)
from kg.errors import QueryError

T = TypeVar("T")


class Writer:
    """Takes one job; the delta goes into a file in memory, which the parent reads."""

    def __init__(self, store: ox.Store, delta: int) -> None:
        self._store = store
        self._delta = delta

    def run(self, connection: socket.socket) -> None:
        """Do the job; on a failure there is no delta."""
        front = Connection(connection)
        job = front.receive()
        if job is None or isinstance(job, QueryJob):
            return
        limits.ProcessorTime().allow(job.cpu)
        try:
            before = State.of(self._store)
            existed = self._change(job)
            Delta.between(before, State.of(self._store)).write(self._delta)
        except QueryError as error:
            front.fail(Failure.of(error, leaving=True))
        except MemoryError:
            front.fail(Failure.of(refusals.memory(), leaving=True))
        else:
            front.end(End(leaving=True, existed=existed))

    def _change(self, job: WriteJob) -> bool:
        match job:
            case UpdateJob():
                return self._update(job)
            case PutJob():
                return self._put(job)
            case DeleteJob():
                return self._delete(job)

    def _update(self, job: UpdateJob) -> bool:
        try:
            self._store.update(job.text, base_iri=job.base)
        except SyntaxError as error:
            raise refusals.syntax(job.text, error) from error
        except (RuntimeError, ValueError, OSError) as error:
            # Without descriptors a LOAD fails at once, if it is not SILENT.
            raise refusals.service() if job.loads else refusals.unsupported(error) from error
        return False

    def _put(self, job: PutJob) -> bool:
        name = ox.DefaultGraph() if job.graph is None else graph(job.graph)
        existed = self._exists(name)
        if job.replace:
            self._store.clear_graph(name)
        for document in job.documents:
            form = ox.RdfFormat.from_media_type(document.media_type)
            try:
                self._store.load(document.data, form, base_iri=document.base, to_graph=name)
            except (SyntaxError, ValueError) as error:
                raise refusals.rdf_syntax(document.media_type, error) from error
        if not isinstance(name, ox.DefaultGraph):
            self._store.add_graph(name)  # also where the documents are empty
        return existed

    def _delete(self, job: DeleteJob) -> bool:
        name = ox.DefaultGraph() if job.graph is None else graph(job.graph)
        existed = self._exists(name)
        self._store.remove_graph(name)
        return existed

    def _exists(self, name: ox.NamedNode | ox.DefaultGraph) -> bool:
        if isinstance(name, ox.NamedNode) and self._store.contains_named_graph(name):
            return True
        return next(self._store.quads_for_pattern(None, None, None, name), None) is not None
