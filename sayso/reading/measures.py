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
from sayso.reading.saying import Sayings
from sayso.reading.timeline import Timeline
from sayso.reading.times import Reference, looks_ahead, place, reference
from sayso.reading.tokens import cut_tokens
from sayso.scales import Quote, Stance

Measure = TypeVar("Measure", Quantity, Time, Place)


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
            said=said,
            quantities=_inside(document.text, found.quantities, each),
            times=_inside(document.text, read.times_of(each, said), each),
            places=_inside(document.text, found.places, each),
        )
        for each, said in zip(utterances, read.said, strict=True)
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
        self.sides = {each.source.party for each in utterances if each.source.party}
        self.leans = [looks_ahead(self.tokens, mention, self.ahead) for mention in self.mentions]
        self.timeline = Timeline(self.text, self.tokens, self.mentions, self.leans, self.since)
        self.times = self.timeline.times
        self.said = Sayings(self.text, self.tokens, self.timeline, self.mentions, self.since).find(utterances)

    def measures(self) -> Measures:
        """What the whole document names."""
        times = tuple(time for time in self.times if time is not None)
        return Measures(
            find_quantities(self.text, self._taken(), self.tokens),
            times,
            find_places(
                self.text,
                self.document.outlet,
                self.parties,
                published=self.document.published,
                url=self.document.url,
                sides=self.sides,
            ),
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


def _single_day(said: Interval | None) -> date | None:
    if said is None or said.start is None or said.end is None or said.start[:10] != said.end[:10]:
        return None
    return date.fromisoformat(said.start[:10])


def _inside(text: str, found: Sequence[Measure], utterance: Utterance) -> tuple[Measure, ...]:
    """Those that stand in the content; one that reaches over its edge keeps the words inside."""
    kept = []
    starts = [_span(each)[0] for each in found]
    for a, b in utterance.content.spans:
        for each in found[max(0, bisect_right(starts, a) - 1) : bisect_left(starts, b)]:
            start, end = _span(each)
            if end <= a:
                continue
            if a <= start and end <= b:
                kept.append(each)
            elif start >= a or 2 * (min(end, b) - max(start, a)) >= end - start:
                kept.append(replace(each, anchor=Anchor.at(text, (max(start, a), min(end, b)))))
    return tuple(kept)


def _span(measure: Measure) -> Span:
    assert measure.anchor
    return measure.anchor.spans[0]
