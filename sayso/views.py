"""A ledger and a moment → what to show: the claims of a story, one claim's life, the sources and what became of their words.

At present the claims that were derived are shown; at a past moment, and where a ledger cannot be written to, the board is
asked. Both say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso import moments
from sayso.board import Table, board, limit
from sayso.judging import Groups, holds, in_force, pair
from sayso.ledger import BadEntry, Decided, Decision, Derived, Ledger, Record, Voice
from sayso.nouns import Claim, Document, Entry, Judgement, Side, Utterance
from sayso.scales import Verdict
from sayso.weighing import Parties, admitted, next_due, order
from sayso.wire import claim_record, decode_claim, encode_record


class Unknown(LookupError):
    """What was asked for is not in the ledger; the message is for the one who asked."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment that is asked for: what had been published by then, and what the ledger had learned by then (S15)."""

    as_of: str | None = None
    known_as_of: str | None = None

    @property
    def present(self) -> bool:
        """Whether no moment is asked for."""
        return self.as_of is None and self.known_as_of is None


PRESENT = When()


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims of many; `settled`: by the id of a question, the claim that answers it; the moment that they stand at."""

    claims: Sequence[Claim]
    settled: dict[str, Claim]
    total: int
    at: str | None


@dataclass(frozen=True, slots=True)
class Life:
    """A claim, what answers it, where it is a question, and how it stood before each change of its status, latest first."""

    claim: Claim
    answer: Claim | None
    past: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Later:
    """What was done to a claim after a source had spoken on it: "confirmed", "denied" or "withdrawn", and by whom."""

    did: str
    by: Side


@dataclass(frozen=True, slots=True)
class Said:
    """A source's utterance, the claim that it is part of, and what others did to that later."""

    utterance: Utterance
    document: Document
    claim: Claim | None
    later: tuple[Later, ...]
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """All that a source said, or all that was said for a party, by time of saying."""

    name: str
    party: bool
    said: Sequence[Said]


# ---- what is kept ----


def bring_up_to_date(ledger: Ledger) -> int:
    """Derive the claims of all that changed; how many they are."""
    return ledger.derive(derived)


def derived(
    entries: Sequence[Entry], judgements: Sequence[Judgement], as_of: str, among: Collection[str]
) -> list[Derived]:
    """Entries and judgements → claims as the ledger keeps them."""
    table = Table(entries, judgements, among=among)
    moment = limit(as_of)
    assert moment
    return [_derived(claim, table, moment) for claim in table.at(as_of)]


def _derived(claim: Claim, table: Table, moment: datetime) -> Derived:
    stood = [*table.past(claim)[::-1], claim]
    ends = [each.since for each in stood[1:]]
    past = [
        {"start": each.since, "end": end, "status": each.status, "rule": each.rule}
        for each, end in zip(stood, [*ends, None], strict=True)
    ]
    due = next_due(claim, moment)
    return Derived(claim_record(claim), _rank(claim), past, due.isoformat(timespec="microseconds") if due else None)


def _rank(claim: Claim) -> str:
    """What sorts as text as claims do on the board."""
    said, published, position, utterance = min(_order(claim))
    return f"{said.isoformat()} {published.isoformat()} {position:012} {utterance}"


def _order(claim: Claim) -> Iterator[tuple[datetime, datetime, int, str]]:
    for member in claim.members:
        yield order(Entry(member.utterance, member.document, claim.since))


# ---- claims ----


def list_claims(
    ledger: Ledger,
    story: str | None = None,
    when: When = PRESENT,
    most: int | None = None,
    skip: int = 0,
    after: str | None = None,
) -> Page:
    """The claims of a story, or all, by who said them first; `after`: those behind this one. Raises `Unknown`."""
    behind = _find_utterance(ledger, after) if after else None
    if _is_kept(ledger, when):
        shelf = ledger.shelf(story)
        found = [decode_claim(line) for line in shelf.lines(most, skip, behind)]
        return Page(found, _settled(ledger, found), shelf.count(), ledger.view().latest())
    claims, moment = _live(ledger, story, when)
    first = next((at for at, claim in enumerate(claims, 1) if behind in _ids(claim)), 0) + skip
    shown = claims[first:] if most is None else claims[first : first + most]
    return Page(shown, _answers(shown, claims), len(claims), moment)


def list_lines(
    ledger: Ledger,
    story: str | None = None,
    when: When = PRESENT,
    most: int | None = None,
    skip: int = 0,
    after: str | None = None,
) -> Iterator[str]:
    """The same as lines of JSON."""
    if _is_kept(ledger, when):
        yield from ledger.shelf(story).lines(most, skip, _find_utterance(ledger, after) if after else None)
        return
    for claim in list_claims(ledger, story, when, most, skip, after).claims:
        yield encode_record(claim_record(claim))


