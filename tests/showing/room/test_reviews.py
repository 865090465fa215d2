"""Walking through the lines that nobody has checked."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from tests.showing.room.test_briefs import plain
from tests.showing.room.test_correcting import post, undo

BARNS = "/review?story=barns"


def line_of(page: str) -> str:
    """The line that a page asks about."""
    return str(re.findall(r'action="/line/([^/"]+)/correct"', page)[0])


def test_lines_come_one_after_the_other_until_all_are_checked(writer: TestClient) -> None:
    page, seen = writer.get(BARNS).text, []
    while "Every line is checked" not in page:
        seen.append(line_of(page))
        answer = post(writer, f"/line/{seen[-1]}/correct", act="right", back="review", story="barns")
        page = writer.get(answer.headers["location"]).text
        assert f"{len(seen)} of 6 lines checked" in plain(page)
    assert len(seen) == len(set(seen)) == 6


def test_a_line_that_decides_a_status_comes_first(writer: TestClient) -> None:
    first = line_of(writer.get(BARNS).text)
    record = writer.get(f"/api/claims/{first}").json()
    assert first in record["because"]


def test_later_leads_to_the_next_and_undo_back_to_the_same(writer: TestClient) -> None:
    page = writer.get(BARNS).text
    first = line_of(page)
    later = re.findall(r'data-key="k" href="([^"]+)"', page)[0].replace("&amp;", "&")
    second = line_of(writer.get(later).text)
    assert second != first
    answer = post(writer, f"/line/{second}/correct", act="right", back="review", story="barns")
    assert undo(writer, answer) == 303
    assert line_of(writer.get(f"{BARNS}&first={second}").text) == second
    assert "0 of 6 lines checked" in plain(writer.get(BARNS).text)


def test_no_review_of_what_is_not_there(writer: TestClient) -> None:
    for path in ("/review?story=none", f"{BARNS}&first=u0"):
        assert writer.get(path).status_code == 404
