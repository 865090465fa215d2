"""Sayings of one claim → its numbers over time: who gave which, what it replaced, and where it stands (RULES.md, S12).

A version is one party's number. A number's status is ruled by the same table over those who give that very number, bounds
and all, and those who deny it or deny the claim as a whole. A number that nobody gives any more, since all have given
another, keeps the status it had: it was superseded, not taken back.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sayso.nouns import Quantity, Version
from sayso.scales import Bound, Kind, Stance
from sayso.weighing.origins import Lineage
from sayso.weighing.sayings import Saying, Sided
from sayso.weighing.standing import Standing, numbers
from sayso.weighing.status import Case, rule
from sayso.weighing.units import compare_units

ROUGHLY = 0.1  # "about 40" may be 36 to 44 before it excludes another number
_REPEATS = {Kind.NARRATION, Kind.HEARSAY, Kind.OUTLET}  # these pass a number on, when somebody gave it before

Number = tuple[str | None, float | None, float | None, float | None, Bound]  # unit, value, low, high, bound


@dataclass(slots=True)
class Run:
    """One party's number, for as long as it gave no other."""

    number: Number
    quantity: Quantity
    sayings: list[Saying]
    supersedes: Run | None = None
    current: bool = True


@dataclass(slots=True)
class Numbers:
    """All runs of a claim, and those of one number together."""

    runs: list[Run] = field(default_factory=list)
    alike: dict[Number, list[Run]] = field(default_factory=lambda: defaultdict(list))


def number_runs(sayings: Sequence[Saying]) -> Numbers:
    """Sayings in order → every party's numbers in order."""
    unit_of = compare_units([[each.unit for each in saying.quantities] for saying in sayings])
    by_id = {each.id: each for each in sayings}
    out = Numbers()
    given: dict[tuple[str, str | None], list[tuple[Saying, Number, Quantity]]] = defaultdict(list)
    first: dict[tuple[object, ...], tuple[str, Number]] = {}  # an amount → whose version a repetition belongs to
    passed_on: list[tuple[Saying, tuple[str, Number]]] = []
    for saying in sayings:
        for quantity in _given(saying, by_id):
            unit = unit_of[quantity.unit]
            number: Number = (unit, quantity.value, quantity.low, quantity.high, quantity.bound)
            amount = number[:4]
            if saying.kind in _REPEATS and first.get(amount, (saying.key, number))[0] != saying.key:
                passed_on.append((saying, first[amount]))
                continue
            first.setdefault(amount, (saying.key, number))
            given[saying.key, unit].append((saying, number, quantity))
    for mentions in given.values():
        out.runs += _party_runs(mentions)
    out.runs.sort(key=lambda each: (each.sayings[0].order, str(each.number)))
    for run in out.runs:
        out.alike[run.number].append(run)
    for saying, (key, number) in passed_on:
        run = next(each for each in out.alike[number] if each.sayings[0].key == key)
        run.sayings = sorted([*run.sayings, saying], key=lambda each: (each.key != key, each.order))
    return out


def versions(
    found: Numbers, sayings: Sequence[Saying], standing: Standing, lineage: Lineage, about: str | None
) -> tuple[Version, ...]:
    """Runs → versions with their own statuses, in order of time."""
    against = [each for each in sayings if each.side is Sided.AGAINST and standing.stands(each)]
    out = []
    for run in found.runs:
        quantity, first = run.quantity, run.sayings[0]
        out.append(
            Version(
                value=quantity.value,
                low=quantity.low,
                high=quantity.high,
                bound=quantity.bound,
                unit=quantity.unit,
                party=first.party,
                source=first.entry.utterance.source.name,
                at=first.at,
                status=rule(_case(run, found, against, standing, lineage, about)).status,
                utterances=tuple(each.id for each in run.sayings),
                supersedes=run.supersedes.sayings[0].id if run.supersedes else None,
            )
        )
    return tuple(out)