def find_claim(ledger: Ledger, given: str, when: When = PRESENT) -> Life:
    """The claim of an utterance, given by its id or the beginning of it. Raises `Unknown`."""
    utterance = _find_utterance(ledger, given)
    around = ledger.around([utterance], when.known_as_of)
    moment = _moment(ledger, when)
    table = Table(around.entries, around.judgements, when.known_as_of, around.ids)
    claims = table.at(moment) if moment else []
    claim = next((each for each in claims if utterance in _ids(each)), None)
    if claim is None:
        raise Unknown(_why_none(utterance, around.entries, when))
    return Life(claim, _answers([claim], claims).get(claim.id), table.past(claim))


def find_line(ledger: Ledger, given: str, when: When = PRESENT) -> str:
    """The same, without its past, as a line of JSON."""
    if _is_kept(ledger, when):
        utterance = _find_utterance(ledger, given)
        if line := ledger.shelf().holding([utterance]).get(utterance):
            return line
    return encode_record(claim_record(find_claim(ledger, given, when).claim))


def _find_utterance(ledger: Ledger, given: str) -> str:
    found = ledger.shelf().find(given)
    if not found:
        raise Unknown(f"no utterance and no claim {given!r} in this ledger")
    if len(found) > 1:
        raise Unknown(f"{given!r} is the beginning of several ids: {', '.join(found)}")
    return found[0]


def _why_none(utterance: str, entries: Sequence[Entry], when: When) -> str:
    entry = next((each for each in entries if each.utterance.id == utterance), None)
    if entry is None:
        return f"{utterance} is not in the ledger any more, or was not at that moment"
    moment = limit(when.as_of)
    if moment and admitted(entry) > moment:
        return f"{utterance} was not published by then"
    return f"{utterance} opens no claim"


def _is_kept(ledger: Ledger, when: When) -> bool:
    return when.present and not ledger.is_changed()


def _moment(ledger: Ledger, when: When) -> str | None:
    """The moment that is asked for, else that of the latest document, in whatever story."""
    return when.as_of or ledger.view(known_as_of=when.known_as_of).latest()


def _live(ledger: Ledger, story: str | None, when: When) -> tuple[list[Claim], str | None]:
    """The claims of a story as of a moment; a story is a filter, and claims are of the whole ledger."""
    moment = _moment(ledger, when)
    view = ledger.view(story, when.known_as_of)
    if moment is None:
        return [], None
    if story is None:
        return board(view.entries(), view.judgements(), moment, when.known_as_of), moment
    around = ledger.around(view.spoken(), when.known_as_of)
    there = view.filed()
    claims = board(around.entries, around.judgements, moment, when.known_as_of, around.ids)
    return [each for each in claims if any(member.document.id in there for member in each.members)], moment


def _settled(ledger: Ledger, claims: Iterable[Claim]) -> dict[str, Claim]:
    asked = {claim.id: claim.because[0] for claim in claims if claim.rule == "S13"}
    lines = ledger.shelf().holding(asked.values())
    return {question: decode_claim(lines[answer]) for question, answer in asked.items() if answer in lines}


def _answers(claims: Iterable[Claim], among: Iterable[Claim]) -> dict[str, Claim]:
    home = {utterance: claim for claim in among for utterance in _ids(claim)}
    return {claim.id: home[claim.because[0]] for claim in claims if claim.rule == "S13" and claim.because[0] in home}


def _ids(claim: Claim) -> set[str]:
    return {each.utterance.id for each in claim.members}


# ---- what people decide ----


def decide(ledger: Ledger, change: Record, by: str, reason: str | None, now: datetime) -> Decided:
    """A correction or a judgement of a person, on lines and documents given by their ids or the beginnings of these.

    Raises `Unknown` or `BadEntry`.
    """
    told = {**change, "by": by, "reason": reason}
    if "correction" in change:
        return ledger.correct({**told, "of": find_id(ledger, change["of"])}, now=now)
    if change["judgement"] not in _ON_NAMES:
        told["a"] = find_id(ledger, change["a"])
        if change.get("b") and change["judgement"] != Verdict.CALLED:
            told["b"] = find_id(ledger, change["b"])
    (taken,) = ledger.take([told], now=now)
    if isinstance(taken, BadEntry):
        raise taken
    ids = tuple(each for each in (told["a"], told.get("b")) if each)
    return Decided(ledger.history().last(by) if taken else None, ids[:1] if change["judgement"] == "called" else ids)


_ON_NAMES = (Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY)


