"""The rows of a request, from JSON, NDJSON or CSV; what is wrong is told with the number of the row."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from kg_api import body
from kg_api.lookup import wrong
from kg_api.models.search import Row

JSON, CSV = "application/json", "text/csv"
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl")
KINDS = (JSON, *NDJSON, CSV)
"""What a request may send."""
_COLUMNS = {
    (info.alias or name).lower(): info.alias or name for name, info in Row.model_fields.items()
}
_SHOWN = 3


def read(content: bytes, kind: str, most: int) -> list[Row]:
    """Return the rows, each with an id: its own, else its number from 1.

    Raises `QueryError`: `not-utf8` and `body-invalid` (400), `rows-too-many` and
    `rows-invalid` (422).
    """
    text = body.text(content).removeprefix("\ufeff")
    rows: list[Row] = []
    for number, given in enumerate(_READERS.get(kind, _ndjson)(text), 1):
        if number > most:
            raise wrong.rows_too_many(most)
        rows.append(_row(number, given))
    return rows


def _row(number: int, given: object) -> Row:
    if not isinstance(given, Mapping):
        raise wrong.rows_invalid(number, "应为对象。", "it is no object.")
    try:
        row = Row.model_validate(given)
    except ValidationError as error:
        told = [
            f"{'.'.join(str(part) for part in each['loc'][:1])}: {each['msg']}"
            for each in error.errors(include_url=False, include_input=False)[:_SHOWN]
        ]
        raise wrong.rows_invalid(number, "；".join(told), "; ".join(told)) from error
    return row if row.row_id is not None else row.model_copy(update={"row_id": number})


def _json(text: str) -> Iterable[object]:
    found = _parsed(text, 1)
    if not isinstance(found, list):
        raise wrong.body_invalid("JSON", "[{…}, …]")
    return found


def _ndjson(text: str) -> Iterator[object]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _parsed(line, number)


def _parsed(text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise wrong.body_invalid("JSON", f"{line + error.lineno - 1}:{error.colno}") from error
    except (RecursionError, ValueError) as error:  # brackets in brackets; digits without end
        raise wrong.body_invalid("JSON", f"{line}:1") from error


def _csv(text: str) -> Iterator[dict[str, str | None]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [_COLUMNS.get(name.strip().lower()) for name in next(reader, [])]
        if not head or None in head or len(set(head)) < len(head):
            raise wrong.body_invalid("CSV", f"1: {', '.join(_COLUMNS.values())}")
        for cells in reader:
            if cells:
                if len(cells) > len(head):
                    raise wrong.body_invalid("CSV", str(reader.line_num))
                yield {
                    str(name): cell for name, cell in zip(head, cells, strict=False) if cell != ""
                }
    except csv.Error as error:
        raise wrong.body_invalid("CSV", str(reader.line_num)) from error


_READERS: Mapping[str, Callable[[str], Iterable[object]]] = {JSON: _json, CSV: _csv}
