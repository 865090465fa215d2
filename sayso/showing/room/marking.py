"""A document and the utterances in it → its paragraphs, cut wherever a mark begins or ends, with notes for both margins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.anchors import UNSEEN
from sayso.nouns import Document, Span, Utterance
from sayso.reading.sentences import find_paragraphs
from sayso.scales import Quote
from sayso.showing import phrases
from sayso.showing.room import telling


@dataclass(frozen=True, slots=True)
class Segment:
    """Text between two cuts, and the marks that lie over it; `refs`: the numbers that stand behind it."""

    parts: Sequence[tuple[str, bool]]  # words, and whether they spell what cannot be seen
    source: bool
    cue: bool
    content: bool
    plain: bool
    deep: bool
    opens: str
    closes: str
    refs: Sequence[int]
    anchors: Sequence[str]


@dataclass(frozen=True, slots=True)
class Note:
    """What was read of an utterance, for the margins."""

    number: int
    utterance: str
    who: str
    did: str
    mark: str
    tone: str
    facts: Sequence[str]
    claim: str | None
    title: telling.Words | None
    status: str | None
    checked: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the notes on what begins in it."""

    segments: Sequence[Segment]
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    role: str
    number: int
    opens: str = ""
    closes: str = ""
    plain: bool = False


def mark_up(
    document: Document, utterances: Sequence[Utterance], claims: Mapping[str, telling.Named]
) -> list[Paragraph]:
    """The paragraphs; `claims`: by the id of an utterance, the claim that it is part of."""
    marks = [mark for number, each in enumerate(utterances, 1) for mark in _marks(number, each)]
    spans = find_paragraphs(document.text)
    refs = _refs(utterances, spans)
    return [_paragraph(document.text, span, marks, refs, utterances, claims) for span in spans]


def _marks(number: int, utterance: Utterance) -> Iterable[_Mark]:
    for role, anchor in (("source", utterance.source.anchor), ("cue", utterance.cue)):
        for start, end in anchor.spans if anchor else ():
            yield _Mark(start, end, role, number)
    spans, plain = utterance.content.spans, utterance.quote is Quote.NARRATION
    for at, (start, end) in enumerate(spans):
        opens, closes = "[…" if at else "[", "…]" if at < len(spans) - 1 else "]"
        yield _Mark(start, end, "content", number, opens, closes, plain)


def _refs(utterances: Sequence[Utterance], paragraphs: Sequence[Span]) -> list[tuple[int, int]]:
    """Where each number stands: after the first part of the content, in the paragraph in which it begins."""
    refs = []
    for number, utterance in enumerate(utterances, 1):
        start, end = utterance.content.spans[0]
        stop = next((stop for _, stop in paragraphs if start < stop), end)
        refs.append((min(end, stop), number))
    return refs


def _paragraph(
    text: str,
    span: Span,
    marks: Sequence[_Mark],
    refs: Sequence[tuple[int, int]],
    utterances: Sequence[Utterance],
    claims: Mapping[str, telling.Named],
) -> Paragraph:
    start, end = span
    within = [mark for mark in marks if mark.start < end and start < mark.end]
    here = [(at, number) for at, number in refs if start < at <= end]
    edges = {start, end, *(at for at, _ in here), *(at for mark in within for at in (mark.start, mark.end))}
    begins: dict[int, list[str]] = {}
    for utterance in (utterances[number - 1] for _, number in here):
        begins.setdefault(utterance.content.spans[0][0], []).append(utterance.id)
    segments = []
    for a, b in pairwise(sorted(at for at in edges if start <= at <= end)):
        over = [mark for mark in within if mark.start <= a and b <= mark.end]
        segments.append(_segment(text[a:b], a, b, over, [number for at, number in here if at == b], begins.get(a, [])))
    notes = [_note(number, utterances[number - 1], claims.get(utterances[number - 1].id)) for _, number in here]
    return Paragraph(segments, notes)


def _segment(
    words: str, start: int, end: int, marks: Sequence[_Mark], refs: Sequence[int], anchors: Sequence[str]
) -> Segment:
    contents = sorted((m for m in marks if m.role == "content"), key=lambda m: (m.start, -m.end, m.number))
    tinted = sum(not mark.plain for mark in contents)
    return Segment(
        list(_seen(words)),
        any(mark.role == "source" for mark in marks),
        any(mark.role == "cue" for mark in marks),
        bool(contents),
        bool(contents) and not tinted,
        tinted > 1,
        "".join(mark.opens for mark in contents if mark.start == start),
        "".join(mark.closes for mark in reversed(contents) if mark.end == end),
        refs,
        anchors,
    )


def _seen(words: str) -> Iterable[tuple[str, bool]]:
    at = 0
    for match in UNSEEN.finditer(words):
        if match.start() > at:
            yield words[at : match.start()], False
        yield phrases.spell(match[0]), True
        at = match.end()
    if at < len(words):
        yield words[at:], False


def _note(number: int, utterance: Utterance, claim: telling.Named | None) -> Note:
    return Note(
        number,
        utterance.id,
        telling.speaker(utterance),
        telling.STANCES[utterance.stance],
        telling.mark(utterance),
        telling.tone(utterance.stance),
        list(facts(utterance)),
        claim.id if claim else None,
        claim.title if claim else None,
        claim.status if claim else None,
        telling.checked(utterance),
        f"{min(utterance.confidence, 0.99) if utterance.confidence < 1 else 1:.2f}",
    )


def facts(utterance: Utterance) -> Iterable[str]:
    """What was read of an utterance beside who says it and how: numbers, times, places, the way its words came."""
    yield f"{telling.QUOTES[utterance.quote]}, {telling.CERTAINTY[utterance.factuality]}"
    if words := phrases.wording(utterance.source):
        yield f"in the text: {words}"
    between = [phrases.in_line(link.name) for link in utterance.chain[1:-1] if link.name]
    if between:
        yield "by way of " + ", ".join(between)
    for quantity in utterance.quantities:
        yield phrases.in_line(f"{telling.figure(quantity)} {quantity.unit or ''}".strip())
    for time in utterance.times:
        ends = [telling.short(each) for each in dict.fromkeys((time.start, time.end)) if each]
        if ends:
            yield f"{phrases.in_line(time.anchor.text)}: {' to '.join(ends)}"
    for place in utterance.places:
        yield phrases.in_line(", ".join(dict.fromkeys(part for part in (place.name, place.country) if part)))
