"""A small published store, the application over it, and a real server in a process of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from starlette.testclient import TestClient

from api.serving import serving
from kg.lookup.schema import FILE
from kg.publication import description, names
from kg.publication.content import Content
from kg.queries import SavedQuery
from kg.settings import Settings
from kg.store.publish import publish
from kg.store.snapshot import Snapshot
from kg_api.app import create_app
from lookup import indexes

MakeClient = Callable[..., TestClient]

TOKEN = "T"  # noqa: S105 - of the tests alone
SMALL = """
<http://ex.org/环翠> <http://ex.org/label> "环翠区"@zh <http://ex.org/g1> .
<http://ex.org/rushan> <http://ex.org/label> "Rushan"@en <http://ex.org/g1> .
<http://ex.org/rushan> <http://ex.org/note> "%E7%8E%AF" <http://ex.org/g2> .
""".encode()

EXAMPLES = (
    SavedQuery("hidden", {"zh": "不公开", "en": "Unpublished"}, "ASK { }\n", publish=False),
    SavedQuery("a", {"zh": "甲<b>&", "en": "A <script>alert(1)</script>"}, "ASK { ?a <b:> 1 }\n"),
    SavedQuery("b", {"zh": "乙", "en": "Second"}, 'SELECT * { ?s ?p "环&翠+" }\n'),
    SavedQuery("c", {"zh": "丙", "en": "C"}, "SELECT * { ?s ?p ?o }\n"),
    SavedQuery(
        "d", {"zh": "丁", "en": "Described"}, "DESCRIBE <http://ex.org/rushan>\n", tags=("start",)
    ),
)


def _names() -> dict[str, bytes]:
    held = Store()
    held.load(SMALL, format=RdfFormat.N_QUADS)
    return names.files(Content(SMALL, held, datetime(2026, 11, 1, tzinfo=UTC), "0", None))


@pytest.fixture
def snapshot(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    index = indexes.make(tmp_path_factory.mktemp("index"), SMALL, on=1)
    return publish(
        tmp_path,
        SMALL,
        report=b"",
        software="<i>0.1</i>",
        counts={"articles": 2, "facts": 1234, "<b>odd</b>": 5},
        files={description.FILE: b"", FILE: index.read_bytes(), **_names()},
    )


@pytest.fixture
def store(snapshot: Snapshot) -> Path:
    return snapshot.folder.parents[1]


@pytest.fixture
def make_client(tmp_path: Path) -> Iterator[MakeClient]:
    """A function that gives a client of an application with these settings."""
    with ExitStack() as stack:

        def make(store: Path = tmp_path, **values: object) -> TestClient:
            settings = Settings.model_validate({"store": store, **values})
            app = create_app(settings, examples=EXAMPLES)
            client = stack.enter_context(
                TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 50000))
            )
            client.headers.pop("accept")
            return client

        yield make


@pytest.fixture
def client(make_client: MakeClient, store: Path) -> TestClient:
    return make_client(store)


@pytest.fixture
def scratch(make_client: MakeClient) -> TestClient:
    """A client of a scratch server; its token is T."""
    return make_client(empty=True, writable=True, gate=False, default_graph="standard", token=TOKEN)


@pytest.fixture
def server(store: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server over the store; indirect parameters are settings by name."""
    given: dict[str, str] = getattr(request, "param", {})
    with serving(tmp_path / "log", "--store", str(store), **given) as running:
        yield running.address
