"""What the tests of the docs share: the maker of their generated parts, as `make docs` runs it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from kg import assets

sys.path.insert(0, str(assets.root() / "docs"))  # as the script has it

import make_docs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.build.candidate import Candidate


@pytest.fixture(scope="session")
def parts(candidate: Candidate) -> Mapping[str, Callable[[], str]]:
    """Name of each generated part → what makes it."""
    return make_docs.all_parts(lambda: candidate.store)
