"""Tokens → the words that name times, and how each is resolved against a day of reference (RULES.md, N2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.nouns import Span
from sayso.reading.calendar import DAY, FEASTS, MONTHS, ORDINALS, SEASONS, WEEKDAYS, Days
from sayso.reading.clocks import from_clock, from_noon, with_clock
from sayso.reading.cores import COUNTS, DIGITS, FINDERS, Apart, Core, Resolve, find_core, find_inner, fixed, lower_at
from sayso.reading.counted import is_thing
from sayso.reading.dates import (
    bare_year,
    day_first,
    day_number,
    from_iso,
    from_month,
    from_weekday,
    from_year,
    is_year,
    month_at,
    spanning,
)
from sayso.reading.numerals import HYPHENS
from sayso.reading.parts import EDGES, from_fiscal, from_ordinal, from_part, from_q
from sayso.reading.relations import (
    from_ago,
    from_earlier,
    from_hours,
    from_last,
    from_next,
    from_overnight,
    from_that,
    from_the,
    from_this,
    from_today,
)
from sayso.reading.seasons import from_feast, from_season
from sayso.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a time, and how they are resolved. Without a clock `hour` is None."""

    span: Span
    resolve: Resolve | None  # None: a time that its own words cannot place ("at 3.40", "four days earlier")
    deictic: bool = False  # "today", "tomorrow": counts from when it was said
    clock: tuple[int, int] | None = None
    zone: str | None = None
    exact: bool = False  # a day, weekday or feast: "by" means it, not all until it
    apart: Apart | None = None  # from what the text names before; `resolve` is None then


