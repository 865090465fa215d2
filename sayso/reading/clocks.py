"""Tokens → times of day, alone or with their day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.reading.calendar import WEEKDAYS
from sayso.reading.cores import Core, Resolve, find_inner, lower_at
from sayso.reading.counted import is_thing
from sayso.reading.dates import day_number, month_at
from sayso.reading.numerals import HYPHENS, touching
from sayso.reading.tokens import Token

ZONES: dict[str, float] = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "ET": -5, "CDT": -5,
    "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "SGT": 8,
    "HKT": 8, "PHT": 8, "WIB": 7, "PKT": 5, "EAT": 3, "WAT": 1, "SAST": 2,
}  # fmt: skip


def from_clock(tokens: Sequence[Token], at: int) -> Core | None:
    """ "8pm", "3.20 p.m.", "19:04", "0930 GMT"; "at 3.40" is a time, but nobody knows which."""
    text = tokens[at].text
    hour, minute, end, marked = -1, 0, at + 1, False
    if (
        lower_at(tokens, end) == ":"
        and touching(tokens, end)
        and touching(tokens, end + 1)
        and _two(tokens, end + 1)
        and len(text) <= 2
        and text.isdecimal()
    ):
        hour, minute, end, marked = int(text), int(tokens[end + 1].text[:2]), end + 2, True
        if "." in tokens[end - 1].text:
            return None
        if lower_at(tokens, end) == ":" and touching(tokens, end) and _two(tokens, end + 1):
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
            and lower_at(tokens, at - 1) in ("at", "by", "until", "from", "after", "before")
            and not is_thing(tokens, end)
            and lower_at(tokens, end) not in ("%", "per", "percent", "million", "billion")
        )
        return Core(end, None) if loose else None
    zone = _zone(tokens, end)
    end = end + len(zone.split()) if zone else end
    # "at 8 pm" alone does not say of which day; a clock with minutes or a zone is the live page's own.
    told = half is None or (zone is not None and zone != "local time")
    resolve_: Resolve | None = (lambda since, _: (since, since)) if told else None
    return Core(end, resolve_, clock=(hour % 24, minute), zone=zone.split()[0] if zone else None, exact=True)


def _two(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text[:2].isdecimal() and len(tokens[at].text) == 2


def _half_of_day(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = lower_at(tokens, at)
    if word in ("am", "pm"):
        return (0 if word == "am" else 12), at + 1
    if (
        word in ("a", "p")
        and lower_at(tokens, at + 1) == "."
        and lower_at(tokens, at + 2) == "m"
        and touching(tokens, at + 1)
        and touching(tokens, at + 2)
    ):
        stop = lower_at(tokens, at + 3) == "." and touching(tokens, at + 3)
        return (0 if word == "a" else 12), at + 4 if stop else at + 3
    if word == "o" and lower_at(tokens, at + 2) == "clock":
        return None
    return None


def _zone(tokens: Sequence[Token], at: int) -> str | None:
    if at >= len(tokens):
        return None
    if tokens[at].text in ZONES:
        return tokens[at].text
    if tokens[at].lower == "local" and lower_at(tokens, at + 1) == "time":
        return "local time"
    return None


def from_noon(tokens: Sequence[Token], at: int) -> Core | None:
    """ "noon", and "midnight" behind a preposition."""
    if lower_at(tokens, at + 1) in HYPHENS or (
        tokens[at].lower == "midnight"
        and lower_at(tokens, at - 1)
        not in ("at", "by", "until", "before", "after", "around", "since", "till", "to", "past")
    ):
        return None
    if tokens[at].lower == "midnight":
        return Core(at + 1, lambda since, _: (since, since), exact=True)
    return Core(at + 1, None, clock=(12, 0), exact=True)


def _is_midnight(tokens: Sequence[Token], core: Core) -> bool:
    """ "midnight on Sunday"; behind a comma something else begins."""
    return (
        tokens[core.end - 1].lower == "midnight"
        and lower_at(tokens, core.end - 2) not in WEEKDAYS
        and lower_at(tokens, core.end) == "on"
    )


def with_clock(tokens: Sequence[Token], core: Core) -> Core:
    """A day and its time of day are one: "Monday at 6 a.m.", "3.20 p.m. on Wednesday", "8pm last Friday"."""
    end = core.end
    if core.clock is None and core.exact and core.resolve is not None and not _is_midnight(tokens, core):
        start = end + 1 if lower_at(tokens, end) in ("at", "around", "by") else end
        if start < len(tokens) and start > end and tokens[start].text[0].isdecimal():
            clock = from_clock(tokens, start)
            if clock is not None and clock.clock is not None:
                return replace(core, end=clock.end, clock=clock.clock, zone=clock.zone)
        return core
    if core.clock is not None or (core.resolve is None and core.apart is None) or _is_midnight(tokens, core):
        start = end
        if lower_at(tokens, start) == "(" and start + 2 < len(tokens):
            close = next((here for here in range(start, min(start + 6, len(tokens))) if tokens[here].text == ")"), 0)
            if close and any(tokens[here].text in ZONES for here in range(start, close)):
                start = close + 1
        start = start + 1 if lower_at(tokens, start) in ("on", ",") else start
        if start < len(tokens) and (
            tokens[start].lower in WEEKDAYS
            or tokens[start].lower in ("today", "yesterday", "tomorrow", "last")
            or (start > end and (month_at(tokens, start) or day_number(tokens, start)))
        ):
            day = find_inner(tokens, start)
            if day is not None and day.exact and day.clock is None and day.resolve is not None:
                return replace(day, clock=core.clock, zone=core.zone)
    return core
