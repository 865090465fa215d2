"""Tokens → the words that name times, and how each is resolved against a day of reference (RULES.md, N2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.nouns import Span
from sayso.reading import calendar
from sayso.reading.calendar import DAY, FEASTS, MONTHS, ORDINALS, SEASONS, UNITS, WEEKDAYS, Days
from sayso.reading.counted import is_thing
from sayso.reading.numerals import HYPHENS, number_at, touching
from sayso.reading.tokens import Token, word_set

Resolve = Callable[
    [date, bool | None], Days
]  # day of reference; looks ahead (True), back (False), or cannot tell (None)
ZONES: dict[str, float] = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "ET": -5, "CDT": -5,
    "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "SGT": 8,
    "HKT": 8, "PHT": 8, "WIB": 7, "PKT": 5, "EAT": 3, "WAT": 1, "SAST": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a time, and how they are resolved. Without a clock `hour` is None."""

    span: Span
    resolve: Resolve | None  # None: a time that nobody can place ("at 3.40", "four days earlier")
    deictic: bool = False  # "today", "tomorrow": counts from when it was said
    clock: tuple[int, int] | None = None
    zone: str | None = None
    exact: bool = False  # a day, weekday or feast: "by" means it, not all until it


@dataclass(frozen=True, slots=True)
class _Core:
    """A time without the preposition before it: tokens up to `end`."""

    end: int
    resolve: Resolve | None
    exact: bool = False
    deictic: bool = False
    clock: tuple[int, int] | None = None
    zone: str | None = None
    joined: bool = False  # "from Monday to Friday"


