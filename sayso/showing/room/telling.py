"""Claims and utterances → the plain words and marks that the pages show. The rules are explained as RULES.md has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sayso import moments
from sayso.names import plain
from sayso.nouns import Claim, Document, Member, Origin, Quantity, Side, Utterance, Version
from sayso.scales import Bound, Factuality, Flag, Kind, Quote, Stance, Status, Why
from sayso.showing import phrases

STATUS = {
    Status.CONFIRMED: "Confirmed",
    Status.CONTESTED: "Contested",
    Status.DENIED: "Denied",
    Status.CORROBORATED: "Corroborated",
    Status.ATTRIBUTED: "Attributed",
    Status.CIRCULATING: "Circulating",
    Status.WITHDRAWN: "Withdrawn",
    Status.OPEN: "Open",
}
MEANING = {
    Status.CONFIRMED: "by a named party other than the first, or by the party it is about",
    Status.CONTESTED: "standing assertions and standing denials at once",
    Status.DENIED: "standing denials only",
    Status.CORROBORATED: "two or more independent, named origins",
    Status.ATTRIBUTED: "one origin, and it is named",
    Status.CIRCULATING: "nobody named has said it",
    Status.WITHDRAWN: "all that asserted it took it back",
    Status.OPEN: "asked or declined; nobody has answered",
}
RULE = {
    Status.CONFIRMED: "S2", Status.CONTESTED: "S3", Status.DENIED: "S4", Status.CORROBORATED: "S5",
    Status.ATTRIBUTED: "S6", Status.CIRCULATING: "S6", Status.WITHDRAWN: "S7", Status.OPEN: "S7",
}  # fmt: skip
RULES = {
    "S2": "Confirmed: an explicit confirmation by a named party other than the one that said it first, or by the party that "
    "the claim is about; not where its words rest only on the first party’s.",
    "S3": "Contested: assertions that stand and denials that stand, at once.",
    "S4": "Denied: only denials stand.",
    "S5": "Corroborated: asserted as certain or probable by two or more independent origins, each of them named. Sources "
    "without a name never corroborate.",
    "S6": "Attributed: one named origin. Circulating: only hearsay, the outlets’ own voice or sources without a name.",
    "S7": "Withdrawn: all that asserted it took it back. Open: only questions and refusals to say.",
    "S13": "Answered: a question stands open until an answer to it is confirmed or corroborated; the answer is a claim of its "
    "own.",
}
FLAGS = {
    Flag.VERSIONS_DIFFER: "versions differ",
    Flag.HEARSAY_ONLY: "hearsay only",
    Flag.DUE: "due, nothing heard",
    Flag.NEVER_ASSERTED: "nobody on record asserted it",
    Flag.DATE_UNKNOWN: "an article is undated",
    Flag.CONTESTED_WITHIN_PARTY: "one party says both",
}
STANCES = {
    Stance.ASSERTS: "asserts", Stance.CONFIRMS: "confirms", Stance.DENIES: "denies", Stance.DECLINES: "declines",
    Stance.SILENT: "no answer", Stance.QUESTIONS: "questions", Stance.EXPECTS: "expects", Stance.RETRACTS: "takes back",
}  # fmt: skip
PAST = {
    Stance.ASSERTS: "said", Stance.CONFIRMS: "confirmed", Stance.DENIES: "denied", Stance.DECLINES: "declined",
    Stance.SILENT: "no answer", Stance.QUESTIONS: "questioned", Stance.EXPECTS: "expected", Stance.RETRACTS: "taken back",
}  # fmt: skip
CERTAINTY = {
    Factuality.CERTAIN: "certain", Factuality.PROBABLE: "probable", Factuality.POSSIBLE: "possible",
    Factuality.CERTAINLY_NOT: "certainly not", Factuality.PROBABLY_NOT: "probably not",
    Factuality.POSSIBLY_NOT: "possibly not", Factuality.UNKNOWN: "certainty open",
}  # fmt: skip
QUOTES = {
    Quote.DIRECT: "direct", Quote.INDIRECT: "indirect", Quote.MIXED: "partly quoted", Quote.NARRATION: "own voice",
}  # fmt: skip
WHY = {
    Why.COPY: "a copy", Why.REVISION: "an outlet’s updated text of its own", Why.CREDIT: "one credits the other",
    Why.PARTY: "they speak for one party", Why.OUTLET: "one outlet vouches for them", Why.SPEAKER: "the same speaker",
    Why.GROUP: "an unnamed group and a named member of it", Why.FIGURE: "probably: the same figure after a scoop",
}  # fmt: skip
NOBODY = "nobody named"
_MARKS = '“”"‘’«»'
SPEAKING = {Stance.ASSERTS, Stance.CONFIRMS, Stance.EXPECTS}

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BOUND = {Bound.ABOUT: "about", Bound.AT_LEAST: "at least", Bound.AT_MOST: "at most"}
_UNNAMED = {Kind.HEARSAY, Kind.OFFICIAL, Kind.GROUP, Kind.NARRATION}
_MILLION = 1_000_000


# ---- times ----


def short(moment: str | None) -> str:
    """A date as a row shows it.

    >>> short("2026-03-11T10:20:00+01:00"), short("2026-03-11"), short("2026-03"), short(None)
    ('Wed 11 Mar 10:20', 'Wed 11 Mar', 'March 2026', 'undated')
    """
    try:
        when = datetime.fromisoformat(moment or "")
    except ValueError:
        return phrases.dated(moment) or "undated"
    day = f"{_DAYS[when.weekday()]} {when.day} {_SHORT[when.month - 1]}"
    return day if len(moment or "") == len("2026-03-11") else f"{day} {when:%H:%M}"


def clock(moment: str | None) -> str:
    """The time of day where one is known."""
    return f"{datetime.fromisoformat(moment):%H:%M}" if moment and "T" in moment and moments.span(moment) else ""


def day(moment: str | None) -> str:
    """The day in full."""
    return (phrases.dated((moment or "")[:10]) or "Undated") if moments.span(moment) else "Undated"


def between(first: str | None, second: str | None) -> str:
    """How long after one moment another is; nothing where that is not known to the hour.

    >>> between("2026-03-09T06:50:00+01:00", "2026-03-09T15:00:00+01:00"), between("2026-03-09", "2026-03-12")
    ('8 hours', '3 days')
    """
    one, other = moments.span(first), moments.span(second)
    if not one or not other or other[0] <= one[0]:
        return ""
    hours = round((other[0] - one[0]).total_seconds() / 3600)
    vague = one[0] != one[1] or other[0] != other[1]
    if hours >= 36 or vague:
        days = round(hours / 24)
        return phrases.count(days, "day") if days else ""
    return phrases.count(hours, "hour") if hours else "less than an hour"


def said_at(utterance: Utterance, document: Document) -> str | None:
    """When it was said, else when its article was published."""
    return (utterance.said and utterance.said.start) or document.published


# ---- who ----


def name(party: str | None, source: str | None) -> str:
    """Who a side or an origin is."""
    return phrases.in_line(party or source or NOBODY).strip(" ,;") or NOBODY


def side_of(utterance: Utterance) -> str:
    """The party whose lane it stands in; empty where nobody is named."""
    source = utterance.source
    if source.kind is Kind.HEARSAY:
        return ""
    return phrases.in_line(source.party or source.name or "").strip(" ,;")


def speaker(utterance: Utterance) -> str:
    """Who speaks, with the party where that is another name."""
    who, party = phrases.who(utterance).strip(" ,;"), utterance.source.party
    if party and plain(party) not in plain(who) and utterance.quote is not Quote.NARRATION:
        return f"{who}, {phrases.in_line(party)}"
    return who


def checked(utterance: Utterance) -> str:
    """Whether a person has looked at a line, and who."""
    if utterance.checked is None:
        return "not checked"
    did = "checked" if phrases.is_checked(utterance) else "entered by hand"
    return f"{did} by {phrases.in_line(utterance.checked.by)}"


def mark(utterance: Utterance) -> str:
    """The mark of an utterance: a ring in pieces where nobody is named."""
    if utterance.stance in SPEAKING - {Stance.CONFIRMS} and utterance.source.kind in _UNNAMED:
        return "unnamed"
    return utterance.stance.value


def tone(stance: Stance) -> str:
    """The class of a mark: blue for, rust against, grey for what changes nothing."""
    if stance is Stance.CONFIRMS:
        return "for"
    if stance is Stance.DENIES:
        return "against"
    return "" if stance in SPEAKING else "quiet"


# ---- words ----


@dataclass(frozen=True, slots=True)
class Words:
    """Exact words, and the marks that stand around them: those of the document, or [brackets]."""

    text: str
    opens: str = "["
    closes: str = "]"

    @property
    def direct(self) -> bool:
        """Whether the document has them in quotation marks."""
        return self.opens != "["


def words(utterance: Utterance) -> Words:
    """The content of an utterance."""
    return _marked(utterance.content.text, utterance.quote is Quote.DIRECT)


def _marked(text: str, direct: bool) -> Words:
    """Words in the marks that they have in the document; those that bring their own get no second ones."""
    shown = phrases.in_line(text)
    if not direct:
        return Words(shown)
    return Words(shown, "" if shown[:1] in _MARKS else "“", "" if shown[-1:] in _MARKS else "”")


@dataclass(frozen=True, slots=True)
class Named:
    """A claim as others point to it."""

    id: str
    title: Words
    status: str


def named(record: dict[str, Any]) -> Named:
    """The same of a claim's record, which need not be opened for it."""
    if record["label"]:
        return Named(record["id"], Words(phrases.in_line(record["label"]), "", ""), record["status"])
    headline = record["headline"]
    lines = (each for each in record["utterances"] if each["id"] == headline["utterance"])
    direct = any(each["quote"] == Quote.DIRECT for each in lines)
    return Named(record["id"], _marked(headline["text"], direct), record["status"])


