"""ISO 8601 texts → the instants that they span, in UTC; a year, a month or a day is the interval of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LAST = timedelta(microseconds=1)  # both ends of an interval are included

Instants = tuple[datetime, datetime]


def span(text: str | None) -> Instants | None:
    """The first and the last instant that the text allows; None where it is no date. A time without a zone is UTC.

    >>> [each.isoformat() for each in span("2026-03-04T09:30:00+08:00")]
    ['2026-03-04T01:30:00+00:00', '2026-03-04T01:30:00+00:00']
    >>> [each.isoformat(timespec="seconds") for each in span("2024-02")]
    ['2024-02-01T00:00:00+00:00', '2024-02-29T23:59:59+00:00']
    """
    return _span(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)  # a document's dates are asked for again and again while its claims are weighed
def _span(text: str) -> Instants | None:
    try:
        match = _PARTIAL.fullmatch(text)
        return _whole(*match.groups()) if match else _timed(text)
    except (ValueError, OverflowError):
        return None


def start(text: str | None) -> datetime | None:
    """Its first instant."""
    found = span(text)
    return found and found[0]


def end(text: str | None) -> datetime | None:
    """Its last instant: what a bare date means as a limit (RULES.md, S15)."""
    found = span(text)
    return found and found[1]


def public(published: str | None, modified: str | None, retrieved: str | None, learned: str | None) -> datetime | None:
    """From when on a document counts: the end of its published interval, later when modified later (RULES.md, S15).

    Undated: when it was retrieved, else when the ledger learned of it.
    """
    ends = [moment for text in (published, modified) if (moment := end(text))]
    if ends and span(published):
        return max(ends)
    return end(retrieved) or end(learned)


def just_before(text: str) -> str:
    """A second before its last instant, in UTC.

    >>> just_before("2026-03-04T09:30:00+08:00")
    '2026-03-04T01:29:59+00:00'
    """
    moment = end(text)
    if moment is None:
        raise ValueError(f"{text!r} is not an ISO 8601 date or time")
    return (moment - timedelta(seconds=1)).isoformat()


def eve(text: str) -> datetime | None:
    """The last instant that does not belong to what came "since": a bare date counts from its start, a time after itself.

    >>> eve("2026-03-04").isoformat(timespec="seconds"), eve("2026-03-04T09:30:00+08:00").isoformat()
    ('2026-03-03T23:59:59+00:00', '2026-03-04T01:30:00+00:00')
    """
    found = span(text)
    if found is None:
        return None
    return found[0] if found[0] == found[1] else found[0] - _LAST


def _whole(year: str, month: str | None, day: str | None) -> Instants:
    first = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    if day:
        return first, first + timedelta(days=1) - _LAST
    following = (first + timedelta(days=32 if month else 366)).replace(day=1)
    return first, (following if month else following.replace(month=1)) - _LAST


def _timed(text: str) -> Instants:
    moment = datetime.fromisoformat(text)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment, moment
