"""The brief and the open questions, as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger import open_ledger
from sayso.showing.room import create_room
from sayso.views import bring_up_to_date
from tests.deskwork import put_all, readings, take
from tests.showing.room.desk import TERMS
from tests.weighing.desk import Desk

ASKED = """
06-01T08:00 Vale Gazette | hearsay asserts PS+: the weir at Hollin was left open
06-01T12:00 Vale Gazette | Petra Lind (river board) declines: whether the weir was left open
06-02T09:00 Radio Hollin | Amir Sol (residents' union) questions: whether the weir was left open
"""


def plain(page: str) -> str:
    """What a reader reads of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", page[page.index("<main") :]).split())


@pytest.fixture
def weir(tmp_path: Path) -> Iterator[TestClient]:
    """A room on a story in which something is asked and not said."""
    desk = Desk(ASKED)
    address = str(tmp_path / "weir.db")
    with open_ledger(address, write=True) as ledger:
        put_all(ledger, readings(desk.entries), "weir")
        take(ledger, desk.judgements)
        bring_up_to_date(ledger)
    with TestClient(create_room(address, TERMS), base_url="http://localhost") as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "there", "left_out"),
    [
        ("since=2026-05-02", "confirmed by police", "new: "),
        ("since=2026-05-02&until=2026-05-02T12:00:00Z", "2 articles came in", "7 barns"),
        ("since=2026-05-02", "3 articles came in", "4 articles came in"),
        ("", "Saturday 2 May 2026", "Friday 1 May"),  # without a day: that of the latest article
        ("since=yesterday", "Saturday 2 May 2026", "yesterday to"),
    ],
)
def test_a_brief_tells_what_changed_in_its_time(client: TestClient, asked: str, there: str, left_out: str) -> None:
    told = plain(client.get(f"/brief?story=barns&{asked}").text)
    assert there in told
    assert left_out not in told


def test_a_brief_leads_to_the_claims_and_the_lines(client: TestClient) -> None:
    page = client.get("/brief?story=barns&since=2026-05-01").text
    [claim] = re.findall(r'<h2><a href="(/claim/[^"]+)"', page)
    lines = re.findall(r'<a href="(/line/[^"]+)"', page)
    assert client.get(claim).status_code == 200
    assert lines
    assert all(client.get(each).status_code == 200 for each in lines)
    assert "of 6 lines checked" in plain(page)


def test_a_brief_of_no_story_is_not_there(client: TestClient) -> None:
    assert client.get("/brief?story=none").status_code == 404


def test_open_questions_say_who_asks_and_who_would_not_say(weir: TestClient) -> None:
    told = plain(weir.get("/questions?story=weir").text)
    assert "asked by residents' union" in told.replace("&#39;", "'")
    assert "would not say: river board" in told


def test_open_questions_as_of_a_moment_before_somebody_asked(weir: TestClient) -> None:
    told = plain(weir.get("/questions?story=weir&as_of=2026-06-01T10:00:00Z").text)
    assert "Looking back" in told
    assert "asked by" not in told
