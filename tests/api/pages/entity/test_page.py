"""Pages of the real graph: they hold together, name every fact once, and show what is planted."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.pages.entity.paging import (
    LANGUAGES,
    Seen,
    check_structure,
    described,
    html_of,
    index_of,
    index_of_quads,
    seen,
    words,
)
from kg.errors import Language
from kg.lookup.index import Index
from kg.vocab import BASE

PAYLOAD = "</script><script>alert(1)</script><b title='x\" onclick=alert(1)'>&amp;"
MANY_FACTS = (
    *("division/371002", "division/370281", "division/371328", "division/370000", "article/a2"),
    *("honor/high-quality-development-county", "honor/national-little-giant"),
    *("indicator/gross-regional-product", "enterprise/triangle-tyre", "person/lin-haitao"),
    *(
        "agency/qingdao-development-reform",
        "program/work-for-relief",
        "period/2023",
        "unit/yi-yuan",
    ),
)


def names_of(index: Index, count: int) -> list[str]:
    """Some entities of each class."""
    return [
        resource.iri.removeprefix(f"{BASE}id/")
        for kind in index.classes()
        for resource in index.of_class(kind, 0, count)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_renders_as_sound_html(index: Index, language: Language) -> None:
    for name in names_of(index, 4):
        page = seen(index, name, language)
        check_structure(page, language)
        assert words(page.all("h1")[0]), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MANY_FACTS)
def test_every_fact_stands_once_and_has_its_evidence(
    index: Index, name: str, language: Language
) -> None:
    resource = described(index, name).resource
    facts = [
        subject.iri.removeprefix(f"{BASE}id/fact/")
        for subject in index.inbound(resource, 0, resource.inbound)
        if subject.iri.startswith(f"{BASE}id/fact/")
    ]
    shown = seen(index, name, language).facts
    assert facts
    assert sorted(each.get("id") or "" for each in shown) == sorted(facts)
    for each in shown:
        links = [link.get("href") or "" for link in each.iter("a")]
        assert any(re.search(r"/doc/article/a\d\?lang=\w\w#at-\d+-\d+$", link) for link in links)
        assert re.search(r"\d+–\d+", words(each)), "the characters of its passage"


@pytest.mark.parametrize("name", [*MANY_FACTS, "fact/a1-001", "passage/a1-3-5-34"])
def test_every_link_leads_to_an_entity_that_there_is(index: Index, name: str) -> None:
    page = seen(index, name)
    ids = {each.get("id") for each in page.html.iter()}
    own = [urlsplit(each) for each in page.addresses() if not each.startswith("https://")]
    assert {each.netloc for each in own} <= {"", "kg.test"}
    for each in own:
        if each.path.startswith("/base/doc/") and "." not in each.path:
            assert index.find(f"{BASE}id/{each.path.removeprefix('/base/doc/')}"), each.path
        elif not each.path:
            assert each.fragment in ids


def test_nothing_is_loaded_from_another_host(index: Index) -> None:
    page = seen(index, "division/371002")
    loaded = [
        each for each in page.all("link", "img") if each.get("rel") in {None, "stylesheet", "icon"}
    ]
    addresses = [each.get("href") or each.get("src") or "" for each in loaded]
    assert addresses
    assert all(address.startswith("/base/static/") for address in addresses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_any_literal_is_shown_as_text(
    built: Path, tmp_path: Path, language: Language
) -> None:
    """The payload ends every text of the graph; a page that ran it would have a second script."""
    (data,) = built.glob("snapshots/*/data.nq.gz")
    planted = json.dumps(PAYLOAD)[1:-1]
    end = re.compile(r'"((?:@\w+|\^\^<[^>]+#string>)? <[^>]+> \.)$')
    lines = [
        end.sub(lambda found: f'{planted}"{found[1]}', line)
        for line in gzip.decompress(data.read_bytes()).decode().splitlines()
        if "/id/division/" not in line.split()[0] or "/id/division/37" in line.split()[0]
    ]
    index = index_of_quads(tmp_path, "\n".join(lines).encode() + b"\n")
    for name in [*names_of(index, 2), *MANY_FACTS]:
        page = seen(index, name, language)
        check_structure(page, language)
        assert PAYLOAD in words(page.html.find("body") or page.html) or name.startswith(
            ("passage", "paragraph")
        )
        assert not page.all("b")
        (script,) = page.json_ld
        json.loads(script.text or "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_in_the_other_language_say_so(index: Index, language: Language) -> None:
    page = seen(index, "division/371002", language)
    (other,) = [each for each in page.main.iter() if each.get("class") == "other-name"]
    assert [each.get("lang") for each in other] == [{"zh": "en", "en": "zh-Hans"}[language]]
    if language == "en":
        quoted = page.all("q")
        assert quoted
        assert {each.get("lang") for each in quoted} == {"zh-Hans"}


def test_way_up_formats_citation_and_licence(index: Index) -> None:
    page = seen(index, "division/371002", "en")
    (crumbs,) = [each for each in page.all("nav") if each.get("class") == "crumbs"]
    assert [words(each) for each in crumbs.iter("li")] == ["Start page", "Shandong", "Weihai City"]
    links = {each.get("rel"): each for each in page.all("link")}
    assert links["canonical"].get("href") == f"{BASE}doc/division/371002"
    assert links["license"].get("href") == "https://creativecommons.org/licenses/by/4.0/"
    formats = [each.get("type") for each in page.all("link") if each.get("rel") == "alternate"]
    assert "text/turtle" in formats
    (footer,) = page.all("footer")
    assert "Snapshot 0123456789abcdef" in words(footer)
    assert f"{BASE}id/division/371002" in words(footer)
    assert "snapshot" not in words(seen(index, "division/371002", snapshot=None).all("footer")[0])


def test_a_retired_division_leads_to_what_took_its_place(index: Index) -> None:
    page = seen(index, "division/370282", "zh")
    (notice,) = [
        each for each in page.main.iter() if each.get("class") == "notice" and each.get("role")
    ]
    assert "即墨区" in words(notice)


def test_an_entity_without_facts_says_so(index: Index) -> None:
    assert "No article speaks of it yet." in words(seen(index, "division/110101").main)


def test_a_thing_without_a_name_is_shown_as_described(index: Index) -> None:
    page = seen(index, "honor/a6-project-lists", "en")
    assert words(page.all("h1")[0]) == "省级、市级项目清单"
    assert "described in the text, not named" in words(page.main)


def test_unnamed_characters_of_an_iri_stay_inside_the_attribute(tmp_path: Path) -> None:
    name = "topic/a'b&c"
    turtle = f'<{BASE}id/{name}> a cdo:Topic ; rdfs:label "x"@en .\n'
    page = Seen.of(html_of(index_of(tmp_path, turtle), name))
    assert words(page.all("h1")[0]) == "x"
