"""A brief → its lines, cut to two minutes' reading; and what a terminal and a Markdown file show of them.

Each line says what changed and who did it, in exact words, with outlet and characters. Every status and every number that
moved is told, however long that gets; what else there is comes in as long as there is room, and what is left out is counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rich.text import Text

from sayso import moments
from sayso.showing import phrases
from sayso.showing.board import BOLD, MARGIN, TINT, WIDEST, figure, hanging, name, short, standing, word_of
from sayso.weighing import What

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from sayso.briefing import Brief
    from sayso.nouns import Claim, Member
    from sayso.weighing import Change, Turn

LONG = 399  # words: two minutes
MORE = "--full shows them."
QUOTE = 80  # characters of one quotation
A_DAY = timedelta(hours=36)  # within it, the time of day tells when
ALWAYS = (What.STATUS, What.ANSWER, What.NUMBER, What.RETRACTION, What.CORRECTION)

Day = tuple[datetime, datetime] | None  # what a brief of one day is about

_NOUNS = {
    What.STATUS: ("status", "statuses"),
    What.ANSWER: ("answer", "answers"),
    What.RETRACTION: ("retraction", "retractions"),
    What.CORRECTION: ("correction", "corrections"),
    What.NUMBER: ("number", "numbers"),
    What.DENIAL: ("denial", "denials"),
    What.CONFIRMATION: ("confirmation", "confirmations"),
    What.DUE: ("plan due", "plans due"),
    What.CLAIM: ("new claim", "new claims"),
    What.QUESTION: ("new question", "new questions"),
    What.FIGURE: ("standing of a number", "standings of numbers"),
    What.ORIGIN: ("further origin", "further origins"),
    What.DECLINE: ("decline", "declines"),
    What.SILENCE: ("silence", "silences"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change: what it is, in our words; the exact words and where they stand."""

    what: What
    told: str
    words: str | None = None
    where: str | None = None
    url: str | None = None
    utterance: str | None = None

    @property
    def always(self) -> bool:
        """Whether it is told whatever the length."""
        return self.what in ALWAYS

    def __str__(self) -> str:
        told = f"{self.told}:" if self.words else self.told
        return " ".join(part for part in (told, self.words, f"({self.where})" if self.where else None) if part)


@dataclass(frozen=True, slots=True)
class Block:
    """A claim and its lines."""

    title: str
    claim: str
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.title} {short(self.claim)}", *map(str, self.lines)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A brief as it is read: heading, what it comes to, blocks, what is left out, how much a person has checked."""

    title: str
    summary: str
    blocks: tuple[Block, ...]
    left_out: str | None = None
    foot: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        parts = [
            self.title,
            self.summary,
            *map(str, self.blocks),
            *([self.left_out] if self.left_out else []),
            *self.foot,
        ]
        return "\n\n".join(parts)


def sheet(brief: Brief, full: bool = False, more: str = MORE) -> Sheet:
    """A brief, the most consequential first, as long as it may be; `full`: all of it; `more`: how to see what is left out."""
    title = f"{phrases.in_line(brief.story or 'The whole ledger')}: what changed, {_span(brief)}"
    whole = Sheet(title, _summary(brief), tuple(_blocks(brief)), foot=_foot(brief))
    return whole if full else _cut(whole, more)


def count_words(shown: Sheet) -> int:
    """How long it is."""
    return len(str(shown).split())


# ---- as long as it may be ----


def _cut(whole: Sheet, more: str) -> Sheet:
    kept = [[line.always for line in block.lines] for block in whole.blocks]
    if count_words(_chosen(whole, kept, more)) > LONG:
        whole = _without_words(whole, kept, more)
    for at, block in enumerate(whole.blocks):
        for row, line in enumerate(block.lines):
            if line.always:
                continue
            kept[at][row] = True
            kept[at][row] = count_words(_chosen(whole, kept, more)) <= LONG
    return _chosen(whole, kept, more)


