"""What must be said beside a status (RULES.md, S3, S4, S6, S11, S12, S15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sayso import moments
from sayso.nouns import Claim, Utterance
from sayso.scales import Flag, Stance, Status
from sayso.weighing.sayings import Saying, Sided, undated
from sayso.weighing.sides import first_for
from sayso.weighing.status import Case


def flags(status: Status, sayings: Sequence[Saying], case: Case, moment: datetime) -> Iterator[Flag]:
    """A claim as ruled, as of a moment → its flags, those of its numbers aside."""
    if status is Status.CONTESTED and not any(each.named for each in case.assertions):
        yield Flag.HEARSAY_ONLY
    if _due(sayings, case, moment):
        yield Flag.DUE
    if status is Status.DENIED and first_for(sayings) is None:
        yield Flag.NEVER_ASSERTED
    if any(undated(each.entry.document) for each in sayings):
        yield Flag.DATE_UNKNOWN
    if {each.key for each in case.assertions if each.party} & {each.key for each in case.denials if each.party}:
        yield Flag.CONTESTED_WITHIN_PARTY


def next_due(claim: Claim, moment: datetime) -> datetime | None:
    """The last day of the next plan to come to its end: until then the claim stays as it is, if nothing new is heard."""
    days = (_last_day(each.utterance) for each in claim.members if each.utterance.stance is Stance.EXPECTS)
    return min((day for day in days if day is not None and day >= moment), default=None)


def _due(sayings: Sequence[Saying], case: Case, moment: datetime) -> bool:
    """A plan past its date, and since it was made nobody has said that it came true or did not (S6)."""
    plans = [each for each in case.assertions if each.stance is Stance.EXPECTS and _deadline(each)]
    if not plans:
        return False
    heard = [each.when for each in sayings if _tells(each)]
    return any(
        (day := _deadline(each)) is not None and day < moment and not any(when > each.when for when in heard)
        for each in plans
    )


def _deadline(plan: Saying) -> datetime | None:
    return _last_day(plan.entry.utterance)


def _last_day(utterance: Utterance) -> datetime | None:
    """The last day that it names."""
    return max((day for each in utterance.times if (day := moments.end(each.end))), default=None)


def _tells(saying: Saying) -> bool:
    """Whether it says how the matter went."""
    return (
        saying.side is not Sided.NEITHER and saying.stance is not Stance.EXPECTS
    ) or saying.stance is Stance.RETRACTS
