"""The service manifest: what a client must know to use the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg_api.reconciliation import classes, ids, settings
from kg_api.reconciliation.query import BATCH
from kg_api.texts.reconciliation import WORDS

if TYPE_CHECKING:
    from kg.errors import Language

PREVIEW_WIDTH, PREVIEW_HEIGHT = 430, 240  # pixels


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service stands: `base` is the host's address without its last slash.

    `path` is `/reconcile`, or with a language that all its answers have: `/reconcile/zh`.
    """

    base: str
    path: str
    fixed: Language | None = None


def manifest(place: Place, language: Language) -> dict[str, Any]:
    """Return the manifest (section 4.1 of the specification)."""
    here = place.base + place.path
    end = f"?lang={place.fixed}" if place.fixed else ""
    return {
        "versions": ["0.2"],
        "name": WORDS[language]["name"],
        "identifierSpace": ids.SPACE,
        "schemaSpace": classes.SPACE,
        "documentation": f"{place.base}/dataset{end}",
        "logo": f"{place.base}/static/icon.svg",
        "serviceVersion": __version__,
        "batchSize": BATCH,
        "defaultTypes": [classes.every()[name].brief(language) for name in classes.DEFAULT],
        "view": {"url": f"{place.base}/id/{{{{id}}}}{end}"},
        "preview": {
            "url": f"{here}/preview?id={{{{id}}}}",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": {name: _suggest(place, name) for name in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {
                "service_url": place.base,
                "service_path": f"{place.path}/properties",
            },
            "property_settings": settings.described(language),
        },
    }


def _suggest(place: Place, name: str) -> dict[str, str]:
    return {
        "service_url": place.base,
        "service_path": f"{place.path}/suggest/{name}",
        "flyout_service_url": place.base,
        "flyout_service_path": f"{place.path}/flyout/{name}?id=${{id}}",
    }