def find_id(ledger: Ledger, given: str) -> str:
    """An id in full; what begins no utterance's may be a document's, or an address."""
    found = ledger.view().find_documents(given) or ledger.shelf().find(given)
    if len(found) > 1:
        raise Unknown(f"{given!r} is the beginning of several ids: {', '.join(found)}")
    if not found:
        raise Unknown(f"no line and no document {given!r} in this ledger")
    return found[0]


def find_decisions(ledger: Ledger, given: str, claim: bool = False) -> list[Decision]:
    """All that was decided of a line or a document, or of all lines of its claim. Raises `Unknown`."""
    meant = find_id(ledger, given)
    lines = _ids(find_claim(ledger, meant).claim) if claim else {meant}
    return ledger.history().of(lines)


def count_checked(ledger: Ledger, story: str | None, when: When = PRESENT) -> tuple[int, int]:
    """How many lines of a story a person has checked, and how many there are."""
    return ledger.view(story, when.known_as_of).tally()


# ---- sources ----


def list_sources(
    ledger: Ledger, story: str | None = None, most: int | None = None, skip: int = 0
) -> tuple[list[Voice], int]:
    """Who speaks in a story, or anywhere, by name; and how many they are."""
    found = ledger.voices(story).listed()
    return found[skip:] if most is None else found[skip : skip + most], len(found)


def find_source(ledger: Ledger, name: str, story: str | None = None, when: When = PRESENT) -> Speech:
    """What a source, or a party, said, by time of saying. Raises `Unknown`."""
    voices = ledger.voices(story)
    spoken, party = voices.spoken(name), False
    if not spoken:
        spoken, party = voices.spoken_for(name), True
    if not spoken:
        near = voices.alike(name)
        raise Unknown(f"no source {name!r} here" + (f"; perhaps {' or '.join(map(repr, near))}" if near else ""))
    view = ledger.view(story, when.known_as_of)
    ids = set(spoken) if party else _same_source(ledger, spoken, when)
    moment = limit(_moment(ledger, when))
    entries = [each for each in view.among(ids) if moment and admitted(each) <= moment]
    claims = _claims_of(ledger, [each.utterance.id for each in entries], when)
    parties = Parties([each for each in in_force(view.judgements_on(), when.known_as_of) if holds(each)])
    said = [_said(each, claims.get(each.utterance.id), parties) for each in sorted(entries, key=order)]
    return Speech(name, party, said)


def _same_source(ledger: Ledger, spoken: Iterable[str], when: When) -> set[str]:
    """These utterances, and those that judgements have as the same source's."""
    given = set(spoken)
    near = ledger.voices().joined(given)
    if near == given:
        return given
    groups = Groups()
    for judgement in in_force(ledger.around(near, when.known_as_of).judgements, when.known_as_of):
        if judgement.verdict is Verdict.SAME_SOURCE and holds(judgement):
            groups.join(*pair(judgement))
    roots = {groups.root(each) for each in given}
    return {each for each in near if groups.root(each) in roots}


def _claims_of(ledger: Ledger, ids: Sequence[str], when: When) -> dict[str, Claim]:
    if _is_kept(ledger, when):
        lines = ledger.shelf().holding(ids)
        decoded = {line: decode_claim(line) for line in set(lines.values())}
        return {utterance: decoded[line] for utterance, line in lines.items()}
    around = ledger.around(ids, when.known_as_of)
    moment = _moment(ledger, when)
    claims = board(around.entries, around.judgements, moment, when.known_as_of, around.ids)
    return {utterance: claim for claim in claims for utterance in _ids(claim)}


def _said(entry: Entry, claim: Claim | None, parties: Parties) -> Said:
    if claim is None:
        return Said(entry.utterance, entry.document, None, ())
    copied = next(each.copy_of for each in claim.members if each.utterance.id == entry.utterance.id)
    return Said(entry.utterance, entry.document, claim, tuple(_later(entry, claim, parties)), copied)


def _later(entry: Entry, claim: Claim, parties: Parties) -> Iterator[Later]:
    """What happened to the claim after this utterance, in order of time.

    What its own party did counts only where it took something back.
    """
    utterance = entry.utterance
    own = utterance.source.party or utterance.chain[-1].party or utterance.source.name
    mine = parties.key(own) if own else None
    when = order(entry)[0]
    found: list[tuple[datetime, str, Later]] = []
    lists = (("confirmed", claim.confirmed_by), ("denied", claim.denied_by), ("withdrawn", claim.withdrawn_by))
    for did, side in ((did, side) for did, sides in lists for side in sides):
        named = side.party or side.source
        others = did == "withdrawn" or named is None or parties.key(named) != mine
        said = moments.start(side.at)
        if side.utterance != utterance.id and others and said and said >= when:
            found.append((said, side.utterance, Later(did, side)))
    yield from (later for *_, later in sorted(found, key=lambda each: each[:2]))
