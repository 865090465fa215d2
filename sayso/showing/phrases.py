"""Nouns → the plain words that every view uses, safe to print."""

from __future__ import annotations

import re
import textwrap
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sayso.anchors import UNSEEN
from sayso.scales import Factuality, Kind, Quote, Stance
from sayso.showing.quotations import find_quotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.ledger import Decision
    from sayso.nouns import Document, Reading, Source, Span, Utterance

REMINDER = "Read by machine: check the words before you publish."
NOBODY = "no source named"
NOTHING = "No attribution found"
OPENING, MOST_OPENING = 60, 400  # characters of an untitled text that stand for its title, and to look at for them

_CERTAINTY = {
    Factuality.CERTAIN: "certain",
    Factuality.PROBABLE: "probable",
    Factuality.POSSIBLE: "possible",
    Factuality.CERTAINLY_NOT: "certainly not",
    Factuality.PROBABLY_NOT: "probably not",
    Factuality.POSSIBLY_NOT: "possibly not",
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def visible(text: str) -> str:
    r"""Text in which nothing is hidden: what would act on the screen is spelled out.

    >>> visible("Signed \u202eyb\x1b[2J")
    'Signed \\u202eyb\\x1b[2J'
    """
    return UNSEEN.sub(lambda match: spell(match[0]), text)


def spell(character: str) -> str:
    r"""How Python writes a character that cannot be shown.

    >>> print(spell("\x1b"), spell("\u202e"))
    \x1b \u202e
    """
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def in_line(text: str) -> str:
    r"""The same on one line, white space made single.

    >>> in_line("The bridge\n  is closed")
    'The bridge is closed'
    """
    return visible(" ".join(text.split()))


def headline(document: Document) -> str:
    """The title; where there is none, the words that the text opens with.

    >>> from sayso.nouns import Document
    >>> headline(Document("The pier is shut.", title="Shut!")), headline(Document("The pier is shut."))
    ('Shut!', 'Untitled (The pier is shut.)')
    """
    if document.title:
        return in_line(document.title)
    return f"Untitled ({textwrap.shorten(in_line(document.text[:MOST_OPENING]), OPENING, placeholder=' …')})"


def who(utterance: Utterance) -> str:
    """Who speaks, as a reader would say it.

    >>> from sayso.nouns import Anchor, Source, Utterance
    >>> said = Anchor(((0, 3),), "All")
    >>> who(Utterance("u1", Source(None, None, Kind.HEARSAY, None), (), None, said, Quote.INDIRECT))
    'no source named'
    """
    source = utterance.source
    if source.kind == Kind.NARRATION or utterance.quote == Quote.NARRATION:
        return f"{in_line(source.name)}, own voice" if source.name else "the outlet’s own voice"
    named = source.name or (source.anchor and source.anchor.text)
    return in_line(named) if named else NOBODY


def wording(source: Source) -> str | None:
    """What the text calls the source, where that is not its name."""
    if source.anchor is None or source.name is None:
        return None
    words, name = in_line(source.anchor.text), in_line(source.name)
    return None if name.casefold() in words.casefold() else words


def asides(utterance: Utterance) -> list[str]:
    """What else there is to say of an utterance; nothing where it plainly asserts, without a known certainty.

    >>> from sayso.nouns import Anchor, Source, Speaker, Utterance
    >>> ada, it = Source(Anchor(((0, 3),), "Ada"), "Ada", Kind.PERSON, None), Anchor(((9, 11),), "it")
    >>> chain = tuple(Speaker(name, Kind.OUTLET, None) for name in ("Post", "Agency", "Ada"))
    >>> asides(Utterance("u1", ada, chain, None, it, Quote.INDIRECT, Stance.DENIES, Factuality.CERTAINLY_NOT))
    ['denies', 'certainly not', 'by way of Agency']
    """
    said = [] if utterance.stance == Stance.ASSERTS else [utterance.stance.value]
    if certainty := _CERTAINTY.get(utterance.factuality):
        said.append(certainty)
    if words := wording(utterance.source):
        said.append(f"in the text: {words}")
    if between := [in_line(link.name) for link in utterance.chain[1:-1] if link.name]:
        said.append("by way of " + ", ".join(between))
    if utterance.entered:
        said.append(f"entered by hand by {in_line(utterance.entered.by)}")
    if utterance.checked and is_checked(utterance):
        said.append(f"checked by {in_line(utterance.checked.by)}")
    return said


def is_checked(utterance: Utterance) -> bool:
    """Whether a person looked at it other than by entering it."""
    return utterance.checked is not None and utterance.checked != utterance.entered


def quoted(utterance: Utterance, text: str) -> list[tuple[str, str, str]]:
    """The content part by part: the mark before it, the words, the mark after.

    Direct speech stands in the quotation marks of the document, as often as they stand there: words cut out of the middle
    of one quotation open and close no second one. All else are the document's words, in [brackets].
    """
    spans = utterance.content.spans
    words = [in_line(text[start:end]) for start, end in spans]
    around = _marks(text, spans) if utterance.quote == Quote.DIRECT else None
    around = around or [("[" if at == 0 else "", "]" if at == len(spans) - 1 else "") for at in range(len(spans))]
    return [(before, each, after) for (before, after), each in zip(around, words, strict=True)]


def _marks(text: str, spans: Sequence[Span]) -> list[tuple[str, str]] | None:
    """The marks before and after each span, where the span does not hold them itself; None where there are none at all."""
    found = [(find_quotation(text, _first(text, *span)), find_quotation(text, _last(text, *span))) for span in spans]
    if any(None in pair for pair in found):
        return None
    around = []
    for at, ((start, end), (first, last)) in enumerate(zip(spans, found, strict=True)):
        assert first
        assert last
        goes_on = at > 0 and found[at - 1][1] == first
        stays = at + 1 < len(spans) and found[at + 1][0] == last
        opens = "" if goes_on or start < first.start else first.opens
        around.append((opens, "" if stays or end > last.end else last.closes))
    return around


def _first(text: str, start: int, end: int) -> int:
    return next((at for at in range(start, end) if text[at].isalnum()), start)


def _last(text: str, start: int, end: int) -> int:
    return next((at for at in range(end - 1, start - 1, -1) if text[at].isalnum()), end - 1)


def nested(reading: Reading) -> Iterator[tuple[int, int, Utterance]]:
    """Number, depth and utterance: in order of the text, each followed by those inside it."""
    known = {utterance.id for utterance in reading}
    under: dict[str | None, list[tuple[int, Utterance]]] = {}
    for number, utterance in enumerate(reading, 1):
        parent = utterance.parent if utterance.parent in known else None
        under.setdefault(parent, []).append((number, utterance))
    seen: set[str] = set()

    def walk(parent: str | None, depth: int) -> Iterator[tuple[int, int, Utterance]]:
        for number, utterance in under.get(parent, ()):
            if utterance.id not in seen:
                seen.add(utterance.id)
                yield number, depth, utterance
                yield from walk(utterance.id, depth + 1)

    yield from walk(None, 0)
    for number, utterance in enumerate(reading, 1):  # a ring of parents hangs on nothing; show it all the same
        if utterance.id not in seen:
            seen.add(utterance.id)
            yield number, 0, utterance


def by_source(reading: Reading) -> list[list[tuple[int, Utterance]]]:
    """The utterances with their numbers, those of one source together; sources in the order in which they first speak."""
    groups: dict[tuple[str, Kind], list[tuple[int, Utterance]]] = {}
    for number, utterance in enumerate(reading, 1):
        groups.setdefault((who(utterance), utterance.source.kind), []).append((number, utterance))
    return list(groups.values())


def told_of(source: Source) -> list[str]:
    """What kind of source it is, and for whom it speaks where that is not itself.

    >>> from sayso.nouns import Source
    >>> told_of(Source(None, "Ada Moe", Kind.PERSON, "Norway")), told_of(Source(None, "two aides", Kind.OFFICIAL, None))
    (['person', 'for Norway'], ['unnamed official'])
    """
    told = [{Kind.OFFICIAL: "unnamed official", Kind.NARRATION: ""}.get(source.kind, source.kind.value)]
    if source.party and source.party != source.name:
        told.append(f"for {in_line(source.party)}")
    return [each for each in told if each]


def tally(reading: Reading) -> str:
    """How many attributions; not from how many sources, since nobody has said yet which wordings mean the same one.

    >>> from sayso.nouns import Document, Reading, ReaderVersion
    >>> tally(Reading(Document("It rained."), ReaderVersion("nobody", "0"), ()))
    'No attribution found'
    """
    return count(len(reading), "attribution") if len(reading) else NOTHING


def total(readings: Sequence[Reading]) -> str:
    """The same of several articles.

    >>> total([])
    '0 articles, 0 attributions'
    """
    found = sum(len(reading) for reading in readings)
    return f"{count(len(readings), 'article')}, {count(found, 'attribution')}"


def count(number: int, noun: str, nouns: str | None = None) -> str:
    """A number and what it counts.

    >>> count(1, "article"), count(2400, "article")
    ('1 article', '2,400 articles')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def checked(number: int, lines: int) -> str:
    """How much a person has looked at.

    >>> checked(3, 1200)
    '3 of 1,200 lines checked.'
    """
    return f"{number:,} of {count(lines, 'line')} checked."


def orphaned(number: int) -> str:
    """What people said of words that no reading has any more.

    >>> orphaned(1)
    '1 decision of people is orphaned: sayso history --orphaned'
    """
    verb = "is" if number == 1 else "are"
    return f"{count(number, 'decision')} of people {verb} orphaned: sayso history --orphaned"


def dated(moment: str | None) -> str | None:
    """An ISO 8601 date as an English newspaper writes it; what is none, as it stands.

    >>> dated("2026-03-11T10:20:00+01:00"), dated("2026-03-11"), dated("2026-03"), dated("spring")
    ('Wednesday 11 March 2026, 10:20 UTC+1', 'Wednesday 11 March 2026', 'March 2026', 'spring')
    """
    if not moment:
        return None
    if (partial := _PARTIAL.fullmatch(moment)) and 1 <= int(partial[2] or 1) <= 12:
        return f"{_MONTHS[int(partial[2]) - 1]} {partial[1]}" if partial[2] else partial[1]
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return in_line(moment)
    return _day(when) if len(moment) == len("2026-03-11") else f"{_day(when)}, {when:%H:%M}{_zone(when)}"


def day(moment: str) -> str:
    """The day of an ISO 8601 date, short.

    >>> day("2026-03-11T10:20:00+01:00"), day("2026-03")
    ('11 March', 'March 2026')
    """
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return dated(moment) or moment
    if len(moment) < len("2026-03-11"):
        return dated(moment) or moment
    return f"{when.day} {_MONTHS[when.month - 1]}"


def clock(moment: str) -> str:
    """The time of day of an ISO 8601 time.

    >>> clock("2026-03-11T10:20:00+01:00")
    '10:20 UTC+1'
    """
    when = datetime.fromisoformat(moment)
    return f"{when:%H:%M}{_zone(when)}"


def cut(words: str, longest: int) -> str:
    """The words up to a limit, cut at a word.

    >>> cut("the bridge was closed to lorries in March", 20)
    'the bridge was'
    """
    if len(words) <= longest:
        return words
    head = words[: longest + 1].rsplit(None, 1)
    return head[0] if len(head) > 1 else words[:longest]


def instant(moment: str | None) -> str | None:
    """A moment as `dated`; the last instant of a day is that day.

    >>> instant("2026-03-11T23:59:59.999999+00:00")
    'Wednesday 11 March 2026'
    """
    return dated(moment[:10] if moment and moment.endswith("T23:59:59.999999+00:00") else moment)


def decision(each: Decision) -> str:
    """What was decided, by whom, when and why, in a line."""
    told = each.told
    if each.what == "read":
        what = f"read {each.of}"
    elif each.what == "correction":
        what = f"{told['field']} of {each.of}: {valued(told['value'])}"
    elif each.what == "continued":
        what = f"{each.of} has its words in {told['new']} now: the same content, read with another cue or source"
    elif each.what == "note":
        what = (
            f"entered by hand: {', '.join(told['lines'])}" if told["lines"] else f"noted on {each.of}: {told['note']}"
        )
    else:
        verb = told["verdict"].replace("_", " ")
        what = " ".join(each for each in (told["a"], verb, told["b"] or told["party"]) if each)
        what += f" ({told['score']:.2f})" if told["score"] is not None else ""
        what += " (withdrawn)" if told["withdrawn"] else ""
    who = f"{each.by}" + ("" if each.person else ", a machine")
    line = f"{each.seq}  {instant(each.at)}, {who}: {what}" + (f" because {each.reason}" if each.reason else "")
    line += f" - taken back by {each.undone_by or 'somebody'} ({each.undone})" if each.undone else ""
    return line + (" - ORPHANED: no reading has these words any more" if each.orphaned else "")


def valued(value: Any) -> str:
    """A value in a line.

    >>> valued({"text": "no", "spans": [[3, 5]]}), valued(None), valued(True)
    ('[no]', 'none', 'yes')
    """
    if value is None or value == []:
        return "none"
    if value is True:
        return "yes"
    if isinstance(value, dict) and value.get("text"):
        return f"[{value['text']}]"
    if isinstance(value, list):
        return "; ".join(map(valued, value))
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values() if each is not None)
    return str(value)


def _day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _zone(when: datetime) -> str:
    offset = when.utcoffset()
    if offset is None:
        return ""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta() else "+"
    return " UTC" + (f"{sign}{hours}" if offset else "") + (f":{minutes:02}" if minutes else "")


def address(url: str | None) -> str | None:
    """The address if it is safe to make a link of it: http(s), in plain visible characters.

    >>> address("https://post.example/a?b=c"), address("javascript:alert(1)"), address("http://x\x1b]8;;")
    ('https://post.example/a?b=c', None, None)
    """
    return url if url and _ADDRESS.fullmatch(url) else None
