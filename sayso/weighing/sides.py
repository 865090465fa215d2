"""Sayings → the lists of who took which side, when, and whether it still stands (RULES.md, O7, S14)."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.nouns import FirstSaid, Side
from sayso.scales import Stance, Why
from sayso.weighing.origins import Lineage
from sayso.weighing.sayings import Saying, Sided
from sayso.weighing.standing import Standing


def side(stance: Stance, sayings: Sequence[Saying], standing: Standing, lineage: Lineage) -> tuple[Side, ...]:
    """All that ever took it, in order. What a copy repeats of the same party is said once."""
    return tuple(
        Side(each.party, each.entry.utterance.source.name, each.at, each.id, standing.stands(each))
        for each in sayings
        if each.stance is stance and not each.outer and not _copied(each, lineage)
    )


def first_said(sayings: Sequence[Saying]) -> FirstSaid | None:
    """Who said it first, by time of saying, standing or not (S9); nobody, where it was only denied or asked."""
    first = first_for(sayings)
    return FirstSaid(first.at, first.entry.utterance.source.name, first.party, first.id) if first else None


def first_for(sayings: Sequence[Saying]) -> Saying | None:
    """The first saying for the claim."""
    return next((each for each in sayings if each.side is Sided.FOR), None)


def _copied(saying: Saying, lineage: Lineage) -> bool:
    back = lineage.back.get(saying.id)
    return back is not None and back.why is Why.COPY and back.repeats and back.to.stance is saying.stance
