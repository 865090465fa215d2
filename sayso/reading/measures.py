"""Document, utterances → the utterances with their quantities, times and places, and when they were said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sayso.nouns import Anchor, Document, Interval, Place, Quantity, Span, Time, Utterance
from sayso.reading.mentions import find_mentions
from sayso.reading.places import dateline, find_places
from sayso.reading.quantities import find_quantities
from sayso.reading.sentences import find_sentences
from sayso.reading.times import Reference, looks_ahead, place, reference
from sayso.reading.tokens import Token, cut_tokens, word_set
from sayso.scales import Quote, Stance

Measure = TypeVar("Measure", Quantity, Time, Place)
_FAR = 12  # tokens between a cue and the words that say when
_NOT_WHEN = word_set(
    "since by until till before after between from over during",
)


@dataclass(frozen=True, slots=True)
class Measures:
    """What a document names: numbers, times and places, in order of the text."""

    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]


def read_measures(document: Document) -> Measures:
    """All quantities, times and places of a document, whoever says them.

    >>> found = read_measures(Document("About 300 homes burned near Porto on Sunday.", published="2026-08-11"))
    >>> found.quantities[0].anchor.text, found.times[0].start, found.places[0].country
    ('About 300 homes', '2026-08-09', 'PT')
    """
    return _Read(document, ()).measures()


def measure(document: Document, utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Each utterance with the quantities, times and places in its content, and `said` where the words tell.

    What it had of these before is replaced; the same document and utterances give the same.
    """
    read = _Read(document, utterances)
    found = read.measures()
    return tuple(
        replace(
            each,
            said=(said := read.said(each)),
            quantities=_inside(document.text, found.quantities, each),
            times=_inside(document.text, read.times_of(each, said), each),
            places=_inside(document.text, found.places, each),
        )
        for each in utterances
    )


class _Read:
    """One document, cut and searched once for all its utterances."""

    def __init__(self, document: Document, utterances: Sequence[Utterance]) -> None:
        self.text, self.document = document.text, document
        self.tokens = cut_tokens(document.text)
        self.mentions = find_mentions(self.tokens)
        head = dateline(document.text)
        self.since = reference(document.published, head.zone if head else None)
        self.ahead = tuple(span for each in utterances if each.stance is Stance.EXPECTS for span in each.content.spans)
        self.parties = tuple(span for each in utterances if each.source.anchor for span in each.source.anchor.spans)
        self.cues = sorted({span for each in utterances if each.cue for span in each.cue.spans})
        self.contents = [each.content.spans for each in utterances]
        self.sentences = find_sentences(document.text) if utterances else []
        self.leans = [looks_ahead(self.tokens, mention, self.ahead) for mention in self.mentions]
        self.times = [
            place(self.text, mention, self.since, lean) for mention, lean in zip(self.mentions, self.leans, strict=True)
        ]

    def measures(self) -> Measures:
        """What the whole document names."""
        times = tuple(time for time in self.times if time is not None)
        return Measures(
            find_quantities(self.text, self._taken(), self.tokens),
            times,
            find_places(self.text, self.document.outlet, self.parties, self.tokens),
        )

    def _taken(self) -> Iterable[Span]:
        """The spans that are times, so no quantities; "two weeks" that names no date is a quantity."""
        for mention, time in zip(self.mentions, self.times, strict=True):
            if time is not None or mention.resolve is None or self.since is None:
                yield mention.span

    def times_of(self, utterance: Utterance, said: Interval | None) -> tuple[Time, ...]:
        """The document's times; in a direct quote "today" counts from the day it was said."""
        day = _single_day(said)
        if utterance.quote is not Quote.DIRECT or day is None or self.since is None or day == self.since.day:
            return tuple(time for time in self.times if time is not None)
        then = Reference(day, self.since.offset)
        moved = (
            place(self.text, mention, then, lean) if mention.deictic else time
            for mention, lean, time in zip(self.mentions, self.leans, self.times, strict=True)
        )
        return tuple(time for time in moved if time is not None)

    def said(self, utterance: Utterance) -> Interval | None:
        """When it was said: the time beside the cue, outside the content."""
        if utterance.cue is None or not self.sentences:
            return None
        start, _end = utterance.cue.spans[0][0], utterance.cue.spans[-1][1]
        sentence = self.sentences[max(0, bisect_right(self.sentences, (start, len(self.text) + 1)) - 1)]
        near = [
            (distance, mention)
            for mention in self.mentions
            if sentence[0] <= mention.span[0] < sentence[1]
            and not self._told_elsewhere(mention.span, start)
            and not _overlaps(mention.span, utterance.content.spans)
            and (distance := self._distance(mention.span, utterance.cue.spans, sentence, utterance)) is not None
        ]
        if not near:
            return None
        mention = min(near, key=lambda each: (each[0], each[1].span))[1]
        time = place(self.text, mention, self.since, ahead=False)
        return Interval(time.start, time.end) if time else None

    def _told_elsewhere(self, when: Span, cue: int) -> bool:
        """Whether the words are part of what somebody says, and this cue is not."""
        return any(_overlaps(when, content) and not any(a <= cue < b for a, b in content) for content in self.contents)

    def _distance(self, when: Span, cue: tuple[Span, ...], sentence: Span, utterance: Utterance) -> int | None:
        """Tokens between the words that say when and the nearest part of the cue; None where another cue is nearer, or where
        the content stands between.
        """
        if self.text[when[0] : when[1]].split(" ", 1)[0].lower() in _NOT_WHEN:
            return None
        if cue[0][0] <= when[0] < cue[-1][1]:
            return 0
        start, end = cue[0][0], cue[-1][1]
        first, last = (when[1], start) if when[0] < start else (end, when[0])
        apart = last - first
        others = [span for span in self.cues if span not in cue and sentence[0] <= span[0] < sentence[1]]
        if any((span[0] - when[1] if when[0] < span[0] else when[0] - span[1]) < apart for span in others):
            return None
        if any(max(0, min(last, b) - max(first, a)) for a, b in utterance.content.spans):
            return None
        count = _count(self.tokens, first, last)
        opens = when[0] < start and _count(self.tokens, sentence[0], when[0]) <= 1
        return count if count <= _FAR or opens else None


def _count(tokens: Sequence[Token], start: int, end: int) -> int:
    return bisect_left(tokens, end, key=lambda token: token.start) - bisect_left(
        tokens, start, key=lambda token: token.start
    )


def _single_day(said: Interval | None) -> date | None:
    if said is None or said.start is None or said.end is None or said.start[:10] != said.end[:10]:
        return None
    return date.fromisoformat(said.start[:10])


def _overlaps(span: Span, spans: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in spans)


def _inside(text: str, found: Sequence[Measure], utterance: Utterance) -> tuple[Measure, ...]:
    """Those that stand in the content; one that reaches over its edge keeps the words inside."""
    kept = []
    placed = [(each.anchor.spans[0], each) for each in found if each.anchor]
    starts = [start for (start, _), _ in placed]
    for a, b in utterance.content.spans:
        for (start, end), each in placed[max(0, bisect_right(starts, a) - 1) : bisect_left(starts, b)]:
            if end <= a:
                continue
            if a <= start and end <= b:
                kept.append(each)
            elif 2 * (min(end, b) - max(start, a)) >= end - start:
                kept.append(replace(each, anchor=Anchor.at(text, (max(start, a), min(end, b)))))
    return tuple(kept)
