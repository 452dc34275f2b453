"""The query workbench as a reader uses it, in a real browser on a real server."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx2
import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from api.queries import FLOOD, LONG, product
from api.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Download

    from api.serving import Running
    from browser.conftest import NewPage
    from browser.reader import Reader

CDO = "PREFIX cdo: <https://w3id.org/county-kg/ontology#>\n"
HONORS = CDO + "SELECT ?place ?honor ?fact { ?fact cdo:recipient ?place ; cdo:honor ?honor }"
COUNTS = CDO + "SELECT ?place (COUNT(?f) AS ?n) { ?f cdo:recipient ?place } GROUP BY ?place"
TRIPLES = CDO + "CONSTRUCT { ?f cdo:honor ?h } WHERE { ?f cdo:honor ?h }"
REFUSED = "the server responded with a status of 400"


def write(page: Reader, query: str) -> None:
    """Replace the text in the editor, as one does by hand."""
    editor = page.tab.locator(".cm-content")
    editor.click()
    page.tab.keyboard.press("Control+A")
    page.tab.keyboard.insert_text(query)


def ask(page: Reader, query: str, path: str = "/query") -> None:
    """Open the workbench, write a query and run it."""
    page.open(path)
    write(page, query)
    page.tab.click("#run")


def kept(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def busy(running: Running) -> float:
    """How many workers have a query."""
    text = httpx2.get(f"{running.address}/metrics", trust_env=False).text
    found = re.findall(r"^kg_engine_(?:short|long|behind) (\S+)$", text, re.MULTILINE)
    assert len(found) == 3
    return sum(map(float, found))


def test_a_query_is_answered_by_names_with_links(page: Reader) -> None:
    ask(page, HONORS)
    table = page.tab.locator("#shown table")
    expect(table).to_contain_text("高质量发展先进县")
    expect(page.tab.locator("#state")).to_have_text(
        re.compile(r"^\d+ 行 · 完整 · [\d.]+ 秒 · 快照 \w+$")
    )
    page.look("workbench-table-zh")
    table.get_by_role("link", name="环翠区").first.click()
    page.tab.wait_for_url("**/doc/division/371002?lang=zh")


def test_the_citation_leads_to_the_query_that_ran(page: Reader) -> None:
    ask(page, "ASK {}")
    expect(page.tab.locator("#shown .truth")).to_be_visible()
    write(page, HONORS)
    page.tab.click("#run")
    expect(page.tab.locator("#shown table")).to_be_visible()
    page.tab.click(".cite summary")
    (address,) = re.findall(r"url = \{(.*)\}", page.tab.locator("#cite-2").inner_text())
    assert address in page.tab.locator("#cite-1").inner_text()
    page.tab.goto(address)
    expect(page.tab.locator("#shown table")).to_contain_text("高质量发展先进县")


def test_labels_come_in_one_request(page: Reader) -> None:
    page.open("/query")
    asked: list[str] = []
    page.tab.on("request", lambda request: asked.append(request.url))
    write(page, HONORS)
    page.tab.click("#run")
    expect(page.tab.locator("#shown table")).to_be_visible()
    assert [url.endswith("/sparql") for url in asked] == [True, True]


def test_the_page_is_light_before_anything_is_opened(page: Reader) -> None:
    session = page.context.new_cdp_session(page.tab)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.open("/query")
    page.tab.locator(".cm-content").wait_for()
    assert 20_000 < sum(sizes) < 200_000


def test_an_example_has_its_parameters_as_fields(new_page: NewPage) -> None:
    page = new_page(language="en")
    page.open("/query")
    page.tab.fill("#find", "advanced county")
    link = page.tab.locator(".choices a:visible")
    expect(link).to_have_count(1)
    link.click()
    page.tab.locator(".cm-content").wait_for()
    page.tab.fill("#params input[name=honorName]", "省文旅康养强县")
    expect(page.tab.locator(".cm-content")).to_contain_text('"省文旅康养强县"@zh')
    page.tab.click("#params button")
    expect(page.tab.locator("#shown tbody tr").first).to_contain_text("环翠区")
    expect(page.tab.locator("#shown thead")).to_contain_text("conferred by")
    page.look("workbench-example-en")


@pytest.mark.parametrize("width", [1280, 390])
def test_charts_map_and_graph_are_drawn(new_page: NewPage, width: int) -> None:
    page = new_page(width=width, dark=width == 390)
    ask(page, COUNTS)
    for name in ("chart", "map"):
        page.tab.click(f"#tab-{name}")
        expect(page.tab.locator(f"#tab-{name}")).to_have_attribute("aria-selected", "true")
        expect(page.tab.locator(".canvas canvas")).to_be_visible()
        page.look(f"workbench-{name}-{width}")
    ask(page, TRIPLES)
    expect(page.tab.locator("#state")).to_contain_text("条三元组 · 完整")
    page.tab.click("#tab-graph")
    expect(page.tab.locator(".canvas")).to_have_attribute(
        "aria-label", re.compile(r"关系图：\d+ 个节点，\d+ 条连线")
    )
    page.look(f"workbench-graph-{width}")
    overflow = page.tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_a_view_without_matter_says_so(page: Reader) -> None:
    ask(page, 'SELECT ?a { VALUES ?a { "x"@en } }')
    for name, words in (("chart", "没有数值列"), ("map", "没有坐标"), ("graph", "不是三元组")):
        page.tab.click(f"#tab-{name}")
        expect(page.tab.locator("#shown")).to_contain_text(words)


def test_figures_of_several_units_are_not_put_on_one_axis(page: Reader) -> None:
    rows = '("a" 1 "亿元") ("b" 2 "亿元") ("a" 3 "%")'
    ask(page, f"SELECT ?x ?n ?unit {{ VALUES (?x ?n ?unit) {{ {rows} }} }}")
    page.tab.click("#tab-chart")
    choice = page.tab.locator("#choice-part")
    expect(choice).to_have_value("亿元")
    choice.select_option("%")
    expect(page.tab.locator(".canvas")).to_have_attribute("aria-label", re.compile("%"))


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_table_can_be_kept(page: Reader, running: Running, form: str) -> None:
    page.open("/query")
    write(page, COUNTS)
    with page.tab.expect_download() as waiting:
        page.tab.click(f"button[value={form}]")
    content = kept(waiting.value)
    assert waiting.value.suggested_filename == f"county-kg.{form}"
    accept = {"Accept": "text/csv"}
    address = f"{running.address}/sparql"
    answer = httpx2.get(address, params={"query": COUNTS}, headers=accept, trust_env=False)
    rows = len(answer.text.split()) - 1
    match form:
        case "csv":
            assert sorted(content.split()) == sorted(answer.content.split())
        case "json":
            assert len(json.loads(content)["results"]["bindings"]) == rows
        case _:
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
            assert len(sheet.to_python()) == rows + 1


def test_a_graph_can_be_kept_as_turtle_and_a_chart_as_png(page: Reader) -> None:
    ask(page, TRIPLES)
    expect(page.tab.locator("#shown table")).to_be_visible()
    with page.tab.expect_download() as waiting:
        page.tab.click("button[value=ttl]")
    assert b"honor" in kept(waiting.value)
    page.tab.click("#tab-graph")
    with page.tab.expect_download() as waiting:
        page.tab.click("#png")
    assert kept(waiting.value).startswith(b"\x89PNG")


def test_a_link_brings_query_and_result_back(page: Reader, new_page: NewPage) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, COUNTS)
    page.tab.click("#share")
    expect(page.tab.locator("#state")).to_have_text("已复制")
    address = page.tab.evaluate("navigator.clipboard.readText()")
    assert COUNTS in unquote(address)
    other = new_page(language="en")
    other.open(address)
    expect(other.tab.locator("#shown table")).to_contain_text("环翠区")
    expect(other.tab.locator(".cm-content")).to_contain_text("GROUP BY ?place")


def test_cancel_frees_the_worker(page: Reader, running: Running) -> None:
    ask(page, LONG)
    expect(page.tab.locator("#state")).to_have_text("正在运行……")
    until(lambda: busy(running) == 1)
    page.tab.click("#cancel")
    expect(page.tab.locator("#shown")).to_contain_text("已取消")
    expect(page.tab.locator("#run")).to_be_enabled()
    until(lambda: busy(running) == 0)
    write(page, COUNTS)
    page.tab.click("#run")
    expect(page.tab.locator("#shown table")).to_be_visible()


def until(holds: object) -> None:
    """Wait until the function says yes, for ten seconds at most."""
    assert callable(holds)
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_failing_query_shows_the_line(page: Reader) -> None:
    page.expected.append(REFUSED)
    ask(page, "SELECT * WHERE {\n  ?s ?p ?o .\n  ?x\n}")
    expect(page.tab.locator(".faults .here")).to_have_attribute("value", "4")
    expect(page.tab.locator(".cm-lint-marker-error")).to_be_visible()
    expect(page.tab.locator("#shown")).to_contain_text("第 4 行")
    page.look("workbench-fault-zh")


def test_what_is_no_sparql_is_marked_while_one_writes(page: Reader) -> None:
    page.open("/query")
    write(page, "SELECT * WHERE { ?s ?p }")
    expect(page.tab.locator(".cm-lintRange-warning").first).to_be_visible()
    write(page, 'SELECT (MD5("a") AS ?m) WHERE { ?s ?p ?o }')
    expect(page.tab.locator(".cm-lintRange-warning")).to_have_count(0)


def test_words_of_the_graph_are_completed_by_their_names(page: Reader) -> None:
    page.open("/query")
    write(page, "SELECT * WHERE { ?s ")
    page.tab.keyboard.insert_text("授予者")
    page.tab.keyboard.press("Control+Space")
    option = page.tab.locator(".cm-tooltip-autocomplete li").first
    expect(option).to_contain_text("cdo:conferredBy")
    expect(option).to_contain_text("conferred by")
    option.click()
    expect(page.tab.locator(".cm-content")).to_contain_text("?s cdo:conferredBy")
    expect(page.tab.locator(".cm-content")).to_contain_text("PREFIX cdo: <https://")


def test_the_keyboard_runs_a_query_and_leaves_the_editor(page: Reader) -> None:
    page.open("/query")
    write(page, "ASK {}")
    page.tab.keyboard.press("Control+Enter")
    expect(page.tab.locator("#shown")).to_have_text("是")
    page.tab.locator(".cm-content").focus()
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.id") == "run"


def test_markup_in_values_is_shown_as_text(page: Reader) -> None:
    planted = "<img src=x onerror=alert(1)><b>bold</b>"
    ask(page, f'SELECT ("{planted}" AS ?label) (1 AS ?n) {{}}')
    expect(page.tab.locator("#shown td").first).to_have_text(planted)
    page.tab.click("#tab-chart")
    expect(page.tab.locator(".canvas canvas")).to_be_visible()
    assert page.tab.locator("#shown b, #shown img").count() == 0


def test_code_gives_the_same_answer(page: Reader, running: Running, tmp_path: Path) -> None:
    page.open("/query")
    write(page, COUNTS + ' # """ and \\ are no end')
    code = page.tab.locator("#code-curl").text_content() or ""
    answer = subprocess.run(
        ["bash", "-c", code.replace("curl ", "curl --silent --noproxy '*' ", 1)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    accept = {"Accept": "text/csv"}
    address = f"{running.address}/sparql"
    direct = httpx2.get(address, params={"query": COUNTS}, headers=accept, trust_env=False)
    assert sorted(answer.split()) == sorted(direct.text.split())
    python = page.tab.locator("#code-Python").text_content() or ""
    query = python[python.index("query = ") : python.index("\nanswer = ")]
    shown = subprocess.run(
        [sys.executable, "-c", f"{query}\nprint(query)"], capture_output=True, text=True, check=True
    ).stdout
    assert '# """ and \\ are no end' in shown


def test_a_server_that_is_gone_is_said(new_page: NewPage, built: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "log", "--store", str(built)) as server:
        page = new_page(address=server.address)
        page.open("/query")
        page.tab.locator(".cm-content").wait_for()
    page.expected.append("ERR_CONNECTION_REFUSED")
    page.tab.click("#run")
    expect(page.tab.locator("#shown")).to_contain_text("服务器没有应答")
    page.look("workbench-gone-zh")


def test_an_answer_that_breaks_off_is_said_and_not_shown(
    new_page: NewPage, built: Path, tmp_path: Path
) -> None:
    with serving(tmp_path / "log", "--store", str(built), KG_QUERY_TIMEOUT="1") as server:
        page = new_page(address=server.address)
        page.expected.append("net::ERR_")
        few = 'FILTER(STRENDS(STR(?v4 * ?v3 * ?v2), "7"))'
        ask(page, f"SELECT ?v0 {{ {product(5, 60)} {few} }}")
        notice = page.tab.locator(".notice")
        expect(notice).to_be_visible()
        expect(notice).to_have_attribute("data-kind", "broken")
        expect(notice).to_contain_text("不完整")
        assert page.tab.locator("#shown table").count() == 0


def test_a_result_beyond_what_a_page_handles_is_refused_plainly(page: Reader) -> None:
    ask(page, FLOOD)
    expect(page.tab.locator(".notice")).to_have_attribute("data-kind", "too_large", timeout=60_000)
    expect(page.tab.locator("#run")).to_be_enabled()


def test_without_scripts_a_form_answers_with_a_table(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    page.open("/query")
    page.tab.fill("#query", COUNTS)
    page.tab.click("#run")
    expect(page.tab.locator("#shown table")).to_contain_text("环翠区")
    assert page.tab.locator("#editor").is_hidden()
    assert page.tab.locator("#cancel").is_hidden()
    page.look("workbench-without-scripts-zh")


def test_languages_switch_and_keep_the_example(page: Reader) -> None:
    page.open("/query?example=advanced-counties")
    page.tab.click("a.switch")
    page.tab.wait_for_url("**/query?example=advanced-counties&lang=en")
    expect(page.tab.locator("h1")).to_have_text("Query workbench")
