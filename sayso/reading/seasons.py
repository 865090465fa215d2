"""Tokens → seasons and feasts (RULES.md, N2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sayso.reading import calendar
from sayso.reading.calendar import DAY, FEASTS, Days
from sayso.reading.cores import Core, first_of, fixed, lower_at
from sayso.reading.dates import relative_year, year_behind
from sayso.reading.numerals import touching
from sayso.reading.tokens import Token, word_set


def relative_feast(tokens: Sequence[Token], at: int, way: int) -> Core | None:
    """ "last Christmas", "next Easter"."""
    named = feast_at(tokens, at + 1)
    if named is None:
        return None
    name, end = named
    return Core(end, lambda since, _: (_feast(since + way * DAY, way > 0, name),) * 2, exact=True)


def is_feast(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name of a feast begins here."""
    return feast_at(tokens, at) is not None


def feast_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The longest name of a feast that begins here, and the token behind it."""
    for size in (6, 5, 4, 3, 2, 1):
        if at + size <= len(tokens) and (name := _glued(tokens, at, at + size)) in FEASTS:
            return name, at + size
    return None


def from_season(tokens: Sequence[Token], at: int) -> Core | None:
    """ "summer 2025", "the summer of 2025", "in spring", "by autumn"."""
    word = tokens[at].lower
    year, end = year_behind(tokens, at + 1)
    if year is not None:
        chosen = year
        return Core(end, lambda _, __: calendar.season_days(chosen, word))
    before = lower_at(tokens, at - 1)
    before = lower_at(tokens, at - 2) if before in ("the", "early", "late", "mid") else before
    if before not in ("in", "by", "since", "until", "before", "during", "after") or (
        word == "fall" and lower_at(tokens, at - 1) not in ("the", "this", "last", "by")
    ):
        return None
    if lower_at(tokens, at + 1)[:1].isalpha() and lower_at(tokens, at + 1) not in _AFTER_SEASON:
        return None  # "in spring training"
    return Core(at + 1, lambda since, ahead: _near_season(since, ahead, word))


_AFTER_SEASON = word_set("and or when but to at in as it he she they we the a because after before if")


def _near_season(since: date, ahead: bool | None, season: str) -> Days:
    """The latest season of that name that began, or the next that has not ended."""
    days = [calendar.season_days(year, season) for year in (since.year - 1, since.year, since.year + 1)]
    if ahead:
        return next(each for each in days if first_of(each) > since)
    return next(each for each in reversed(days) if first_of(each) <= since)


def from_feast(tokens: Sequence[Token], at: int) -> Core | None:
    """ "Easter", "Christmas Eve 2025", "by Thanksgiving"."""
    if not tokens[at].text[0].isupper() and tokens[at].lower in ("may", "new", "victory", "epiphany", "midsummer"):
        return None
    named = feast_at(tokens, at)
    if named is None or not _is_when(tokens, at, named[1]):
        return None
    name, stop = named
    year, end = year_behind(tokens, stop)
    if year is not None:
        found = calendar.feast(name, year)
        return Core(end, fixed(found), exact=True) if found else None
    if (rel := relative_year(tokens, end)) is not None:
        return Core(rel[1], lambda since, _: (calendar.feast(name, since.year + rel[0]),) * 2, exact=True)
    if name == "new year" and lower_at(tokens, at - 1) not in ("since", "by", "before", "at", "after", "until", "over"):
        return None
    return Core(stop, lambda since, ahead: (_feast(since, ahead, name),) * 2)


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
        lower_at(tokens, at - 1) in _FEAST_BEFORE
        or not after[0].isalpha()
        or after[0].isupper()
        or after in ("and", "or", "in", "of", "when", "but", "is", "was", "last", "this", "next")
    )


_FEAST_BEFORE = word_set(
    "on by since at before after until till over during this last next around in for from between and past",
)
