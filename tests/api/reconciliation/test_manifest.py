"""The manifest tells addresses that are the service's own, in the language that was asked for."""

from __future__ import annotations

import json

from kg_api.reconciliation import classes
from kg_api.reconciliation.manifest import Place, manifest


def test_the_addresses_are_below_the_base() -> None:
    told = manifest(Place("https://ex.org/county", "/reconcile"), "en")
    assert told["view"]["url"] == "https://ex.org/county/id/{{id}}"
    assert told["preview"]["url"] == "https://ex.org/county/reconcile/preview?id={{id}}"
    for name, service in told["suggest"].items():
        assert service["service_url"] == "https://ex.org/county"
        assert service["service_path"] == f"/reconcile/suggest/{name}"
        assert service["flyout_service_path"] == f"/reconcile/flyout/{name}?id=${{id}}"


def test_identifier_and_space_make_the_iri() -> None:
    told = manifest(Place("http://ex.org", "/reconcile"), "en")
    assert told["identifierSpace"] + "division/371002" == (
        "https://w3id.org/county-kg/id/division/371002"
    )
    assert told["schemaSpace"] + "County" == classes.every()["County"].iri


def test_a_fixed_language_is_kept_in_all_addresses() -> None:
    told = manifest(Place("http://ex.org", "/reconcile/zh", "zh"), "zh")
    assert told["name"] == "县域知识图谱"
    assert told["view"]["url"].endswith("?lang=zh")
    own = json.dumps({name: told[name] for name in ("preview", "suggest", "extend")})
    assert own.count("/reconcile/zh/") == own.count("/reconcile/") == 8
