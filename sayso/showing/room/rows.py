"""A weighed claim → its row on the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso import moments
from sayso.nouns import Claim, Member, Version
from sayso.scales import Flag, Quote
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.charts import Axis, Small, small
from sayso.showing.room.choosing import LONG_AGO

MOST = 3  # numbers of a party that are shown, parties that stand below each other
SIDES = 5  # parties of a row


@dataclass(frozen=True, slots=True)
class Stand:
    """A party, and what it did last."""

    mark: str
    tone: str
    name: str
    did: str


@dataclass(frozen=True, slots=True)
class Moving:
    """A party's numbers: those before, and the present one."""

    party: str
    before: Sequence[str]
    now: str
    earlier: int


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows."""

    id: str
    status: str
    title: telling.Words
    said: telling.Words | None
    who: str
    when: str
    stands: Sequence[Stand]
    more: int
    moving: Sequence[Moving]
    unit: str
    flags: Sequence[str]
    chart: Small
    origins: str
    articles: str
    changed: str
    checked: bool


def row(claim: Claim, over: Axis) -> Row:
    """The row of a claim, its chart over the days of the board."""
    own = telling.own(claim)
    every, copies = telling.articles(claim)
    latest = _latest(claim, own)
    first = next((m for m in claim.members if m.utterance.id == claim.headline.utterance), claim.members[0])
    shown = latest or first
    stands = _stands(own)
    numbers = list(telling.by_party(claim.versions).items())
    newest = sorted(numbers, key=lambda each: moments.start(each[1][-1].at) or LONG_AGO, reverse=True)
    split = Flag.VERSIONS_DIFFER in claim.flags
    moving = [_moving(party, versions) for party, versions in (numbers if split else newest[:1])][:MOST]
    return Row(
        claim.id,
        claim.status.value,
        telling.title(claim),
        telling.words(latest.utterance) if latest else None,
        telling.speaker(shown.utterance),
        telling.short(telling.said_at(shown.utterance, shown.document)),
        stands[:SIDES],
        max(0, len(stands) - SIDES),
        moving,
        next((each.unit for each in claim.versions if each.unit), "") or "",
        [telling.FLAGS[each] for each in claim.flags],
        small(claim, over),
        telling.count(claim),
        phrases.count(every, "article") + (f", {phrases.count(copies, 'copy', 'copies')}" if copies else ""),
        _changed(claim, own),
        any(member.utterance.checked for member in claim.members),
    )


def _latest(claim: Claim, own: Sequence[Member]) -> Member | None:
    """The latest words that are not those of the headline; words that say nothing by themselves left aside."""
    telling_words = [
        member
        for member in own
        if member.utterance.id != claim.headline.utterance
        and member.utterance.refers_to is None
        and member.utterance.quote is not Quote.NARRATION
        and len(member.utterance.content.text) > 12
        and member.utterance.content.text != claim.headline.text
    ]
    return max(telling_words, key=_when, default=None)


def _when(member: Member) -> tuple[str, str]:
    moment = moments.start(telling.said_at(member.utterance, member.document)) or LONG_AGO
    return moment.isoformat(), member.utterance.id


def _stands(own: Sequence[Member]) -> list[Stand]:
    """Each party with what it did last, in order of first word."""
    last: dict[str, Member] = {}
    for member in sorted(own, key=_when):
        party = telling.side_of(member.utterance)
        last[party] = member
    order = dict.fromkeys(telling.side_of(member.utterance) for member in own)
    return [
        Stand(
            telling.mark(last[party].utterance),
            telling.tone(last[party].utterance.stance),
            party or telling.NOBODY,
            telling.STANCES[last[party].utterance.stance],
        )
        for party in order
    ]


def _moving(party: str, versions: Sequence[Version]) -> Moving:
    figures = [telling.figure(each) for each in versions]
    return Moving(party, figures[-MOST:-1], figures[-1], max(0, len(figures) - MOST))


def _changed(claim: Claim, own: Sequence[Member]) -> str:
    """What happened last, and when."""
    last = max(own, key=_when, default=None)
    if last is None or len(own) == 1:
        return f"first said {telling.short(claim.first_said.at if claim.first_said else claim.since)}"
    moved = [each for each in claim.versions if each.supersedes and last.utterance.id in each.utterances]
    did = "number moved" if moved else telling.PAST[last.utterance.stance]
    return f"{did} {telling.short(telling.said_at(last.utterance, last.document))}"
