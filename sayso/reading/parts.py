"""Tokens → parts of a period: early March, the end of the year, the third quarter, the first week of May (RULES.md, N2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sayso.reading import calendar
from sayso.reading.calendar import DAY, ORDINALS, WEEKDAYS, Days
from sayso.reading.cores import Core, Resolve, count_at, find_inner, first_of, fixed, lower_at, unit_of
from sayso.reading.dates import (
    bare_year,
    day_first,
    day_number,
    from_year,
    in_relative_year,
    is_year,
    month_at,
    on_day,
    relative_year,
    year_behind,
)
from sayso.reading.numerals import HYPHENS, touching
from sayso.reading.tokens import Token

EDGES = {"end": "end", "beginning": "start", "start": "start", "middle": "mid", "close": "end"}


def from_part(tokens: Sequence[Token], at: int) -> Core | None:
    """ "early March", "mid-September", "late last year", "the end of the month", "end of 2026"."""
    word = tokens[at].lower
    part = EDGES.get(word, word)
    start = at + 1
    if lower_at(tokens, start) in HYPHENS and touching(tokens, start):
        start += 1
    if word in EDGES:
        if lower_at(tokens, start) != "of":
            return None
        start += 1
        if lower_at(tokens, start) in ("the", "this") and (unit := lower_at(tokens, start + 1)) in (
            "week",
            "month",
            "year",
            "quarter",
            "decade",
            "century",
        ):
            return Core(
                start + 2,
                lambda since, _: calendar.part_of(calendar.period_days(since, unit), part),
                exact=part == "end",
            )
    elif lower_at(tokens, start) == "in" and lower_at(tokens, start + 1) in ("the", "this", "next"):
        start += 1
        if lower_at(tokens, start) == "the" and (unit := lower_at(tokens, start + 1)) in ("week", "month", "year"):
            return Core(start + 2, lambda since, _: calendar.part_of(calendar.period_days(since, unit), part))
    if lower_at(tokens, start) == "century" and part == "mid":
        return Core(
            start + 1,
            lambda since, _: (date(since.year // 100 * 100 - 55, 1, 1), date(since.year // 100 * 100 - 45, 12, 31)),
        )
    if start >= len(tokens) or start == at:
        return None
    if word == "mid" and lower_at(tokens, start) == "year" and start > at + 1:
        return Core(start + 1, lambda since, _: (date(since.year, 6, 30), date(since.year, 6, 30)), exact=True)
    core = _decade_word(tokens, start) or (
        find_inner(tokens, start)
        if lower_at(tokens, start) not in ("early", "mid", "late", "end", "beginning", "start", "a", "an")
        else None
    )
    if core is None or core.resolve is None:
        return None
    if core.exact or core.clock:
        return core if word not in EDGES else None
    inner = core.resolve
    return Core(
        core.end,
        lambda since, ahead: calendar.part_of(
            inner(since, None if ahead is False else ahead) if not month_at(tokens, start) else inner(since, ahead),
            part,
        ),
    )


def _decade_word(tokens: Sequence[Token], at: int) -> Core | None:
    return from_year(tokens, at) if is_year(tokens, at) and lower_at(tokens, at + 1) == "s" else bare_year(tokens, at)


def from_ordinal(tokens: Sequence[Token], at: int) -> Core | None:
    """ "third quarter", "first half of 2025", "first week of March", "first Friday of next month", "second of August"."""
    nth = ORDINALS.get(tokens[at].lower)
    if nth is None and (day := day_number(tokens, at)) is not None:
        dated = day_first(tokens, day)
        if dated is not None or day[1] == at + 1 or day[0] > 5:
            return dated
        nth, at = day[0], at + 1  # "3rd week of May"
    if nth is None:
        return None
    sep = 1 if lower_at(tokens, at + 1) in HYPHENS and touching(tokens, at + 1) else 0
    word, end = lower_at(tokens, at + 1 + sep), at + 2 + sep
    if (
        word == "weekend"
        and lower_at(tokens, end) == "of"
        and nth > 0
        and (saturday := _nth_weekday_of(tokens, nth, 5, end + 1)) is not None
    ):
        inner = saturday.resolve
        assert inner
        return Core(
            saturday.end, lambda since, ahead: (first_of(inner(since, ahead)), first_of(inner(since, ahead)) + DAY)
        )
    if word == "quarter" and 1 <= nth <= 4:
        return _quartered(tokens, end, lambda year: calendar.quarter_days(year, nth))
    if word == "half" and nth in (1, 2) and (sep or lower_at(tokens, end) in ("of", ",", ".", "this", "")):
        if lower_at(tokens, end) == "of" and not is_year(tokens, end + 1) and lower_at(tokens, end + 2) != "year":
            return None
        if not sep and lower_at(tokens, end) != "of" and lower_at(tokens, at - 1) not in ("the", "in"):
            return None
        return _quartered(tokens, end, lambda year: calendar.half_days(year, nth))
    if word == "week" and lower_at(tokens, end) == "of":
        return _nth_week(tokens, nth, end + 1)
    if word in WEEKDAYS and lower_at(tokens, end) in ("of", "in"):
        return _nth_weekday_of(tokens, nth, WEEKDAYS[word], end + 1)
    if word == "of" and (month := month_at(tokens, at + 2)) is not None and nth > 0:
        year, end = year_behind(tokens, month[1])
        return Core(end, on_day(nth, month[0], year), exact=True)
    return _first_units(tokens, nth, at + 1)


def _first_units(tokens: Sequence[Token], nth: int, at: int) -> Core | None:
    """ "the first two weeks of 2025", "the last three days of March"."""
    if nth not in (1, -1) or (counted := count_at(tokens, at)) is None:
        return None
    count, end = counted
    unit = unit_of(lower_at(tokens, end))
    if unit is None or lower_at(tokens, end + 1) != "of":
        return None
    if (lower_at(tokens, end + 2), lower_at(tokens, end + 3)) in (("the", "year"), ("this", "year")) and nth == 1:
        return Core(end + 4, lambda since, _: _opening(date(since.year, 1, 1), count, unit))
    if (core := find_inner(tokens, end + 2)) is None or core.resolve is None:
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

    return Core(core.end, days)


def _opening(first: date, count: float, unit: str) -> Days:
    """The first so many months or weeks from a day on."""
    return first, calendar.shift(first, count, unit) - DAY


def _quartered(tokens: Sequence[Token], end: int, made: Callable[[int], Days]) -> Core:
    """A quarter or half of the year that follows, or else of the present one: the latest that began, the next if ahead."""
    year, stop = year_behind(tokens, end)
    if year is not None:
        return Core(stop, _fixed_days(made(year)))
    if (rel := relative_year(tokens, end)) is not None:
        return Core(rel[1], in_relative_year(made, rel[0]))
    if (
        lower_at(tokens, end) == "of"
        and lower_at(tokens, end + 1) in ("the", "this")
        and lower_at(tokens, end + 2) == "year"
    ):
        return Core(end + 3, lambda since, _: made(since.year))

    def days(since: date, ahead: bool | None) -> Days:
        found = made(since.year)
        if ahead and found[1] and found[1] < since:
            return made(since.year + 1)
        if not ahead and found[0] and found[0] > since:
            return made(since.year - 1)
        return found

    return Core(end, days)


def _fixed_days(days: Days) -> Resolve:
    return lambda _, __: days


def _nth_week(tokens: Sequence[Token], nth: int, at: int) -> Core | None:
    """ "the third week of March": days 15-21 (RULES.md, N2); of a year: the weeks that begin with Mondays."""
    core = find_inner(tokens, at)
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

    return Core(core.end, days)


def _nth_weekday_of(tokens: Sequence[Token], nth: int, weekday: int, at: int) -> Core | None:
    core = find_inner(tokens, at)
    if core is None or core.resolve is None:
        return None
    inner = core.resolve

    def days(since: date, ahead: bool | None) -> Days:
        first = inner(since, ahead)[0]
        assert first
        return (calendar.nth_weekday(first.year, first.month, weekday, nth),) * 2

    return Core(core.end, days, exact=True)


def from_q(tokens: Sequence[Token], at: int) -> Core | None:
    """ "Q3", "Q3 2025", "H1", "FY2025"."""
    if at + 1 >= len(tokens) or not touching(tokens, at + 1) or not tokens[at].text[0].isupper():
        return None
    digit = tokens[at + 1].text
    if tokens[at].lower == "fy" and digit.isdecimal() and len(digit) in (2, 4):
        year = int(digit) + (2000 if len(digit) == 2 else 0)
        return Core(at + 2, fixed(date(year - 1, 1, 1), date(year, 12, 31)))
    if tokens[at].lower == "q" and digit in ("1", "2", "3", "4"):
        return _quartered(tokens, at + 2, lambda year: calendar.quarter_days(year, int(digit)))
    if tokens[at].lower == "h" and digit in ("1", "2") and (is_year(tokens, at + 2) or is_year(tokens, at - 1)):
        return _quartered(tokens, at + 2, lambda year: calendar.half_days(year, int(digit)))
    return None


def from_fiscal(tokens: Sequence[Token], at: int) -> Core | None:
    """ "fiscal 2025", "fiscal year 2024-25", "financial year 2025/26": their months differ by country, so as wide as allowed."""
    here = at + 1
    if lower_at(tokens, here) == "year":
        here += 1
    if not is_year(tokens, here):
        return None
    year, end = int(tokens[here].text), here + 1
    if (
        (lower_at(tokens, end) in HYPHENS or lower_at(tokens, end) == "/")
        and touching(tokens, end)
        and touching(tokens, end + 1)
    ):
        return Core(end + 2, fixed(date(year, 1, 1), date(year + 1, 12, 31)))
    return Core(end, fixed(date(year - 1, 1, 1), date(year, 12, 31)))
