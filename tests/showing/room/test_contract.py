"""Whatever the API is asked, by its own description and beside it: no server error, and what it promised."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

schemathesis = pytest.importorskip("schemathesis", reason="no Schemathesis here: the API is not held against its description")


@pytest.fixture(scope="session")
def described(client: TestClient) -> object:
    return schemathesis.openapi.from_asgi("/api/openapi.json", client.app)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_its_description(case: "schemathesis.Case") -> None:  # type: ignore[name-defined]
    answer = case.call(headers={"host": "localhost"})
    assert answer.status_code < 500
    case.validate_response(answer, checks=[schemathesis.checks.not_a_server_error])
