"""The scripts that `api/web` bundles into `static/built`, where set-up had Node to bundle them.

Every page is whole without them: where they are not built, no page asks for them.
"""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "built"
LICENCES = "licences.txt"


def script(name: str) -> str | None:
    """Return the file name of a page's script, an entry of `api/web/src`; none where not built."""
    return _manifest().get(name)


def licences() -> str | None:
    """Return the file name of the licences of all that is bundled; none where nothing is."""
    return LICENCES if _manifest() else None


@cache
def _manifest() -> dict[str, str]:
    try:
        read: dict[str, str] = json.loads((FOLDER / "manifest.json").read_bytes())
    except FileNotFoundError:
        return {}
    return read
