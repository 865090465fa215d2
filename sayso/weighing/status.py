"""The table of rules: standing sayings → where a claim stands, by which rule and whose words (RULES.md, S1-S7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.scales import Factuality, Stance, Status
from sayso.weighing.sayings import Saying, Sided

_SURE = {Factuality.CERTAIN, Factuality.PROBABLE}


@dataclass(frozen=True, slots=True)
class Case:
    """What there is to rule on."""

    standing: Sequence[Saying]  # in order
    fallen: Sequence[Saying]  # in order; they said it once and no longer do
    first: Saying | None  # who said it first, standing or not (S9)
    about: str | None  # key of the party that the claim is about (S8)
    origin: Mapping[str, str]  # saying → origin

    assertions: list[Saying] = field(init=False)  # standing sayings for the claim: assertions, confirmations, plans
    denials: list[Saying] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "assertions", [each for each in self.standing if each.side is Sided.FOR])
        object.__setattr__(self, "denials", [each for each in self.standing if each.side is Sided.AGAINST])


@dataclass(frozen=True, slots=True)
class Ruling:
    """A status, its rule, the sayings that fired it, and the one with which it began to hold."""

    status: Status
    rule: str
    because: tuple[Saying, ...]
    since: Saying | None


Fired = tuple[list[Saying], Saying] | None  # the sayings, and the one that completed the condition


def rule(case: Case) -> Ruling:
    """The first row that applies wins (S1)."""
    for status, name, row in TABLE:
        if (fired := row(case)) is not None:
            because, since = fired
            return Ruling(status, name, tuple(because), since)
    return Ruling(Status.OPEN, "S7", tuple(case.standing), case.standing[0] if case.standing else None)


def confirmed(case: Case) -> Fired:
    """S2: an explicit confirmation by a named party other than the first, or by the party that the claim is about."""
    confirming = [
        each
        for each in case.standing
        if each.side is Sided.FOR and each.stance is Stance.CONFIRMS and each.named and _may_confirm(each, case)
    ]
    return (confirming, confirming[0]) if confirming else None


def contested(case: Case) -> Fired:
    """S3: standing assertions of any kind of source, and standing denials."""
    if not case.assertions or not case.denials:
        return None
    return [*case.assertions, *case.denials], _later(case.assertions[0], case.denials[0])


def denied(case: Case) -> Fired:
    """S4: standing denials only."""
    return (case.denials, case.denials[0]) if case.denials else None


def corroborated(case: Case) -> Fired:
    """S5: asserted at PR+ or CT+ by two or more independent origins, both named."""
    firsts: dict[str, Saying] = {}
    sure = [each for each in case.assertions if each.named and is_sure(each)]
    for each in sure:
        firsts.setdefault(case.origin[each.id], each)
    return (sure, list(firsts.values())[1]) if len(firsts) > 1 else None


def attributed(case: Case) -> Fired:
    """S6: asserted by a named source; unnamed ones beside it lift nothing."""
    named = [each for each in case.assertions if each.named]
    return (named, named[0]) if named else None


def circulating(case: Case) -> Fired:
    """S6: asserted, but only by unnamed sources, hearsay or narration."""
    return (case.assertions, case.assertions[0]) if case.assertions else None


def withdrawn(case: Case) -> Fired:
    """S7: all that asserted it took it back."""
    back = [each for each in case.standing if each.stance is Stance.RETRACTS and not each.outer]
    gone = [each for each in case.fallen if each.side is Sided.FOR]
    if not back and not gone:
        return None
    return ([*gone, *back], back[-1] if back else gone[-1])


def is_sure(saying: Saying) -> bool:
    """Asserted or confirmed as certain or probable; a plan corroborates nothing (S5, S6)."""
    return saying.stance is not Stance.EXPECTS and saying.entry.utterance.factuality in _SURE


def _may_confirm(saying: Saying, case: Case) -> bool:
    """Not the first one's own words, nor words that rest on them alone."""
    if saying.key == case.about:
        return True
    first = case.first
    return first is None or (saying.key != first.key and case.origin[saying.id] != case.origin[first.id])


def _later(one: Saying, other: Saying) -> Saying:
    return max(one, other, key=lambda each: each.order)


TABLE: Iterable[tuple[Status, str, Callable[[Case], Fired]]] = (
    (Status.CONFIRMED, "S2", confirmed),
    (Status.CONTESTED, "S3", contested),
    (Status.DENIED, "S4", denied),
    (Status.CORROBORATED, "S5", corroborated),
    (Status.ATTRIBUTED, "S6", attributed),
    (Status.CIRCULATING, "S6", circulating),
    (Status.WITHDRAWN, "S7", withdrawn),
)
