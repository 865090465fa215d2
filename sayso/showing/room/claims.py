"""One claim's life → what its page shows: the sentence, the numbers, the lanes, the origins, every word, every decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sayso import moments
from sayso.ledger import Decision as DecisionMade
from sayso.ledger import Stood
from sayso.nouns import Claim, Judgement, Member, Version
from sayso.scales import Verdict
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.charts import Life, axis, lasting, life
from sayso.showing.room.choosing import LONG_AGO
from sayso.showing.room.marking import facts
from sayso.views import When, find_claim, find_line
from sayso.wire import decode_claim

if TYPE_CHECKING:
    from sayso.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Figure:
    """A party's number now, the one before it, and on whose word it stands."""

    party: str
    before: str
    now: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance as the page lists it."""

    id: str
    clock: str
    when: str
    iso: str
    note: str
    stance: str
    tone: str
    mark: str
    words: telling.Words
    who: str
    facts: Sequence[str]
    outlet: str
    copies: Sequence[tuple[str, str]]
    document: str
    faded: bool
    checked: str
    spans: str
    cite: str


@dataclass(frozen=True, slots=True)
class Hop:
    """From who said it to an article, and on to its copies, with the words on each edge."""

    cue: str
    outlet: str
    document: str
    utterance: str
    when: str
    copies: Sequence[tuple[str, str]]
    said: str


@dataclass(frozen=True, slots=True)
class Branches:
    """An origin: who, the ways its words came, and why they count once."""

    who: str
    note: str
    hops: Sequence[Hop]
    reasons: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement on the claim, in words."""

    by: str
    person: bool
    did: str
    between: Sequence[tuple[str, str]]
    reason: str
    when: str
    judgement: Judgement
    mine: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The judgements of one machine that say the same: how many, and between which scores."""

    by: str
    did: str
    number: int
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that a person decided, in words; `mine`: the one who looks may take it back."""

    seq: int
    of: str
    told: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a claim shows."""

    claim: Claim
    title: telling.Words
    sentence: Sequence[telling.Piece]
    figures: Sequence[Figure]
    life: Life
    origins: Sequence[Branches]
    apart: Sequence[Hop]
    days: Sequence[tuple[str, Sequence[Line]]]
    own: int
    articles: int
    copies: int
    unknown: Sequence[tuple[str, str, str, str]]
    decisions: Sequence[Decision]
    machine: Sequence[Tally]
    hand: Sequence[Past]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim, what answers it, where it is a question, and how it stood before, oldest first."""

    claim: Claim
    answer: Claim | None
    past: Sequence[Stood]


def find(ledger: Ledger, given: str, moment: str | None) -> Found:
    """A claim by the id of any of its utterances; as it is kept, or weighed anew for a past moment. Raises `Unknown`."""
    if moment is None and not ledger.is_changed():
        claim = decode_claim(find_line(ledger, given))
        answer = ledger.shelf().holding(claim.because[:1]) if claim.rule == "S13" else {}
        told = [decode_claim(line) for line in answer.values()]
        return Found(claim, told[0] if told else None, ledger.catalogue().past(claim.id))
    life = find_claim(ledger, given, When(moment))
    past = [Stood(each.status.value, each.rule, each.since) for each in reversed(life.past)]
    return Found(life.claim, life.answer, past)


def show(found: Found, judgements: Sequence[Judgement], decided: Sequence[DecisionMade], person: str) -> Shown:
    """The page of a claim. `decided`: what people put right in its lines, judged of them and took back."""
    claim = found.claim
    own = telling.own(claim)
    every, copies = telling.articles(claim)
    lines = [_line(claim, member, at == 0) for at, member in enumerate(sorted(own, key=_when))]
    days: dict[str, list[Line]] = {}
    for line in lines:
        days.setdefault(telling.day(line.iso), []).append(line)
    counted = {each for origin in claim.origins for each in origin.utterances}
    return Shown(
        claim,
        telling.title(claim),
        telling.sentence(claim, found.answer),
        [_figure(party, versions, claim) for party, versions in telling.by_party(claim.versions).items()],
        life(claim, found.past, axis(lasting(claim))),
        [_branches(claim, at) for at in range(len(claim.origins))],
        [_hop(claim, each) for each in own if each.utterance.id not in counted][:12],
        list(days.items()),
        len(own),
        every,
        copies,
        list(_unknown(claim)),
        [
            _decision(each, claim, person)
            for each in sorted(judgements, key=_at, reverse=True)
            if each.person and each.verdict is not Verdict.CALLED
        ],
        list(_tallies(judgements)),
        list(past([each for each in decided if _is_told(each)], person)),
    )


