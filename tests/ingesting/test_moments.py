from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sayso.ingesting.moments import find_moment, parse_moment, stamp
from sayso.ingesting.refusals import BadInput

NOW = datetime(2031, 6, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "parsed"),
    [
        ("2031-06-14", "2031-06-14"),
        (" 2031-06-14 ", "2031-06-14"),
        ("2031-06-14T09:30:00+08:00", "2031-06-14T09:30:00+08:00"),
        ("2031-06-14T09:30:00Z", "2031-06-14T09:30:00+00:00"),
        ("2031-06-14 09:30", "2031-06-14T09:30:00"),
        ("2031-06-14T09:30+0530", "2031-06-14T09:30:00+05:30"),
        ("2031-06-14T09:30:00.123Z", "2031-06-14T09:30:00+00:00"),
        ("2031-06-15T19:59:00+08:00", "2031-06-15T19:59:00+08:00"),
        ("2031-06-16", "2031-06-16"),  # it has begun on the Line Islands
    ],
)
def test_dates_keep_what_they_say(given: str, parsed: str) -> None:
    assert parse_moment(given, NOW) == parsed
    assert parse_moment(parsed, NOW) == parsed


@pytest.mark.parametrize(
    "given",
    [
        "",
        "yesterday",
        "2031-6-1",
        "2031-02-30",
        "14/06/2031",
        "2031",
        "2031-06",
        "2031-06-14T25:00",
        "20310614",
        "2031-W10-3",
    ],
)
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(BadInput, match="not an ISO 8601 date"):
        parse_moment(given, NOW)


@pytest.mark.parametrize("given", ["2031-06-17", "2031-06-15T20:01:00+08:00", "9999-12-31", "2031-06-15T12:00:01Z"])
def test_the_future_is_refused(given: str) -> None:
    with pytest.raises(BadInput, match="future"):
        parse_moment(given, NOW)


def test_the_first_year_does_not_overflow() -> None:
    assert parse_moment("0001-01-01", NOW) == "0001-01-01"


def test_pages_may_write_as_in_mail_and_are_not_believed_about_the_future() -> None:
    assert find_moment("Sat, 14 Jun 2031 09:30:00 +0800", NOW) == "2031-06-14T09:30:00+08:00"
    assert find_moment("Mon, 14 Jun 2032 09:30:00 +0800", NOW) is None
    assert find_moment("last week", NOW) is None
    assert find_moment(None, NOW) is None


def test_a_now_without_zone_is_utc_and_the_stamp_is_too() -> None:
    assert stamp(datetime(2031, 6, 15, 12, 0)) == "2031-06-15T12:00:00+00:00"
    assert stamp(NOW.astimezone(timezone(timedelta(hours=8)))) == "2031-06-15T12:00:00+00:00"
    assert parse_moment("2031-06-15T11:59:00Z", datetime(2031, 6, 15, 12, 0)) == "2031-06-15T11:59:00+00:00"
