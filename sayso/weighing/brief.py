"""A claim as it stood before, on the way and after → what changed in it, the weightiest first.

Only what differs is a change: a repetition is none, however often it is printed.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.nouns import Claim, Member, Side, Version
from sayso.scales import Flag, Kind, Stance, Status


class What(StrEnum):
    """What can change in a claim, the weightiest first."""

    STATUS = "status"  # it stands elsewhere, or stood elsewhere on the way
    ANSWER = "answer"  # a question found an answer that stands, or lost it
    RETRACTION = "retraction"  # somebody took something back
    CORRECTION = "correction"  # an outlet did
    NUMBER = "number"  # a party gave a number, or another one than before
    DENIAL = "denial"
    CONFIRMATION = "confirmation"
    DUE = "due"  # the day of a plan has passed with nothing heard
    CLAIM = "claim"  # nobody had said it before
    QUESTION = "question"  # nobody had asked it before
    FIGURE = "figure"  # a number stands elsewhere than before
    ORIGIN = "origin"  # one more independent origin
    DECLINE = "decline"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Course:
    """A claim over a span of time: as it stood before, after each document that speaks of it, and in the end."""

    before: Claim | None
    way: Sequence[Claim]
    after: Claim


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: who did it, in which words; for a number, what it was and what it became, in order."""

    what: What
    party: str | None = None
    source: str | None = None
    member: Member | None = None
    was: Version | None = None
    numbers: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim in which something changed. `way`: the statuses in between, where it went by way of others."""

    claim: Claim
    before: Claim | None
    way: tuple[Status, ...]
    changes: tuple[Change, ...]


_WEIGHT = {what: at for at, what in enumerate(What)}
_HARD = {Status.CONFIRMED, Status.CONTESTED, Status.DENIED, Status.WITHDRAWN, Status.CORROBORATED}


def turns(courses: Iterable[Course]) -> list[Turn]:
    """What changed, the most consequential first; of equals, what was claimed first."""
    found = [turn for course in courses if (turn := find_turn(course)).changes]
    return sorted(found, key=_consequence)


def find_turn(course: Course) -> Turn:
    """One claim's changes, the weightiest first."""
    before, after = course.before, course.after
    way = _way(course)
    changes = [
        *_status(course, way),
        *_sides(before, after),
        *_numbers(before, after),
        *_due(before, after),
        *_figures(before, after),
        *_origins(before, after),
    ]
    return Turn(after, before, way, tuple(_once(sorted(changes, key=_place))))


def _consequence(turn: Turn) -> tuple[int, int]:
    """A claim that comes in contested says more than one that only its own party asserts; more changes, more weight."""
    if turn.before is None:
        opened = What.NUMBER if turn.claim.status in _HARD else turn.changes[0].what
        return _WEIGHT[opened], -len(turn.changes)
    return min(_weight(each) for each in turn.changes), -len(turn.changes)


def _weight(change: Change) -> int:
    """A number beside others' says less than one that moved."""
    return _WEIGHT[What.DUE if change.what is What.NUMBER and change.was is None else change.what]


def _place(change: Change) -> tuple[bool, int]:
    """Within its claim: that it is new comes before all."""
    return change.what not in (What.CLAIM, What.QUESTION), _WEIGHT[change.what]


def _once(changes: Sequence[Change]) -> Iterator[Change]:
    """What brought the status about is not told twice."""
    told = {each.member.utterance.id for each in changes if each.member and each.what is What.STATUS}
    opened = any(each.what in (What.CLAIM, What.QUESTION) for each in changes)
    for each in changes:
        again = each.member is not None and each.member.utterance.id in told and each.what in _TOLD_BY_STATUS
        if not again and not (opened and each.what in (What.FIGURE, What.ORIGIN)):
            yield each


_TOLD_BY_STATUS = {
    What.DENIAL, What.CONFIRMATION, What.ORIGIN, What.RETRACTION, What.CORRECTION, What.DECLINE, What.SILENCE
}  # fmt: skip


# ---- where it stands ----


def _way(course: Course) -> tuple[Status, ...]:
    """The statuses that it had in between, other than the last one before and the last one of all."""
    found: list[Status] = [course.before.status] if course.before else []
    for each in (*course.way, course.after):
        if not found or found[-1] is not each.status:
            found.append(each.status)
    return tuple(found[1 if course.before else 0 : -1])


def _status(course: Course, way: Sequence[Status]) -> Iterator[Change]:
    before, after = course.before, course.after
    if before is None:
        opened = What.QUESTION if after.status is Status.OPEN else What.CLAIM
        yield _by(opened, after, _opening(after))
        return
    if "S13" in (before.rule, after.rule) and (before.status, before.rule) != (after.status, after.rule):
        yield Change(What.ANSWER)
    elif before.status is not after.status or way:
        doers = _doers(course)
        yield from (_by(What.STATUS, after, each) for each in doers)
        if not doers:
            yield Change(What.STATUS)


def _opening(claim: Claim) -> Member:
    first = claim.first_said.utterance if claim.first_said else claim.members[0].utterance.id
    return next(each for each in claim.members if each.utterance.id == first)


def _doers(course: Course) -> list[Member]:
    """Those whose words brought the last change of status about: of the words that came in with it, those that fired
    the rule, else those that took a side or took something back."""
    states = [*([course.before] if course.before else []), *course.way]
    steps = [(old, new) for old, new in itertools.pairwise(states) if old.status is not new.status]
    if not steps:
        return []
    old, new = steps[-1]
    known = {each.utterance.id for each in old.members}
    came = [each for each in new.members if each.utterance.id not in known]
    fired = [each for each in came if each.utterance.id in new.because]
    if new.status is Status.CONTESTED:  # the side that was missing
        turned = Stance.DENIES if old.status not in (Status.DENIED, Status.OPEN) else None
        fired = [each for each in fired if turned is None or each.utterance.stance is turned] or fired
    return _one_each(fired or [each for each in came if each.utterance.stance in _TURNING] or came, new)


