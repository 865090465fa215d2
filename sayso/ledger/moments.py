"""Moments as records write them → instants that can be compared. A bare date means its end, UTC (RULES.md, S15)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def instant(given: str) -> datetime:
    """The last instant that an ISO 8601 date or time allows. Raises `ValueError` where it is none.

    >>> instant("2026-03-04").isoformat(), instant("2026-03").isoformat()
    ('2026-03-04T23:59:59+00:00', '2026-03-31T23:59:59+00:00')
    """
    if len(given) > len("2026-03-04"):
        moment = datetime.fromisoformat(given)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(_last_day(given), time(23, 59, 59), UTC)


def find_instant(*given: str | None) -> datetime | None:
    """The first of these that tells a moment; None where none does."""
    for each in given:
        if each:
            try:
                return instant(each)
            except ValueError:
                continue
    return None


def just_before(given: str) -> str:
    """A second earlier."""
    return (instant(given) - timedelta(seconds=1)).isoformat()


def _last_day(given: str) -> date:
    if len(given) == len("2026"):
        return date(int(given), 12, 31)
    if len(given) == len("2026-03"):
        first = date.fromisoformat(f"{given}-01")
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(given)
