"""Dates as people and pages write them → ISO 8601: a bare date stays bare, an offset is kept, the future is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso.ingesting.refusals import BadInput

_BARE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIMED = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))? ?([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)
_EASTERNMOST = timedelta(hours=14)  # a day begins there first; what names no zone may have begun there


def parse_moment(given: str, now: datetime) -> str:
    """A date or a time → ISO 8601. Raises `BadInput` where it is neither, or lies after `now`.

    >>> at = datetime(2026, 3, 9, tzinfo=UTC)
    >>> parse_moment("2026-03-04", at), parse_moment("2026-03-04 09:30:00+0800", at)
    ('2026-03-04', '2026-03-04T09:30:00+08:00')
    """
    text = given.strip()
    try:
        moment = date.fromisoformat(text) if _BARE.fullmatch(text) else _timed(text)
    except ValueError:
        raise BadInput(f"{given!r} is not an ISO 8601 date or time") from None
    if _earliest(moment) > _aware(now):
        raise BadInput(f"{given!r} lies in the future")
    return moment.isoformat()


def find_moment(given: str | None, now: datetime) -> str | None:
    """What a page says of its date, where that can be believed: ISO 8601 or as in e-mail, not in the future."""
    if not given:
        return None
    for read in (str, _from_mail):
        try:
            return parse_moment(read(given), now)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def stamp(now: datetime) -> str:
    """The moment of retrieval: UTC, to the second."""
    return _aware(now).astimezone(UTC).isoformat(timespec="seconds")


def _timed(text: str) -> datetime:
    match = _TIMED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, clock, _, offset = match.groups()  # fractions of a second are noise of the machine that wrote them
    return datetime.fromisoformat(f"{day}T{clock}{(offset or '').upper()}")


def _from_mail(given: str) -> str:
    return parsedate_to_datetime(given.strip()).isoformat()


def _earliest(moment: date) -> datetime:
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else _back(moment)
    return _back(datetime(moment.year, moment.month, moment.day))


def _back(moment: datetime) -> datetime:
    aware = moment.replace(tzinfo=UTC)
    return aware - _EASTERNMOST if aware.year > 1 else aware


def _aware(now: datetime) -> datetime:
    return now if now.tzinfo else now.replace(tzinfo=UTC)