def _chosen(whole: Sheet, kept: list[list[bool]], more: str) -> Sheet:
    blocks = [
        replace(block, lines=tuple(line for line, keep in zip(block.lines, keeps, strict=True) if keep))
        for block, keeps in zip(whole.blocks, kept, strict=True)
    ]
    out = Counter(
        line.what
        for block, keeps in zip(whole.blocks, kept, strict=True)
        for line, keep in zip(block.lines, keeps, strict=True)
        if not keep
    )
    told = ", ".join(phrases.count(out[what], *_NOUNS[what]) for what in What if out[what])
    left = f"Left out for length: {told}. {more}".rstrip() if told else None
    return replace(whole, blocks=tuple(block for block in blocks if block.lines), left_out=left)


def _without_words(whole: Sheet, kept: list[list[bool]], more: str) -> Sheet:
    """Too much has changed: the least weighty lines point at their words instead of giving them."""
    blocks = list(whole.blocks)
    for at in range(len(blocks) - 1, -1, -1):
        for row in range(len(blocks[at].lines) - 1, -1, -1):
            if count_words(_chosen(replace(whole, blocks=tuple(blocks)), kept, more)) <= LONG:
                return replace(whole, blocks=tuple(blocks))
            lines = list(blocks[at].lines)
            lines[row] = replace(lines[row], words=None)
            blocks[at] = replace(blocks[at], lines=tuple(lines))
    return replace(whole, blocks=tuple(blocks))


# ---- what it says ----


def _span(brief: Brief) -> str:
    ends = dict.fromkeys((phrases.dated(brief.since), phrases.dated(brief.until)))
    return " to ".join(each for each in ends if each)


def _summary(brief: Brief) -> str:
    found = Counter(change.what for turn in brief.turns for change in _distinct(turn.changes))
    told = [phrases.count(brief.articles, "article")] if brief.articles or not brief.notes else []
    came = " and ".join([*told, *([phrases.count(brief.notes, "note")] if brief.notes else [])])
    if not found:
        if not brief.articles and not brief.notes:
            return f"Nothing changed since {phrases.dated(brief.since)}: nothing came in."
        return f"Nothing changed since {phrases.dated(brief.since)}: {came} came in, repeating what stood."
    return (
        f"{came} came in. " + ", ".join(phrases.count(found[what], *_NOUNS[what]) for what in What if found[what]) + "."
    )


def _distinct(changes: Sequence[Change]) -> Iterator[Change]:
    """A status changes once, however many brought it about."""
    changed = False
    for each in changes:
        if each.what is not What.STATUS or not changed:
            yield each
        changed = changed or each.what is What.STATUS


def _foot(brief: Brief) -> tuple[str, ...]:
    lost = (phrases.orphaned(brief.orphans),) if brief.orphans else ()
    return (phrases.checked(brief.checked, brief.lines), *lost, phrases.REMINDER)


def _blocks(brief: Brief) -> Iterator[Block]:
    start, end = moments.eve(brief.since), moments.end(brief.until)
    day = (start, end) if start is not None and end is not None and end - start <= A_DAY else None
    for turn in brief.turns:
        claim = turn.claim
        yield Block(_title(claim), claim.id, tuple(_lines(turn, day)))


def _title(claim: Claim) -> str:
    if claim.label:
        return phrases.in_line(claim.label)
    return f"[{_short(claim.headline.text)}]"


def _short(words: str) -> str:
    shown = phrases.cut(phrases.in_line(words), QUOTE)
    return shown if shown == phrases.in_line(words) else f"{shown} …"


def _lines(turn: Turn, day: Day) -> Iterator[Line]:
    told: set[str] = set()
    for number, change in enumerate(turn.changes):
        words, where, url = _place(turn.claim, change.member, day)
        said = change.member.utterance.id if change.member else None
        if said in told:
            words, where, url = None, None, None  # they stand in a line above
        yield Line(change.what, _told(turn, change, first=number == 0), words, where, url, said)
        told |= {said} if said else set()


def _place(claim: Claim, member: Member | None, day: Day) -> tuple[str | None, str | None, str | None]:
    """The exact words, where they stand, and the address."""
    if member is None:
        return None, None, None
    utterance, document = member.utterance, member.document
    spans = ", ".join(f"{start}-{end}" for start, end in utterance.content.spans)
    outlet = phrases.in_line(document.outlet or document.url or document.id)
    outlet += " (a note)" if document.note else " (entered by hand)" if utterance.entered else ""
    when = _when(document.published, day)
    words = None if utterance.id == claim.headline.utterance else f"[{_short(utterance.content.text)}]"
    return words, f"{outlet}, {when} {spans}", document.url


