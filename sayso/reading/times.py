"""Text, and when it was published → the times in it, as intervals of days (RULES.md, N2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from sayso.nouns import Anchor, Span, Time
from sayso.reading.calendar import Days
from sayso.reading.clocks import ZONES
from sayso.reading.mentions import Mention, find_mentions
from sayso.reading.tokens import Token, cut_tokens, word_set


@dataclass(frozen=True, slots=True)
class Reference:
    """The moment from which relative times count: a day, and the offset of the place where it is that day."""

    day: date
    offset: timedelta | None = None
    moment: datetime | None = None  # None where only the day is known


def reference(published: str | None, zone: str | None = None) -> Reference | None:
    """When a document was published → the day there. `zone`, the dateline's, moves what is given in UTC.

    >>> reference("2026-03-04T23:30:00+00:00", "Asia/Manila").day
    datetime.date(2026, 3, 5)
    """
    if not published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    if moment.utcoffset() == timedelta(0) and zone and len(published) > 10:
        moment = _moved(moment, zone)
    return Reference(moment.date(), moment.utcoffset(), moment) if len(published) > 10 else Reference(moment.date())


def _moved(moment: datetime, zone: str) -> datetime:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415  needed for few documents

    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OverflowError):
        return moment  # a machine without the table of zones


def find_times(
    text: str, published: str | None, ahead: Iterable[Span] = (), zone: str | None = None
) -> tuple[Time, ...]:
    """The times of a text, in order. `ahead` are spans that speak of what is to come: there a weekday is the next one.

    >>> for each in find_times("He resigned on Friday and will go in early May.", "2026-03-04"):
    ...     print(each.anchor.text, each.start, each.end)
    Friday 2026-02-27 2026-02-27
    early May 2026-05-01 2026-05-10
    """
    tokens = cut_tokens(text)
    since = reference(published, zone)
    coming = tuple(ahead)
    return tuple(
        time
        for mention in find_mentions(tokens)
        if (time := place(text, mention, since, looks_ahead(tokens, mention, coming))) is not None
    )


def place(text: str, mention: Mention, since: Reference | None, ahead: bool | None) -> Time | None:
    """A mention → the time it names, None where it cannot be told."""
    days = resolve(mention, since, ahead)
    if days is None:
        return None
    start, end = (day.isoformat() if day else None for day in days)
    if mention.clock and start and start == end and since:
        start = end = moment_of(days[0], mention, since)
    return Time(Anchor.at(text, mention.span), start, end)


def resolve(mention: Mention, since: Reference | None, ahead: bool | None) -> Days | None:
    """The days that a mention names; the first is never after the last."""
    if mention.resolve is None:
        return None
    if since is None and not _absolute(mention):
        return None
    try:
        first, last = mention.resolve(since.day if since else date(1, 1, 8), ahead)
    except (ValueError, OverflowError, AssertionError):
        return None  # 31 February; the year 12000
    if first is not None and last is not None and last < first:
        first, last = last, first
    return None if first is None and last is None else (first, last)


def _absolute(mention: Mention) -> bool:
    """Whether a mention says the same whenever it is read."""
    assert mention.resolve
    try:
        return mention.resolve(date(2001, 2, 5), False) == mention.resolve(date(2013, 9, 20), True)
    except (ValueError, OverflowError, AssertionError):
        return False


def moment_of(day: date | None, mention: Mention, since: Reference) -> str:
    """The time of day of a mention on a day, with its zone or the reference's."""
    assert day
    assert mention.clock
    hour, minute = mention.clock
    offset = ZONES.get((mention.zone or "").upper())
    at = timedelta(hours=offset) if offset is not None else since.offset
    zone = timezone(at) if at is not None else None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).isoformat()


# Which way the words look

_AHEAD = word_set(
    "opens starts begins ends expires resumes returns closes meets",
    "will would shall expects expected expect plans plan planned planning due scheduled going aims aim hopes hope",
    "wants intends intend next upcoming coming forthcoming could may might must should ll can deadline until",
    "forecast forecasts vows vowed promised pledged ahead prepares preparing slated tomorrow soon begin starting",
    "beginning to likely",
)
_BACK = word_set(
    "was were had did has have been said told died killed found began started ended came went took gave made left",
    "fell rose since ago last held saw met won lost sent ran became yesterday after",
)
_CLAUSE = frozenset(',;:.!?“”"—()')
_SAYS = word_set(
    "said told announced reported wrote tweeted posted added confirmed denied warned insisted acknowledged says",
)


_PUT_OFF = word_set(
    "put postponed postpones delayed extended adjourned suspended deferred rescheduled pushed moved remanded barred banned",
    "prolonged renewed",
)


def _is_put_off(tokens: Sequence[Token], first: int) -> bool:
    """ "was put off until 9 May", "extended to September": what is put off is put off to a day to come."""
    at = first if _lower(tokens, first) in ("until", "till", "to") else first - 1
    return _lower(tokens, at) in ("until", "till", "to") and any(
        token.lower in _PUT_OFF for token in tokens[max(0, at - 4) : at]
    )


_SUBORDINATES = word_set("that which who whom because whether while whereas although though why how what where")


def looks_ahead(tokens: Sequence[Token], mention: Mention, coming: Sequence[Span] = ()) -> bool | None:
    """Whether the clause around a mention looks ahead, or back; a verb of saying right before it is in the past."""
    start, end = mention.span
    first, last = _find(tokens, start), _find(tokens, end - 1)
    near = [token.lower for token in tokens[max(0, first - 2) : first]]
    if any(word in _SAYS for word in near):
        return False
    if any(a <= start and end <= b for a, b in coming) or _is_put_off(tokens, first):
        return True
    found = _lean(tokens, range(first - 1, max(-1, first - 16), -1))
    if found is None:
        found = _lean(tokens, range(last + 1, min(len(tokens), last + 14)), skip_comma=True)
    return True if found is None and tokens[first].lower in ("until", "till") else found


def _lean(tokens: Sequence[Token], places: range, skip_comma: bool = False) -> bool | None:
    back = False
    for place_ in places:
        token = tokens[place_]
        if token.text in _CLAUSE:
            if skip_comma and token.text == ",":
                skip_comma = False
                continue
            break
        if back and token.lower in _SUBORDINATES:
            break  # "we can say only that it was inspected in May": the inner clause tells
        if token.lower in _AHEAD and _truly_ahead(tokens, place_):
            return True
        back = back or token.lower in _BACK or (len(token.lower) > 4 and token.lower.endswith("ed"))
    return False if back else None


def _truly_ahead(tokens: Sequence[Token], at: int) -> bool:
    """ "is to meet", "set to meet", not "to Kyiv"; "may have been taken" looks back."""
    word = tokens[at].lower
    if word in ("may", "might", "could", "must", "should", "would") and any(
        _lower(tokens, at + step) == "have" for step in (1, 2)
    ):
        return False
    if word == "to":
        return _lower(tokens, at - 1) in _BEFORE_TO
    return True


_BEFORE_TO = word_set(
    "is are agreed plans wants due set expected expects scheduled wanted how when hopes hoped invited postponed",
)


def _find(tokens: Sequence[Token], at: int) -> int:
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= at:
            low = middle + 1
        else:
            high = middle
    return low


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""
