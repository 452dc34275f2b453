"""The description of the dataset as a file of the snapshot: graph/dataset, as Turtle.

Without the results of the validation reports, of which there may be many: `report.ttl` has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.mapping.counts import THE_DATASET
from kg.mapping.dataset import DATASET, all_reports
from kg.vocab import BASE, PREFIXES, term

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kg.publication.content import Content

FILE = "description.ttl"
_RESULT = term("sh:result")


def files(content: Content) -> dict[str, bytes]:
    """Return the description, `description.ttl`: the dataset itself first, the rest by IRI."""
    quads = list(content.store.quads_for_pattern(None, None, None, DATASET))
    results = {quad for quad in all_reports(quads) if _is_of_a_result(quad.triple)}
    triples = sorted((quad.triple for quad in quads if quad not in results), key=_place)
    return {FILE: serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""}


def _is_of_a_result(triple: Triple) -> bool:
    """Whether it stands below a report, or leads there."""
    subject = triple.subject
    name = subject.value if isinstance(subject, NamedNode) else ""
    is_report = name.startswith(f"{BASE}report/") and "#" not in name
    return triple.predicate == _RESULT or not is_report


def _place(triple: Triple) -> tuple[bool, str]:
    return (triple.subject != THE_DATASET, str(triple))
