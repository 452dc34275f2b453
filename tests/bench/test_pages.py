"""What is counted of a page, and the county of many facts."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from kg.bench import pages
from kg.vocab import BASE, graph, term


def test_a_browser_loads_styles_icons_pictures_and_scripts() -> None:
    page = (
        '<link rel="stylesheet" href="a.css"><link rel="alternate" href="b.ttl">'
        '<link rel="icon" href="c.svg"><script type="module" src="d.js"></script>'
        '<script type="application/ld+json">{}</script><img src="e.svg"><a href="f">f</a>'
    )
    assert pages._Needs(page).found == ["a.css", "c.svg", "d.js", "e.svg"]


def test_a_script_brings_what_it_imports_at_once_and_not_what_it_imports_later() -> None:
    script = 'import{a}from"./part-1.js";import"./part-2.js";const b=()=>import("./part-3.js");'
    assert pages._IMPORT.findall(script) == ["./part-1.js", "./part-2.js"]


def test_facts_of_a_county_are_repeated_until_there_are_enough() -> None:
    county = NamedNode(f"{BASE}id/division/371002")
    where = graph("article/a1")
    quads = [
        Quad(NamedNode(f"{BASE}id/fact/a1-{number}"), term(name), value, where)
        for number in (1, 2, 3)
        for name, value in (
            ("cdo:about" if number < 3 else "cdo:evidence", county),
            ("cdo:evidence", NamedNode(f"{BASE}id/passage/a1-1-0-4")),
        )
    ]
    made = list(pages._repeated(quads, county.value))
    subjects = {quad.subject for quad in made}
    assert len(subjects) == pages.FACTS - 2
    assert len(made) == 2 * len(subjects)
    assert not subjects & {quad.subject for quad in quads}
