"""Labels, corrections and parted copies: recorded with a reason, told on the pages, taken back."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.showing.room.test_briefs import plain
from tests.showing.room.test_pages import OWN

CRANE, COPY = "u67a15cca6745bf611853ded9", "d9af1fc59453aec1e85efc6f6"


def post(writer: TestClient, path: str, **form: str) -> Any:
    return writer.post(path, data=form, headers=OWN, follow_redirects=False)


def correct(writer: TestClient, **form: str) -> Any:
    return post(writer, f"/line/{CRANE}/correct", **form)


def undo(writer: TestClient, answer: Any) -> int:
    """Take back what was recorded, as the bar of the next page offers it."""
    page = writer.get(answer.headers["location"]).text
    bar = re.search(r'<form class="undo".*?</form>', page, re.DOTALL)
    assert bar
    fields = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', bar[0]))
    form = {name: unescape(value) for name, value in fields.items()}
    return int(post(writer, "/take-back", **form).status_code)


def test_a_claim_is_named_and_loses_its_name_again(writer: TestClient) -> None:
    answer = post(writer, f"/claim/{CRANE}/label", name="The fall of the crane", reason="short")
    assert answer.status_code == 303
    page = plain(writer.get(f"/claim/{CRANE}").text)
    assert page.count("The fall of the crane") > 1  # its name, and the decision
    assert "The fall of the crane" in writer.get("/story/Lido%20crane").text
    assert undo(writer, answer) == 303
    assert "The fall of the crane" not in writer.get("/story/Lido%20crane").text
    assert "called The fall of the crane" in plain(writer.get(f"/claim/{CRANE}").text)  # nothing is ever erased


def test_a_wrong_speaker_is_put_right_and_the_line_is_checked(writer: TestClient) -> None:
    before = plain(writer.get(f"/claim/{CRANE}").text)
    assert "checked by" not in before
    answer = correct(writer, act="speaker", name="Rosa Lenz", party="harbour union", reason="page 2 names her")
    assert answer.status_code == 303
    page = plain(writer.get(answer.headers["location"]).text)
    for told in ("Rosa Lenz", "harbour union", "checked by Noor Haddad", "page 2 names her"):
        assert told in page
    assert undo(writer, answer) == 303
    page = plain(writer.get(f"/claim/{CRANE}#decisions").text)
    assert "checked by" not in page
    assert "page 2 names her" in page


def test_a_wrong_stance_is_put_right(writer: TestClient) -> None:
    answer = correct(writer, act="stance", stance="denies", reason="she said no")
    lines = {each["id"]: each for each in writer.get(f"/api/claims/{CRANE}").json()["utterances"]}
    assert lines[CRANE]["stance"] == "denies"
    assert undo(writer, answer) == 303
    lines = {each["id"]: each for each in writer.get(f"/api/claims/{CRANE}").json()["utterances"]}
    assert lines[CRANE]["stance"] == "asserts"


def test_a_line_that_is_right_is_checked_and_counted(writer: TestClient) -> None:
    assert re.search(r"\b0 of \d+ lines checked", plain(writer.get("/story/Lido%20crane").text))
    assert correct(writer, act="right").status_code == 303
    assert re.search(r"\b1 of \d+ lines checked", plain(writer.get("/story/Lido%20crane").text))


def test_an_article_says_of_each_line_who_checked_it(writer: TestClient) -> None:
    line = writer.get(f"/line/{CRANE}/correct").text
    [article] = set(re.findall(r'name="document" value="([^"]+)"', line))
    assert "checked by" not in writer.get(f"/article/{article}").text
    answer = correct(writer, act="right", back="article", document=article)
    assert urlsplit(answer.headers["location"]).path == f"/article/{article}"
    page = plain(writer.get(answer.headers["location"]).text)
    assert "checked by Noor Haddad" in page
    assert "not checked" in page
    assert undo(writer, answer) == 303


def test_a_copy_is_parted_from_its_original_and_joined_again(writer: TestClient) -> None:
    def copied() -> bool:
        return "1 copy folded into" in plain(writer.get(f"/claim/{CRANE}").text)

    page = writer.get(f"/article/{COPY}").text
    where = unescape(re.findall(rf'href="(/article/{COPY}/apart[^"]+)"', page)[0])
    assert writer.get(where).status_code == 200
    other = dict(parse_qsl(urlsplit(where).query))["from"]
    assert copied()
    answer = post(writer, f"/article/{COPY}/apart", other=other, reason="they had a reporter there")
    assert answer.status_code == 303
    assert not copied()
    assert undo(writer, answer) == 303
    assert copied()


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"act": "stance", "stance": "denies"}, "say why"),
        ({"act": "stance", "stance": "shouts", "reason": "x"}, "choose one"),
        ({"act": "speaker", "name": " ", "reason": "x"}, "give a name"),
        ({"act": "burn", "reason": "x"}, "choose what is wrong"),
        ({}, "choose what is wrong"),
    ],
)
def test_what_cannot_be_recorded_is_told(writer: TestClient, form: dict[str, str], why: str) -> None:
    answer = correct(writer, **form)
    assert answer.status_code == 400
    assert why in answer.text


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/line/u0/correct", {"act": "right"}),
        ("/claim/u0/label", {"name": "x", "reason": "x"}),
        (f"/article/{COPY}/apart", {"other": "d0", "reason": "x"}),
        ("/take-back", {"seq": "1", "of": CRANE}),
        ("/take-back", {"seq": "", "of": CRANE}),
        ("/take-back", {"seq": "99999999", "of": CRANE}),
    ],
)
def test_what_is_not_there_is_not_found(writer: TestClient, path: str, form: dict[str, str]) -> None:
    answer = post(writer, path, **form)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", [f"/line/{CRANE}/correct", f"/claim/{CRANE}/label", f"/article/{COPY}/apart", "/take-back"]
)
def test_no_foreign_page_writes(writer: TestClient, path: str) -> None:
    form = {"act": "right", "name": "x", "reason": "x"}
    answer = writer.post(path, data=form, headers={"origin": "http://evil.example", "sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_after_an_undo_one_stays_in_the_room(writer: TestClient) -> None:
    answer = correct(writer, act="right")
    told = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    form = {"seq": told["seq"], "of": told["of"], "back": "https://evil.example/"}
    assert post(writer, "/take-back", **form).headers["location"] == "/"


def test_what_is_typed_is_escaped(writer: TestClient) -> None:
    post(writer, f"/claim/{CRANE}/label", name="<script>alert(1)</script>", reason="<img src=x onerror=alert(2)>")
    correct(writer, act="speaker", name="<b>Rosa</b>", reason="<i>x</i>")
    for path in (f"/claim/{CRANE}", f"/line/{CRANE}/correct", "/story/Lido%20crane"):
        page = writer.get(path).text
        for markup in ("<script>alert", "<img src=x", "<b>Rosa", "<i>x"):
            assert markup not in page


def test_a_write_leaves_a_line_of_audit(writer: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "sayso.audit"):
        correct(writer, act="stance", stance="denies", reason="she said no")
    [line] = caplog.messages
    assert f"Noor Haddad: stance {CRANE}" in line