def find_mentions(tokens: Sequence[Token]) -> list[Mention]:
    """The words that name times, in order, none over another."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        core = _core(tokens, at)
        if core is None:
            at += 1
            continue
        core = _with_clock(tokens, _joined(tokens, at, core))
        first, wrapped = _wrapped(tokens, at, core)
        found.append(
            Mention(
                (tokens[first].start, tokens[core.end - 1].end),
                wrapped,
                core.deictic,
                core.clock,
                core.zone,
                core.exact,
            )
        )
        at = core.end
    return found


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _core(tokens: Sequence[Token], at: int) -> _Core | None:
    token = tokens[at]
    if token.text[0].isdecimal():
        return _from_digits(tokens, at)
    finder = _FINDERS.get(token.lower)
    found = finder(tokens, at) if finder else None
    if found is None and token.lower in _COUNTS:
        found = _ago(tokens, at)
    return found


def _inner(tokens: Sequence[Token], at: int) -> _Core | None:
    """A time inside another ("the first week of March"): one that holds no third, so that no text leads ever deeper."""
    start = at + 1 if _lower(tokens, at) == "the" else at
    word = _lower(tokens, start)
    if word in _PARTS or (
        word in ORDINALS and _lower(tokens, start + 1) not in ("quarter", "half") and "of" in _near(tokens, start)
    ):
        return None
    if (word in _COUNTS or word.isdecimal()) and (_unit(_lower(tokens, start + 1)) or word in _COUNTS):
        return None
    if word in ("week", "day") and start > at:
        return None
    return _core(tokens, at) if at < len(tokens) else None


_PARTS = word_set("early mid late end beginning start middle close")


def _near(tokens: Sequence[Token], at: int) -> list[str]:
    return [_lower(tokens, at + step) for step in range(1, 6)]


def _fixed(start: date, end: date | None = None) -> Resolve:
    return lambda _, __: (start, end or start)


# Days, months, years


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    text = tokens[at].text if 0 <= at < len(tokens) else ""
    return len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2200


def _day_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "5", "5th", and the token behind it."""
    text = tokens[at].text if 0 <= at < len(tokens) else ""
    if not (text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    suffix = _lower(tokens, at + 1) in ("st", "nd", "rd", "th") and touching(tokens, at + 1)
    return int(text), at + 2 if suffix else at + 1


def _month_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A month's name, and the token behind it and its full stop."""
    if not 0 <= at < len(tokens):
        return None
    token = tokens[at]
    month = MONTHS.get(token.lower)
    if month is None or (
        token.lower in ("may", "march", "august", "mar", "dec", "jun", "jan", "apr", "sep", "jul")
        and not token.text[0].isupper()
    ):
        return None
    stop = (
        _lower(tokens, at + 1) == "."
        and touching(tokens, at + 1)
        and (
            (len(token.text) <= 4 and token.lower not in ("may", "june", "july"))
            or _day_number(tokens, at + 2) is not None
        )
    )
    if len(token.text) == 3 and token.text.isupper() and token.lower != "may" and not stop and not _has_day(tokens, at):
        return None
    return month, at + 2 if stop else at + 1


def _has_day(tokens: Sequence[Token], at: int) -> bool:
    return _day_number(tokens, at + 1) is not None or _day_number(tokens, at - 1) is not None


def _year_behind(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """A year right behind a day or a month, with or without a comma; "of 2024" too."""
    for skip in ((), (",",), ("of",), ("in",)):
        here = at + len(skip)
        if tuple(_lower(tokens, at + step) for step in range(len(skip))) == skip and _is_year(tokens, here):
            if (
                skip == (",",)
                and _lower(tokens, here + 1) in HYPHENS
                and touching(tokens, here + 1)
                and _is_year(tokens, here + 2)
            ):
                continue
            return int(tokens[here].text), here + 1
    return None, at


def _date(day: int, month: int, year: int | None, weekday: int | None = None) -> Resolve:
    if year is not None:
        return lambda _, __: (date(year, month, day), date(year, month, day))
    return lambda since, ahead: (_nearest(since, ahead, month, day, weekday),) * 2


def _nearest(since: date, ahead: bool | None, month: int, day: int, weekday: int | None = None) -> date:
    """A day without a year: the latest past one, the next one where the words look ahead or the past one is long gone."""
    reach = 1 if (month, day) != (2, 29) else 8
    options = [_safe(year, month, day) for year in range(since.year - reach, since.year + reach + 1)]
    days = [each for each in options if each and (weekday is None or each.weekday() == weekday)] or [
        each for each in options if each
    ]
    if not days:
        raise ValueError((month, day))  # 31 February
    past = [each for each in days if each <= since]
    coming = [each for each in days if each >= since]
    if not coming or (past and not ahead and (since - past[-1]).days <= 300):
        return past[-1]
    if past and ahead and (since - past[-1]).days <= 14 and (coming[0] - since).days > 330:
        return past[-1]
    return coming[0]


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(month: int, year: int | None, part: str = "") -> Resolve:
    def days(since: date, ahead: bool | None) -> Days:
        chosen = year if year is not None else _year_of(since, ahead, month)
        found = calendar.month_days(chosen, month)
        return calendar.part_of(found, part) if part else found

    return days


def _year_of(since: date, ahead: bool | None, month: int) -> int:
    if ahead:
        return since.year if month >= since.month else since.year + 1
    return since.year if month <= since.month else since.year - 1


def _from_digits(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "5 March 2026", "12 to 14 May", "2026-03-05", "8pm", "1990s", "2024", "three days ago" in figures."""
    iso = _iso(tokens, at)
    if iso is not None:
        return iso
    if (day := _day_number(tokens, at)) is not None and (found := _day_first(tokens, day)) is not None:
        return found
    if day is not None and day[1] == at + 2 and (found := _from_ordinal(tokens, at)) is not None:
        return found
    clock = _clock(tokens, at)
    if clock is not None:
        return clock
    if (ago := _ago(tokens, at)) is not None:
        return ago
    if (
        _is_year(tokens, at)
        and _lower(tokens, at + 1) in ("q", "h")
        and (quarter := _from_q(tokens, at + 1)) is not None
    ):
        year = int(tokens[at].text)
        inner = quarter.resolve
        assert inner
        return _Core(quarter.end, lambda _, __: inner(date(year, 12, 31), None))  # "2025 Q2"
    if _is_year(tokens, at):
        return _year(tokens, at)
    if (day := _day_number(tokens, at)) is not None and _lower(tokens, day[1]) == "century" and day[1] == at + 2:
        return _Core(day[1] + 1, _fixed(date(100 * (day[0] - 1) or 1, 1, 1), date(100 * day[0] - 1, 12, 31)))
    return None


def _iso(tokens: Sequence[Token], at: int) -> _Core | None:
    if not _is_year(tokens, at) or _lower(tokens, at + 1) != "-" or not touching(tokens, at + 1):
        return None
    month, day = (tokens[at + 2].text, tokens[at + 4].text) if at + 4 < len(tokens) else ("", "")
    if not (
        len(month) == len(day) == 2
        and month.isdecimal()
        and day.isdecimal()
        and tokens[at + 3].text == "-"
        and touching(tokens, at + 4)
    ):
        return None
    found = _safe(int(tokens[at].text), int(month), int(day))
    return _Core(at + 5, _fixed(found), exact=True) if found else None


def _day_first(tokens: Sequence[Token], day: tuple[int, int]) -> _Core | None:
    number, end = day
    second = None
    if _lower(tokens, end) in ("to", "and", "until", "or", "till", "through") or _lower(tokens, end) in HYPHENS:
        other = _day_number(tokens, end + 1)
        if other is not None:
            second, end = other[0], other[1]
    elif _lower(tokens, end) in WEEKDAYS:
        return None
    behind = end + 1 if _lower(tokens, end) == "of" else end
    if (
        _lower(tokens, behind) in ("this", "last", "next", "the")
        and _lower(tokens, behind + 1) == "month"
        and (second or behind > end)
    ):
        step = {"last": -1, "next": 1}.get(_lower(tokens, behind), 0)
        first = number

        def in_month(since: date, _: bool | None) -> Days:
            month = calendar.period_days(since, "month", step)[0]
            assert month
            return month.replace(day=first), month.replace(day=second or first)

        return _Core(behind + 2, in_month)
    month = _month_at(tokens, behind)
    if month is None:
        return None
    year, end = _year_behind(tokens, month[1])
    if year is None and (rel := _relative_year(tokens, end)) is not None:
        return _Core(rel[1], _in_relative_year(_date_in(month[0], number), rel[0]), exact=True)
    if second is None:
        return _Core(end, _date(number, month[0], year), exact=True)
    return _Core(end, _span(_date(number, month[0], year), _date(second, month[0], year)), exact=True)


def _date_in(month: int, day: int) -> Callable[[int], Days]:
    return lambda year: (date(year, month, day), date(year, month, day))


def _relative_year(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "last year" behind a month or a day."""
    start = at + 1 if _lower(tokens, at) in ("of", ",") else at
    words = (_lower(tokens, start), _lower(tokens, start + 1))
    steps = {("last", "year"): -1, ("this", "year"): 0, ("next", "year"): 1, ("the", "previous"): -1}
    if words in steps:
        end = start + 2 if words[0] != "the" else start + 3
        if words[0] == "the" and _lower(tokens, start + 2) != "year":
            return None
        return steps[words], end
    return None


def _in_relative_year(made: Callable[[int], Days], step: int) -> Resolve:
    return lambda since, _: made(since.year + step)


def _span(first: Resolve, last: Resolve, onward: bool = False) -> Resolve:
    """From the start of one to the end of the other; the first is not after the last."""

    def days(since: date, ahead: bool | None) -> Days:
        end = last(since, ahead)
        start = first(since, ahead)
        if start[0] and end[1] and start[0] > end[1]:
            if onward:
                return start[0], last(start[0], True)[1]
            back = first(end[1], False)
            start = back if back[0] and back[0] <= end[1] else start
            if start[0] and start[0] > end[1]:
                return start[0], last(start[0], True)[1]
        return start[0], end[1]

    return days


def _from_month(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "March 5", "March 5-7, 2026", "March", "March 2026", "March last year"."""
    found = _month_at(tokens, at)
    if found is None:
        return None
    month, end = found
    day = _day_number(tokens, end + 1 if _lower(tokens, end) == "the" else end)
    if day is not None and _lower(tokens, end) == "the" and tokens[day[1] - 1].text[0].isdecimal():
        day = None  # "in March the 12 members"
    if (
        day is not None
        and not (touching(tokens, day[1]) and _lower(tokens, day[1])[:1] in ("%", ":"))
        and _lower(tokens, day[1]) not in ("percent", "per", "million")
    ):
        return _month_day(tokens, month, day)
    if _lower(tokens, at) == "may" and not _is_may(tokens, at, end):
        return None
    if (
        _lower(tokens, at) == "march"
        and _lower(tokens, at + 1) in ("of", "for", "on", "to", "past")
        and _lower(tokens, at - 1) not in _MONTH_BEFORE
        and not _is_year(tokens, at + 2)
    ):
        return None
    year, end = _year_behind(tokens, end)
    if year is None and (rel := _relative_year(tokens, end)) is not None:
        return _Core(rel[1], _in_relative_year(lambda chosen: calendar.month_days(chosen, month), rel[0]))
    return _Core(end, _month(month, year))


def _is_may(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether "May" is the month: a preposition before it, a year or a stop behind it, not the start of a sentence."""
    return (
        _lower(tokens, at - 1) in _MONTH_BEFORE
        or _is_year(tokens, end)
        or (_lower(tokens, end) == "," and _is_year(tokens, end + 1))
        or (at > 0 and _lower(tokens, end) in (".", ",", "’", ";") and tokens[at - 1].text not in '.“"')
    )


_MONTH_BEFORE = word_set(
    "in since by of until from last next this early late mid between and to before after for during - through",
    "around",
)


def _month_day(tokens: Sequence[Token], month: int, day: tuple[int, int]) -> _Core:
    number, end = day
    if _lower(tokens, end) in HYPHENS or _lower(tokens, end) in ("to", "and", "through"):
        second = _day_number(tokens, end + 1)
        beyond = _month_at(tokens, second[1]) if second else None
        if second and second[0] > number and not beyond and _lower(tokens, second[1]) not in ("%", "percent", "people"):
            year, stop = _year_behind(tokens, second[1])
            return _Core(stop, _span(_date(number, month, year), _date(second[0], month, year)), exact=True)
    year, stop = _year_behind(tokens, end)
    if year is None and (rel := _relative_year(tokens, end)) is not None:
        return _Core(rel[1], _in_relative_year(_date_in(month, number), rel[0]), exact=True)
    return _Core(stop, _date(number, month, year), exact=True)


_YEAR_BEFORE = word_set(
    "in since by from until till during of before after early late mid to through and between for around about",
    "year fiscal back than as ’s summer winter spring autumn fall circa throughout late- end over - – the",
)


def _year(tokens: Sequence[Token], at: int) -> _Core | None:
    """A bare year, a decade, "2014-2018", "2024-25"."""
    year = int(tokens[at].text)
    end = at + 1
    stop = end + 1 if _lower(tokens, end) in ("’", "'") and touching(tokens, end) else end
    if (
        touching(tokens, stop)
        and _lower(tokens, stop) == "s"
        and year % 10 == 0
        and (stop == end or _lower(tokens, at - 1) == "the")
    ):
        return _Core(
            stop + 1, _fixed(date(year, 1, 1), date(year + (99 if year % 100 == 0 and year < 2000 else 9), 12, 31))
        )
    if _lower(tokens, end) in HYPHENS and touching(tokens, end) and touching(tokens, end + 1) and end + 1 < len(tokens):
        other = tokens[end + 1].text
        if _lower(tokens, end + 2) in HYPHENS and touching(tokens, end + 2):
            return None
        if _is_year(tokens, end + 1) and int(other) > year:
            return _Core(end + 2, _fixed(date(year, 1, 1), date(int(other), 12, 31)))
        if other.isdecimal() and len(other) == 2 and int(other) == (year + 1) % 100:
            return _Core(
                end + 2, _fixed(date(year, 1, 1), date(year + 1, 12, 31))
            )  # a fiscal year: as wide as its words allow
        return None
    before = _lower(tokens, at - 1)
    if touching(tokens, at) and at and before not in HYPHENS:
        return None
    if touching(tokens, end) and _lower(tokens, end) in ("%", "°", "/", "m", "kg", "km", ":"):
        return None
    if not 1400 <= year <= 2100:
        return None
    if before not in _YEAR_BEFORE and not (_lower(tokens, end) in (".", ",", ";", ")", "”", "") or at == 0):
        return None
    if before in (
        "of",
        "to",
        "for",
        "about",
        "around",
        "over",
        "than",
        "as",
        "from",
        "and",
        "between",
        "-",
        "–",
    ) and is_thing(tokens, end):
        return None
    return _Core(end, _fixed(date(year, 1, 1), date(year, 12, 31)))


# Weekdays


def _from_weekday(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "Monday", "Monday night", "Monday, March 5", "Monday next week"."""
    token = tokens[at]
    if token.lower in ("sun", "sat", "mon", "wed", "fri", "thu", "tue") and not (
        token.text[0].isupper() and _lower(tokens, at + 1) in (".", ",", "night", "morning")
    ):
        return None
    if _lower(tokens, at - 1) in ("a", "every", "each", "any", "one") and _lower(tokens, at - 2) != "as":
        return None  # "on a Tuesday", nobody knows which
    weekday, end = WEEKDAYS[token.lower], at + 1
    if len(token.text) <= 5 and _lower(tokens, end) == "." and touching(tokens, end):
        end += 1
    part = _lower(tokens, end)
    end = end + 1 if part in _PARTS_OF_DAY else end
    behind = end + 1 if _lower(tokens, end) == "," else end
    behind = behind + 1 if _lower(tokens, behind) == "the" else behind
    month = _month_at(tokens, behind)
    the = 1 if month is not None and _lower(tokens, month[1]) == "the" else 0
    if month is not None and (day := _day_number(tokens, month[1] + the)) is not None:
        found = _month_day(tokens, month[0], day)
        if _year_behind(tokens, day[1])[0] is None:
            return replace(found, resolve=_date(day[0], month[0], None, weekday))
        return found
    if (day := _day_number(tokens, behind)) is not None and behind < len(tokens):
        dated = _day_first(tokens, day)
        if dated is not None:
            number, month_again = day[0], _month_at(tokens, day[1] + (1 if _lower(tokens, day[1]) == "of" else 0))
            if month_again is not None and _year_behind(tokens, month_again[1])[0] is None:
                return replace(dated, resolve=_date(number, month_again[0], None, weekday))
            return dated
    week = end + 1 if _lower(tokens, end) == "of" else end
    words = (_lower(tokens, week), _lower(tokens, week + 1))
    if words in (("next", "week"), ("last", "week"), ("this", "week")):
        step = {"next": 1, "last": -1, "this": 0}[words[0]]
        return _Core(week + 2, lambda since, _: (_week_day(since, step, weekday),) * 2, exact=True)
    return _Core(end, _weekday(weekday), exact=True)


def _week_day(since: date, step: int, weekday: int) -> date:
    monday = calendar.period_days(since, "week", step)[0]
    assert monday
    return monday + timedelta(days=weekday)


def _weekday(weekday: int) -> Resolve:
    return lambda since, ahead: (
        (calendar.weekday_after(since, weekday),) * 2 if ahead else (calendar.weekday_before(since, weekday),) * 2
    )


_PARTS_OF_DAY = word_set(
    "morning afternoon evening night noon midday lunchtime dawn midnight",
)


# Words of relation


def _from_today(tokens: Sequence[Token], at: int) -> _Core | None:
    word = tokens[at].lower
    step = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[word]
    end = at + 2 if _lower(tokens, at + 1) in _PARTS_OF_DAY else at + 1
    return _Core(end, lambda since, _: (since + step * DAY, since + step * DAY), exact=True, deictic=True)


def _from_overnight(tokens: Sequence[Token], at: int) -> _Core | None:
    if touching(tokens, at + 1) and _lower(tokens, at + 1) in HYPHENS:
        return None
    return _Core(at + 1, lambda since, ahead: (since, since + DAY) if ahead else (since - DAY, since), exact=True)


def _from_the(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "the past three days", "the day before yesterday", "the end of March", "the third quarter", "the 4th of July"."""
    word, after = _lower(tokens, at + 1), _lower(tokens, at + 2)
    if word == "day" and after in ("before", "after") and _lower(tokens, at + 3) in ("yesterday", "tomorrow"):
        step = -2 if after == "before" else 2
        return _Core(at + 4, lambda since, _: (since + step * DAY, since + step * DAY), exact=True, deictic=True)
    if (
        word in ("week", "month", "year")
        and after in ("before", "after")
        and _lower(tokens, at + 3) in ("last", "next")
    ):
        step = -2 if after == "before" else 2
        return _Core(at + 4, lambda since, _: calendar.period_days(since, word, step))
    if (
        word == "week"
        and after == "of"
        and (day := _inner(tokens, at + 3)) is not None
        and day.resolve is not None
        and day.exact
    ):
        inner = day.resolve
        return _Core(day.end, lambda since, ahead: calendar.period_days(_first(inner(since, ahead)), "week"))
    if word == "weekend":
        return (
            _Core(at + 2, _weekend)
            if _lower(tokens, at - 1) in ("over", "at", "on", "during", "by", "since", "this")
            else None
        )
    finder = {
        "past": _from_last,
        "last": _from_last,
        "previous": _from_last,
        "next": _from_next,
        "coming": _from_next,
    }.get(word)
    if finder is not None:
        return finder(tokens, at + 1)
    if word in _EDGES or word in ("early", "mid", "late"):
        return _from_part(tokens, at + 1)
    if word in ORDINALS:
        return _from_ordinal(tokens, at + 1)
    return None


def _weekend(since: date, ahead: bool | None) -> Days:
    if ahead:
        saturday = calendar.weekday_after(since, 5) if since.weekday() != 6 else since - DAY
        return saturday, saturday + DAY
    return calendar.period_days(since, "weekend")


def _from_last(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "last week", "last Friday", "last November", "last night", "the past three days", "last summer"."""
    word, after = tokens[at].lower, _lower(tokens, at + 1)
    if (
        word == "last"
        and (_lower(tokens, at + 2) == "of" or _count(tokens, at + 1))
        and (nth := _from_ordinal(tokens, at)) is not None
    ):
        return nth
    if after == "week" and _lower(tokens, at + 2) in WEEKDAYS:
        weekday = WEEKDAYS[_lower(tokens, at + 2)]
        return _Core(at + 3, lambda since, _: (_week_day(since, -1, weekday),) * 2, exact=True)
    if after in ("night", "evening") and word == "last":
        return _Core(at + 2, lambda since, _: (since - DAY, since - DAY), exact=True, deictic=True)
    if after in WEEKDAYS:
        if word == "previous":
            weekday = WEEKDAYS[after]
            return _Core(at + 2, lambda since, _: (_week_day(since, -1, weekday),) * 2, exact=True)
        return _last_weekday(tokens, at, WEEKDAYS[after])
    month = _month_at(tokens, at + 1)
    if month is not None and word in ("last", "past", "previous"):
        if (day := _day_number(tokens, month[1])) is not None:
            return _month_day(tokens, month[0], day)
        number = month[0]
        return _Core(
            month[1],
            lambda since, _: calendar.month_days(since.year if number < since.month else since.year - 1, number),
        )
    if (named := _relative_feast(tokens, at, -1)) is not None:
        return named
    if after in SEASONS and word == "last":
        return _Core(at + 2, lambda since, _: _season(since, after, -1))
    if after in UNITS and after not in ("hour", "minute"):
        if word == "past":
            return _Core(at + 2, lambda since, _: (calendar.shift(since, -1, after) + DAY, since))
        if _lower(tokens, at + 2) in ("’", "'") or after == "day":
            return (
                _Core(at + 2, lambda since, _: calendar.period_days(since, after, -1))
                if after != "day" or word == "previous"
                else None
            )
        return _Core(at + 2, lambda since, _: calendar.period_days(since, after, -1))
    return _stretch(tokens, at, -1)


def _relative_feast(tokens: Sequence[Token], at: int, way: int) -> _Core | None:
    """ "last Christmas", "next Easter"."""
    named = _feast_at(tokens, at + 1)
    if named is None:
        return None
    name, end = named
    return _Core(end, lambda since, _: (_feast(since + way * DAY, way > 0, name),) * 2, exact=True)


def _last_weekday(tokens: Sequence[Token], at: int, weekday: int) -> _Core:
    end = at + 3 if _lower(tokens, at + 2) in _PARTS_OF_DAY else at + 2
    return _Core(end, lambda since, _: (calendar.weekday_before(since - DAY, weekday),) * 2, exact=True)


def _season(since: date, season: str, step: int) -> Days:
    """The last, this or the next season of a name."""
    found = calendar.season_days(since.year, season)
    if step < 0 and found[1] and found[1] >= since:
        return calendar.season_days(since.year - 1, season)
    if step > 0 and found[0] and found[0] <= since:
        return calendar.season_days(since.year + 1, season)
    return found


def _from_next(tokens: Sequence[Token], at: int) -> _Core | None:
    after = _lower(tokens, at + 1)
    if after == "week" and _lower(tokens, at + 2) in WEEKDAYS:
        weekday = WEEKDAYS[_lower(tokens, at + 2)]
        return _Core(at + 3, lambda since, _: (_week_day(since, 1, weekday),) * 2, exact=True)
    if after in WEEKDAYS:
        weekday = WEEKDAYS[after]
        end = at + 3 if _lower(tokens, at + 2) in _PARTS_OF_DAY else at + 2
        monday_step = 1 if tokens[at].lower == "next" else 0
        if monday_step and _lower(tokens, end) == "week":
            end += 1
        return _Core(end, lambda since, _: (_next_weekday(since, weekday, monday_step),) * 2, exact=True)
    month = _month_at(tokens, at + 1)
    if month is not None:
        number = month[0]
        return _Core(
            month[1],
            lambda since, _: calendar.month_days(since.year if number > since.month else since.year + 1, number),
        )
    if (named := _relative_feast(tokens, at, 1)) is not None:
        return named
    if after in SEASONS:
        return _Core(at + 2, lambda since, _: _season(since, after, 1))
    if after in UNITS and after not in ("hour", "minute"):
        if after == "day":
            return None
        return _Core(
            at + 2,
            lambda since, _: calendar.period_days(since, after, 1) if after != "weekend" else _next_weekend(since),
        )
    return _stretch(tokens, at, 1)


def _next_weekend(since: date) -> Days:
    saturday = calendar.weekday_after(since + DAY, 5)
    return saturday, saturday + DAY


def _next_weekday(since: date, weekday: int, step: int) -> date:
    """ "next Monday" on a Thursday is in four days, "next Friday" in eight: the one of the week that follows."""
    return _week_day(since, 1, weekday) if step else calendar.weekday_after(since + DAY, weekday)


def _stretch(tokens: Sequence[Token], at: int, way: int) -> _Core | None:
    """ "past three days", "next 48 hours", "last few weeks": up to, or from, the day of reference."""
    counted = _count(tokens, at + 1)
    if counted is None:
        return None
    count, end = counted
    unit = _unit(_lower(tokens, end))
    if unit is None:
        return None
    if way < 0:
        return _Core(
            end + 1,
            lambda since, _: (
                calendar.shift(since, -count, unit) + (DAY if unit not in ("hour", "minute") else 0 * DAY),
                since,
            ),
        )
    return _Core(end + 1, lambda since, _: (since + DAY, calendar.shift(since, count, unit)))


def _unit(word: str) -> str | None:
    single = word[:-1] if word.endswith("s") else "century" if word == "centuries" else word
    return single if single in UNITS else None


_COUNTS = word_set(
    "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty",
    "forty fifty several few couple half about around nearly almost",
)


def _count(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """How many: a number, "a few" (3), "a couple of" (2), "several" (3)."""
    word = _lower(tokens, at)
    if word in ("a", "an", "the"):
        if _lower(tokens, at + 1) in ("few", "couple"):
            return _count(tokens, at + 1)
        return (1.0, at + 1) if word != "the" and _unit(_lower(tokens, at + 1)) else None
    if word in ("few", "several"):
        return 3.0, at + 1
    if word == "couple":
        return 2.0, at + 2 if _lower(tokens, at + 1) == "of" else at + 1
    if at >= len(tokens) or not (word[0].isdecimal() or word in _COUNTS):
        return None
    if word.isdecimal() and len(word) <= 4 and _unit(_lower(tokens, at + 1)):
        return float(word), at + 1
    number = number_at(tokens, at)
    return (
        (number.value, number.end)
        if number and number.value is not None and number.value < 100_000 and not number.share
        else None
    )


def _ago(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "three days ago", "a week ago", "two years from now", "in three weeks"' time"; "four days earlier" cannot be placed."""
    counted = _count(tokens, at)
    if counted is None:
        return None
    count, end = counted
    weekday = WEEKDAYS.get(_lower(tokens, end).removesuffix("s"))
    if weekday is not None and _lower(tokens, end + 1) == "ago":
        return _Core(
            end + 2,
            lambda since, _: (calendar.weekday_before(since - DAY, weekday) - (count - 1) * timedelta(days=7),) * 2,
            exact=True,
        )
    unit = _unit(_lower(tokens, end))
    if unit is None or unit == "weekend":
        return None
    after, then = _lower(tokens, end + 1), _lower(tokens, end + 2)
    if (more := _more_ago(tokens, end + 1)) is not None:
        second, other, stop = more
        return _Core(
            stop,
            lambda since, _: (calendar.shift(calendar.shift(since, -count, unit), -second, other),) * 2,
            exact=True,
            deictic=True,
        )
    if after == "ago" and unit in ("month", "quarter", "year", "decade", "century"):
        # No news story counts the days in "two years ago": the month or the year it fell into.
        return _Core(
            end + 2,
            lambda since, _: calendar.period_days(
                calendar.shift(since, -count, unit), "month" if unit == "month" else "year"
            ),
            deictic=True,
        )
    if after == "ago":
        return _Core(
            end + 2,
            lambda since, _: (calendar.shift(since, -count, unit),) * 2,
            exact=unit in ("day", "hour", "week"),
            deictic=True,
        )
    if after == "from" and then in ("now", "today", "tomorrow"):
        extra = DAY if then == "tomorrow" else 0 * DAY
        return _Core(end + 3, lambda since, _: (calendar.shift(since + extra, count, unit),) * 2, deictic=True)
    if after in ("before", "after") and then in ("yesterday", "today", "tomorrow"):
        base = {"yesterday": -1, "today": 0, "tomorrow": 1}[then]
        way = -1 if after == "before" else 1
        return _Core(
            end + 3, lambda since, _: (calendar.shift(since + base * DAY, way * count, unit),) * 2, deictic=True
        )
    if after in ("’", "'") and then == "time":
        return _Core(end + 3, lambda since, _: (calendar.shift(since, count, unit),) * 2, deictic=True)
    if _lower(tokens, at - 1) == "within" and unit not in ("hour", "minute") and count >= 1:
        return _Core(end + 1, lambda since, _: (since, calendar.shift(since, count, unit)))
    if after in ("before", "after", "from") and end + 2 < len(tokens) and unit not in ("hour", "minute"):
        day = _inner(tokens, end + 2)
        if day is not None and day.resolve is not None and (day.exact or _is_feast(tokens, end + 2)):
            inner, way = day.resolve, -1 if after == "before" else 1
            return _Core(
                day.end,
                lambda since, ahead: (calendar.shift(_first(inner(since, ahead)), way * count, unit),) * 2,
                exact=True,
            )
    if (
        _lower(tokens, at - 1) == "in"
        and unit not in ("hour", "minute", "decade", "century")
        and after not in ("’", "'")
    ):
        # "in two weeks" is a date only where the words look ahead; "the worst in two years" is none.
        return _Core(
            end + 1,
            lambda since, ahead: (calendar.shift(since, count, unit),) * 2 if ahead else (None, None),
            deictic=True,
        )
    if after in ("earlier", "later", "before", "after", "afterwards") and unit not in ("hour", "minute"):
        return _Core(end + 2 if after in ("earlier", "later", "afterwards") else end + 1, None)
    return None


def _more_ago(tokens: Sequence[Token], at: int) -> tuple[float, str, int] | None:
    """The second half of "one year and two months ago"."""
    start = at + 1 if _lower(tokens, at) in ("and", ",") else at
    counted = _count(tokens, start)
    unit = _unit(_lower(tokens, counted[1])) if counted else None
    if counted is None or unit is None or _lower(tokens, counted[1] + 1) != "ago":
        return None
    return counted[0], unit, counted[1] + 2


def _first(days: Days) -> date:
    assert days[0]
    return days[0]


def _is_feast(tokens: Sequence[Token], at: int) -> bool:
    return _feast_at(tokens, at) is not None


def _feast_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The longest name of a feast that begins here, and the token behind it."""
    for size in (6, 5, 4, 3, 2, 1):
        if at + size <= len(tokens) and (name := _glued(tokens, at, at + size)) in FEASTS:
            return name, at + size
    return None


def _from_this(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "this week", "this year", "this morning", "this Friday", "this March"."""
    word = _lower(tokens, at + 1)
    if word in ("morning", "afternoon", "evening"):
        return _Core(at + 2, lambda since, _: (since, since), exact=True, deictic=True)
    if word in WEEKDAYS:
        weekday = WEEKDAYS[word]
        return _Core(
            at + 2,
            lambda since, ahead: (
                (calendar.weekday_before(since, weekday) if ahead is False else calendar.weekday_after(since, weekday),)
                * 2
            ),
            exact=True,
        )
    if word == "weekend":
        return _Core(at + 2, lambda since, ahead: _weekend(since, ahead is not False))
    if (month := _month_at(tokens, at + 1)) is not None:
        number = month[0]
        return _Core(month[1], lambda since, _: calendar.month_days(since.year, number))
    if (named := _feast_at(tokens, at + 1)) is not None:
        return _Core(named[1], lambda since, _: (calendar.feast(named[0], since.year),) * 2, exact=True)
    if word in SEASONS:
        return _Core(
            at + 2,
            lambda since, _: calendar.season_days(
                since.year - (1 if word == "winter" and since.month < 3 else 0), word
            ),
        )
    if word == "week" and _lower(tokens, at + 2) in WEEKDAYS:
        weekday = WEEKDAYS[_lower(tokens, at + 2)]
        return _Core(at + 3, lambda since, _: (_week_day(since, 0, weekday),) * 2, exact=True)
    if word in ("coming", "past"):
        return (_from_next if word == "coming" else _from_last)(tokens, at + 1)
    if word in ("week", "month", "quarter", "year", "decade", "century"):
        return _Core(at + 2, lambda since, ahead: _so_far(calendar.period_days(since, word), since, ahead))
    return None


def _so_far(days: Days, since: date, ahead: bool | None) -> Days:
    """Of what happened "this year" no day lies ahead."""
    return (days[0], since) if ahead is False else days


def _from_earlier(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "earlier this week", "later this month", "later today"."""
    if _lower(tokens, at + 1) == "today":
        return _Core(at + 2, lambda since, _: (since, since), exact=True, deictic=True)
    if _lower(tokens, at + 1) != "this" or (word := _lower(tokens, at + 2)) not in ("week", "month", "year", "quarter"):
        return None
    early = tokens[at].lower == "earlier"

    def days(since: date, _: bool | None) -> Days:
        first, last = calendar.period_days(since, word)
        return (first, since) if early else (since, last)

    return _Core(at + 3, days)


# Parts

_EDGES = {"end": "end", "beginning": "start", "start": "start", "middle": "mid", "close": "end"}


def _from_part(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "early March", "mid-September", "late last year", "the end of the month", "end of 2026"."""
    word = tokens[at].lower
    part = _EDGES.get(word, word)
    start = at + 1
    if _lower(tokens, start) in HYPHENS and touching(tokens, start):
        start += 1
    if word in _EDGES:
        if _lower(tokens, start) != "of":
            return None
        start += 1
        if _lower(tokens, start) in ("the", "this") and (unit := _lower(tokens, start + 1)) in (
            "week",
            "month",
            "year",
            "quarter",
            "decade",
            "century",
        ):
            return _Core(start + 2, lambda since, _: calendar.part_of(calendar.period_days(since, unit), part))
    elif _lower(tokens, start) == "in" and _lower(tokens, start + 1) in ("the", "this", "next"):
        start += 1
        if _lower(tokens, start) == "the" and (unit := _lower(tokens, start + 1)) in ("week", "month", "year"):
            return _Core(start + 2, lambda since, _: calendar.part_of(calendar.period_days(since, unit), part))
    if _lower(tokens, start) == "century" and part == "mid":
        return _Core(
            start + 1,
            lambda since, _: (date(since.year // 100 * 100 - 55, 1, 1), date(since.year // 100 * 100 - 45, 12, 31)),
        )
    if start >= len(tokens) or start == at:
        return None
    core = _decade_word(tokens, start) or (
        _inner(tokens, start)
        if _lower(tokens, start) not in ("early", "mid", "late", "end", "beginning", "start", "a", "an")
        else None
    )
    if core is None or core.resolve is None:
        return None
    if core.exact or core.clock:
        return core if word not in _EDGES else None
    inner = core.resolve
    return _Core(
        core.end,
        lambda since, ahead: calendar.part_of(
            inner(since, None if ahead is False else ahead) if not _month_at(tokens, start) else inner(since, ahead),
            part,
        ),
    )


def _decade_word(tokens: Sequence[Token], at: int) -> _Core | None:
    return _year(tokens, at) if _is_year(tokens, at) and _lower(tokens, at + 1) == "s" else _bare_year(tokens, at)


def _bare_year(tokens: Sequence[Token], at: int) -> _Core | None:
    if not _is_year(tokens, at) or _lower(tokens, at + 1) in HYPHENS:
        return None
    year = int(tokens[at].text)
    return _Core(at + 1, _fixed(date(year, 1, 1), date(year, 12, 31)))


def _from_ordinal(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "third quarter", "first half of 2025", "first week of March", "first Friday of next month", "second of August"."""
    nth = ORDINALS.get(tokens[at].lower)
    if nth is None and (day := _day_number(tokens, at)) is not None:
        dated = _day_first(tokens, day)
        if dated is not None or day[1] == at + 1 or day[0] > 5:
            return dated
        nth, at = day[0], at + 1  # "3rd week of May"
    if nth is None:
        return None
    sep = 1 if _lower(tokens, at + 1) in HYPHENS and touching(tokens, at + 1) else 0
    word, end = _lower(tokens, at + 1 + sep), at + 2 + sep
    if (
        word == "weekend"
        and _lower(tokens, end) == "of"
        and nth > 0
        and (saturday := _nth_weekday_of(tokens, nth, 5, end + 1)) is not None
    ):
        inner = saturday.resolve
        assert inner
        return _Core(
            saturday.end, lambda since, ahead: (_first(inner(since, ahead)), _first(inner(since, ahead)) + DAY)
        )
    if word == "quarter" and 1 <= nth <= 4:
        return _quartered(tokens, end, lambda year: calendar.quarter_days(year, nth))
    if word == "half" and nth in (1, 2) and (sep or _lower(tokens, end) in ("of", ",", ".", "this", "")):
        if _lower(tokens, end) == "of" and not _is_year(tokens, end + 1) and _lower(tokens, end + 2) != "year":
            return None
        if not sep and _lower(tokens, end) != "of" and _lower(tokens, at - 1) not in ("the", "in"):
            return None
        return _quartered(tokens, end, lambda year: calendar.half_days(year, nth))
    if word == "week" and _lower(tokens, end) == "of":
        return _nth_week(tokens, nth, end + 1)
    if word in WEEKDAYS and _lower(tokens, end) in ("of", "in"):
        return _nth_weekday_of(tokens, nth, WEEKDAYS[word], end + 1)
    if word == "of" and (month := _month_at(tokens, at + 2)) is not None and nth > 0:
        year, end = _year_behind(tokens, month[1])
        return _Core(end, _date(nth, month[0], year), exact=True)
    return _first_units(tokens, nth, at + 1)


def _first_units(tokens: Sequence[Token], nth: int, at: int) -> _Core | None:
    """ "the first two weeks of 2025", "the last three days of March"."""
    if nth not in (1, -1) or (counted := _count(tokens, at)) is None:
        return None
    count, end = counted
    unit = _unit(_lower(tokens, end))
    if (
        unit is None
        or _lower(tokens, end + 1) != "of"
        or (core := _inner(tokens, end + 2)) is None
        or core.resolve is None
    ):
        return None
    inner = core.resolve

    def days(since: date, ahead: bool | None) -> Days:
        first, last = inner(since, ahead)
        assert first
        assert last
        return (
            (first, calendar.shift(first, count, unit) - DAY)
            if nth == 1
            else (calendar.shift(last + DAY, -count, unit), last)
        )

    return _Core(core.end, days)


def _quartered(tokens: Sequence[Token], end: int, made: Callable[[int], Days]) -> _Core:
    """A quarter or half of the year that follows, or else of the present one: the latest that began, the next if ahead."""
    year, stop = _year_behind(tokens, end)
    if year is not None:
        return _Core(stop, _fixed_days(made(year)))
    if (rel := _relative_year(tokens, end)) is not None:
        return _Core(rel[1], _in_relative_year(made, rel[0]))
    if _lower(tokens, end) == "of" and _lower(tokens, end + 1) in ("the", "this") and _lower(tokens, end + 2) == "year":
        return _Core(end + 3, lambda since, _: made(since.year))

    def days(since: date, ahead: bool | None) -> Days:
        found = made(since.year)
        if ahead and found[1] and found[1] < since:
            return made(since.year + 1)
        if not ahead and found[0] and found[0] > since:
            return made(since.year - 1)
        return found

    return _Core(end, days)


def _fixed_days(days: Days) -> Resolve:
    return lambda _, __: days


def _nth_week(tokens: Sequence[Token], nth: int, at: int) -> _Core | None:
    """ "the third week of March": days 15-21 (RULES.md, N2); of a year: the weeks that begin with Mondays."""
    core = _inner(tokens, at)
    if core is None or core.resolve is None or core.exact:
        return None
    inner = core.resolve

    def days(since: date, ahead: bool | None) -> Days:
        first, last = inner(since, ahead)
        assert first
        assert last
        if (last - first).days > 40:
            monday = calendar.weekday_before(first + 3 * DAY, 0) if nth > 0 else calendar.weekday_before(last, 0)
            monday += timedelta(days=7 * (nth - 1)) if nth > 0 else 0 * DAY
            return monday, monday + 6 * DAY
        if nth < 0:
            return last - 6 * DAY, last
        return first + timedelta(days=7 * (nth - 1)), min(last, first + timedelta(days=7 * nth - 1))

    return _Core(core.end, days)


def _nth_weekday_of(tokens: Sequence[Token], nth: int, weekday: int, at: int) -> _Core | None:
    core = _inner(tokens, at)
    if core is None or core.resolve is None:
        return None
    inner = core.resolve

    def days(since: date, ahead: bool | None) -> Days:
        first = inner(since, ahead)[0]
        assert first
        return (calendar.nth_weekday(first.year, first.month, weekday, nth),) * 2

    return _Core(core.end, days, exact=True)


def _from_q(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "Q3", "Q3 2025", "H1", "FY2025"."""
    if at + 1 >= len(tokens) or not touching(tokens, at + 1) or not tokens[at].text[0].isupper():
        return None
    digit = tokens[at + 1].text
    if tokens[at].lower == "fy" and digit.isdecimal() and len(digit) in (2, 4):
        year = int(digit) + (2000 if len(digit) == 2 else 0)
        return _Core(at + 2, _fixed(date(year - 1, 1, 1), date(year, 12, 31)))
    if tokens[at].lower == "q" and digit in ("1", "2", "3", "4"):
        return _quartered(tokens, at + 2, lambda year: calendar.quarter_days(year, int(digit)))
    if tokens[at].lower == "h" and digit in ("1", "2") and (_is_year(tokens, at + 2) or _is_year(tokens, at - 1)):
        return _quartered(tokens, at + 2, lambda year: calendar.half_days(year, int(digit)))
    return None


def _from_fiscal(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "fiscal 2025", "fiscal year 2024-25", "financial year 2025/26": their months differ by country, so as wide as allowed."""
    here = at + 1
    if _lower(tokens, here) == "year":
        here += 1
    if not _is_year(tokens, here):
        return None
    year, end = int(tokens[here].text), here + 1
    if (
        (_lower(tokens, end) in HYPHENS or _lower(tokens, end) == "/")
        and touching(tokens, end)
        and touching(tokens, end + 1)
    ):
        return _Core(end + 2, _fixed(date(year, 1, 1), date(year + 1, 12, 31)))
    return _Core(end, _fixed(date(year - 1, 1, 1), date(year, 12, 31)))


def _from_season(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "summer 2025", "the summer of 2025", "in spring", "by autumn"."""
    word = tokens[at].lower
    year, end = _year_behind(tokens, at + 1)
    if year is not None:
        chosen = year
        return _Core(end, lambda _, __: calendar.season_days(chosen, word))
    before = _lower(tokens, at - 1)
    before = _lower(tokens, at - 2) if before in ("the", "early", "late", "mid") else before
    if before not in ("in", "by", "since", "until", "before", "during", "after") or (
        word == "fall" and _lower(tokens, at - 1) not in ("the", "this", "last", "by")
    ):
        return None
    if _lower(tokens, at + 1)[:1].isalpha() and _lower(tokens, at + 1) not in _AFTER_SEASON:
        return None  # "in spring training"
    return _Core(at + 1, lambda since, ahead: _near_season(since, ahead, word))


_AFTER_SEASON = word_set("and or when but to at in as it he she they we the a because after before if")


def _near_season(since: date, ahead: bool | None, season: str) -> Days:
    """The latest season of that name that began, or the next that has not ended."""
    days = [calendar.season_days(year, season) for year in (since.year - 1, since.year, since.year + 1)]
    if ahead:
        return next(each for each in days if _first(each) > since)
    return next(each for each in reversed(days) if _first(each) <= since)


def _from_feast(tokens: Sequence[Token], at: int) -> _Core | None:
    if not tokens[at].text[0].isupper() and tokens[at].lower in ("may", "new", "victory", "epiphany", "midsummer"):
        return None
    named = _feast_at(tokens, at)
    if named is None or not _is_when(tokens, at, named[1]):
        return None
    name, stop = named
    year, end = _year_behind(tokens, stop)
    if year is not None:
        found = calendar.feast(name, year)
        return _Core(end, _fixed(found), exact=True) if found else None
    if (rel := _relative_year(tokens, end)) is not None:
        return _Core(rel[1], lambda since, _: (calendar.feast(name, since.year + rel[0]),) * 2, exact=True)
    if name == "new year" and _lower(tokens, at - 1) not in ("since", "by", "before", "at", "after", "until", "over"):
        return None
    return _Core(stop, lambda since, ahead: (_feast(since, ahead, name),) * 2)


def _feast(since: date, ahead: bool | None, name: str) -> date:
    days = [day for year in range(max(1, since.year - 1), since.year + 3) if (day := calendar.feast(name, year))]
    chosen = [day for day in days if day >= since][:1] if ahead else [day for day in days if day <= since][-1:]
    if not chosen:
        raise ValueError(name)  # a feast of the moon, in a year beyond our table
    return chosen[0]


def _glued(tokens: Sequence[Token], first: int, end: int) -> str:
    parts: list[str] = []
    for here in range(first, end):
        if parts and not touching(tokens, here):
            parts.append(" ")
        parts.append("’" if tokens[here].text == "'" else tokens[here].lower)
    return "".join(parts)


def _is_when(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a feast is a time here: "by Christmas", "Good Friday's march", not "a Christmas tree"."""
    after = tokens[end].text if end < len(tokens) else "."
    return (
        _lower(tokens, at - 1) in _FEAST_BEFORE
        or not after[0].isalpha()
        or after[0].isupper()
        or after in ("and", "or", "in", "of", "when", "but", "is", "was", "last", "this", "next")
    )


_FEAST_BEFORE = word_set(
    "on by since at before after until till over during this last next around in for from between and past",
)


# Clocks


def _clock(tokens: Sequence[Token], at: int) -> _Core | None:
    """ "8pm", "3.20 p.m.", "19:04", "0930 GMT"; "at 3.40" is a time, but nobody knows which."""
    text = tokens[at].text
    hour, minute, end, marked = -1, 0, at + 1, False
    if (
        _lower(tokens, end) == ":"
        and touching(tokens, end)
        and touching(tokens, end + 1)
        and _two(tokens, end + 1)
        and len(text) <= 2
        and text.isdecimal()
    ):
        hour, minute, end, marked = int(text), int(tokens[end + 1].text[:2]), end + 2, True
        if "." in tokens[end - 1].text:
            return None
        if _lower(tokens, end) == ":" and touching(tokens, end) and _two(tokens, end + 1):
            end += 2
    elif re.fullmatch(r"\d{1,2}\.\d{2}", text) and int(text[-2:]) < 60:
        hour, minute = int(text[:-3]), int(text[-2:])
    elif text.isdecimal() and len(text) == 4 and _zone(tokens, end):
        hour, minute, marked = int(text[:2]), int(text[2:]), True
    elif text.isdecimal() and len(text) <= 2:
        hour = int(text)
    half = _half_of_day(tokens, end)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour, end, marked = hour % 12 + half[0], half[1], True
    if hour > 24 or hour < 0 or minute > 59:
        return None
    if not marked:
        loose = (
            "." in text
            and _lower(tokens, at - 1) in ("at", "by", "until", "from", "after", "before")
            and not is_thing(tokens, end)
            and _lower(tokens, end) not in ("%", "per", "percent", "million", "billion")
        )
        return _Core(end, None) if loose else None
    zone = _zone(tokens, end)
    end = end + len(zone.split()) if zone else end
    # "at 8 pm" alone does not say of which day; a clock with minutes or a zone is the live page's own.
    told = half is None or (zone is not None and zone != "local time")
    resolve_: Resolve | None = (lambda since, _: (since, since)) if told else None
    return _Core(end, resolve_, clock=(hour % 24, minute), zone=zone.split()[0] if zone else None, exact=True)


def _two(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text[:2].isdecimal() and len(tokens[at].text) == 2


def _half_of_day(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = _lower(tokens, at)
    if word in ("am", "pm"):
        return (0 if word == "am" else 12), at + 1
    if (
        word in ("a", "p")
        and _lower(tokens, at + 1) == "."
        and _lower(tokens, at + 2) == "m"
        and touching(tokens, at + 1)
        and touching(tokens, at + 2)
    ):
        stop = _lower(tokens, at + 3) == "." and touching(tokens, at + 3)
        return (0 if word == "a" else 12), at + 4 if stop else at + 3
    if word == "o" and _lower(tokens, at + 2) == "clock":
        return None
    return None


def _zone(tokens: Sequence[Token], at: int) -> str | None:
    if at >= len(tokens):
        return None
    if tokens[at].text in ZONES:
        return tokens[at].text
    if tokens[at].lower == "local" and _lower(tokens, at + 1) == "time":
        return "local time"
    return None


def _from_noon(tokens: Sequence[Token], at: int) -> _Core | None:
    if _lower(tokens, at + 1) in HYPHENS or (
        tokens[at].lower == "midnight"
        and _lower(tokens, at - 1)
        not in ("at", "by", "until", "before", "after", "around", "since", "till", "to", "past")
    ):
        return None
    if tokens[at].lower == "midnight":
        return _Core(at + 1, lambda since, _: (since, since), exact=True)
    return _Core(at + 1, None, clock=(12, 0), exact=True)


def _with_clock(tokens: Sequence[Token], core: _Core) -> _Core:
    """A day and its time of day are one: "Monday at 6 a.m.", "3.20 p.m. on Wednesday", "8pm last Friday"."""
    end = core.end
    if core.clock is None and core.exact and core.resolve is not None:
        start = end + 1 if _lower(tokens, end) in ("at", "around", "by") else end
        if start < len(tokens) and start > end and tokens[start].text[0].isdecimal():
            clock = _clock(tokens, start)
            if clock is not None and clock.clock is not None:
                return replace(core, end=clock.end, clock=clock.clock, zone=clock.zone)
        return core
    if core.clock is not None or core.resolve is None:
        start = end
        if _lower(tokens, start) == "(" and start + 2 < len(tokens):
            close = next((here for here in range(start, min(start + 6, len(tokens))) if tokens[here].text == ")"), 0)
            if close and any(tokens[here].text in ZONES for here in range(start, close)):
                start = close + 1
        start = start + 1 if _lower(tokens, start) in ("on", ",") else start
        if start < len(tokens) and (
            tokens[start].lower in WEEKDAYS
            or tokens[start].lower in ("today", "yesterday", "tomorrow", "last")
            or (start > end and (_month_at(tokens, start) or _day_number(tokens, start)))
        ):
            day = _inner(tokens, start)
            if day is not None and day.exact and day.clock is None and day.resolve is not None:
                return replace(day, clock=core.clock, zone=core.zone)
    return core


# What stands between and before


def _joined(tokens: Sequence[Token], at: int, core: _Core) -> _Core:
    """ "between July and September", "from Monday to Friday", "Monday and Tuesday", "May 2015 to June 2016"."""
    joint = _lower(tokens, core.end)
    before = _lower(tokens, at - 1)
    if core.resolve is None or core.clock is not None:
        return core
    if not (
        joint in ("to", "until", "till", "through")
        or joint in HYPHENS
        or (joint == "and" and (before == "between" or core.exact))
    ):
        return core
    start = core.end + 1
    start = start + 1 if _lower(tokens, start) == "the" and _lower(tokens, start + 1) not in _EDGES else start
    if start >= len(tokens) or (
        joint in HYPHENS and not (tokens[start].lower in MONTHS or tokens[start].lower in WEEKDAYS)
    ):
        return core
    if tokens[start].lower in ("now", "date") and before in ("from", "between", "since"):
        return _Core(start + 1, _span(core.resolve, lambda since, _: (since, since)), joined=True)
    other = (
        _bare_year(tokens, start)
        if _is_year(tokens, start) and not is_thing(tokens, start + 1)
        else _inner(tokens, start)
    )
    if other is None or other.resolve is None or other.clock is not None:
        return core
    if joint == "and" and before != "between" and not (other.exact and _is_next_day(tokens, at, start)):
        return core
    if (
        joint == "to"
        and before not in ("from", "between")
        and not (core.exact and other.exact)
        and not (_month_at(tokens, at) and _month_at(tokens, start))
    ):
        return core
    first = core.resolve
    if (
        (core.exact or _month_at(tokens, at) is not None)
        and not _says_year(tokens, at, core.end)
        and _says_year(tokens, start, other.end)
    ):
        first = _led(first, other.resolve)
    last = other.resolve
    if (other.exact and not core.exact) or not _says_year(tokens, at, core.end):
        return _Core(
            other.end,
            _span(first, last, _lower(tokens, at) in ("next", "this", "today", "tomorrow")),
            exact=core.exact,
            joined=True,
        )
    return _Core(other.end, _span(core.resolve, last), exact=core.exact, joined=True)


def _says_year(tokens: Sequence[Token], first: int, end: int) -> bool:
    return any(_is_year(tokens, here) for here in range(first, end))


def _led(first: Resolve, last: Resolve) -> Resolve:
    """A month without a year before another with one: the latest before it ("between February and November last year")."""

    def days(since: date, ahead: bool | None) -> Days:
        end = last(since, ahead)[1]
        return first(end, False) if end else first(since, ahead)

    return days


def _is_next_day(tokens: Sequence[Token], one: int, other: int) -> bool:
    a, b = WEEKDAYS.get(tokens[one].lower), WEEKDAYS.get(tokens[other].lower)
    return a is not None and b is not None and (b - a) % 7 in (1, 2)


def _wrapped(tokens: Sequence[Token], at: int, core: _Core) -> tuple[int, Resolve | None]:
    """The preposition before a time and what it makes of it."""
    inner = core.resolve
    before = _lower(tokens, at - 1)
    if inner is None or (core.clock is not None and before not in ("by", "since")):
        return at, inner
    first = at - 1
    if before == "since":
        return first, lambda since, _: (inner(since, False)[0], max(since, inner(since, False)[0] or since))
    if before == "by" and core.exact:
        return first, lambda since, ahead: inner(since, True if ahead is None or _is_coming(tokens, at) else ahead)
    if before == "by":
        return first, lambda since, ahead: _by(inner(since, True if ahead is not False else ahead), since)
    if before == "to" and _lower(tokens, at - 2) == "prior":
        return first - 1, lambda since, ahead: _before(inner(since, ahead), since, ahead)
    if before == "than" and _lower(tokens, at - 2) == "later" and _lower(tokens, at - 3) in ("no", "not"):
        return at - 3, lambda since, ahead: _by(inner(since, True if ahead is None else ahead), since)
    if before == "before" and not core.deictic:
        return first, lambda since, ahead: _before(inner(since, ahead), since, ahead)
    if before == "after" and not (core.exact and _lower(tokens, at - 2) in ("soon", "shortly", "just")):
        return first, lambda since, ahead: (_next(inner(since, ahead)[1]), None)
    if before in ("until", "till"):
        return first, inner
    if before == "from" and not core.joined:
        return first, lambda since, ahead: (inner(since, ahead)[0], None) if ahead else inner(since, ahead)
    if before in ("between", "from", "over", "during"):
        return first, inner
    return at, inner


def _is_coming(tokens: Sequence[Token], at: int) -> bool:
    """ "ordered them out by Monday" is a deadline, "had been recovered by Monday" is not."""
    return not any(token.lower in ("had", "were", "was", "by") for token in tokens[max(0, at - 12) : max(0, at - 1)])


def _by(days: Days, since: date) -> Days:
    return (since, days[1]) if days[1] and days[1] >= since else days


def _before(days: Days, since: date, ahead: bool | None) -> Days:
    last = days[0] - DAY if days[0] else None
    return (since if ahead and last and last >= since else None), last


def _next(day: date | None) -> date | None:
    return day + DAY if day else None


_FINDERS: dict[str, Callable[[Sequence[Token], int], _Core | None]] = {
    **dict.fromkeys(MONTHS, _from_month),
    **dict.fromkeys(WEEKDAYS, _from_weekday),
    **dict.fromkeys(("today", "tonight", "yesterday", "tomorrow"), _from_today),
    "overnight": _from_overnight,
    "the": _from_the,
    **dict.fromkeys(("last", "past", "previous"), _from_last),
    **dict.fromkeys(("next", "coming"), _from_next),
    **dict.fromkeys(("this", "current"), _from_this),
    "day": lambda tokens, at: _from_the(tokens, at - 1),
    **dict.fromkeys(("earlier", "later"), _from_earlier),
    **dict.fromkeys(("early", "mid", "late", "end", "beginning", "start"), _from_part),
    **dict.fromkeys((word for word in ORDINALS if word != "last"), _from_ordinal),
    **dict.fromkeys(("q", "h", "fy"), _from_q),
    **dict.fromkeys(("fiscal", "financial"), _from_fiscal),
    **dict.fromkeys(SEASONS, _from_season),
    **dict.fromkeys({name.split("’")[0].split(" ")[0] for name in FEASTS} - {"may"}, _from_feast),
    **dict.fromkeys(("noon", "midnight"), _from_noon),
}
