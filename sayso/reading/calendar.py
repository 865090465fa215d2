"""Words of the calendar → days: months, weekdays, feasts, seasons, parts of a period; pure functions on dates."""

from __future__ import annotations

from datetime import date, timedelta

from sayso.reading.tokens import word_set

Days = tuple[date | None, date | None]  # the first and the last day, both included; None where open

MONTHS: dict[str, int] = {
    name[:size]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
    for size in (3, len(name))
} | {"sept": 9, "mrch": 3}
WEEKDAYS: dict[str, int] = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
} | {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
} | {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1, "final": -1}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, north of the equator
UNITS = word_set(
    "day week fortnight month quarter year decade century weekend hour minute",
)
DAY = timedelta(days=1)


def month_days(year: int, month: int) -> Days:
    """The first and last day of a month."""
    first = date(year, month, 1)
    return first, _last_of(first)


def _last_of(first: date) -> date:
    return date(first.year, 12, 31) if first.month == 12 else date(first.year, first.month + 1, 1) - DAY


def year_days(year: int) -> Days:
    """The first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def quarter_days(year: int, quarter: int) -> Days:
    """A calendar quarter.

    >>> [str(day) for day in quarter_days(2026, 3)]
    ['2026-07-01', '2026-09-30']
    """
    return date(year, 3 * quarter - 2, 1), _last_of(date(year, 3 * quarter, 1))


def half_days(year: int, half: int) -> Days:
    """A half-year."""
    return (date(year, 1, 1), date(year, 6, 30)) if half == 1 else (date(year, 7, 1), date(year, 12, 31))


def season_days(year: int, season: str) -> Days:
    """A season of three whole months; winter is the one that begins in the year."""
    month = SEASONS[season]
    last = month_days(year + 1, 2)[1] if month == 12 else month_days(year, month + 2)[1]
    return date(year, month, 1), last


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    last = month_days(total // 12, total % 12 + 1)[1]
    assert last
    return last.replace(day=min(day.day, last.day))


def shift(day: date, count: float, unit: str) -> date:
    """So many days, weeks, months or years later (or earlier: a negative count)."""
    if unit in ("hour", "minute"):
        return day + timedelta(hours=0) if abs(count) < 24 else day + timedelta(days=round(count / 24))
    if unit in ("day", "weekend", "night"):
        return day + timedelta(days=round(count))
    if unit in ("week", "fortnight"):
        return day + timedelta(days=round(count * (7 if unit == "week" else 14)))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return shift_months(day, round(count * months))


def period_days(day: date, unit: str, step: int = 0) -> Days:
    """The calendar week, month, quarter, year … of a day, or one so many steps on.

    >>> [str(each) for each in period_days(date(2026, 3, 4), "week", -1)]
    ['2026-02-23', '2026-03-01']
    """
    if unit == "day":
        return day + step * DAY, day + step * DAY
    if unit in ("week", "fortnight"):
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * step)
        return monday, monday + timedelta(days=6 if unit == "week" else 13)
    if unit == "weekend":
        saturday = day - timedelta(days=(day.weekday() - 5) % 7) + timedelta(days=7 * step)
        return saturday, saturday + DAY
    if unit == "month":
        first = shift_months(day.replace(day=1), step)
        return first, _last_of(first)
    if unit == "quarter":
        first = shift_months(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3 * step)
        return quarter_days(first.year, (first.month + 2) // 3)
    if unit == "year":
        return year_days(day.year + step)
    size = 10 if unit == "decade" else 100
    first_year = day.year // size * size + step * size
    return date(first_year, 1, 1), date(first_year + size - 1, 12, 31)


def weekday_before(day: date, weekday: int) -> date:
    """The latest such weekday, the day itself included."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday, the day itself included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, or the last (-1)."""
    first, last = month_days(year, month)
    assert first
    assert last
    if nth == -1:
        return weekday_before(last, weekday)
    return weekday_after(first, weekday) + timedelta(days=7 * (nth - 1))


