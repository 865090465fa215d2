"""Sayings of one claim in order → which of them still stand, and since when the others do not (RULES.md, S10, S11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.nouns import Quantity
from sayso.scales import Factuality, Stance
from sayso.weighing.sayings import Saying, Sided

_ANSWERED = {Stance.DECLINES, Stance.SILENT, Stance.QUESTIONS}


@dataclass(slots=True)
class Standing:
    """What fell and by which saying; and denials that deny only a number (a party that says "not 400 but 40")."""

    fallen: dict[str, Saying] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)  # those of the fallen that a retraction points at
    number_only: set[str] = field(default_factory=set)

    def stands(self, saying: Saying) -> bool:
        """Whether it does."""
        return saying.id not in self.fallen


def standing(sayings: Sequence[Saying]) -> Standing:
    """Sayings in order → their standing at the end of them."""
    out = Standing()
    parties: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        parties[saying.key].append(saying)
    for party in parties.values():
        out.number_only |= _number_only(party)
        _retract(party, out)
        _replace(party, out)
    return out


def numbers(quantities: Iterable[Quantity]) -> set[float]:
    """The numbers that quantities name, whatever their bounds."""
    return {number for each in quantities for number in (each.value, each.low, each.high) if number is not None}


def _number_only(party: Sequence[Saying]) -> set[str]:
    """Denials of a number by a party that has given, or gives on the same occasion, another one."""
    given = [(each.when, numbers(each.quantities)) for each in party if each.side is Sided.FOR and each.quantities]
    return {
        each.id
        for each in party
        if each.side is Sided.AGAINST and each.quantities
        for when, known in given
        if when <= each.when and known.isdisjoint(numbers(each.quantities))
    }


def _retract(party: Sequence[Saying], out: Standing) -> None:
    """A retraction takes back what it points at: a number, else the party's assertions, or its denials (S10)."""
    by_id = {each.id: each for each in party}
    for saying in party:
        if saying.stance is not Stance.RETRACTS or saying.outer:
            continue
        meant = by_id.get(saying.entry.utterance.refers_to or "")
        earlier = [
            each for each in party if each.side is not Sided.NEITHER and _before(each, saying) and out.stands(each)
        ]
        named = numbers(saying.quantities) or (numbers(meant.quantities) if meant else set())
        if named:
            targets = [each for each in earlier if not named.isdisjoint(numbers(each.quantities))]
        else:
            side = meant.side if meant and meant.side is not Sided.NEITHER else earlier[-1].side if earlier else None
            targets = [each for each in earlier if each.side is side]
        for each in targets:
            out.fallen[each.id] = saying
            out.taken_back.add(each.id)


def _replace(party: Sequence[Saying], out: Standing) -> None:
    """A newer word replaces an older one of the same speaker, or, confirming, the denials of the whole party (S11).

    A denial of a number alone replaces nothing, and a plan does not replace word of the deed.
    """
    held: dict[str, dict[_Word | None, list[Saying]]] = defaultdict(lambda: defaultdict(list))
    denials: list[Saying] = []
    for saying in party:
        if not out.stands(saying) or saying.id in out.number_only:
            continue
        word = _word(saying)
        own = held[saying.speaker] if saying.speaker else {}
        if word is not None:
            for older, earlier in own.items():
                if older != word and not (
                    saying.stance is Stance.EXPECTS and older and older[:2] == (Sided.FOR, False)
                ):
                    _fell(earlier, saying, out)
            if saying.stance is Stance.CONFIRMS:
                _fell(denials, saying, out)
        if saying.side is Sided.AGAINST:
            denials.append(saying)
        if saying.speaker and (word or saying.stance in _ANSWERED):
            held[saying.speaker][word].append(saying)


_Word = tuple[Sided, bool, Factuality]


def _word(saying: Saying) -> _Word | None:
    """What a speaker committed to; None for questions, declines and the like, which any later word answers."""
    if saying.side is Sided.NEITHER:
        return None
    return saying.side, saying.stance is Stance.EXPECTS, saying.entry.utterance.factuality


def _fell(older: list[Saying], newer: Saying, out: Standing) -> None:
    for each in [each for each in older if _before(each, newer)]:
        out.fallen.setdefault(each.id, newer)
        older.remove(each)


def _before(older: Saying, newer: Saying) -> bool:
    """Whether it was said on an earlier occasion. What a party says on one occasion stands together (S10)."""
    return older.when < newer.when