def differ(found: Numbers, counted: set[str], standing: Standing, lineage: Lineage) -> bool:
    """Whether independent origins now give numbers that exclude each other; `counted` are the sayings of the origins."""
    intervals: dict[str | None, list[tuple[float, float, str]]] = defaultdict(list)
    for run in found.runs:
        here = [each for each in run.sayings if each.id in counted and standing.stands(each)]
        if run.current and here:
            intervals[run.number[0]] += [(*interval(run.quantity), lineage.origin[each.id]) for each in here]
    return any(map(_disjoint, intervals.values()))


def interval(quantity: Quantity) -> tuple[float, float]:
    """The least and the greatest number that the words allow.

    >>> interval(Quantity(None, 3000, None, None, Bound.AT_LEAST, "soldiers"))
    (3000, inf)
    """
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None or quantity.bound is Bound.RANGE:
        low = low if low is not None else value
        return (-math.inf if low is None else low, math.inf if high is None else high)
    if quantity.bound is Bound.AT_LEAST:
        return value, math.inf
    if quantity.bound is Bound.AT_MOST:
        return -math.inf, value
    if quantity.bound is Bound.ABOUT:
        margin = abs(value) * ROUGHLY
        return (value - margin if low is None else low, value + margin if high is None else high)
    return value, value


def _given(saying: Saying, by_id: Mapping[str, Saying]) -> Iterator[Quantity]:
    """Its numbers; "that is correct" has those of the words that it refers to."""
    if saying.side is not Sided.FOR:
        return
    meant = by_id.get(saying.entry.utterance.refers_to or "")
    known = saying.quantities or (meant.quantities if meant and saying.stance is Stance.CONFIRMS else ())
    yield from (each for each in known if (each.value, each.low, each.high) != (None, None, None))


def _party_runs(mentions: Iterable[tuple[Saying, Number, Quantity]]) -> list[Run]:
    """A party's later number supersedes its earlier one; what it gives on one occasion stands together."""
    runs: list[Run] = []
    current: dict[Number, Run] = {}
    for _, group in groupby(mentions, key=lambda each: each[0].when):
        together: dict[Number, Run] = {}
        for saying, number, quantity in group:
            run = together.get(number) or current.get(number)
            if run is None:
                run = Run(number, quantity, [])
                runs.append(run)
            if saying not in run.sayings[-1:]:
                run.sayings.append(saying)
            together[number] = run
        if new := [each for number, each in together.items() if number not in current]:
            gone = [each for number, each in current.items() if number not in together]
            for run in gone:
                run.current = False
            for run in new:
                run.supersedes = gone[-1] if gone else None
            current = together
    return runs


def _case(
    run: Run, found: Numbers, against: Sequence[Saying], standing: Standing, lineage: Lineage, about: str | None
) -> Case:
    """Who gives this number, and who denies it: now, or when it last stood, where all have given another since."""
    alike = found.alike[run.number]
    kept = [each for each in alike if each.current]
    supporters = _ordered(saying for each in kept or alike for saying in each.sayings)
    stood = [each for each in supporters if (standing.stands(each) if kept else not _refuted(each, standing))]
    known = numbers([run.quantity])
    denials = [
        each
        for each in against
        if each.id not in standing.number_only or not known.isdisjoint(numbers(each.quantities))
    ]
    return Case(
        standing=_ordered([*stood, *denials]),
        fallen=[each for each in supporters if each not in stood],
        first=_ordered(saying for each in alike for saying in each.sayings)[0],
        about=about,
        origin=lineage.origin,
    )


def _refuted(saying: Saying, standing: Standing) -> bool:
    by = standing.fallen.get(saying.id)
    return by is not None and (saying.id in standing.taken_back or by.side is Sided.AGAINST)


def _ordered(sayings: Iterable[Saying]) -> list[Saying]:
    return sorted({each.id: each for each in sayings}.values(), key=lambda each: each.order)


def _disjoint(intervals: Sequence[tuple[float, float, str]]) -> bool:
    lowest: dict[str, float] = {}  # origin → the least of its upper ends
    for _, high, origin in intervals:
        lowest[origin] = min(high, lowest.get(origin, math.inf))
    least = sorted((high, origin) for origin, high in lowest.items())[:2]
    return any(high < low and origin != other for low, _, origin in intervals for high, other in least)
