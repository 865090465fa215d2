"""Utterances in their documents → gists: what linking compares of each, taken from its words and its place alone."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from sayso import moments
from sayso.linking.words import Vector, Word, cut_words, vector
from sayso.names import plain
from sayso.nouns import Document, Utterance
from sayso.scales import Stance

SALIENT = 24  # terms of a document by which others are found
_DEEP = 4  # references followed
_CAUSE = re.compile(
    r"\bwhat (?:had |has |have |might have |could have )?(?:caused|made|led|triggered|sparked|sank|brought|happened|went wrong|set)\b|\bwhy\b|"
    r"\bthe (?:\w+ )?(?:cause|causes|reason|reasons|origin|motive)\b|\bany (?:cause|one fault|single cause)\b|\bwho (?:was|is) (?:to blame|behind|responsible)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\bhow (?:many|much|large|big|high|long)\b|\bthe (?:\w+ )?(?:number|figure|count|toll|total|tally|amount|size|sum)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|dozens?|scores|hundreds?|thousands?|millions?|billions?|nobody|no one)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|GMT|o'clock)|\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Setting:
    """A document as a pair of utterances sees it: its telling terms, and when it was published."""

    id: str
    terms: Mapping[str, float]
    length: float
    published: datetime | None

    @cached_property
    def salient(self) -> frozenset[str]:
        """Its weightiest terms."""
        ranked = sorted(self.terms, key=lambda term: (-self.terms[term], term))
        return frozenset(ranked[:SALIENT])


@dataclass(frozen=True)
class Gist:
    """What linking compares of an utterance.

    `terms` are those of its content, and of what the content points at where it only points ("it", "the report"); `senses`
    are the terms that the list of news senses knows; `context` those of the lines around it.
    """

    id: str
    setting: Setting
    text: str
    at: int
    terms: Mapping[str, float]
    senses: frozenset[str]
    names: frozenset[str]
    context: Mapping[str, float]
    like: Vector | None
    number: bool
    units: frozenset[str]  # the terms next to its numbers
    cause: bool  # asks, or leaves open, why it happened or who did it
    amount: bool  # speaks of a number without giving it
    stance: Stance
    referents: frozenset[str]  # the utterances that its content points at, at once or by way of others
    parents: frozenset[str]
    own: int  # words of its own that say something
    source: str | None
    party: str | None
    places: frozenset[str]
    days: tuple[str, str] | None


def gists(document: Document, utterances: Sequence[Utterance]) -> list[Gist]:
    """A document and all its utterances → their gists."""
    setting = find_setting(document)
    held = {each.id: each for each in utterances}
    words = {each.id: list(cut_words(each.content.text)) for each in utterances}
    ordered = sorted(utterances, key=_start)
    found = []
    for place, each in enumerate(ordered):
        around = [other for other in ordered[max(0, place - 2) : place] if other.id != each.id]
        found.append(_gist(each, setting, held, words, around))
    return found


def find_setting(document: Document) -> Setting:
    """A document → the terms that tell its story apart: names and rare words, by how often they stand there."""
    counts: Counter[str] = Counter()
    weights: dict[str, float] = {}
    for text, times in ((document.title or "", 2), (document.text, 1)):
        for word in cut_words(text):
            if word.term[0] in "#=":
                key = stem_of(word)
            else:
                key = word.term
            if key is None or word.weight < 0.35:
                continue
            counts[key] += times
            weights[key] = max(weights.get(key, 0.0), word.weight**2 * (1.5 if word.name else 1.0))
    terms = {term: weights[term] * (1 + math.log(count)) for term, count in counts.items()}
    length = math.sqrt(sum(value * value for value in terms.values()))
    return Setting(document.id, terms, length, moments.start(document.published))


def stem_of(word: Word) -> str | None:
    """The term by which a document is told apart: a sense counts as such, a number not at all."""
    return None if word.term[0] == "#" else word.term


def _gist(
    each: Utterance,
    setting: Setting,
    held: Mapping[str, Utterance],
    words: Mapping[str, Sequence[Word]],
    around: Sequence[Utterance],
) -> Gist:
    referents = _referents(each, held)
    mine = list(words[each.id])
    told = [*mine, *(word for other in referents for word in words[other])]
    terms = _terms(told)
    text = " ".join([each.content.text, *(held[other].content.text for other in referents)])
    context = _terms([word for other in around for word in words[other.id]] + told)
    plainly = _CLOCK.sub(" ", text)
    days = [(time.start, time.end) for time in each.times if time.start and time.end]
    return Gist(
        id=each.id,
        setting=setting,
        text=plain(each.content.text).strip(" .,;:\"“”'‘’"),
        at=_start(each),
        terms=terms,
        senses=frozenset(term for term in terms if term[0] == "="),
        names=frozenset(word.term for word in told if word.name),
        context=context,
        like=_like(told),
        number=bool(_NUMBER.search(plainly)),
        units=_units(plainly),
        cause=bool(_CAUSE.search(text)),
        amount=bool(_MANY.search(text)),
        stance=each.stance,
        referents=frozenset(referents),
        parents=frozenset(_parents(each, held)),
        own=len(mine),
        source=plain(each.source.name) if each.source.name else None,
        party=plain(each.source.party) if each.source.party else None,
        places=frozenset(plain(place.name) for place in each.places),
        days=(min(start for start, _ in days)[:10], max(end for _, end in days)[:10]) if days else None,
    )


def _units(text: str) -> frozenset[str]:
    """What the numbers of a text count: the senses and stems of the next words, or of those before where none follow."""
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        after = [word.term for word in cut_words(text[match.end() : match.end() + 60]) if word.term[0] != "#"][:3]
        before = [
            word.term for word in cut_words(text[max(0, match.start() - 40) : match.start()]) if word.term[0] != "#"
        ][-2:]
        found |= set(after) | set(before)
    return frozenset(found)


def _referents(each: Utterance, held: Mapping[str, Utterance]) -> list[str]:
    found: list[str] = []
    at = each.refers_to
    while at in held and at not in found and at != each.id and len(found) < _DEEP:
        found.append(at)
        at = held[at].refers_to
    return found


def _parents(each: Utterance, held: Mapping[str, Utterance]) -> set[str]:
    found: set[str] = set()
    at = each.parent
    while at in held and at not in found:
        found.add(at)
        at = held[at].parent
    return found


def _terms(words: Iterable[Word]) -> dict[str, float]:
    terms: dict[str, float] = {}
    for word in words:
        terms[word.term] = max(terms.get(word.term, 0.0), word.weight)
    return terms


def _like(words: Iterable[Word]) -> Vector | None:
    total: Vector | None = None
    for word in words:
        mine = vector(word.text)
        if mine is not None:
            total = mine * np.float32(word.weight) if total is None else total + mine * np.float32(word.weight)
    if total is None:
        return None
    size = float(np.sqrt(np.dot(total, total)))
    return total / np.float32(size) if size > 0 else None


def _start(each: Utterance) -> int:
    return min((start for start, _ in each.content.spans), default=0)
