"""Tokens → a time without the preposition before it; what each word of time may open is told by `mentions`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.reading.calendar import ORDINALS, UNITS, Days
from sayso.reading.numerals import number_at
from sayso.reading.tokens import Token, word_set

Resolve = Callable[
    [date, bool | None], Days
]  # day of reference; looks ahead (True), back (False), or cannot tell (None)


@dataclass(frozen=True, slots=True)
class Apart:
    """How far a time lies from another that the text names: "four days earlier", "a week before the crash", "that evening".

    `events` are the words behind "before" or "after", one of which may name what happened; without them the last day counts.
    """

    count: float
    unit: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Core:
    """A time without the preposition before it: tokens up to `end`."""

    end: int
    resolve: Resolve | None
    exact: bool = False
    deictic: bool = False
    clock: tuple[int, int] | None = None
    zone: str | None = None
    joined: bool = False  # "from Monday to Friday"
    apart: Apart | None = None


def lower_at(tokens: Sequence[Token], at: int) -> str:
    """The word at a place, "" where there is none."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


Finder = Callable[[Sequence[Token], int], Core | None]
DIGITS = "0"  # stands in `FINDERS` for every token that begins with a digit
FINDERS: dict[str, Finder] = {}  # a word → what it may open; filled by `mentions`, since times hold times


def find_core(tokens: Sequence[Token], at: int) -> Core | None:
    """The time that begins at a token."""
    token = tokens[at]
    finder = FINDERS.get(DIGITS if token.text[0].isdecimal() else token.lower)
    return finder(tokens, at) if finder else None


def find_inner(tokens: Sequence[Token], at: int) -> Core | None:
    """A time inside another ("the first week of March"): one that holds no third, so that no text leads ever deeper."""
    start = at + 1 if lower_at(tokens, at) == "the" else at
    word = lower_at(tokens, start)
    if word in _PARTS or (
        word in ORDINALS and lower_at(tokens, start + 1) not in ("quarter", "half") and "of" in _near(tokens, start)
    ):
        return None
    if (word in COUNTS or word.isdecimal()) and (unit_of(lower_at(tokens, start + 1)) or word in COUNTS):
        return None
    if word in ("week", "day") and start > at:
        return None
    return find_core(tokens, at) if at < len(tokens) else None


_PARTS = word_set("early mid late end beginning start middle close")


def _near(tokens: Sequence[Token], at: int) -> list[str]:
    return [lower_at(tokens, at + step) for step in range(1, 6)]


def fixed(start: date, end: date | None = None) -> Resolve:
    """Days that are the same whenever the words are read."""
    return lambda _, __: (start, end or start)


def unit_of(word: str) -> str | None:
    """A unit of time, from its singular or plural."""
    single = word[:-1] if word.endswith("s") else "century" if word == "centuries" else word
    return single if single in UNITS else None


COUNTS = word_set(
    "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty",
    "forty fifty several few couple half about around nearly almost",
)


def count_at(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """How many: a number, "a few" (3), "a couple of" (2), "several" (3)."""
    word = lower_at(tokens, at)
    if word in ("a", "an", "the"):
        if lower_at(tokens, at + 1) in ("few", "couple"):
            return count_at(tokens, at + 1)
        return (1.0, at + 1) if word != "the" and unit_of(lower_at(tokens, at + 1)) else None
    if word in ("few", "several"):
        return 3.0, at + 1
    if word == "couple":
        return 2.0, at + 2 if lower_at(tokens, at + 1) == "of" else at + 1
    if at >= len(tokens) or not (word[0].isdecimal() or word in COUNTS):
        return None
    if word.isdecimal() and len(word) <= 4 and unit_of(lower_at(tokens, at + 1)):
        return float(word), at + 1
    number = number_at(tokens, at)
    return (
        (number.value, number.end)
        if number and number.value is not None and number.value < 100_000 and not number.share
        else None
    )


def first_of(days: Days) -> date:
    """The first day, which must be known."""
    assert days[0]
    return days[0]
