"""`/dumps`: the list, each file whole and in parts, fixed versions, and names that lead nowhere."""

import base64
import csv
import hashlib
import io
import json
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from api.conftest import SMALL, MakeClient
from api.pages.test_start import Page
from kg.store.publish import publish
from kg.store.snapshot import Snapshot
from kg_api.texts.dumps import TEXTS

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PANEL = "\ufeffdivision_code,division_zh\r\n371002,环翠区\r\n".encode()
FILES = {
    "panel.csv": PANEL,
    "panel.parquet": b"PAR1" + bytes(range(256)) * 300 + b"PAR1",
    "county-kg.ttl.gz": b"\x1f\x8b turtle",
    "datapackage.json": b'{"resources": []}\n',
    "SHA256SUMS": b"0  panel.csv\n",
    "resources.sqlite": b"not offered",
}
OLDER = SMALL + b'<http://ex.org/s> <http://ex.org/p> "older" <http://ex.org/g2> .\n'


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Snapshot, Snapshot]:
    """The snapshot before, and the current one."""
    older = publish(
        tmp_path, OLDER, report=b"", software="1", files={**FILES, "panel.csv": b"a\r\n"}
    )
    return older, publish(tmp_path, SMALL, report=b"", software="1", files=FILES)


@pytest.fixture
def client(
    make_client: MakeClient, versions: tuple[Snapshot, Snapshot], tmp_path: Path
) -> TestClient:
    return make_client(tmp_path)


def test_a_file_comes_whole_with_all_that_a_download_needs(
    client: TestClient, versions: tuple[Snapshot, Snapshot]
) -> None:
    answer = client.get("/dumps/panel.csv")
    digest = hashlib.sha256(PANEL).digest()
    assert answer.status_code == 200
    assert answer.content == PANEL
    expected = {
        "content-type": "text/csv; charset=utf-8",
        "content-length": str(len(PANEL)),
        "content-disposition": 'attachment; filename="panel.csv"',
        "etag": f'"{digest.hex()}"',
        "repr-digest": f"sha-256=:{base64.b64encode(digest).decode()}:",
        "accept-ranges": "bytes",
        "cache-control": "public, no-cache",
        "access-control-allow-origin": "*",
        "kg-snapshot": versions[1].version,
    }
    assert {name: answer.headers[name] for name in expected} == expected
    assert 'rel="license"' in answer.headers["link"]
    for exposed in ("Content-Range", "Content-Disposition", "Accept-Ranges", "Repr-Digest", "Link"):
        assert exposed in answer.headers["access-control-expose-headers"]


def test_chinese_comes_through_to_a_spreadsheet(client: TestClient) -> None:
    text = client.get("/dumps/panel.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect="excel"))
    assert rows == [["division_code", "division_zh"], ["371002", "环翠区"]]


def test_head_tells_what_get_would(client: TestClient) -> None:
    get, head = client.get("/dumps/panel.parquet"), client.head("/dumps/panel.parquet")
    assert (head.status_code, head.content) == (200, b"")
    changing = {"date", "x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in get.headers.items() if k not in changing
    }
    assert client.head("/dumps/panel.parquet", headers={"Range": "bytes=0-1"}).status_code == 200


def test_the_data_has_its_public_name_alone(
    client: TestClient, versions: tuple[Snapshot, Snapshot]
) -> None:
    answer = client.get("/dumps/county-kg.nq.gz")
    assert answer.content == (versions[1].folder / "data.nq.gz").read_bytes()
    assert answer.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in answer.headers  # else the client would unpack it
    assert client.get("/dumps/data.nq.gz").status_code == 404


def test_a_version_never_changes(client: TestClient, versions: tuple[Snapshot, Snapshot]) -> None:
    older, current = versions
    answer = client.get(f"/dumps/{older.version}/panel.csv")
    assert (answer.status_code, answer.content) == (200, b"a\r\n")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["kg-snapshot"] == older.version
    assert client.get(f"/dumps/{current.version}/panel.csv").content == PANEL


def test_what_the_client_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/dumps/panel.csv").headers["etag"]
    answer = client.get("/dumps/panel.csv", headers={"If-None-Match": tag, "Range": "bytes=0-1"})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == tag


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [("bytes=0-9", 0, 10), ("bytes=5-", 5, None), ("bytes=-7", -7, None), ("bytes=3-3", 3, 4)],
)
def test_a_part_of_a_file(client: TestClient, asked: str, begin: int, end: int | None) -> None:
    answer = client.get("/dumps/panel.csv", headers={"Range": asked})
    part, size = PANEL[begin:end], len(PANEL)
    first = begin % size
    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{size}"
    assert answer.headers["content-length"] == str(len(part))
    assert answer.headers["etag"] == f'"{hashlib.sha256(PANEL).hexdigest()}"'


def test_several_parts_at_once(client: TestClient) -> None:
    answer = client.get("/dumps/panel.csv", headers={"Range": "bytes=0-2, 10-12, 900-999"})
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert answer.content.count(b"Content-Range: bytes ") == 2


def test_a_download_that_broke_off_is_resumed_to_the_same_whole(client: TestClient) -> None:
    whole = client.get("/dumps/panel.parquet")
    tag, content = whole.headers["etag"], b""
    while len(content) < len(whole.content):
        end = len(content) + 10_000
        part = client.get(
            "/dumps/panel.parquet",
            headers={"Range": f"bytes={len(content)}-{end - 1}", "If-Range": tag},
        )
        assert part.status_code == 206
        content += part.content
    assert content == whole.content
    assert hashlib.sha256(content).hexdigest() == tag.strip('"')


