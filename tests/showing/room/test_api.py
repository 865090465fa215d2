from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from sayso.wire import schema


def got(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_claims_are_the_records_of_the_interchange(client: TestClient) -> None:
    page = got(client, "/api/claims?story=Lido+crane")
    jsonschema.validate(page["claims"], schema("claims"))
    assert page["total"] == len(page["claims"]) == 3


def test_pages_hold_each_claim_once(client: TestClient) -> None:
    whole = [each["id"] for each in got(client, "/api/claims")["claims"]]
    pages = [got(client, f"/api/claims?size=1&page={at + 1}") for at in range(len(whole))]
    assert [each["claims"][0]["id"] for each in pages] == whole
    assert {each["pages"] for each in pages} == {len(whole)}


def test_the_filters_are_those_of_the_board(client: TestClient) -> None:
    found = got(client, "/api/claims?status=confirmed&party=Orsk+Cranes")["claims"]
    assert [each["status"] for each in found] == ["confirmed"]


def test_a_claim_is_found_by_any_of_its_lines(client: TestClient) -> None:
    assert got(client, "/api/claims/u8ffaa427462bec77601daed5")["id"] == "u67a15cca6745bf611853ded9"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/claims?as_of=yesterday", 400), ("/api/claims?story=none", 404), ("/api/claims/u0", 404),
        ("/api/documents/none", 404), ("/api/source?name=nobody", 404), ("/api/claims?page=0", 422), ("/api/none", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_record_too(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    json.loads(answer.text)


def test_documents_come_without_their_text(client: TestClient) -> None:
    [first, *_] = got(client, "/api/documents?story=Lido+crane")["documents"]
    record = got(client, f"/api/documents/{first['id']}")
    assert "text" not in record["document"]
    assert record["utterances"]


def test_the_description_loads(client: TestClient) -> None:
    paths = got(client, "/api/openapi.json")["paths"]
    assert {"/api/claims", "/api/claims/{id}", "/api/stories"} <= set(paths)
