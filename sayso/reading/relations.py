"""Tokens → times that count from the day of reference: today, last week, three days ago, later this month (RULES.md, N2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sayso.reading import calendar
from sayso.reading.calendar import DAY, ORDINALS, SEASONS, UNITS, WEEKDAYS, Days
from sayso.reading.cores import Apart, Core, count_at, find_inner, first_of, lower_at, unit_of
from sayso.reading.dates import PARTS_OF_DAY, day_number, day_of_week, month_at, month_day, year_behind
from sayso.reading.numerals import HYPHENS, touching
from sayso.reading.parts import EDGES, from_ordinal, from_part
from sayso.reading.seasons import feast_at, is_feast, relative_feast
from sayso.reading.tokens import Token


def from_today(tokens: Sequence[Token], at: int) -> Core | None:
    """ "today", "yesterday morning", "tomorrow"."""
    word = tokens[at].lower
    step = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[word]
    end = at + 2 if lower_at(tokens, at + 1) in PARTS_OF_DAY else at + 1
    return Core(end, lambda since, _: (since + step * DAY, since + step * DAY), exact=True, deictic=True)


def from_overnight(tokens: Sequence[Token], at: int) -> Core | None:
    """ "overnight": the night before, or the one to come."""
    if touching(tokens, at + 1) and lower_at(tokens, at + 1) in HYPHENS:
        return None
    return Core(at + 1, lambda since, ahead: (since, since + DAY) if ahead else (since - DAY, since), exact=True)


def from_the(tokens: Sequence[Token], at: int) -> Core | None:
    """ "the past three days", "the day before yesterday", "the end of March", "the third quarter", "the 4th of July"."""
    word, after = lower_at(tokens, at + 1), lower_at(tokens, at + 2)
    if (told := _from_last_told(tokens, at)) is not None:
        return told
    if word == "day" and after in ("before", "after") and lower_at(tokens, at + 3) in ("yesterday", "tomorrow"):
        step = -2 if after == "before" else 2
        return Core(at + 4, lambda since, _: (since + step * DAY, since + step * DAY), exact=True, deictic=True)
    if (
        word in ("week", "month", "year")
        and after in ("before", "after")
        and lower_at(tokens, at + 3) in ("last", "next")
    ):
        step = -2 if after == "before" else 2
        return Core(at + 4, lambda since, _: calendar.period_days(since, word, step))
    if (
        word == "week"
        and after == "of"
        and (day := find_inner(tokens, at + 3)) is not None
        and day.resolve is not None
        and day.exact
    ):
        inner = day.resolve
        return Core(day.end, lambda since, ahead: calendar.period_days(first_of(inner(since, ahead)), "week"))
    if word == "weekend":
        return (
            Core(at + 2, _weekend)
            if lower_at(tokens, at - 1) in ("over", "at", "on", "during", "by", "since", "this")
            else None
        )
    finder = {
        "past": from_last,
        "last": from_last,
        "previous": from_last,
        "next": from_next,
        "coming": from_next,
    }.get(word)
    if finder is not None:
        return finder(tokens, at + 1)
    if word in EDGES or word in ("early", "mid", "late"):
        return from_part(tokens, at + 1)
    if word in ORDINALS:
        return from_ordinal(tokens, at + 1)
    return None


_STEPS = {"same": 0.0, "next": 1.0, "following": 1.0, "previous": -1.0, "preceding": -1.0}
_SINGLE = PARTS_OF_DAY | {"day"}


def _from_last_told(tokens: Sequence[Token], at: int) -> Core | None:
    """ "the next day", "the same evening", "the day before": counted from the day named last."""
    word, after = lower_at(tokens, at + 1), lower_at(tokens, at + 2)
    if word in _STEPS and after in _SINGLE:
        return Core(at + 3, None, apart=Apart(_STEPS[word], "day"))
    if word == "day" and after in ("before", "after") and lower_at(tokens, at + 3) not in ("yesterday", "tomorrow"):
        behind = _behind(tokens, at + 3)
        return Core(at + 3, None, apart=Apart(-1.0 if after == "before" else 1.0, "day", behind))
    return None


def from_that(tokens: Sequence[Token], at: int) -> Core | None:
    """ "that day", "that evening": the day named last."""
    return Core(at + 2, None, apart=Apart(0.0, "day")) if lower_at(tokens, at + 1) in _SINGLE else None


def from_hours(tokens: Sequence[Token], at: int) -> Core | None:
    """ "hours before Friday's vote", "minutes after the crash": nobody counts them, but the day is told."""
    if lower_at(tokens, at + 1) not in ("before", "after"):
        return None
    day = find_inner(tokens, at + 2) if at + 2 < len(tokens) else None
    if day is not None and day.exact and day.clock is None:
        return Core(day.end, day.resolve, exact=True)
    behind = _behind(tokens, at + 2)
    return Core(at + 2, None, apart=Apart(0.0, "day", behind)) if behind else None


def _weekend(since: date, ahead: bool | None) -> Days:
    if ahead:
        saturday = calendar.weekday_after(since, 5) if since.weekday() != 6 else since - DAY
        return saturday, saturday + DAY
    return calendar.period_days(since, "weekend")


def from_last(tokens: Sequence[Token], at: int) -> Core | None:
    """ "last week", "last Friday", "last November", "last night", "the past three days", "last summer"."""
    word, after = tokens[at].lower, lower_at(tokens, at + 1)
    if (
        word == "last"
        and (lower_at(tokens, at + 2) == "of" or count_at(tokens, at + 1))
        and (nth := from_ordinal(tokens, at)) is not None
    ):
        return nth
    if after == "week" and lower_at(tokens, at + 2) in WEEKDAYS:
        weekday = WEEKDAYS[lower_at(tokens, at + 2)]
        return Core(at + 3, lambda since, _: (day_of_week(since, -1, weekday),) * 2, exact=True)
    if after in ("night", "evening") and word == "last":
        return Core(at + 2, lambda since, _: (since - DAY, since - DAY), exact=True, deictic=True)
    if after in WEEKDAYS:
        if word == "previous":
            weekday = WEEKDAYS[after]
            return Core(at + 2, lambda since, _: (day_of_week(since, -1, weekday),) * 2, exact=True)
        return _last_weekday(tokens, at, WEEKDAYS[after])
    month = month_at(tokens, at + 1)
    if month is not None and word in ("last", "past", "previous"):
        if (day := day_number(tokens, month[1])) is not None:
            return month_day(tokens, month[0], day)
        number = month[0]
        return Core(
            month[1],
            lambda since, _: calendar.month_days(since.year if number < since.month else since.year - 1, number),
        )
    if (named := relative_feast(tokens, at, -1)) is not None:
        return named
    if after in SEASONS and word == "last":
        return Core(at + 2, lambda since, _: _season(since, after, -1))
    if after in UNITS and after not in ("hour", "minute"):
        if word == "past":
            return Core(at + 2, lambda since, _: (calendar.shift(since, -1, after) + DAY, since))
        if lower_at(tokens, at + 2) in ("’", "'") or after == "day":
            return (
                Core(at + 2, lambda since, _: calendar.period_days(since, after, -1))
                if after != "day" or word == "previous"
                else None
            )
        return Core(at + 2, lambda since, _: calendar.period_days(since, after, -1))
    return _stretch(tokens, at, -1)


def _last_weekday(tokens: Sequence[Token], at: int, weekday: int) -> Core:
    end = at + 3 if lower_at(tokens, at + 2) in PARTS_OF_DAY else at + 2
    return Core(end, lambda since, _: (calendar.weekday_before(since - DAY, weekday),) * 2, exact=True)


def _season(since: date, season: str, step: int) -> Days:
    """The last, this or the next season of a name."""
    found = calendar.season_days(since.year, season)
    if step < 0 and found[1] and found[1] >= since:
        return calendar.season_days(since.year - 1, season)
    if step > 0 and found[0] and found[0] <= since:
        return calendar.season_days(since.year + 1, season)
    return found


def from_next(tokens: Sequence[Token], at: int) -> Core | None:
    """ "next week", "next Monday", "next spring", "the next three days"."""
    after = lower_at(tokens, at + 1)
    if after == "week" and lower_at(tokens, at + 2) in WEEKDAYS:
        weekday = WEEKDAYS[lower_at(tokens, at + 2)]
        return Core(at + 3, lambda since, _: (day_of_week(since, 1, weekday),) * 2, exact=True)
    if after in WEEKDAYS:
        weekday = WEEKDAYS[after]
        end = at + 3 if lower_at(tokens, at + 2) in PARTS_OF_DAY else at + 2
        monday_step = 1 if tokens[at].lower == "next" else 0
        if monday_step and lower_at(tokens, end) == "week":
            end += 1
        return Core(end, lambda since, _: (_next_weekday(since, weekday, monday_step),) * 2, exact=True)
    month = month_at(tokens, at + 1)
    if month is not None:
        number = month[0]
        return Core(
            month[1],
            lambda since, _: calendar.month_days(since.year if number > since.month else since.year + 1, number),
        )
    if (named := relative_feast(tokens, at, 1)) is not None:
        return named
    if after in SEASONS:
        return Core(at + 2, lambda since, _: _season(since, after, 1))
    if after in UNITS and after not in ("hour", "minute"):
        if after == "day":
            return None
        return Core(
            at + 2,
            lambda since, _: calendar.period_days(since, after, 1) if after != "weekend" else _next_weekend(since),
        )
    return _stretch(tokens, at, 1)


def _next_weekend(since: date) -> Days:
    saturday = calendar.weekday_after(since + DAY, 5)
    return saturday, saturday + DAY


def _next_weekday(since: date, weekday: int, step: int) -> date:
    """ "next Monday" on a Thursday is in four days, "next Friday" in eight: the one of the week that follows."""
    return day_of_week(since, 1, weekday) if step else calendar.weekday_after(since + DAY, weekday)


def _stretch(tokens: Sequence[Token], at: int, way: int) -> Core | None:
    """ "past three days", "next 48 hours", "last few weeks": up to, or from, the day of reference."""
    counted = count_at(tokens, at + 1)
    if counted is None:
        return None
    count, end = counted
    unit = unit_of(lower_at(tokens, end))
    if unit is None:
        return None
    if way < 0:
        return Core(
            end + 1,
            lambda since, _: (
                calendar.shift(since, -count, unit) + (DAY if unit not in ("hour", "minute") else 0 * DAY),
                since,
            ),
        )
    return Core(end + 1, lambda since, _: (since + DAY, calendar.shift(since, count, unit)))


def from_ago(tokens: Sequence[Token], at: int) -> Core | None:
    """ "three days ago", "a week ago", "two years from now", "in three weeks"' time"; "four days earlier" cannot be placed."""
    counted = count_at(tokens, at)
    if counted is None:
        return None
    count, end = counted
    weekday = WEEKDAYS.get(lower_at(tokens, end).removesuffix("s"))
    if weekday is not None and lower_at(tokens, end + 1) == "ago":
        return Core(
            end + 2,
            lambda since, _: (calendar.weekday_before(since - DAY, weekday) - (count - 1) * timedelta(days=7),) * 2,
            exact=True,
        )
    unit = unit_of(lower_at(tokens, end))
    if unit is None or unit == "weekend":
        return None
    after, then = lower_at(tokens, end + 1), lower_at(tokens, end + 2)
    if (more := _more_ago(tokens, end + 1)) is not None:
        second, other, stop = more
        return Core(
            stop,
            lambda since, _: (calendar.shift(calendar.shift(since, -count, unit), -second, other),) * 2,
            exact=True,
            deictic=True,
        )
    if after == "ago" and unit in ("month", "quarter", "year", "decade", "century"):
        # No news story counts the days in "two years ago": the month or the year it fell into.
        return Core(
            end + 2,
            lambda since, _: calendar.period_days(
                calendar.shift(since, -count, unit), "month" if unit == "month" else "year"
            ),
            deictic=True,
        )
    if after == "ago" and unit == "week" and count > 1:
        return Core(  # nor the days in "three weeks ago"
            end + 2, lambda since, _: calendar.period_days(calendar.shift(since, -count, unit), unit), deictic=True
        )
    if after == "ago":
        return Core(
            end + 2,
            lambda since, _: (calendar.shift(since, -count, unit),) * 2,
            exact=unit in ("day", "hour", "week"),
            deictic=True,
        )
    if after == "from" and then in ("now", "today", "tomorrow"):
        extra = DAY if then == "tomorrow" else 0 * DAY
        return Core(end + 3, lambda since, _: (calendar.shift(since + extra, count, unit),) * 2, deictic=True)
    if after in ("before", "after") and then in ("yesterday", "today", "tomorrow"):
        base = {"yesterday": -1, "today": 0, "tomorrow": 1}[then]
        way = -1 if after == "before" else 1
        return Core(
            end + 3, lambda since, _: (calendar.shift(since + base * DAY, way * count, unit),) * 2, deictic=True
        )
    if after in ("’", "'") and then == "time":
        return Core(end + 3, lambda since, _: (calendar.shift(since, count, unit),) * 2, deictic=True)
    if after == "to" and unit in ("month", "year") and (month := month_at(tokens, end + 2)) is not None:
        return _months_to(tokens, month, count if unit == "month" else 12 * count)
    if lower_at(tokens, at - 1) == "within" and unit not in ("hour", "minute") and count >= 1:
        return Core(end + 1, lambda since, _: (since, calendar.shift(since, count, unit)))
    if after in ("before", "after", "from") and end + 2 < len(tokens):
        day = find_inner(tokens, end + 2)
        if day is not None and day.resolve is not None and (day.exact or is_feast(tokens, end + 2)):
            inner, way = day.resolve, -1 if after == "before" else 1
            return Core(
                day.end,
                lambda since, ahead: (calendar.shift(first_of(inner(since, ahead)), way * count, unit),) * 2,
                exact=True,
            )
    if (
        lower_at(tokens, at - 1) == "in"
        and unit not in ("hour", "minute", "decade", "century")
        and after not in ("’", "'")
    ):
        # "in two weeks" is a date only where the words look ahead; "the worst in two years" is none.
        return Core(
            end + 1,
            lambda since, ahead: (calendar.shift(since, count, unit),) * 2 if ahead else (None, None),
            deictic=True,
        )
    if after in ("earlier", "later", "before", "after", "afterwards"):
        way = -1 if after in ("earlier", "before") else 1
        behind = _behind(tokens, end + 2) if after in ("before", "after") else ()
        if unit in ("hour", "minute") and not behind:
            return None
        stop = end + 2 if after not in ("before", "after") or behind else end + 1
        return Core(stop, None, apart=Apart(way * count, unit, behind))
    return None


