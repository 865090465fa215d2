"""Utterances in their documents → gists: what linking compares of each, taken from its words and its place alone."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sayso.linking.vocabulary import Vector, Word, cut_words, load_lexicon
from sayso.names import plain
from sayso.nouns import Document, Utterance
from sayso.scales import Quote, Stance

SALIENT = 60  # terms of a document by which others are found
_RAREST = 1.5  # what a name weighs that is no common word
_DEEP = 4  # references followed
_TOPIC = 3  # times that a word stands in a document that is about it: it tells little of what is said there
# What befalls those who are counted, who they are, and which of them alone: of two utterances that count different things,
# neither is about the other's proposition.
_BEFALLS = "dead hurt missing rescued evacuated arrested charged convicted infected buried captured hostage layoffs trained deployed withdrew"
_COUNTED = "aboard troops prisoners house capacity debt profit loss revenue fine ransom price pay protest strike vaccine turnout"
_ALONE = "children women"
BEFALLS, COUNTED, ALONE = (frozenset(f"={each}" for each in told.split()) for told in (_BEFALLS, _COUNTED, _ALONE))
HEADS = BEFALLS | COUNTED | ALONE
# What stories are full of: two utterances that both speak of a ship have little in common yet.
_THINGS = (
    "vessel aircraft vehicle house school hospital staff children women father doctor police court minister president mayor "
    "money percent water oil gas weapon drugs"
)
THINGS = frozenset(f"={each}" for each in _THINGS.split())
_CAUSE = re.compile(
    r"\bwhat (?:had |has |have |might have |could have )?(?:caused|made|led|triggered|sparked|sank|brought|started|set off|went wrong)\b|\bwhy\b|"
    r"\b(?:the|any|a) (?:\w+ )?(?:cause|causes|reason|reasons|origin|motive)\b|^causes?\b|\bany one (?:fault|cause|reason)\b|"
    r"\bwho (?:was|is|had|were) (?:to blame|behind|responsible)\b|\bhow (?:the|it|they|a|an|this|that)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\bhow (?:many|much|large|big|high|long)\b|\b(?:the|his|her|its|that|this|both|our|their) (?:\w+ )?(?:numbers?|figures?|count|toll|total|tally|amount|size|sum|estimate)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])(?:[€$£]?\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|dozens?|scores|hundreds?|thousands?|millions?|billions?|nobody|no one|none|"
    r"no (?=(?:\w+ ){0,2}(?:deaths?|dead|injur\w+|fatalit\w+|casualt\w+|victims?|cases?|losses)\b)|one (?=(?:\w+ ){0,2}(?:dead|died|killed|injured|missing)\b)|half)\b",
    re.IGNORECASE,
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CLOCK = re.compile(  # numbers that count nothing
    rf"\b\d{{1,2}}(?:[:.]\d\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|GMT|o'clock)|\b\d{{1,2}}:\d\d\b|\b(?:19|20)\d\d\b|\b(?:{_MONTH}) \d{{1,2}}\b|\b\d{{1,2}} (?:{_MONTH})\b|\bone of\b|"
    r"\b[\w-]+ (?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_BARE = {Stance.DECLINES, Stance.SILENT}
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_TIME = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year"})  # what a duration counts
BRIEF = 2  # words of its own up to which an utterance says little without the lines around it


@dataclass(frozen=True)
class Setting:
    """A document as a pair of utterances sees it: its telling terms, and what the whole of it is about."""

    id: str
    terms: Mapping[str, float]
    length: float
    topic: frozenset[str]
    names: frozenset[str]  # those that are no common words

    @cached_property
    def salient(self) -> tuple[str, ...]:
        """Its weightiest terms, in order."""
        return tuple(sorted(self.terms, key=lambda term: (-self.terms[term], term))[:SALIENT])


@dataclass(frozen=True)
class Gist:
    """What linking compares of an utterance.

    `terms` are those of its content, and of what the content points at where it only points ("it", "the report"); `senses`
    are the terms that the list of meanings knows; `context` holds those of the lines before it too.
    """

    id: str
    setting: Setting
    text: str
    place: int  # in the order of the text
    terms: Mapping[str, float]
    size: float
    senses: frozenset[str]
    names: frozenset[str]
    context: Mapping[str, float]
    breadth: float
    around: Mapping[str, float]  # the terms of its sentence and the one before, without the document's topic
    values: frozenset[float]  # its numbers, as they were read
    like: Vector | None  # the sum of its words
    words: Vector  # a row a word
    weights: Vector
    number: bool
    counts: frozenset[str]  # what its numbers count
    units: frozenset[str]  # the terms next to its numbers
    cause: bool  # asks, or leaves open, why it happened or who did it
    amount: bool  # speaks of a number without giving it
    stance: Stance
    narrated: bool
    referents: frozenset[str]  # the utterances that its content points at, at once or by way of others
    leans: str | None  # the one before it, where it says next to nothing by itself
    parents: frozenset[str]
    own: int  # words of its own that say something
    source: str | None
    party: str | None
    places: frozenset[str]
    days: tuple[str, str] | None


def gists(document: Document, utterances: Sequence[Utterance]) -> list[Gist]:
    """A document and all its utterances → their gists."""
    setting = find_setting(document)
    ordered = sorted(utterances, key=lambda each: (_start(each), each.id))
    held = {each.id: each for each in ordered}
    words = {each.id: list(cut_words(each.content.text)) for each in ordered}
    lines = _Lines(document.text)
    return [
        _gist(each, place, setting, held, words, ordered[max(0, place - 2) : place], lines.around(each, setting.topic))
        for place, each in enumerate(ordered)
    ]


class _Lines:
    """A document's sentences and words, by where they stand."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
        self.words = list(cut_words(text))
        self.at = [word.start for word in self.words]

    def around(self, each: Utterance, topic: frozenset[str]) -> dict[str, float]:
        """The terms of the sentences that hold an utterance's content, and of the one before."""
        spans = each.content.spans
        if not spans:
            return {}
        first = max(0, bisect_right(self.starts, min(start for start, _ in spans)) - 2)
        last = bisect_left(self.starts, max(end for _, end in spans))
        begin, end = self.starts[first], self.starts[last] if last < len(self.starts) else 2**62
        near = self.words[bisect_left(self.at, begin) : bisect_left(self.at, end)]
        return _terms(word for word in near if word.term not in topic)


