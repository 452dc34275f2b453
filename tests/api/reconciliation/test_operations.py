"""The description of the operations: every example is answered, and what it allows is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from kg.errors import QueryError
from kg_api.reconciliation import query
from kg_api.reconciliation.operations import paths

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PATHS = dict(paths())


def example_of(parameter: dict[str, Any]) -> str:
    if "content" in parameter:
        return json.dumps(parameter["content"]["application/json"]["example"])
    return str(parameter["example"])


@pytest.mark.parametrize("path", PATHS)
def test_every_example_is_answered_as_described(service: TestClient, path: str) -> None:
    described = PATHS[path]["get"]
    examples = {each["name"]: example_of(each) for each in described["parameters"]}
    answer = service.get(path, params=examples)
    assert answer.status_code == 200, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind in described["responses"]["200"]["content"]


@pytest.mark.parametrize("name", ["queries", "extend"])
def test_both_forms_are_answered_and_fit_their_schemas(service: TestClient, name: str) -> None:
    body = PATHS["/reconcile"]["post"]["requestBody"]["content"]
    forms = body["application/x-www-form-urlencoded"]["schema"]["oneOf"]
    (field,) = (each["properties"][name] for each in forms if name in each["required"])
    (text,) = field["enum"]
    Draft202012Validator.check_schema(field["contentSchema"])
    Draft202012Validator(field["contentSchema"]).validate(json.loads(text))
    assert "$ref" not in json.dumps(field)
    assert service.post("/reconcile", data={name: text}).status_code == 200
    if name == "queries":  # which is told for GET as well
        (parameter,) = PATHS["/reconcile"]["get"]["parameters"]
        assert parameter["content"]["application/json"]["schema"] == field["contentSchema"]


@pytest.mark.parametrize(
    "batch",
    [
        {"q": {"query": "a", "limit": 3, "type": ["County"], "type_strict": "should"}},
        {"q": {"properties": [{"pid": "x", "v": [1, "a", True, {"id": "b"}]}]}},
        {"q": {}},
        {"q": {"properties": []}},
        {"q": {"query": "a", "props": []}},
        {"q": {"query": 1}},
        {"q": {"query": "a", "properties": [{"pid": "x"}]}},
    ],
    ids=str,
)
def test_the_schema_of_a_batch_is_what_is_taken(batch: dict[str, Any]) -> None:
    (schema,) = (
        each["content"]["application/json"]["schema"]
        for each in PATHS["/reconcile"]["get"]["parameters"]
        if each["name"] == "queries"
    )
    if Draft202012Validator(schema).is_valid(batch):
        assert query.batch(json.dumps(batch))
    else:
        with pytest.raises(QueryError):
            query.batch(json.dumps(batch))