@pytest.mark.parametrize("condition", ['"0123"', 'W/"0123"', "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_what_has_changed_meanwhile_comes_whole(client: TestClient, condition: str) -> None:
    for asked in ("bytes=5-", "bytes=9999-"):
        headers = {"Range": asked, "If-Range": condition}
        answer = client.get("/dumps/panel.csv", headers=headers)
        assert (answer.status_code, answer.content) == (200, PANEL)


def test_a_range_beyond_the_end_is_416(client: TestClient) -> None:
    answer = client.get("/dumps/panel.csv", headers={"Range": f"bytes={len(PANEL)}-"})
    assert (answer.status_code, answer.json()["code"]) == (416, "range-unsatisfiable")
    assert answer.headers["content-range"] == f"bytes */{len(PANEL)}"


ODD = ["x.csv", "PANEL.CSV", "panel", "resources.sqlite", "manifest.json", "%00", "a" * 3000]
ODD += [
    "..%2fcurrent",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/x",
    "环翠.csv",
    "panel.csv/",
    "a/b/c",
    "'",
]
ODD += ["0123456789abcdef/panel.csv", "0123456789abcdef", "0123456789ABCDEF/panel.csv", "%2f%2f"]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_a_clear_404(client: TestClient, name: str) -> None:
    answer = client.get(f"/dumps/{name}", headers={"Accept-Language": "zh"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] in {"dump-unknown", "dump-version"}
    assert "没有" in problem["detail"]
    assert len(problem["detail"]) < 200
    if problem["code"] == "dump-unknown":
        assert "panel.csv" in problem["available"]


def test_other_methods_are_405_and_options_says_which_there_are(client: TestClient) -> None:
    for address in ("/dumps", "/dumps/panel.csv"):
        answer = client.delete(address)
        assert answer.status_code == 405
        allowed = {method.strip() for method in answer.headers["allow"].split(",")}
        assert allowed == {"GET", "HEAD", "OPTIONS"}
        preflight = client.options(address)
        assert preflight.status_code == 204
        assert "Range" in preflight.headers["access-control-allow-headers"]


def test_the_list_as_json(client: TestClient, versions: tuple[Snapshot, Snapshot]) -> None:
    older, current = versions
    answer = client.get("/dumps", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    assert document["snapshot"] == current.version
    files = {file["name"]: file for file in document["files"]}
    offered = set(FILES) - {"resources.sqlite"} | {"county-kg.nq.gz"}
    assert set(files) == offered
    for file in files.values():
        for address in (file["url"], file["permanent"]):
            content = client.get(address).content
            assert len(content) == file["bytes"]
            assert hashlib.sha256(content).hexdigest() == file["sha256"]
    assert client.get("/dumps.json").json() == document
    fixed = client.get(f"/dumps/{older.version}.json").json()
    assert fixed["snapshot"] == older.version
    assert fixed["files"][0]["url"] == fixed["files"][0]["permanent"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_as_a_page(
    client: TestClient, versions: tuple[Snapshot, Snapshot], language: str
) -> None:
    for address in ("/dumps", f"/dumps/{versions[0].version}"):
        answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
        assert answer.headers["content-language"] == language
        assert "script" not in answer.headers["content-security-policy"]
        page = Page(answer.text)
        assert page.all("html")[0]["lang"] == ("zh-Hans" if language == "zh" else "en")
        assert TEXTS[language]["title"] in page.text  # type: ignore[index]
        assert not page.all("script")
        assert not page.all("style")
        assert len(page.all("h1")) == 1
        for name in ("panel.csv", "county-kg.nq.gz", "SHA256SUMS"):
            assert name in page.text
        own = urlsplit(str(client.base_url)).netloc
        targets = {urljoin(str(answer.url), found) for found in page.addresses} - {LICENCE}
        assert {urlsplit(target).netloc for target in targets} == {own}
        dumps = [target for target in targets if "/dumps/" in target]
        assert len(dumps) >= len(FILES)
        for target in dumps:
            assert client.get(target).status_code == 200, target


def test_the_list_can_be_kept(client: TestClient) -> None:
    first = client.get("/dumps")
    again = client.get("/dumps", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert "Accept-Language" in first.headers["vary"]


def test_no_other_form_of_the_list_is_406(client: TestClient) -> None:
    answer = client.get("/dumps", headers={"Accept": "application/pdf"})
    assert (answer.status_code, answer.json()["code"]) == (406, "not-acceptable")
    assert answer.json()["available"] == ["text/html", "application/json"]


def test_addresses_are_the_public_ones(
    make_client: MakeClient, versions: tuple[Snapshot, Snapshot], tmp_path: Path
) -> None:
    client = make_client(tmp_path, public_url="https://kg.example/county/")
    files = client.get("/dumps.json").json()["files"]
    assert files[0]["url"] == "https://kg.example/county/dumps/county-kg.nq.gz"


def test_a_pruned_version_is_gone(client: TestClient, versions: tuple[Snapshot, Snapshot]) -> None:
    older, _ = versions
    address = f"/dumps/{older.version}/panel.csv"
    assert client.get(address).status_code == 200
    older.folder.rename(older.folder.with_name("gone"))
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (404, "dump-version")


def test_a_scratch_server_has_no_downloads(scratch: TestClient) -> None:
    for address in ("/dumps", "/dumps/panel.csv", "/dumps/0123456789abcdef/panel.csv"):
        answer = scratch.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-published")


def test_without_a_snapshot_it_is_503(make_client: MakeClient, tmp_path: Path) -> None:
    answer = make_client(tmp_path / "none").get("/dumps/panel.csv")
    assert answer.status_code == 503
    assert json.loads(answer.text)["code"] == "snapshot-missing"
