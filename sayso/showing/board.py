"""Weighed claims → what a terminal shows: the board, a claim a few lines; and one claim's life.

A status never stands bare: it says who. A figure stands with its own version's status, never under that of the claim (S16).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from sayso.anchors import JOINER
from sayso.scales import Bound, Flag, Stance, Status
from sayso.showing import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import Console

    from sayso.nouns import Claim, Document, Member, Origin, Side, Utterance, Version

BOLD, TINT = Style(bold=True), Style(color="cyan")
MARGIN = "    "
WIDEST = 100
SHORT = 10  # letters of an id
MOST = 3  # names in a row, the rest are counted

_OURS = re.compile(r"u[0-9a-f]{24}")
_PLAIN = {"certain", "certainly not"}  # what a verb alone says

_FLAGS = {
    Flag.VERSIONS_DIFFER: "independent numbers exclude each other",
    Flag.HEARSAY_ONLY: "no named source asserts it",
    Flag.DUE: "due: its date has passed with nothing heard",
    Flag.NEVER_ASSERTED: "nobody on record asserted it",
    Flag.DATE_UNKNOWN: "a document is undated",
    Flag.CONTESTED_WITHIN_PARTY: "one party says both",
}
_FROM = {
    Status.CONTESTED: "contested: said by",
    Status.CORROBORATED: "corroborated by",
    Status.ATTRIBUTED: "attributed to",
    Status.CIRCULATING: "circulating, from",
}
_BOUNDS = {Bound.ABOUT: "about ", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most "}
_DID = {
    Stance.ASSERTS: "says",
    Stance.CONFIRMS: "confirms",
    Stance.DENIES: "denies",
    Stance.DECLINES: "declines",
    Stance.SILENT: "did not answer",
    Stance.QUESTIONS: "asks",
    Stance.EXPECTS: "expects",
    Stance.RETRACTS: "takes back",
}


def board(
    claims: Iterable[Claim],
    console: Console,
    settled: Mapping[str, Claim] | None = None,
    checked: tuple[int, int] | None = None,
) -> Text:
    """The board: what is claimed, where it stands and on whose word, how many origins, how its numbers moved.

    `settled`: by the id of a question, the claim that answers it (S13); `checked`: how many of how many lines a person has.
    """
    lines: list[Text] = []
    for claim in claims:
        lines += _entry(claim, console, (settled or {}).get(claim.id))
        lines += [Text(f"{MARGIN}sayso claim {short(claim.id)}"), Text()]
    told = [Text(phrases.checked(*checked))] if checked else []
    return Text("\n").join([*lines, *told, *reminder(console)])


def heading(story: str | None, total: int, as_of: str | None, known_as_of: str | None, console: Console) -> Text:
    """What a board shows: which story, how many claims, as of when."""
    told = [f"{phrases.in_line(story or 'The whole ledger')}: {phrases.count(total, 'claim')}"]
    told += [f"as of {phrases.instant(as_of)}"] if as_of else []
    told += [f"as known by {phrases.instant(known_as_of)}"] if known_as_of else []
    return Text("\n").join([*hanging(Text(", ".join(told)), min(console.width, WIDEST), console), Text()])


def life(claim: Claim, console: Console, answer: Claim | None = None, past: Sequence[Claim] = ()) -> Text:
    """One claim's life: the board's lines, how it stood before, each origin and why it counts once, each utterance.

    `answer`: the claim that settled it, where it is a question that stands by its answer (S13); `past`: the latest first.
    """
    width = min(console.width, WIDEST)
    lines = [*_entry(claim, console, answer), Text()]
    for each in reversed(past):
        lines += hanging(Text(f"from {phrases.dated(each.since)}: ").append(standing(each), TINT), width, console)
    lines += [Text()] if past else []
    for number, origin in enumerate(claim.origins, 1):
        lines += hanging(Text(f"origin {number}: ").append(_origin(origin), BOLD), width, console)
        for reason in _reasons(origin):
            lines += hanging(Text(f"{MARGIN}{reason}"), width, console)
    gone = fallen(claim)
    for member in claim.members:
        lines += [Text(), *_line(member, member.utterance.id not in gone, width, console)]
    return Text("\n").join([*lines, Text(), *reminder(console)])


def standing(claim: Claim, answer: Claim | None = None) -> str:
    """Where it stands, and who says so: "confirmed by Denmark; denied by Orsk Arms"."""
    if claim.rule == "S13":
        return f"answered: {standing(answer)}" if answer and answer.rule != "S13" else "answered in another claim"
    return "; ".join([_status(claim), *_against(claim)])


def count(claim: Claim) -> str:
    """How many independent origins in how many articles.

    "2 origins, 9 articles"
    """
    noted = {member.document.id for member in claim.members if member.document.note}
    articles = len({member.document.id for member in claim.members} - noted)
    told = [phrases.count(len(claim.origins), "origin")]
    told += [phrases.count(articles, "article")] if articles or not noted else []
    told += [phrases.count(len(noted), "note")] if noted else []
    by_hand = sum(member.utterance.entered is not None and not member.document.note for member in claim.members)
    told += [f"{phrases.count(by_hand, 'line')} entered by hand"] if by_hand else []
    return ", ".join(told)


def flags(claim: Claim) -> list[str]:
    """What else must be said beside its status."""
    return [_FLAGS[each] for each in claim.flags]


def origins(claim: Claim) -> list[str]:
    """Each origin, and why its utterances count once."""
    told = ((_origin(each), "; ".join(_reasons(each))) for each in claim.origins)
    return [f"{name}: {reasons}" if reasons else name for name, reasons in told]


def path(claim: Claim) -> list[str]:
    """Each party's numbers in order, and on whose word the last one stands.

    "Tolm: 11 → 17 → 16, on its own word"
    """
    rows: dict[str, list[Version]] = {}
    for version in claim.versions:
        rows.setdefault(name(version.party, version.source), []).append(version)
    return [f"{party}: {' → '.join(map(figure, row))}, {word_of(row[-1], claim)}" for party, row in rows.items()]


def word_of(version: Version, claim: Claim) -> str:
    """On whose word a number stands (S16): its own status, never that of the claim."""
    mine = name(version.party, version.source)
    alike = [each for each in claim.versions if _amount(each) == _amount(version)]
    backing = [name(each.party, each.source) for each in alike]
    confirming = {each.utterance for each in claim.confirmed_by}
    sure = [name(each.party, each.source) for each in alike if not confirming.isdisjoint(each.utterances)]
    others = listed(each for each in backing if each != mine)
    denying = f"denied by {_names(_standing(claim.denied_by))}"
    return {
        Status.CONFIRMED: f"confirmed by {listed(sure or backing)}",
        Status.CONTESTED: f"contested: {denying}",
        Status.DENIED: denying,
        Status.CORROBORATED: f"corroborated by {others}",
        Status.ATTRIBUTED: "on its own word",
        Status.CIRCULATING: "circulating: nobody named gives it",
        Status.WITHDRAWN: "which it took back",
        Status.OPEN: "which nobody stands by",
    }[version.status]


def _amount(version: Version) -> tuple[object, ...]:
    return version.value, version.low, version.high, version.bound


def figure(version: Version) -> str:
    """A number as it was meant.

    >>> from sayso.nouns import Version
    >>> figure(Version(3000, None, None, Bound.AT_LEAST, None, "US", None, "2026-05-01", Status.ATTRIBUTED, ("u1",)))
    'at least 3,000'
    """
    low, high = version.low, version.high
    if version.value is not None:
        return f"{_BOUNDS.get(version.bound, '')}{version.value:,g}"
    if low is not None and high is not None:
        return f"{low:,g} to {high:,g}"
    return f"at least {low:,g}" if low is not None else f"at most {high:,g}" if high is not None else "no number"


def _entry(claim: Claim, console: Console, answer: Claim | None) -> list[Text]:
    width = min(console.width, WIDEST)
    title = phrases.in_line(claim.label or claim.headline.text)
    title = title if claim.label else f"[{title}]"
    lines = hanging(Text(title, BOLD), width, console)
    lines += hanging(Text(MARGIN).append(standing(claim, answer), TINT), width, console)
    told = [f"since {phrases.dated(claim.since)}", count(claim), *flags(claim)]
    lines += hanging(Text(MARGIN + "; ".join(told)), width, console)
    for row in path(claim):
        lines += hanging(Text(MARGIN + row), width, console)
    return lines


def _status(claim: Claim) -> str:
    status = claim.status
    if status is Status.OPEN:
        return "open: nobody has answered it"
    if status is Status.WITHDRAWN:
        return f"withdrawn by {_names(claim.withdrawn_by)}" if claim.withdrawn_by else "withdrawn by all who said it"
    if status is Status.CONFIRMED:
        fired = [each for each in claim.confirmed_by if each.utterance in claim.because]
        return f"confirmed by {_names(fired)}"
    if status is Status.DENIED:
        return f"denied by {_names(_standing(claim.denied_by))}"
    said = listed([_origin(each) for each in claim.origins])
    return f"{_FROM[status]} {said}"


def _against(claim: Claim) -> Iterator[str]:
    denials = _standing(claim.denied_by)
    if denials and claim.status is not Status.DENIED:
        yield f"denied by {_names(denials)}"


def _standing(sides: Iterable[Side]) -> list[Side]:
    return [each for each in sides if each.standing]


def _names(sides: Iterable[Side]) -> str:
    return listed([name(each.party, each.source) for each in sides])


def _origin(origin: Origin) -> str:
    return name(origin.party, origin.source)


def name(party: str | None, source: str | None) -> str:
    """How somebody is called in a view: the side, else the one who speaks."""
    return phrases.in_line(party or source or phrases.NOBODY)


def listed(names: Iterable[str]) -> str:
    """The first names of a row, the rest counted."""
    unique = list(dict.fromkeys(names))
    shown, more = unique[:MOST], len(unique) - MOST
    return ", ".join(shown) + (f" and {phrases.count(more, 'other')}" if more > 0 else "") if shown else phrases.NOBODY


def _reasons(origin: Origin) -> Iterator[str]:
    """Why its utterances count once, each kind of reason in one line."""
    seen: dict[tuple[str, str | None], int] = {}
    for reason in origin.same_because:
        key = reason.why.value, reason.words
        seen[key] = seen.get(key, 0) + 1
    for (why, words), times in seen.items():
        quoted = f": {phrases.in_line(words)}" if words else ""
        yield f"one origin by {why}{quoted}" + (f" ({phrases.count(times, 'time')})" if times > 1 else "")


def fallen(claim: Claim) -> set[str]:
    """The utterances that later ones of the same party took the place of."""
    lists = (claim.confirmed_by, claim.denied_by, claim.expected_by)
    return {each.utterance for sides in lists for each in sides if not each.standing}


def place(utterance: Utterance, document: Document) -> str:
    """When it was said, and where it stands.

    "Tuesday 5 May 2026, Lido Post"
    """
    return f"{day(utterance, document)}, {outlet(document)}"


def day(utterance: Utterance, document: Document) -> str:
    """When it was said, else published."""
    when = phrases.dated(utterance.said.start if utterance.said and utterance.said.start else document.published)
    return when or "undated"


def outlet(document: Document) -> str:
    """Who published it."""
    found = phrases.in_line(document.outlet or document.url or "unknown outlet")
    if document.note:
        found += f" (a note{f', {phrases.in_line(document.note.medium)}' if document.note.medium else ''})"
    return found


def did(utterance: Utterance) -> str:
    """What an utterance does to its claim, as a verb."""
    return _DID[utterance.stance]


def words(utterance: Utterance, text: str) -> str:
    """Its exact words: direct speech in its quotation marks, all else in [brackets]."""
    return JOINER.join(f"{before}{each}{after}" for before, each, after in phrases.quoted(utterance, text))


def short(utterance: str) -> str:
    """As much of an id of ours as a person has to type; an id from elsewhere whole.

    >>> short("u0123456789abcdef01234567"), short("ferry.txt#3")
    ('u012345678', 'ferry.txt#3')
    """
    return utterance[:SHORT] if _OURS.fullmatch(utterance) else phrases.in_line(utterance)


def asides(member: Member, stands: bool) -> list[str]:
    """What else there is to say of a line; `stands`: whether nothing later took its place."""
    utterance = member.utterance
    told = [f"a copy of {phrases.in_line(member.copy_of)}"] if member.copy_of else []
    told += [each for each in phrases.asides(utterance) if each not in _PLAIN and each != utterance.stance.value]
    told += [] if stands else ["no longer stands"]
    return told + ([] if utterance.checked else ["unchecked"])


def _line(member: Member, stands: bool, width: int, console: Console) -> list[Text]:
    utterance, document = member.utterance, member.document
    head = Text(f"{place(utterance, document)}: ").append(phrases.who(utterance), BOLD)
    head.append(f" {did(utterance)}", TINT)
    told = asides(member, stands)
    head.append(f" ({', '.join(told)})" if told else "")
    body = Text(MARGIN + words(utterance, document.text))
    spans = ", ".join(f"{start}-{end}" for start, end in utterance.content.spans)
    where = Text(f"{MARGIN}{phrases.in_line(document.url or document.id)}, characters {spans}, {short(utterance.id)}")
    return [*hanging(head, width, console), *hanging(body, width, console), *hanging(where, width, console)]


def reminder(console: Console) -> list[Text]:
    """What stands under every view."""
    return hanging(Text(phrases.REMINDER), min(console.width, WIDEST), console)


def hanging(text: Text, width: int, console: Console) -> list[Text]:
    """Wrapped, what goes on moved in as far as the line began, and a little more."""
    inset = len(text.plain) - len(text.plain.lstrip(" "))
    text = text[inset:]
    room = max(20, width - inset - 2)
    lines = list(text.wrap(console, room, overflow="fold"))
    for line in lines:
        line.rstrip()
    return [Text(" " * (inset + (2 if at else 0))) + line for at, line in enumerate(lines)]