def past(decided: Sequence[DecisionMade], person: str) -> Iterator[Past]:
    """What people decided, the latest first."""
    for each in reversed(decided):
        yield Past(each.seq, each.of, phrases.in_line(phrases.decision(each)), is_mine(each, person))


def is_mine(each: DecisionMade, person: str) -> bool:
    """Whether this person decided it, and may take it back."""
    return each.person and each.by == person and each.undone is None


def _is_told(each: DecisionMade) -> bool:
    """A correction, a name, or what was taken back by its number: no judgement in force tells of it."""
    return each.what == "correction" or each.told["verdict"] == Verdict.CALLED or each.undone is not None


def _when(member: Member) -> tuple[str, str]:
    moment = moments.start(telling.said_at(member.utterance, member.document)) or LONG_AGO
    return moment.isoformat(), member.utterance.id


def _at(judgement: Judgement) -> str:
    return (moments.start(judgement.at) or LONG_AGO).isoformat()


def _figure(party: str, versions: Sequence[Version], claim: Claim) -> Figure:
    last = versions[-1]
    same = [each for each in claim.versions if (each.value, each.low, each.high) == (last.value, last.low, last.high)]
    others = [who for each in same if (who := telling.name(each.party, each.source)) != party]
    denying = [telling.name(each.party, each.source) for each in claim.denied_by if each.standing]
    told = {
        "confirmed": f"confirmed by {', '.join(others) or party}",
        "corroborated": f"corroborated by {', '.join(others)}",
        "contested": f"denied by {', '.join(dict.fromkeys(denying))}",
        "denied": f"denied by {', '.join(dict.fromkeys(denying))}",
        "attributed": "on its own word",
        "circulating": "nobody named gives it",
        "withdrawn": "taken back",
        "open": "nobody stands by it",
    }[last.status.value]
    before = telling.figure(versions[-2]) if len(versions) > 1 else ""
    return Figure(party, before, telling.figure(last), last.unit or "", f"{told}, {telling.short(last.at)}")


def _line(claim: Claim, member: Member, first: bool) -> Line:
    utterance, document = member.utterance, member.document
    at = telling.said_at(utterance, document)
    gone = utterance.id in telling.fallen(claim)
    note = (
        "first" if first else f"now {claim.status.value}" if utterance.id in claim.because and claim.since == at else ""
    )
    spans = ", ".join(f"{start}–{end}" for start, end in utterance.content.spans)
    return Line(
        utterance.id,
        telling.clock(at) or telling.short(at),
        telling.short(at),
        at or "",
        "replaced" if gone else note,
        telling.STANCES[utterance.stance],
        telling.tone(utterance.stance),
        telling.mark(utterance),
        telling.words(utterance),
        telling.speaker(utterance),
        list(facts(utterance)),
        phrases.in_line(document.outlet or "unknown outlet"),
        _copies_of(claim, member),
        document.id,
        gone,
        telling.checked(utterance),
        spans,
        cite(member),
    )


def cite(member: Member) -> str:
    """Exact words, source, outlet, date, address, hash: what a line is quoted with."""
    utterance, document = member.utterance, member.document
    around = telling.words(utterance)
    parts = [
        f"{around.opens}{around.text}{around.closes}",
        f"{telling.speaker(utterance)}, in {document.outlet or 'an unknown outlet'}, {phrases.dated(document.published) or 'undated'}.",
        phrases.in_line(document.url or ""),
        f"Characters {', '.join(f'{start}-{end}' for start, end in utterance.content.spans)}, sha256 {document.sha256}.",
        phrases.REMINDER,
    ]
    return " ".join(part for part in parts if part)


def _copies_of(claim: Claim, member: Member) -> list[tuple[str, str]]:
    """The articles that are copies of this one's."""
    mine = {member.document.id, member.document.url}
    found = {
        m.document.id: phrases.in_line(m.document.outlet or "unknown outlet")
        for m in claim.members
        if m.copy_of in mine
    }
    return list(found.items())


def _hop(claim: Claim, member: Member) -> Hop:
    utterance = member.utterance
    cue = " … ".join(phrases.in_line(part.text) for part in (utterance.source.anchor, utterance.cue) if part)
    figure = next((telling.figure(each) for each in utterance.quantities), "")
    return Hop(
        cue,
        phrases.in_line(member.document.outlet or "unknown outlet"),
        member.document.id,
        utterance.id,
        telling.short(telling.said_at(utterance, member.document)),
        _copies_of(claim, member),
        figure,
    )


