"""The time of a build."""

from __future__ import annotations

import os
from datetime import UTC, datetime

EPOCH = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """Return the time in UTC, to the second: SOURCE_DATE_EPOCH where it is set, else the clock's.

    The variable is that of https://reproducible-builds.org/specs/source-date-epoch/: with it, the
    same files give the same snapshot, byte for byte. Raises `ValueError` where it is no number.
    """
    given = os.environ.get(EPOCH)
    moment = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    return moment.replace(microsecond=0)