def part_of(days: Days, part: str) -> Days:
    """Early, mid, late: of a month days 1-10, 11-20, 21-end (RULES.md, N2); of a longer period its thirds; ends are single days.

    >>> [str(day) for day in part_of(month_days(2026, 2), "late")]
    ['2026-02-21', '2026-02-28']
    """
    first, last = days
    if first is None or last is None:
        return days
    length = (last - first).days + 1
    if part == "end":
        return last, last
    if part == "start":
        return first, first
    if length <= 31 and length >= 28:
        cuts = (10, 20)
    elif length >= 365 and length <= 366:
        month = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
        return date(first.year, month[0], 1), _last_of(date(first.year, month[1], 1))
    else:
        cuts = (max(1, length // 3), max(1, 2 * length // 3))
    if part == "early":
        return first, first + timedelta(days=cuts[0] - 1)
    if part == "mid":
        return first + timedelta(days=cuts[0]), first + timedelta(days=max(cuts[1] - 1, cuts[0]))
    return first + timedelta(days=min(cuts[1], length - 1)), last


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computation)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year": (1, 1), "new year’s day": (1, 1), "new year’s": (1, 1), "new year’s eve": (12, 31),
    "valentine’s day": (2, 14), "st patrick’s day": (3, 17), "halloween": (10, 31), "bastille day": (7, 14),
    "may day": (5, 1), "labour day": (5, 1), "all saints’ day": (11, 1), "epiphany": (1, 6), "midsummer": (6, 24), "earth day": (4, 22),
    "juneteenth": (6, 19), "veterans day": (11, 11), "armistice day": (11, 11), "victory day": (5, 9),
    "international workers’ day": (5, 1), "international women’s day": (3, 8), "saint patrick’s day": (3, 17),
    "st. patrick’s day": (3, 17), "guy fawkes night": (11, 5), "bonfire night": (11, 5), "anzac day": (4, 25),
}  # fmt: skip
_BY_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46,
              "ascension day": 39, "whit monday": 50, "pentecost": 49}  # fmt: skip
_BY_WEEKDAY = {
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
    "mother’s day": (5, 6, 2),
    "father’s day": (6, 6, 3),
    "martin luther king day": (1, 0, 3),
    "mlk day": (1, 0, 3),
    "presidents day": (2, 0, 3),
}
# By the calendar of Umm al-Qura; sightings may differ by a day.
_BY_MOON: dict[str, dict[int, tuple[int, int]]] = {
    "ramadan": {2015: (6, 18), 2016: (6, 6), 2017: (5, 27), 2018: (5, 16), 2019: (5, 6), 2020: (4, 24), 2021: (4, 13),
                2022: (4, 2), 2023: (3, 23), 2024: (3, 11), 2025: (3, 1), 2026: (2, 18), 2027: (2, 8), 2028: (1, 28), 2029: (1, 16)},
    "eid al-fitr": {2015: (7, 17), 2016: (7, 6), 2017: (6, 25), 2018: (6, 15), 2019: (6, 4), 2020: (5, 24), 2021: (5, 13),
                    2022: (5, 2), 2023: (4, 21), 2024: (4, 10), 2025: (3, 30), 2026: (3, 20), 2027: (3, 9), 2028: (2, 26)},
    "eid al-adha": {2015: (9, 24), 2016: (9, 11), 2017: (9, 1), 2018: (8, 21), 2019: (8, 11), 2020: (7, 31), 2021: (7, 20),
                    2022: (7, 9), 2023: (6, 28), 2024: (6, 16), 2025: (6, 6), 2026: (5, 27), 2027: (5, 16), 2028: (5, 5)},
}  # fmt: skip
FEASTS = frozenset({*_FIXED, *_BY_EASTER, *_BY_WEEKDAY, *_BY_MOON, "black friday"})


def feast(name: str, year: int) -> date | None:
    """The day of a feast in a year."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _BY_EASTER:
        return easter(year) + timedelta(days=_BY_EASTER[name])
    if name in _BY_WEEKDAY:
        month, weekday, nth = _BY_WEEKDAY[name]
        return nth_weekday(year, month, weekday, nth)
    if name == "black friday":
        return nth_weekday(year, 11, 3, 4) + DAY
    found = _BY_MOON[name].get(year)
    return date(year, *found) if found else None