def _branches(claim: Claim, at: int) -> Branches:
    origin = claim.origins[at]
    mine = [m for m in telling.own(claim) if m.utterance.id in origin.utterances]
    reasons: dict[tuple[str, str], None] = {}
    for each in origin.same_because:
        reasons[telling.because(each.why), phrases.in_line(each.words or "")] = None
    people = dict.fromkeys(phrases.who(m.utterance) for m in mine)
    who = telling.name(origin.party, origin.source)
    note = ", ".join(each for each in people if each != who)
    if claim.about and claim.about.party == origin.party:
        note = f"{note}; the party it is about".lstrip("; ")
    hops = [_hop(claim, each) for each in sorted(mine, key=_when)]
    return Branches(who, note, hops, list(reasons)[:6])


def _unknown(claim: Claim) -> list[tuple[str, str, str, str]]:
    """Who asks, who will not say, who was not reached: mark, words, note, utterance."""
    home = {m.utterance.id: m for m in claim.members}
    told = []
    for mark, sides in (
        ("questions", claim.questioned_by),
        ("declines", claim.declined_by),
        ("silent", claim.silent_by),
    ):
        for side in sides:
            member = home.get(side.utterance)
            if member and not member.copy_of:
                around = telling.words(member.utterance)
                text = f"{around.opens}{around.text}{around.closes}"
                note = f"{telling.name(side.party, side.source)}, {telling.short(side.at)}"
                told.append((mark, text, note, side.utterance))
    return told[-6:]


_DID = {
    Verdict.SAME_CLAIM: "one claim", Verdict.NOT_SAME: "not one claim", Verdict.NOT_CLAIM: "no claim",
    Verdict.ANSWERS: "an answer", Verdict.ABOUT: "about", Verdict.COPY_OF: "a copy", Verdict.REVISION_OF: "a revision",
    Verdict.CREDITS: "one credits the other", Verdict.SAME_SOURCE: "one source", Verdict.SAME_PARTY: "one party",
    Verdict.NOT_SAME_PARTY: "two parties",
}  # fmt: skip


def _tallies(judgements: Sequence[Judgement]) -> Iterator[Tally]:
    rows: dict[tuple[str, Verdict], list[float]] = {}
    counts: dict[tuple[str, Verdict], int] = {}
    for each in judgements:
        if not each.person and not each.withdrawn:
            key = each.by, each.verdict
            counts[key] = counts.get(key, 0) + 1
            rows.setdefault(key, []).extend([each.score] if each.score is not None else [])
    for (by, verdict), number in sorted(counts.items()):
        scores = rows[by, verdict]
        did = _DID.get(verdict, verdict.value.replace("_", " "))
        yield Tally(phrases.in_line(by), did, number, min(scores, default=None), max(scores, default=None))


def _decision(judgement: Judgement, claim: Claim, person: str) -> Decision:
    did = _DID.get(judgement.verdict, judgement.verdict.value.replace("_", " "))
    if judgement.party:
        did = f"{did} {phrases.in_line(judgement.party)}"
    if judgement.withdrawn:
        did = f"took back: {did}"
    return Decision(
        phrases.in_line(judgement.by),
        judgement.person,
        did,
        list(_between(judgement, claim)),
        phrases.in_line(judgement.reason or ""),
        telling.short(judgement.at),
        judgement,
        judgement.person and judgement.by == person and not judgement.withdrawn,
    )


def _between(judgement: Judgement, claim: Claim) -> Iterator[tuple[str, str]]:
    """What a judgement is about, as links: outlet and date, and where it leads."""
    lines = {m.utterance.id: m for m in claim.members}
    articles = {part: m for m in claim.members for part in (m.document.id, m.document.url) if part}
    for given in (judgement.a, judgement.b):
        member = lines.get(given or "") or articles.get(given or "")
        if member is None:
            if given and judgement.verdict not in (Verdict.ABOUT, Verdict.SAME_PARTY, Verdict.NOT_SAME_PARTY):
                yield "a line elsewhere", f"/line/{quote(given, safe='')}"
            continue
        outlet = phrases.in_line(member.document.outlet or "unknown outlet")
        where = f"/article/{quote(member.document.id, safe='')}"
        if given in lines:
            where += f"#{quote(given or '', safe='')}"
        yield f"{outlet}, {telling.short(member.document.published)}", where
