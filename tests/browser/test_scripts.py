"""The scripts of the pages: they run under the strict policy, and no page needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest

from kg_api import built

if TYPE_CHECKING:
    from api.serving import Running
    from browser.conftest import NewPage
    from browser.reader import Reader


def test_a_page_says_that_its_scripts_run(page: Reader) -> None:
    assert page.open("/queries") == 200
    assert page.tab.locator("html").get_attribute("data-scripts") == "on"


def test_a_page_without_scripts_says_nothing(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    assert page.open("/queries") == 200
    assert page.tab.locator("html[data-scripts]").count() == 0


def test_no_script_stands_in_a_page(page: Reader) -> None:
    page.open("/queries")
    page.expected.append("Content Security Policy")
    ran = page.tab.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "globalThis.planted = true";
          document.head.append(script);
          return globalThis.planted === true;
        }"""
    )
    assert ran is False


@pytest.mark.usefixtures("bundle")
def test_scripts_are_compressed_and_kept_for_ever(running: Running) -> None:
    address = f"{running.address}/static/built/{built.script('site')}"
    response = httpx2.get(address, headers={"Accept-Encoding": "gzip"}, trust_env=False)
    assert response.headers["content-encoding"] == "gzip"
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-type"].startswith("text/javascript")
    again = httpx2.get(
        address, headers={"If-None-Match": response.headers["etag"]}, trust_env=False
    )
    assert again.status_code == 304


@pytest.mark.usefixtures("bundle")
def test_the_licences_of_what_is_bundled_are_offered(running: Running) -> None:
    response = httpx2.get(f"{running.address}/static/built/licences.txt", trust_env=False)
    assert response.status_code == 200