def find_mentions(tokens: Sequence[Token]) -> list[Mention]:
    """The words that name times, in order, none over another."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        core = find_core(tokens, at)
        if core is None:
            at += 1
            continue
        core = with_clock(tokens, _joined(tokens, at, core))
        first, wrapped = _wrapped(tokens, at, core)
        found.append(
            Mention(
                (tokens[first].start, tokens[core.end - 1].end),
                wrapped,
                core.deictic,
                core.clock,
                core.zone,
                core.exact,
                core.apart,
            )
        )
        at = core.end
    return found


def _from_digits(tokens: Sequence[Token], at: int) -> Core | None:
    """ "5 March 2026", "12 to 14 May", "2026-03-05", "8pm", "1990s", "2024", "three days ago" in figures."""
    iso = from_iso(tokens, at)
    if iso is not None:
        return iso
    if (day := day_number(tokens, at)) is not None and (found := day_first(tokens, day)) is not None:
        return found
    if day is not None and day[1] == at + 2 and (found := from_ordinal(tokens, at)) is not None:
        return found
    clock = from_clock(tokens, at)
    if clock is not None:
        return clock
    if (ago := from_ago(tokens, at)) is not None:
        return ago
    if (
        is_year(tokens, at)
        and lower_at(tokens, at + 1) in ("q", "h")
        and (quarter := from_q(tokens, at + 1)) is not None
    ):
        year = int(tokens[at].text)
        inner = quarter.resolve
        assert inner
        return Core(quarter.end, lambda _, __: inner(date(year, 12, 31), None))  # "2025 Q2"
    if is_year(tokens, at):
        return from_year(tokens, at)
    if (day := day_number(tokens, at)) is not None and lower_at(tokens, day[1]) == "century" and day[1] == at + 2:
        return Core(day[1] + 1, fixed(date(100 * (day[0] - 1) or 1, 1, 1), date(100 * day[0] - 1, 12, 31)))
    return None


def _joined(tokens: Sequence[Token], at: int, core: Core) -> Core:
    """ "between July and September", "from Monday to Friday", "Monday and Tuesday", "May 2015 to June 2016"."""
    joint = lower_at(tokens, core.end)
    before = lower_at(tokens, at - 1)
    if core.resolve is None or core.clock is not None:
        return core
    if not (
        joint in ("to", "until", "till", "through")
        or joint in HYPHENS
        or (joint == "and" and (before == "between" or core.exact))
    ):
        return core
    start = core.end + 1
    start = start + 1 if lower_at(tokens, start) == "the" and lower_at(tokens, start + 1) not in EDGES else start
    if start >= len(tokens) or (
        joint in HYPHENS and not (tokens[start].lower in MONTHS or tokens[start].lower in WEEKDAYS)
    ):
        return core
    if tokens[start].lower in ("now", "date") and before in ("from", "between", "since"):
        return Core(start + 1, spanning(core.resolve, lambda since, _: (since, since)), joined=True)
    other = (
        bare_year(tokens, start)
        if is_year(tokens, start) and not is_thing(tokens, start + 1)
        else find_inner(tokens, start)
    )
    if other is None or other.resolve is None or other.clock is not None:
        return core
    if joint == "and" and before != "between" and not (other.exact and _is_next_day(tokens, at, start)):
        return core
    if (
        joint == "to"
        and before not in ("from", "between")
        and not (core.exact and other.exact)
        and not (month_at(tokens, at) and month_at(tokens, start))
    ):
        return core
    first = core.resolve
    if (
        (core.exact or month_at(tokens, at) is not None)
        and not _says_year(tokens, at, core.end)
        and _says_year(tokens, start, other.end)
    ):
        first = _led(first, other.resolve)
    last = other.resolve
    if (other.exact and not core.exact) or not _says_year(tokens, at, core.end):
        return Core(
            other.end,
            spanning(first, last, lower_at(tokens, at) in ("next", "this", "today", "tomorrow")),
            exact=core.exact,
            joined=True,
        )
    return Core(other.end, spanning(core.resolve, last), exact=core.exact, joined=True)


def _says_year(tokens: Sequence[Token], first: int, end: int) -> bool:
    return any(is_year(tokens, here) for here in range(first, end))


def _led(first: Resolve, last: Resolve) -> Resolve:
    """A month without a year before another with one: the latest before it ("between February and November last year")."""

    def days(since: date, ahead: bool | None) -> Days:
        end = last(since, ahead)[1]
        return first(end, False) if end else first(since, ahead)

    return days


def _is_next_day(tokens: Sequence[Token], one: int, other: int) -> bool:
    a, b = WEEKDAYS.get(tokens[one].lower), WEEKDAYS.get(tokens[other].lower)
    return a is not None and b is not None and (b - a) % 7 in (1, 2)


def _wrapped(tokens: Sequence[Token], at: int, core: Core) -> tuple[int, Resolve | None]:
    """The preposition before a time and what it makes of it."""
    inner = core.resolve
    before = lower_at(tokens, at - 1)
    if inner is None or (core.clock is not None and before not in ("by", "since")):
        return at, inner
    first = at - 1
    if before == "since":
        return first, lambda since, _: (inner(since, False)[0], max(since, inner(since, False)[0] or since))
    if before == "by" and core.exact:
        return first, lambda since, ahead: inner(since, True if ahead is None or _is_coming(tokens, at) else ahead)
    if before == "by":
        return first, lambda since, ahead: _by(inner(since, True if ahead is not False else ahead), since)
    if before == "to" and lower_at(tokens, at - 2) == "prior":
        return first - 1, lambda since, ahead: _before(inner(since, ahead), since)
    if before == "than" and lower_at(tokens, at - 2) == "later" and lower_at(tokens, at - 3) in ("no", "not"):
        return at - 3, lambda since, ahead: _by(inner(since, True if ahead is None else ahead), since)
    if before in ("before", "after") and core.exact and lower_at(tokens, at - 2) in ("soon", "shortly", "just"):
        return at, inner  # "shortly before midnight on Monday" is Monday
    if before == "before" and not core.deictic:
        return first, lambda since, ahead: _before(inner(since, ahead), since)
    if before == "after":
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


def _before(days: Days, since: date) -> Days:
    last = days[0] - DAY if days[0] else None
    return (since if last and last >= since else None), last


def _next(day: date | None) -> date | None:
    return day + DAY if day else None


FINDERS.update(
    {
        DIGITS: _from_digits,
        **dict.fromkeys(COUNTS, from_ago),
        **dict.fromkeys(MONTHS, from_month),
        **dict.fromkeys(WEEKDAYS, from_weekday),
        **dict.fromkeys(("today", "tonight", "yesterday", "tomorrow"), from_today),
        "overnight": from_overnight,
        "the": from_the,
        "that": from_that,
        **dict.fromkeys(("hours", "minutes"), from_hours),
        **dict.fromkeys(("last", "past", "previous"), from_last),
        **dict.fromkeys(("next", "coming"), from_next),
        **dict.fromkeys(("this", "current"), from_this),
        "day": lambda tokens, at: from_the(tokens, at - 1),
        **dict.fromkeys(("earlier", "later"), from_earlier),
        **dict.fromkeys(("early", "mid", "late", "end", "beginning", "start"), from_part),
        **dict.fromkeys((word for word in ORDINALS if word != "last"), from_ordinal),
        **dict.fromkeys(("q", "h", "fy"), from_q),
        **dict.fromkeys(("fiscal", "financial"), from_fiscal),
        **dict.fromkeys(SEASONS, from_season),
        **dict.fromkeys({name.split("’")[0].split(" ")[0] for name in FEASTS} - {"may"}, from_feast),
        **dict.fromkeys(("noon", "midnight"), from_noon),
    }
)
