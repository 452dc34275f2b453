"""docs/w3id.htaccess: each IRI goes where the service answers for it, and nothing else does."""

from __future__ import annotations

import re

import pytest

from kg import assets

TEXT = (assets.root() / "docs" / "w3id.htaccess").read_text(encoding="utf-8")
SERVICE = "https://county-kg.example"
RULE = re.compile(r"^RewriteRule (\S+) (\S+) \[([^\]]+)\]$", re.MULTILINE)


def redirect(path: str) -> tuple[int, str] | None:
    """What Apache does with a path below county-kg/, by the rules of the file in their order."""
    environment: dict[str, str] = {}
    for pattern, target, flags in RULE.findall(TEXT):
        found = re.search(pattern, path)
        if found is None:
            continue
        for flag in flags.split(","):
            if flag.startswith("E="):
                name, _, value = flag.removeprefix("E=").partition(":")
                environment[name] = value
        if target == "-":
            continue
        address = re.sub(r"%\{ENV:(\w+)\}", lambda name: environment[name[1]], target)
        address = re.sub(r"\$(\d)", lambda group: found[int(group[1])] or "", address)  # noqa: B023
        (status,) = re.findall(r"R=(\d{3})", flags)
        assert "L" in flags.split(",")
        return int(status), address
    return None


@pytest.mark.parametrize(
    ("path", "status", "target"),
    [
        ("", 302, "/"),
        ("ontology", 302, "/ontology"),
        ("ontology.ttl", 302, "/ontology.ttl"),
        ("ontology/0.3.0", 302, "/ontology/0.3.0"),
        ("ontology/0.3.0.jsonld", 302, "/ontology/0.3.0.jsonld"),
        ("context.jsonld", 302, "/context.jsonld"),
        ("id/division/371002", 303, "/id/division/371002"),
        ("id/period/2023--open", 303, "/id/period/2023--open"),
        ("doc/division/371002.ttl", 302, "/doc/division/371002.ttl"),
        ("graph/article/a1", 302, "/graph/article/a1"),
        ("dataset", 302, "/dataset"),
        ("dataset.ttl", 302, "/dataset.ttl"),
        ("dumps/county-kg.nq.gz", 302, "/dumps/county-kg.nq.gz"),
        ("dumps/0123456789abcdef/panel.csv", 302, "/dumps/0123456789abcdef/panel.csv"),
        ("report/article/a1", 302, "/report/article/a1"),
        ("changes", 302, "/changes"),
        ("changes/3", 302, "/changes/3"),
        ("queries", 302, "/queries"),
        ("queries.ttl", 302, "/queries.ttl"),
        ("queries/advanced-counties", 302, "/queries/advanced-counties"),
    ],
)
def test_an_iri_goes_to_the_service(path: str, status: int, target: str) -> None:
    assert redirect(path) == (status, SERVICE + target)


@pytest.mark.parametrize("path", ["idle", "id", "id/", "ontology/", "ontologyx", "contextxjsonld"])
def test_what_is_no_iri_of_ours_goes_nowhere(path: str) -> None:
    assert redirect(path) is None


def test_every_line_is_a_comment_or_is_understood() -> None:
    known = re.compile(r"^(#.*|Options -MultiViews|RewriteEngine On|)$")
    odd = [line for line in TEXT.splitlines() if not known.match(line) and not RULE.match(line)]
    assert odd == []
    assert TEXT.count(SERVICE) == 1, "the address of the service stands in one place"
