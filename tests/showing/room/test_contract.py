"""Whatever the API is asked, by its own description: no server error, and an answer of JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

schemathesis = pytest.importorskip(
    "schemathesis", reason="no Schemathesis here: the API is not held against its description"
)
EDITOR = {"host": "localhost", "origin": "http://localhost", "sec-fetch-site": "same-origin"}


def test_the_api_never_fails(client: TestClient) -> None:
    described = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) >= 8
    tried = dict.fromkeys((f"{each.method} {each.path}" for each in operations), 0)

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(st.one_of([each.as_strategy() for each in operations]))
    def holds(case: schemathesis.Case) -> None:  # type: ignore[name-defined]
        sent = case.as_transport_kwargs(base_url="http://localhost")
        headers = {name: value for name, value in (sent.get("headers") or {}).items() if name.lower() != "host"}
        told = {name: sent[name] for name in ("params", "json", "data") if sent.get(name) is not None}
        answer = client.request(sent["method"], sent["url"], headers={**headers, **EDITOR}, **told)
        tried[f"{case.operation.method} {case.operation.path}"] += 1
        assert answer.status_code < 500, (sent, answer.text)
        json.loads(answer.text) if answer.status_code != 401 else None

    holds()
    assert all(tried.values()), tried
