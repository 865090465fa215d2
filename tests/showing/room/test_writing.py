from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.showing.room.test_pages import OWN

CRANE, HURT = "u67a15cca6745bf611853ded9", "ud309abfbf14f604de0c9a733"


def merged(writer: TestClient, **told: str) -> int:
    form = {"with": HURT, "reason": "one accident", **told}
    return writer.post(f"/claim/{CRANE}/merge", data=form, headers=OWN, follow_redirects=False).status_code


def articles(writer: TestClient) -> int:
    return int(writer.get(f"/api/claims/{CRANE}").json()["utterances"].__len__())


def test_merge_joins_and_undo_parts_again(writer: TestClient) -> None:
    before = articles(writer)
    assert merged(writer) == 303
    assert articles(writer) == before + 4
    page = writer.get(f"/claim/{CRANE}").text
    assert "one accident" in page
    form = {"verdict": "same_claim", "a": CRANE, "b": HURT, "claim": CRANE}
    assert writer.post("/undo", data=form, headers=OWN, follow_redirects=False).status_code == 303
    assert articles(writer) == before
    page = writer.get(f"/claim/{CRANE}").text
    assert "one accident" in page  # nothing is ever erased
    assert "took back: one claim" in page


def test_split_parts_a_line_and_undo_joins_it_again(writer: TestClient) -> None:
    before = articles(writer)
    form = {"line": "ue55af4fb546a503e558a97dd", "reason": "another crane"}
    answer = writer.post(f"/claim/{CRANE}/split", data=form, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303
    assert articles(writer) == before - 1
    undo = dict(re.findall(r"[?&](verdict|a|b)=([^&#]+)", answer.headers["location"]))
    writer.post("/undo", data={**undo, "claim": CRANE}, headers=OWN)
    assert articles(writer) == before


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"reason": " "}, "say why"),
        ({"with": ""}, "no claim was chosen"),
        ({"with": "u0"}, "no utterance and no document"),
    ],
)
def test_what_cannot_be_recorded_is_told(writer: TestClient, told: dict[str, str], why: str) -> None:
    form = {"with": HURT, "reason": "one accident", **told}
    answer = writer.post(f"/claim/{CRANE}/merge", data=form, headers=OWN)
    assert answer.status_code == 400
    assert why in answer.text


def test_nobody_takes_back_what_another_decided(writer: TestClient) -> None:
    form = {"verdict": "same_claim", "a": CRANE, "b": "u8ffaa427462bec77601daed5", "claim": CRANE}
    assert writer.post("/undo", data=form, headers=OWN).status_code == 404


def test_a_write_leaves_a_line_of_audit(writer: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "sayso.audit"):
        merged(writer)
    [line] = caplog.messages
    assert f"Noor Haddad: same_claim {CRANE} {HURT}" in line


def test_text_that_is_pasted_is_read_and_added(writer: TestClient) -> None:
    form = {
        "story": "quay",
        "text": "The quay will be closed until June, said Mira Oduya, the harbour master.",
        "outlet": "Quay News",
        "published": "2026-05-09",
    }
    answer = writer.post("/add", data=form, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303
    with writer.stream("GET", f"{answer.headers['location']}/events") as events:
        told = "".join(events.iter_text())
    assert "event: done" in told
    assert "event: end" in told
    assert "1 read" in told
    assert "The quay will be closed until June" in writer.get("/story/quay").text


def test_files_that_fail_get_a_word_each(writer: TestClient) -> None:
    files = [
        ("files", ("../../quay.txt", b"The quay is shut, Mira Oduya said. Nobody was hurt, she said.", "text/plain")),
        ("files", ("picture.png", b"\x89PNG", "image/png")),
    ]
    answer = writer.post("/add", data={"story": "quay"}, files=files, headers=OWN, follow_redirects=False)
    with writer.stream("GET", f"{answer.headers['location']}/events") as events:
        told = "".join(events.iter_text())
    assert "1 read, 1 failed" in told
    assert "picture.png" in told
    assert "/tmp" not in told


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"story": "x"}, "nothing to add"),
        ({"text": "words"}, "name the story"),
        ({"story": "x", "addresses": "javascript:alert(1)"}, "not an http(s) address"),
        ({"story": "x", "addresses": "file:///etc/passwd"}, "not an http(s) address"),
    ],
)
def test_what_cannot_be_added_is_told(writer: TestClient, form: dict[str, str], why: str) -> None:
    answer = writer.post("/add", data=form, headers=OWN)
    assert answer.status_code == 400
    assert why in answer.text