def _months_to(tokens: Sequence[Token], month: tuple[int, int], count: float) -> Core:
    """ "the three months to June", "the year to March": so many whole months, the named one last."""
    year, end = year_behind(tokens, month[1])

    def days(since: date, _: bool | None) -> Days:
        chosen = year if year is not None else since.year if month[0] <= since.month else since.year - 1
        first, last = calendar.month_days(chosen, month[0])
        assert first
        return calendar.shift_months(first, 1 - round(count)), last

    return Core(end, days)


def _behind(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """The words behind "before" or "after", up to where their clause may end."""
    words: list[str] = []
    for here in range(at, min(at + 7, len(tokens))):
        if not tokens[here].text[0].isalpha():
            break
        words.append(tokens[here].lower)
    return tuple(words)


def _more_ago(tokens: Sequence[Token], at: int) -> tuple[float, str, int] | None:
    """The second half of "one year and two months ago"."""
    start = at + 1 if lower_at(tokens, at) in ("and", ",") else at
    counted = count_at(tokens, start)
    unit = unit_of(lower_at(tokens, counted[1])) if counted else None
    if counted is None or unit is None or lower_at(tokens, counted[1] + 1) != "ago":
        return None
    return counted[0], unit, counted[1] + 2


def from_this(tokens: Sequence[Token], at: int) -> Core | None:
    """ "this week", "this year", "this morning", "this Friday", "this March"."""
    word = lower_at(tokens, at + 1)
    if word in ("morning", "afternoon", "evening"):
        return Core(at + 2, lambda since, _: (since, since), exact=True, deictic=True)
    if word in WEEKDAYS:
        weekday = WEEKDAYS[word]
        return Core(
            at + 2,
            lambda since, ahead: (
                (calendar.weekday_before(since, weekday) if ahead is False else calendar.weekday_after(since, weekday),)
                * 2
            ),
            exact=True,
        )
    if word == "weekend":
        return Core(at + 2, lambda since, ahead: _weekend(since, ahead is not False))
    if (month := month_at(tokens, at + 1)) is not None:
        number = month[0]
        return Core(month[1], lambda since, _: calendar.month_days(since.year, number))
    if (named := feast_at(tokens, at + 1)) is not None:
        return Core(named[1], lambda since, _: (calendar.feast(named[0], since.year),) * 2, exact=True)
    if word in SEASONS:
        return Core(
            at + 2,
            lambda since, _: calendar.season_days(
                since.year - (1 if word == "winter" and since.month < 3 else 0), word
            ),
        )
    if word == "week" and lower_at(tokens, at + 2) in WEEKDAYS:
        weekday = WEEKDAYS[lower_at(tokens, at + 2)]
        return Core(at + 3, lambda since, _: (day_of_week(since, 0, weekday),) * 2, exact=True)
    if word in ("coming", "past"):
        return (from_next if word == "coming" else from_last)(tokens, at + 1)
    if word in ("week", "month", "quarter", "year", "decade", "century"):
        return Core(at + 2, lambda since, ahead: _so_far(calendar.period_days(since, word), since, ahead))
    return None


def _so_far(days: Days, since: date, ahead: bool | None) -> Days:
    """Of what happened "this year" no day lies ahead."""
    return (days[0], since) if ahead is False else days


def from_earlier(tokens: Sequence[Token], at: int) -> Core | None:
    """ "earlier this week", "later this month", "later today"."""
    if lower_at(tokens, at + 1) == "today":
        return Core(at + 2, lambda since, _: (since, since), exact=True, deictic=True)
    if lower_at(tokens, at + 1) != "this" or (word := lower_at(tokens, at + 2)) not in (
        "week",
        "month",
        "year",
        "quarter",
    ):
        return None
    early = tokens[at].lower == "earlier"

    def days(since: date, _: bool | None) -> Days:
        first, last = calendar.period_days(since, word)
        return (first, since) if early else (since, last)

    return Core(at + 3, days)