def title(claim: Claim) -> Words:
    """What a claim is called: a person's label, or exact words."""
    if claim.label:
        return Words(phrases.in_line(claim.label), "", "")
    member = next((each for each in claim.members if each.utterance.id == claim.headline.utterance), None)
    direct = member is not None and member.utterance.quote is Quote.DIRECT
    return _marked(claim.headline.text, direct)


def figure(given: Version | Quantity) -> str:
    """A number in words before signs.

    >>> from sayso.nouns import Quantity
    >>> figure(Quantity(None, None, 1_800_000, 2_400_000, Bound.RANGE, None))
    '1.8 to 2.4 million'
    """
    low, high = given.low, given.high
    if given.value is not None:
        return f"{_BOUND.get(given.bound, '')} {number(given.value)}".strip()
    if low is not None and high is not None:
        first, last = number(low), number(high)
        return f"{first.removesuffix(' million')} to {last}" if first.endswith("million") else f"{first} to {last}"
    return (
        f"at least {number(low)}" if low is not None else f"at most {number(high)}" if high is not None else "no number"
    )


def number(value: float) -> str:
    """A number as a newspaper prints it.

    >>> number(3000), number(2_400_000), number(0.5), number(1234567)
    ('3,000', '2.4 million', '0.5', '1,234,567')
    """
    if abs(value) >= _MILLION and value % 10_000 == 0:
        return f"{value / _MILLION:,.10g} million"
    return f"{value:,.10g}" if value != int(value) or abs(value) > 1e15 else f"{int(value):,}"