def find_setting(document: Document) -> Setting:
    """A document → the terms that tell its story apart: names and rare words, by how often they stand there."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for text, times in ((document.title or "", 2), (document.text, 1)):
        for word in cut_words(text):
            if word.term[0] != "#" and word.weight >= 0.35:
                counts[word.term] += times
                weights[word.term] = max(weights.get(word.term, 0.0), word.weight**2 * (_RAREST if word.name else 1.0))
    terms = {term: weights[term] * (1 + math.log(count)) for term, count in counts.items()}
    length = math.sqrt(sum(value * value for value in terms.values()))
    titled = {word.term for word in cut_words(document.title or "")}
    often = {term for term, count in counts.items() if count >= _TOPIC or term in titled}
    topic = frozenset(term for term in often if term[0] != "=" or term in THINGS)
    names = frozenset(term for term, weight in weights.items() if weight == _RAREST)
    return Setting(document.id, terms, length, topic, names)


def _gist(
    each: Utterance,
    place: int,
    setting: Setting,
    held: Mapping[str, Utterance],
    words: Mapping[str, Sequence[Word]],
    before: Sequence[Utterance],
    around: Mapping[str, float],
) -> Gist:
    mine, parents = words[each.id], _parents(each, held)
    referents = _referents(each, held)
    leans = _leans(len(mine), referents, [other for other in before if other.id not in parents])
    borrowed = [*referents, *([leans] if leans and each.stance in _BARE else [])]
    told = [*mine, *(word for other in borrowed for word in words[other])]
    text = " … ".join([each.content.text, *(held[other].content.text for other in borrowed)])
    plainly = _CLOCK.sub(" ", text)
    terms, context = _terms(told), _terms([*(word for other in before for word in words[other.id]), *told])
    rows, weights, like = _vectors(told)
    days = [(time.start, time.end) for time in each.times if time.start and time.end]
    return Gist(
        id=each.id,
        setting=setting,
        text=plain(each.content.text).strip(" .,;:\"“”'‘’"),
        place=place,
        terms=terms,
        size=sum(terms.values()),
        senses=frozenset(term for term in terms if term[0] == "=" and term not in THINGS),
        names=frozenset(word.term for word in told if word.name),
        context=context,
        breadth=sum(context.values()),
        around=around,
        values=_values(each),
        like=like,
        words=rows,
        weights=weights,
        number=bool(_NUMBER.search(plainly)),
        counts=_counts(plainly),
        units=_units(plainly),
        cause=bool(_CAUSE.search(text)),
        amount=bool(_MANY.search(text)),
        stance=each.stance,
        narrated=each.quote is Quote.NARRATION,
        referents=frozenset(referents),
        leans=leans,
        parents=frozenset(parents),
        own=len(mine),
        source=plain(each.source.name) if each.source.name else None,
        party=plain(each.source.party) if each.source.party else None,
        places=frozenset(plain(where.name) for where in each.places),
        days=(min(start for start, _ in days)[:10], max(end for _, end in days)[:10]) if days else None,
    )


def _values(each: Utterance) -> frozenset[float]:
    """The numbers that it gives, durations apart."""
    told = [part for part in each.quantities if (part.unit or "").rstrip("s") not in _TIME]
    return frozenset(
        float(value) for part in told for value in (part.value, part.low, part.high) if value is not None and value > 0
    )


def _counts(text: str) -> frozenset[str]:
    """What is counted: for each number what befell those nearest to it, else who they are; and which of them alone."""
    heads = [(word.start, word.term) for word in cut_words(text) if word.term in HEADS]
    found = set()
    for match in [*_NUMBER.finditer(text), *_MANY.finditer(text)]:
        ranked = sorted(
            (term not in BEFALLS, start - match.end() if start >= match.end() else (match.start() - start) * 1.5, term)
            for start, term in heads
            if term not in ALONE
        )
        found |= {term for _, _, term in ranked[:1]}
        found |= {term for _, term in heads if term in ALONE}
    return frozenset(found)


def _units(text: str) -> frozenset[str]:
    """The terms right after and before the numbers of a text."""
    words = [word for word in cut_words(text) if word.term[0] != "#"]
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        found |= set([word.term for word in words if match.end() <= word.start < match.end() + 60][:3])
        found |= set([word.term for word in words if match.start() - 40 <= word.start < match.start()][-2:])
    return frozenset(found)


def _leans(own: int, referents: Sequence[str], before: Sequence[Utterance]) -> str | None:
    """The utterance right before one that says next to nothing by itself: "no comment", "three", "did not reply"."""
    return None if referents or not before or own > 1 else before[-1].id


def _referents(each: Utterance, held: Mapping[str, Utterance]) -> list[str]:
    found: list[str] = []
    at = each.refers_to
    while at is not None and at in held and at not in found and at != each.id and len(found) < _DEEP:
        found.append(at)
        at = held[at].refers_to
    return found


def _parents(each: Utterance, held: Mapping[str, Utterance]) -> set[str]:
    found: set[str] = set()
    at = each.parent
    while at is not None and at in held and at not in found:
        found.add(at)
        at = held[at].parent
    return found


def _terms(words: Iterable[Word]) -> dict[str, float]:
    terms: dict[str, float] = {}
    for word in words:
        terms[word.term] = max(terms.get(word.term, 0.0), word.weight)
    return terms


def _vectors(words: Iterable[Word]) -> tuple[Vector, Vector, Vector | None]:
    """A row for each common word, their weights in hundredths, and their weighted sum."""
    lexicon = load_lexicon()
    chosen: dict[str, int] = {}
    for word in words:
        if word.term[0] != "#" and word.text in lexicon.numbers:
            chosen.setdefault(word.text, round(word.weight * 100))
    rows: Vector = lexicon.vectors[[lexicon.numbers[text] for text in chosen]] if chosen else lexicon.vectors[:0]
    weights = np.array(list(chosen.values()), dtype=np.int32)
    return rows, weights, (weights @ rows if chosen else None)


def _start(each: Utterance) -> int:
    return min((start for start, _ in each.content.spans), default=0)
