"""JSON as clients send it, read so that nothing in it can surprise what comes after."""

import json
from typing import Any, NoReturn

from kg_api.reconciliation import refusals


def parsed(text: str, field: str) -> Any:
    """Return the value of a JSON text that stands in this field of the request.

    NaN and Infinity are no JSON; a half of a surrogate pair is no character and could not be
    sent back. Raises `QueryError` `json-invalid` (400).
    """
    try:
        value = json.loads(text, parse_constant=_no_constant)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise refusals.not_json(field, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:  # too long a number, half a pair, too deep
        raise refusals.not_json(field) from error
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