def _when(published: str | None, day: Day) -> str:
    """The time of day in a brief of one day, where that is its day; else the day."""
    moment = moments.end(published)
    if published is None or moment is None:
        return "undated,"
    if day and day[0] < moment <= day[1] and "T" in published:
        return f"{phrases.clock(published)},"
    return f"{phrases.day(published)},"


def _told(turn: Turn, change: Change, first: bool) -> str:
    claim = turn.claim
    who = name(change.party, change.source)
    if change.what is What.STATUS:
        return _turned(turn) if first else f"and by {who}"
    if change.what is What.CLAIM:
        way = f", by way of {', '.join(turn.way)}" if turn.way else ""
        return f"new: {standing(claim)} ({claim.rule}){way}"
    if change.what is What.NUMBER:
        steps = [*([change.was] if change.was else []), *change.numbers]
        return f"{who}: {' → '.join(map(figure, steps))}, {word_of(change.numbers[-1], claim)}"
    if change.what is What.FIGURE:
        version = change.numbers[0]
        return f"{who}: {figure(version)}, now {word_of(version, claim)}"
    return {
        What.ANSWER: f"{_was(turn)} → {claim.status} ({claim.rule}): answered" if claim.rule == "S13" else "open again",
        What.RETRACTION: f"taken back by {who}",
        What.CORRECTION: f"corrected by {who}",
        What.DENIAL: f"denied by {who}",
        What.CONFIRMATION: f"confirmed by {who}",
        What.DUE: f"due, with nothing heard: expected by {who}",
        What.QUESTION: f"asked by {who}",
        What.ORIGIN: f"one more origin: {who}",
        What.DECLINE: f"{who} declines",
        What.SILENCE: f"{who} did not answer",
    }[change.what]


def _turned(turn: Turn) -> str:
    """ "attributed (S6) → contested → confirmed by Denmark (S2)"."""
    way = "".join(f" → {status}" for status in turn.way)
    return f"{_was(turn)}{way} → {standing(turn.claim)} ({turn.claim.rule})"


def _was(turn: Turn) -> str:
    return f"{turn.before.status} ({turn.before.rule})" if turn.before else "new"


# ---- terminal and Markdown ----


def show(shown: Sheet, console: Console) -> Text:
    """For a terminal."""
    width = min(console.width, WIDEST)
    lines = [*hanging(Text(shown.title, BOLD), width, console), *hanging(Text(shown.summary), width, console), Text()]
    for block in shown.blocks:
        lines += hanging(Text(block.title, BOLD).append(f" {short(block.claim)}", "default"), width, console)
        for line in block.lines:
            lines += hanging(_styled(line), width, console)
        lines.append(Text())
    for each in [*([shown.left_out] if shown.left_out else []), *shown.foot]:
        lines += hanging(Text(each), width, console)
    return Text("\n").join(lines)


def _styled(line: Line) -> Text:
    text = Text(MARGIN).append(line.told, TINT)
    text.append(f": {line.words}" if line.words else "")
    return text.append(f" ({line.where})" if line.where else "")


def markdown(shown: Sheet) -> str:
    """For a file: headings, lists, links to where the words stand."""
    parts = [f"# {_escaped(shown.title)}", _escaped(shown.summary)]
    for block in shown.blocks:
        lines = "\n".join(f"- {_marked(line)}" for line in block.lines)
        parts.append(f"## {_escaped(block.title)}\n\n`{short(block.claim)}`\n\n{lines}")
    parts += [f"*{_escaped(each)}*" for each in [*([shown.left_out] if shown.left_out else []), *shown.foot]]
    return "\n\n".join(parts) + "\n"


def _marked(line: Line) -> str:
    where = _escaped(line.where or "")
    if address := phrases.address(line.url):
        where = f"[{where}](<{address}>)"
    told = _escaped(line.told) + (f": {_escaped(line.words)}" if line.words else "")
    return f"{told} ({where})" if where else told


def _escaped(text: str) -> str:
    """Nothing in a document's words acts as Markdown or as HTML."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#&|~" else each for each in text)
