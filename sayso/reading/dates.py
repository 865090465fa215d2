"""Tokens → days, months, years and weekdays, written out or in figures (RULES.md, N2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso.reading import calendar
from sayso.reading.calendar import MONTHS, WEEKDAYS, Days
from sayso.reading.cores import Core, Resolve, fixed, lower_at
from sayso.reading.counted import is_thing
from sayso.reading.numerals import HYPHENS, touching
from sayso.reading.tokens import Token, word_set


def is_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is a number of four digits that may be a year."""
    text = tokens[at].text if 0 <= at < len(tokens) else ""
    return len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2200


def day_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "5", "5th", and the token behind it."""
    text = tokens[at].text if 0 <= at < len(tokens) else ""
    if not (text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    suffix = lower_at(tokens, at + 1) in ("st", "nd", "rd", "th") and touching(tokens, at + 1)
    return int(text), at + 2 if suffix else at + 1


def month_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
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
        lower_at(tokens, at + 1) == "."
        and touching(tokens, at + 1)
        and (
            (len(token.text) <= 4 and token.lower not in ("may", "june", "july"))
            or day_number(tokens, at + 2) is not None
        )
    )
    if len(token.text) == 3 and token.text.isupper() and token.lower != "may" and not stop and not _has_day(tokens, at):
        return None
    if not stop and len(token.text) <= 4 and token.lower not in ("may", "june", "july") and _names_somebody(tokens, at):
        return None
    return month, at + 2 if stop else at + 1


def _names_somebody(tokens: Sequence[Token], at: int) -> bool:
    """ "Jan Novak": a short month without a full stop and a day is a name before another name."""
    behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return behind[:1].isupper() and not _has_day(tokens, at)


def _has_day(tokens: Sequence[Token], at: int) -> bool:
    return day_number(tokens, at + 1) is not None or day_number(tokens, at - 1) is not None


def year_behind(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """A year right behind a day or a month, with or without a comma; "of 2024" too."""
    for skip in ((), (",",), ("of",), ("in",)):
        here = at + len(skip)
        if tuple(lower_at(tokens, at + step) for step in range(len(skip))) == skip and is_year(tokens, here):
            if (
                skip == (",",)
                and lower_at(tokens, here + 1) in HYPHENS
                and touching(tokens, here + 1)
                and is_year(tokens, here + 2)
            ):
                continue
            return int(tokens[here].text), here + 1
    return None, at


def on_day(day: int, month: int, year: int | None, weekday: int | None = None) -> Resolve:
    """A day of a month, of a year or without one."""
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


def from_iso(tokens: Sequence[Token], at: int) -> Core | None:
    """ "2026-03-05"."""
    if not is_year(tokens, at) or lower_at(tokens, at + 1) != "-" or not touching(tokens, at + 1):
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
    return Core(at + 5, fixed(found), exact=True) if found else None


def day_first(tokens: Sequence[Token], day: tuple[int, int]) -> Core | None:
    """ "5 March 2026", "12 to 14 May", "the 3rd of this month"."""
    number, end = day
    second = None
    if lower_at(tokens, end) in ("to", "and", "until", "or", "till", "through") or lower_at(tokens, end) in HYPHENS:
        other = day_number(tokens, end + 1)
        if other is not None:
            second, end = other[0], other[1]
    elif lower_at(tokens, end) in WEEKDAYS:
        return None
    behind = end + 1 if lower_at(tokens, end) == "of" else end
    if (
        lower_at(tokens, behind) in ("this", "last", "next", "the")
        and lower_at(tokens, behind + 1) == "month"
        and (second or behind > end)
    ):
        step = {"last": -1, "next": 1}.get(lower_at(tokens, behind), 0)
        first = number

        def in_month(since: date, _: bool | None) -> Days:
            month = calendar.period_days(since, "month", step)[0]
            assert month
            return month.replace(day=first), month.replace(day=second or first)

        return Core(behind + 2, in_month)
    month = month_at(tokens, behind)
    if month is None:
        return None
    year, end = year_behind(tokens, month[1])
    if year is None and (rel := relative_year(tokens, end)) is not None:
        return Core(rel[1], in_relative_year(_date_in(month[0], number), rel[0]), exact=True)
    if second is None:
        return Core(end, on_day(number, month[0], year), exact=True)
    return Core(end, spanning(on_day(number, month[0], year), on_day(second, month[0], year)), exact=True)


def _date_in(month: int, day: int) -> Callable[[int], Days]:
    return lambda year: (date(year, month, day), date(year, month, day))


def relative_year(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "last year" behind a month or a day."""
    start = at + 1 if lower_at(tokens, at) in ("of", ",") else at
    words = (lower_at(tokens, start), lower_at(tokens, start + 1))
    steps = {("last", "year"): -1, ("this", "year"): 0, ("next", "year"): 1, ("the", "previous"): -1}
    if words in steps:
        end = start + 2 if words[0] != "the" else start + 3
        if words[0] == "the" and lower_at(tokens, start + 2) != "year":
            return None
        return steps[words], end
    return None