_TURNING = {Stance.ASSERTS, Stance.CONFIRMS, Stance.DENIES, Stance.RETRACTS}


def _one_each(members: Sequence[Member], claim: Claim) -> list[Member]:
    """The first words of each party."""
    found: dict[str | None, Member] = {}
    for each in members:
        found.setdefault(_name(each, claim), each)
    return list(found.values())


# ---- sides ----

_SIDES = (
    (What.DENIAL, "denied_by"),
    (What.CONFIRMATION, "confirmed_by"),
    (What.DECLINE, "declined_by"),
    (What.SILENCE, "silent_by"),
)


def _sides(before: Claim | None, after: Claim) -> Iterator[Change]:
    """Who took which side for the first time."""
    for what, name in _SIDES:
        known = {_who(each) for each in getattr(before, name)} if before else set()
        for side in _firsts(getattr(after, name), known):
            if before is not None or what is not What.CONFIRMATION:  # a new claim's status says who confirms it
                yield Change(what, side.party, side.source, _member(after, side.utterance))
    if before is not None and not before.questioned_by and after.questioned_by:  # that more ask it says nothing new
        side = after.questioned_by[0]
        yield Change(What.QUESTION, side.party, side.source, _member(after, side.utterance))
    yield from _taken_back({each.utterance for each in before.withdrawn_by} if before else set(), after)


def _taken_back(known: set[str], after: Claim) -> Iterator[Change]:
    for side in _firsts((each for each in after.withdrawn_by if each.utterance not in known), set()):
        member = _member(after, side.utterance)
        own = member is not None and member.utterance.source.kind in (Kind.OUTLET, Kind.NARRATION)
        yield Change(What.CORRECTION if own else What.RETRACTION, side.party, side.source, member)


def _firsts(sides: Iterable[Side], known: set[str | None]) -> Iterator[Side]:
    seen = set(known)
    for side in sides:
        if _who(side) not in seen:
            seen.add(_who(side))
            yield side


def _who(side: Side | Version) -> str | None:
    return side.party or side.source


def _due(before: Claim | None, after: Claim) -> Iterator[Change]:
    if Flag.DUE in after.flags and (before is None or Flag.DUE not in before.flags):
        plans = [each for each in after.expected_by if each.standing]
        side = plans[-1] if plans else None
        yield Change(
            What.DUE,
            side.party if side else None,
            side.source if side else None,
            _member(after, side.utterance) if side else None,
        )


# ---- numbers ----

_Key = tuple[object, ...]


def number_key(version: Version) -> _Key:
    """Whose number it is, and which."""
    unit = version.unit.casefold() if version.unit else None
    return _who(version), unit, version.value, version.low, version.high, version.bound


def _numbers(before: Claim | None, after: Claim) -> Iterator[Change]:
    """The numbers that a party had not given before, those of one party together."""
    old = {number_key(each): each for each in before.versions} if before else {}
    fresh: dict[_Key, list[Version]] = defaultdict(list)
    for version in after.versions:
        if number_key(version) not in old:
            fresh[number_key(version)[:2]].append(version)
    firsts = {each.utterances[0]: each for each in after.versions}
    for those in fresh.values():
        was = firsts.get(those[0].supersedes or "")
        words = _member(after, those[-1].utterances[0])
        yield Change(
            What.NUMBER,
            those[0].party,
            those[0].source,
            words,
            was if was and number_key(was) in old else None,
            tuple(those),
        )


def _figures(before: Claim | None, after: Claim) -> Iterator[Change]:
    """Numbers that were there, and stand elsewhere now (S16)."""
    old = {number_key(each): each for each in before.versions} if before else {}
    for version in after.versions:
        was = old.get(number_key(version))
        if was is not None and was.status is not version.status:
            words = _member(after, version.utterances[0])
            yield Change(What.FIGURE, version.party, version.source, words, was, (version,))


def _origins(before: Claim | None, after: Claim) -> Iterator[Change]:
    known = {each.party or each.source for each in before.origins} if before else set()
    ids = {each.utterance.id for each in before.members} if before else set()
    for origin in after.origins:
        new = [each for each in origin.utterances if each not in ids]
        if (origin.party or origin.source) not in known and len(new) == len(origin.utterances):
            yield Change(What.ORIGIN, origin.party, origin.source, _member(after, new[0]))


# ---- words ----


def _member(claim: Claim, utterance: str) -> Member | None:
    return next((each for each in claim.members if each.utterance.id == utterance), None)


def _by(what: What, claim: Claim, member: Member) -> Change:
    """A change and who brought it about, under the name that the claim has for them."""
    party, source = _names(member, claim)
    return Change(what, party, source, member)


def _name(member: Member, claim: Claim) -> str | None:
    party, source = _names(member, claim)
    return party or source


def _names(member: Member, claim: Claim) -> tuple[str | None, str | None]:
    given, id_ = member.utterance.source, member.utterance.id
    for name in (
        "confirmed_by",
        "denied_by",
        "declined_by",
        "silent_by",
        "expected_by",
        "questioned_by",
        "withdrawn_by",
    ):
        for side in getattr(claim, name):
            if side.utterance == id_:
                return side.party, side.source
    if claim.first_said and claim.first_said.utterance == id_:
        return claim.first_said.party, claim.first_said.source
    return given.party or (member.utterance.chain[-1].party if member.utterance.chain else None), given.name
