from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.showing.room import BadTokens, Terms, create_room, read_tokens
from sayso.showing.room.guard import Token
from tests.showing.room.desk import TERMS
from tests.showing.room.test_writing import CRANE, HURT

MERGE = {"with": HURT, "reason": "one accident"}
READER, EDITOR = (
    Token("looks-at-things-only", "reader", "Night desk"),
    Token("writes-things-as-well", "editor", "Ines Corrigan"),
)


@pytest.fixture
def shared(made: str) -> Iterator[TestClient]:
    """A room that is open to others."""
    app = create_room(made, Terms(TERMS.hosts, "nobody", (READER, EDITOR)))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.example:80"])
def test_another_host_is_not_answered(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Lido" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost", "sec-fetch-site": "cross-site"},
        {"origin": "http://localhost", "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://localhost:81"},
    ],
)
@pytest.mark.parametrize("path", [f"/claim/{CRANE}/merge", f"/claim/{CRANE}/split", "/undo", "/add", "/enter"])
def test_a_write_from_elsewhere_is_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    assert client.post(path, data=MERGE, headers=headers).status_code == 403


def test_headers_stand_on_every_answer(client: TestClient) -> None:
    for path in ("/", "/static/room.css", "/nope", "/api/stories"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'"), path
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"


def test_without_a_token_a_shared_room_is_shut(shared: TestClient) -> None:
    answer = shared.get("/board")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/enter?next=/board"
    assert shared.get("/api/claims").status_code == 401
    assert shared.get("/enter").status_code == 200


def test_a_reader_reads_and_does_not_write(shared: TestClient) -> None:
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    entered = shared.post("/enter", data={"token": READER.secret, "next": "/board"}, headers=own)
    assert entered.status_code == 303
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "samesite=strict" in entered.headers["set-cookie"].lower()
    assert shared.get("/board").status_code == 200
    assert shared.post(f"/claim/{CRANE}/merge", data=MERGE, headers=own).status_code == 403


def test_an_editor_writes_under_the_name_of_the_token(address: str) -> None:
    with TestClient(
        create_room(address, Terms(TERMS.hosts, "nobody", (READER, EDITOR))), base_url="http://localhost"
    ) as room:
        _writes_under_its_name(room)


def _writes_under_its_name(shared: TestClient) -> None:
    told = {"judgement": "same_claim", "a": CRANE, "b": HURT, "reason": "one accident"}
    assert shared.post("/api/judgements", json=told).status_code == 401
    for token, status in ((READER, 403), (EDITOR, 201)):
        headers = {"authorization": f"Bearer {token.secret}"}
        assert shared.post("/api/judgements", json=told, headers=headers).status_code == status
    page = shared.get(f"/claim/{CRANE}", headers={"authorization": f"Bearer {READER.secret}"}).text
    assert "<b>Ines Corrigan</b>: one claim" in page


def test_the_api_does_not_write_without_a_token(client: TestClient) -> None:
    told = {"judgement": "same_claim", "a": CRANE, "b": HURT, "reason": "one accident"}
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert client.post("/api/judgements", json=told, headers=own).status_code == 401


def test_wrong_tokens_are_soon_not_listened_to(shared: TestClient) -> None:
    answers = [shared.get("/board", headers={"authorization": "Bearer guess"}).status_code for _ in range(12)]
    assert answers == [401] * 10 + [429] * 2


def test_a_cookie_is_a_guess_too(made: str) -> None:
    app = create_room(made, Terms(TERMS.hosts, "nobody", (READER, EDITOR)))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as room:
        answers = [room.get("/board", headers={"cookie": f"sayso=guess{at}"}).status_code for at in range(12)]
        assert answers == [303] * 10 + [429] * 2
        assert room.get("/enter", headers={"cookie": "sayso=guess"}).status_code == 200


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no token"),
        ("editor short Ines", "fewer than 16"),
        ("owner long-enough-to-be-a-secret Ines", "not a role"),
        ("reader long-enough-to-be-a-secret", "not a role"),
    ],
)
def test_a_file_of_tokens_that_is_none(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "tokens.txt"
    file.write_text(text, "utf-8")
    with pytest.raises(BadTokens, match=why):
        read_tokens(file)


@pytest.mark.parametrize("where", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_the_door_leads_inside_only(shared: TestClient, where: str) -> None:
    own = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    answer = shared.post("/enter", data={"token": EDITOR.secret, "next": where}, headers=own)
    assert answer.headers["location"] == "/"