def in_relative_year(made: Callable[[int], Days], step: int) -> Resolve:
    """What is made of last year, this one or the next."""
    return lambda since, _: made(since.year + step)


def spanning(first: Resolve, last: Resolve, onward: bool = False) -> Resolve:
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


def from_month(tokens: Sequence[Token], at: int) -> Core | None:
    """ "March 5", "March 5-7, 2026", "March", "March 2026", "March last year"."""
    found = month_at(tokens, at)
    if found is None:
        return None
    month, end = found
    day = day_number(tokens, end + 1 if lower_at(tokens, end) == "the" else end)
    if day is not None and lower_at(tokens, end) == "the" and tokens[day[1] - 1].text[0].isdecimal():
        day = None  # "in March the 12 members"
    if (
        day is not None
        and not (touching(tokens, day[1]) and lower_at(tokens, day[1])[:1] in ("%", ":"))
        and lower_at(tokens, day[1]) not in ("percent", "per", "million")
    ):
        return month_day(tokens, month, day)
    if lower_at(tokens, at) == "may" and not _is_may(tokens, at, end):
        return None
    if (
        lower_at(tokens, at) == "march"
        and lower_at(tokens, at + 1) in ("of", "for", "on", "to", "past")
        and lower_at(tokens, at - 1) not in _MONTH_BEFORE
        and not is_year(tokens, at + 2)
    ):
        return None
    year, end = year_behind(tokens, end)
    if year is None and (rel := relative_year(tokens, end)) is not None:
        return Core(rel[1], in_relative_year(lambda chosen: calendar.month_days(chosen, month), rel[0]))
    return Core(end, _month(month, year))