def because(reason_why: Why) -> str:
    """Why utterances are one origin."""
    return WHY[reason_why]


# ---- where a claim stands, in a sentence ----


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence, and the utterance that they lead to."""

    text: str
    utterance: str | None = None


def sentence(claim: Claim, answer: Claim | None = None) -> list[Piece]:
    """Where a claim stands and why: "Confirmed on Mon 9 Mar 15:00 by Corvane, 8 hours after the governor first said it." """
    if claim.rule == "S13":
        told = title(answer) if answer else None
        ending = (
            Piece(f"{told.opens}{told.text}{told.closes}", answer.id) if told and answer else Piece("another claim")
        )
        return [Piece("Answered by "), ending, Piece(".")]
    pieces = [Piece(f"{STATUS[claim.status]} "), *_who(claim)]
    pieces += _after(claim)
    denials = [each for each in claim.denied_by if each.standing]
    if denials and claim.status is not Status.DENIED:
        pieces += [Piece("; denied by "), *_listed(denials)]
    pieces.append(Piece("."))
    pieces += _doubts(claim)
    return pieces


def _who(claim: Claim) -> Iterator[Piece]:
    status = claim.status
    if status is Status.OPEN:
        asked = [*claim.questioned_by, *claim.declined_by]
        yield Piece("and not answered; " if asked else "and not answered")
        if claim.questioned_by:
            yield Piece("asked by ")
            yield from _listed(claim.questioned_by)
        if claim.declined_by:
            yield Piece(", " * bool(claim.questioned_by) + "not to be had from ")
            yield from _listed(claim.declined_by)
    elif status is Status.WITHDRAWN:
        yield Piece("by ")
        yield from _listed(claim.withdrawn_by)
    elif status is Status.CONFIRMED:
        yield Piece("by ")
        yield from _listed([each for each in claim.confirmed_by if each.utterance in claim.because])
    elif status is Status.DENIED:
        yield Piece("by ")
        yield from _listed([each for each in claim.denied_by if each.standing])
    else:
        yield Piece({Status.CONTESTED: "between what is said by ", Status.ATTRIBUTED: "to "}.get(status, "by "))
        yield from _listed(claim.origins)


def _listed(those: Sequence[Side] | Sequence[Origin]) -> Iterator[Piece]:
    """Names, each once, each leading to its latest words."""
    found: dict[str, str] = {}
    for each in those:
        found[name(each.party, each.source)] = each.utterances[0] if isinstance(each, Origin) else each.utterance
    if not found:
        yield Piece(NOBODY)
    shown = list(found.items())
    for at, (who, utterance) in enumerate(shown[:4]):
        yield Piece("" if not at else " and " if at == len(shown) - 1 else ", ")
        yield Piece(who, utterance)
    if len(shown) > 4:
        yield Piece(f" and {phrases.count(len(shown) - 4, 'other')}")


def _after(claim: Claim) -> Iterator[Piece]:
    """How long after it was first said it came to stand so."""
    first = claim.first_said
    if not first or claim.status not in (Status.CONFIRMED, Status.CORROBORATED, Status.CONTESTED):
        return
    since = between(first.at, claim.since)
    if since and claim.status is not Status.CONTESTED:
        yield Piece(f", {since} after ")
        yield Piece(name(first.party, first.source), first.utterance)
        yield Piece(" first said it")


def _doubts(claim: Claim) -> Iterator[Piece]:
    if Flag.VERSIONS_DIFFER in claim.flags:
        yield Piece(" How many is not agreed.")
    if Flag.NEVER_ASSERTED in claim.flags:
        yield Piece(" Nobody on record asserted it.")
    if Flag.DUE in claim.flags:
        yield Piece(" Its date has passed, and nothing was heard.")
    if Flag.HEARSAY_ONLY in claim.flags:
        yield Piece(" No named source asserts it.")


def count(claim: Claim) -> str:
    """How many independent origins.

    "2 origins"
    """
    return phrases.count(len(claim.origins), "origin")


def articles(claim: Claim) -> tuple[int, int]:
    """How many articles, and how many of them are copies."""
    every = {member.document.id for member in claim.members}
    copies = {member.document.id for member in claim.members if member.copy_of}
    return len(every), len(copies)


def own(claim: Claim) -> list[Member]:
    """Its utterances, copies left aside, in order."""
    return [member for member in claim.members if not member.copy_of]


def fallen(claim: Claim) -> set[str]:
    """The utterances that no longer stand."""
    lists = (claim.confirmed_by, claim.denied_by, claim.expected_by, claim.withdrawn_by, claim.questioned_by)
    gone = {each.utterance for sides in lists for each in sides if not each.standing}
    return gone | _superseded(claim)


def _superseded(claim: Claim) -> set[str]:
    """What its party replaced by a later number."""
    replaced = {each.supersedes for each in claim.versions if each.supersedes}
    return {utterance for each in claim.versions if each.utterances[0] in replaced for utterance in each.utterances}


def by_party(versions: Iterable[Version]) -> dict[str, list[Version]]:
    """Each party's numbers, in order."""
    rows: dict[str, list[Version]] = {}
    for version in versions:
        rows.setdefault(name(version.party, version.source), []).append(version)
    return rows
