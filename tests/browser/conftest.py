"""One real server over the built store, one Chromium, and a reader who sees what goes wrong.

A test takes `page` (or `new_page` for other sizes and schemes). It fails on anything that a page
writes to the console as a warning or an error, on an uncaught error, and on a request to another
host. What a test provokes on purpose it names in `page.expected`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from api.serving import serving
from browser.reader import Reader
from kg_api import built as on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from api.serving import Running

    NewPage = Callable[..., Reader]

PATIENCE = 30_000
"""Milliseconds, for a machine that does other things too."""
expect.set_options(timeout=PATIENCE)

SCREENSHOTS = Path(__file__).parents[2] / "build-artefacts" / "screenshots"


@pytest.fixture(scope="session")
def bundle() -> None:
    """The scripts of the pages; the test skips visibly where set-up had no Node to bundle them."""
    if on_disk.licences() is None:
        pytest.skip("the scripts are not built: make setup with Node 20 or newer")


@pytest.fixture(scope="module")
def browser(bundle: None) -> Iterator[Browser]:
    """The system's Chromium; the test skips visibly where there is none.

    It is not left open for the whole session: as long as Playwright runs, so does its event loop,
    and no other test could run one of its own.
    """
    if (chromium := shutil.which("chromium") or shutil.which("chromium-browser")) is None:
        pytest.skip("there is no chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def running(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over the project's own data, without a rate limit."""
    log = tmp_path_factory.mktemp("browser") / "log"
    with serving(log, "--store", str(built), KG_RATE_LIMIT="0") as server:
        yield server


@pytest.fixture
def new_page(browser: Browser, running: Running) -> Iterator[NewPage]:
    """A function that opens a reader's page: width (px), language, colour scheme, scripts."""
    made: list[Reader] = []

    def make(
        *,
        width: int = 1280,
        language: str = "zh-CN",
        dark: bool = False,
        scripts: bool = True,
        bypass_csp: bool = False,
        address: str = running.address,
    ) -> Reader:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900 if width > 600 else 844},
            locale=language,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            bypass_csp=bypass_csp,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        made.append(Reader(context, address, SCREENSHOTS))
        return made[-1]

    yield make
    problems = [problem for reader in made for problem in reader.problems()]
    for reader in made:
        reader.context.close()
    assert not problems


@pytest.fixture
def page(new_page: NewPage) -> Reader:
    """A reader's page as on a desktop, in Chinese."""
    return new_page()