def _is_may(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether "May" is the month: a preposition before it, a year or a stop behind it, not the start of a sentence."""
    return (
        lower_at(tokens, at - 1) in _MONTH_BEFORE
        or is_year(tokens, end)
        or (lower_at(tokens, end) == "," and is_year(tokens, end + 1))
        or (at > 0 and lower_at(tokens, end) in (".", ",", "’", ";") and tokens[at - 1].text not in '.“"')
    )


_MONTH_BEFORE = word_set(
    "in since by of until from last next this early late mid between and to before after for during - through",
    "around",
)


def month_day(tokens: Sequence[Token], month: int, day: tuple[int, int]) -> Core:
    """ "March 5", "March 5-7, 2026", from the month on."""
    number, end = day
    if lower_at(tokens, end) in HYPHENS or lower_at(tokens, end) in ("to", "and", "through"):
        second = day_number(tokens, end + 1)
        beyond = month_at(tokens, second[1]) if second else None
        if (
            second
            and second[0] > number
            and not beyond
            and lower_at(tokens, second[1]) not in ("%", "percent", "people")
        ):
            year, stop = year_behind(tokens, second[1])
            return Core(stop, spanning(on_day(number, month, year), on_day(second[0], month, year)), exact=True)
    year, stop = year_behind(tokens, end)
    if year is None and (rel := relative_year(tokens, end)) is not None:
        return Core(rel[1], in_relative_year(_date_in(month, number), rel[0]), exact=True)
    return Core(stop, on_day(number, month, year), exact=True)


_YEAR_BEFORE = word_set(
    "in since by from until till during of before after early late mid to through and between for around about",
    "year fiscal back than as ’s summer winter spring autumn fall circa throughout late- end over - – the",
)


def from_year(tokens: Sequence[Token], at: int) -> Core | None:
    """A bare year, a decade, "2014-2018", "2024-25"."""
    year = int(tokens[at].text)
    end = at + 1
    stop = end + 1 if lower_at(tokens, end) in ("’", "'") and touching(tokens, end) else end
    if (
        touching(tokens, stop)
        and lower_at(tokens, stop) == "s"
        and year % 10 == 0
        and (stop == end or lower_at(tokens, at - 1) == "the")
    ):
        return Core(
            stop + 1, fixed(date(year, 1, 1), date(year + (99 if year % 100 == 0 and year < 2000 else 9), 12, 31))
        )
    if (
        lower_at(tokens, end) in HYPHENS
        and touching(tokens, end)
        and touching(tokens, end + 1)
        and end + 1 < len(tokens)
    ):
        other = tokens[end + 1].text
        if lower_at(tokens, end + 2) in HYPHENS and touching(tokens, end + 2):
            return None
        if is_year(tokens, end + 1) and int(other) > year:
            return Core(end + 2, fixed(date(year, 1, 1), date(int(other), 12, 31)))
        if other.isdecimal() and len(other) == 2 and int(other) == (year + 1) % 100:
            return Core(
                end + 2, fixed(date(year, 1, 1), date(year + 1, 12, 31))
            )  # a fiscal year: as wide as its words allow
        return None
    before = lower_at(tokens, at - 1)
    if touching(tokens, at) and at and before not in HYPHENS:
        return None
    if touching(tokens, end) and lower_at(tokens, end) in ("%", "°", "/", "m", "kg", "km", ":"):
        return None
    if not 1400 <= year <= 2100:
        return None
    if before not in _YEAR_BEFORE and not (lower_at(tokens, end) in (".", ",", ";", ")", "”", "") or at == 0):
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
    return Core(end, fixed(date(year, 1, 1), date(year, 12, 31)))


def from_weekday(tokens: Sequence[Token], at: int) -> Core | None:
    """ "Monday", "Monday night", "Monday, March 5", "Monday next week"."""
    token = tokens[at]
    if token.lower in ("sun", "sat", "mon", "wed", "fri", "thu", "tue") and not (
        token.text[0].isupper() and lower_at(tokens, at + 1) in (".", ",", "night", "morning")
    ):
        return None
    if lower_at(tokens, at - 1) in ("a", "every", "each", "any", "one") and lower_at(tokens, at - 2) != "as":
        return None  # "on a Tuesday", nobody knows which
    if _in_name(tokens, at):
        return None
    weekday, end = WEEKDAYS[token.lower], at + 1
    if len(token.text) <= 5 and lower_at(tokens, end) == "." and touching(tokens, end):
        end += 1
    part = lower_at(tokens, end)
    end = end + 1 if part in PARTS_OF_DAY else end
    behind = end + 1 if lower_at(tokens, end) == "," else end
    behind = behind + 1 if lower_at(tokens, behind) == "the" else behind
    month = month_at(tokens, behind)
    the = 1 if month is not None and lower_at(tokens, month[1]) == "the" else 0
    if month is not None and (day := day_number(tokens, month[1] + the)) is not None:
        found = month_day(tokens, month[0], day)
        if year_behind(tokens, day[1])[0] is None:
            return replace(found, resolve=on_day(day[0], month[0], None, weekday))
        return found
    if (day := day_number(tokens, behind)) is not None and behind < len(tokens):
        dated = day_first(tokens, day)
        if dated is not None:
            number, month_again = day[0], month_at(tokens, day[1] + (1 if lower_at(tokens, day[1]) == "of" else 0))
            if month_again is not None and year_behind(tokens, month_again[1])[0] is None:
                return replace(dated, resolve=on_day(number, month_again[0], None, weekday))
            return dated
    week = end + 1 if lower_at(tokens, end) == "of" else end
    words = (lower_at(tokens, week), lower_at(tokens, week + 1))
    if words in (("next", "week"), ("last", "week"), ("this", "week")):
        step = {"next": 1, "last": -1, "this": 0}[words[0]]
        return Core(week + 2, lambda since, _: (day_of_week(since, step, weekday),) * 2, exact=True)
    return Core(end, _weekday(weekday), exact=True)


def _in_name(tokens: Sequence[Token], at: int) -> bool:
    """ "the Sunday Post", "the Monday Club": a name, no day."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        lower_at(tokens, at - 1) in ("the", "’s", "s")
        and behind is not None
        and behind.text[0].isupper()
        and behind.lower not in MONTHS
        and behind.lower not in PARTS_OF_DAY
    )


def day_of_week(since: date, step: int, weekday: int) -> date:
    """A weekday of this week, or of one so many weeks on."""
    monday = calendar.period_days(since, "week", step)[0]
    assert monday
    return monday + timedelta(days=weekday)


def _weekday(weekday: int) -> Resolve:
    return lambda since, ahead: (
        (calendar.weekday_after(since, weekday),) * 2 if ahead else (calendar.weekday_before(since, weekday),) * 2
    )


PARTS_OF_DAY = word_set(
    "morning afternoon evening night noon midday lunchtime dawn midnight",
)


def bare_year(tokens: Sequence[Token], at: int) -> Core | None:
    """A year alone."""
    if not is_year(tokens, at) or lower_at(tokens, at + 1) in HYPHENS:
        return None
    year = int(tokens[at].text)
    return Core(at + 1, fixed(date(year, 1, 1), date(year, 12, 31)))
