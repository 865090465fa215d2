"""Utterances of a document, its times → when each was said, where the words tell.

The words tell it beside the cue ("said on Tuesday"), once for all that one source says in a sentence ("said on Tuesday, adding
that"), and for what the same source says right after it; and "four days after the navy first said so" counts from the saying around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.nouns import Interval, Span, Utterance
from sayso.reading.mentions import Mention
from sayso.reading.timeline import Timeline, count_from
from sayso.reading.times import Reference, place
from sayso.reading.tokens import Token, word_set
from sayso.scales import Kind

_FAR = 12  # tokens between a cue and the words that say when
_BEHIND_CONTENT = 6  # tokens between the end of a content and the words that say when
_LATEST = 31  # days before publication: an occasion further back does not go on
_CARRY = 3  # sentences over which one occasion goes on
_NOT_WHEN = word_set("since by until till before after between from over during")
# Cues that tell of another occasion than the one before: perfect, present, and what never happened.
_OTHER_OCCASION = re.compile(
    r"\b(had|has|have|having|never|previously|earlier|later|once)\b|^[’']s\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(said|told|asked|replied|answered|added|testified|conceded|recalled|agreed|insisted|stressed|wrote|explained|admitted"
    r"|demanded|retorted|continued|went on|declared|announced|denied|warned|assured|declined|could not|would not|put|suggested"
    r"|recounted|remarked|noted|acknowledged|apologi[sz]ed|adding|saying|noting|conceding|blaming|finding|stressing|says|adds|did not)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(says|say|is|are|does|do|adds|writes|tells|cites|thinks?|believes?|expects?|hopes?|wants?|calls|denies|insists|claims?"
    r"|estimates?|maintains?|reckons?|fears?|doubts?|argues?|plans?|suspects?|appears?|shows?|states?|alleges?|gives|puts)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(could|would|did|was|were|declined|refused)\b", re.IGNORECASE)  # "could not say"
_ANSWERS = re.compile(r"\b(replied|answered|retorted|shot back|tried again)\b", re.IGNORECASE)
_OF_THE_BODY = re.compile(r"(?:its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """When something was said, and the utterance from which that is known (itself, or one before it)."""

    when: Interval
    carried: int = 0


class Sayings:
    """One document: its utterances, and the words that say when."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        timeline: Timeline,
        mentions: Sequence[Mention],
        since: Reference | None,
    ) -> None:
        self._text, self._tokens, self._timeline, self._mentions, self._since = text, tokens, timeline, mentions, since

    def find(self, utterances: Sequence[Utterance]) -> list[Interval | None]:
        """For each utterance when it was said; None where the words do not tell."""
        self._cues = sorted({span for each in utterances if each.cue for span in each.cue.spans})
        self._contents = [each.content.spans for each in utterances]
        self._held = _Places(self._contents)
        self._sources = _Places([each.source.anchor.spans if each.source.anchor else () for each in utterances])
        self._ats = [_at(each) if each.cue else each.content.spans[0][0] for each in utterances]
        found: list[_Said | None] = [self._beside(each) for each in utterances]
        order = sorted((n for n in range(len(utterances)) if utterances[n].cue), key=lambda n: _at(utterances[n]))
        for n in order:
            found[n] = found[n] or self._in_sentence(n, utterances, found)
        for n in order:
            found[n] = found[n] or self._counted(n, utterances, found)
        for n in order:
            found[n] = found[n] or self._carried(n, order, utterances, found)
        return [each.when if each else None for each in found]

    # Beside the cue

    def _beside(self, utterance: Utterance) -> _Said | None:
        """The time beside the cue, outside the content."""
        if utterance.cue is None or not self._mentions:
            return None
        start = utterance.cue.spans[0][0]
        sentence = self._sentence(start)
        near = [
            (distance, n)
            for n in self._mentions_in(sentence)
            if not self._told_elsewhere(self._mentions[n].span, start)
            and not _overlaps(self._mentions[n].span, utterance.content.spans)
            and (distance := self._distance(self._mentions[n].span, utterance, sentence)) is not None
        ]
        for _, n in sorted(near, key=lambda each: (each[0], self._mentions[each[1]].span)):
            if (when := self._when(n)) is not None:
                return _Said(when)
            if self._mentions[n].apart is not None:
                return None  # "four days after": counted below
        return None

    def _when(self, n: int) -> Interval | None:
        """What a mention says of the past."""
        mention = self._mentions[n]
        time = place(self._text, mention, self._since, ahead=False) if mention.resolve else self._timeline.times[n]
        return Interval(time.start, time.end) if time else None

    def _mentions_in(self, sentence: Span) -> range:
        first = bisect_left(self._mentions, sentence[0], key=lambda mention: mention.span[0])
        return range(first, bisect_left(self._mentions, sentence[1], key=lambda mention: mention.span[0]))

    def _sentence(self, at: int) -> Span:
        sentences = self._timeline.sentences
        return sentences[max(0, bisect_right(sentences, (at, len(self._text) + 1)) - 1)]

    def _told_elsewhere(self, when: Span, cue: int) -> bool:
        """Whether the words are part of what somebody says, and this cue is not."""
        return any(not any(a <= cue < b for a, b in self._contents[m]) for m in self._held.meeting(when))

    def _distance(self, when: Span, utterance: Utterance, sentence: Span) -> int | None:
        """Tokens between the words that say when and the nearest part of the cue; None where another cue is nearer, or where
        the content stands between and goes on.
        """
        assert utterance.cue
        own = utterance.source.anchor.spans if utterance.source.anchor else ()
        if _overlaps(when, own):
            return 1  # "a letter dated Monday says"
        if self._sources.meeting(when):
            return None
        if self._text[when[0] : when[1]].split(" ", 1)[0].lower() in _NOT_WHEN:
            return None
        cue = utterance.cue.spans
        if cue[0][0] <= when[0] < cue[-1][1]:
            return 0
        start, end = cue[0][0], cue[-1][1]
        first, last = (when[1], start) if when[0] < start else (end, when[0])
        apart = last - first
        others = [span for span in self._cues if span not in cue and sentence[0] <= span[0] < sentence[1]]
        if any((span[0] - when[1] if when[0] < span[0] else when[0] - span[1]) < apart for span in others):
            return None
        if any(max(0, min(last, b) - max(first, a)) for a, b in utterance.content.spans):
            stop = utterance.content.spans[-1][1]
            behind = _count(self._tokens, stop, when[0])
            return _FAR + behind if end <= stop <= when[0] and behind <= _BEHIND_CONTENT else None
        count = _count(self._tokens, first, last)
        count += 3 * ("," in self._text[first:last])
        opens = when[0] < start and _count(self._tokens, sentence[0], when[0]) <= 1
        return count if count <= _FAR or opens else None

    # Told by what else is said

    def _in_sentence(self, n: int, utterances: Sequence[Utterance], found: list[_Said | None]) -> _Said | None:
        """What the same source says in the sentence where another of its cues has its time."""
        here = self._sentence(_at(utterances[n]))
        for m, said in enumerate(found):
            if (
                said
                and m != n
                and utterances[m].cue
                and _same_voice(utterances[n], utterances[m])
                and self._sentence(_at(utterances[m])) == here
                and not self._inside(n, m)
                and not _is_other_occasion(utterances[n])
            ):
                return _Said(said.when, said.carried)
        return None

    def _is_nested(self, n: int) -> bool:
        """Whether it is said inside another's content."""
        at = self._ats[n]
        return any(m != n for m in self._held.meeting((at, at + 1)))

    def _inside(self, n: int, m: int) -> bool:
        """Whether one of two is said inside the other's content."""
        return any(a <= self._ats[one] < b for one, other in ((n, m), (m, n)) for a, b in self._contents[other])

    def _counted(self, n: int, utterances: Sequence[Utterance], found: list[_Said | None]) -> _Said | None:
        """ "confirmed on Monday, four days after the navy first said so": from the saying around it, or from publication."""
        cue = utterances[n].cue
        assert cue
        here = self._sentence(cue.spans[0][0])
        for k in self._mentions_in(here):
            mention = self._mentions[k]
            if mention.apart is None or not 0 <= cue.spans[0][0] - mention.span[1] <= 80 or not mention.apart.events:
                continue
            if _count(self._tokens, mention.span[1], cue.spans[0][0]) > 7:
                continue
            outer = [found[m] for m in range(len(utterances)) if m != n and utterances[m].cue
                     and self._sentence(_at(utterances[m])) == here and _at(utterances[m]) < mention.span[0]]  # fmt: skip
            known = next((_single_day(each.when) for each in outer if each), None)
            base = known or (self._since.day if self._since and outer else None)
            back = replace(mention.apart, count=-mention.apart.count)
            day = count_from(base, back) if base else None
            if day:
                return _Said(Interval(day.isoformat(), day.isoformat()))
        return None

    def _carried(
        self, n: int, order: Sequence[int], utterances: Sequence[Utterance], found: list[_Said | None]
    ) -> _Said | None:
        """What the same source says right after, and what is answered to it, belongs to the same occasion."""
        if _is_other_occasion(utterances[n]) or not _TALK.search(_cue(utterances[n])):
            return None
        here = self._number(_at(utterances[n]))
        for m in reversed(order[: order.index(n)]):
            gap = here - self._number(_at(utterances[m]))
            if gap > _CARRY:
                return None
            said = found[m]
            same = _same_voice(utterances[n], utterances[m])
            if gap == 0 or self._is_nested(m):
                continue
            if said and self._goes_on(utterances[n], utterances[m], said.when, gap):
                return _Said(said.when, said.carried + 1)
            if same:
                return None
        return None

    def _goes_on(self, one: Utterance, before: Utterance, when: Interval, gap: int) -> bool:
        """Whether one utterance belongs to the occasion of another, dated one before it."""
        day = _single_day(when)
        if day is None or self._since is None or (self._since.day - day).days > _LATEST:
            return False
        present = _is_present(one)
        if present != _is_present(before) and not (present and day == self._since.day):
            return False
        if _same_voice(one, before):
            return True
        if present:
            return False
        if _ANSWERS.search(_cue(one)):
            return True
        return gap <= 2 and _speaks_for(one, before)

    def _number(self, at: int) -> int:
        return max(0, bisect_right(self._timeline.sentences, (at, len(self._text) + 1)) - 1)


def _at(utterance: Utterance) -> int:
    assert utterance.cue
    return utterance.cue.spans[0][0]


def _cue(utterance: Utterance) -> str:
    return utterance.cue.text if utterance.cue else ""


def _is_other_occasion(utterance: Utterance) -> bool:
    return _OTHER_OCCASION.search(_cue(utterance)) is not None


def _is_present(utterance: Utterance) -> bool:
    return _PRESENT.search(_cue(utterance)) is not None and not _PAST.search(_cue(utterance))


def _same_voice(one: Utterance, other: Utterance) -> bool:
    """The same words for the source, or the same name."""
    if one.source.anchor and other.source.anchor and one.source.anchor.spans == other.source.anchor.spans:
        return True
    return one.source.name is not None and one.source.name == other.source.name


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 5}


def _speaks_for(one: Utterance, before: Utterance) -> bool:
    """Whether a person speaks for the body that spoke before: "its director", or by their party."""
    if before.source.kind is not Kind.ORGANIZATION:
        return False
    if one.source.anchor and _OF_THE_BODY.match(one.source.anchor.text):
        return True
    if (
        one.source.anchor
        and before.source.anchor
        and _words(one.source.anchor.text) & _words(before.source.anchor.text)
    ):
        return True  # "the transport department", "Transport Undersecretary Ada Moe"
    return one.source.kind is Kind.PERSON and one.source.party is not None and one.source.party == before.source.party


def _count(tokens: Sequence[Token], start: int, end: int) -> int:
    return bisect_left(tokens, end, key=lambda token: token.start) - bisect_left(
        tokens, start, key=lambda token: token.start
    )


def _single_day(said: Interval | None) -> date | None:
    if said is None or said.start is None or said.end is None or said.start[:10] != said.end[:10]:
        return None
    return date.fromisoformat(said.start[:10])


class _Places:
    """The spans of many things, so that those which meet a span are found without looking at all."""

    def __init__(self, things: Sequence[Sequence[Span]]) -> None:
        self._rows = sorted((a, b, n) for n, spans in enumerate(things) for a, b in spans)
        self._longest = max((b - a for a, b, _ in self._rows), default=0)

    def meeting(self, span: Span) -> set[int]:
        """The numbers of the things that share a character with a span."""
        first = bisect_left(self._rows, (span[0] - self._longest,))
        return {n for _, b, n in self._rows[first : bisect_left(self._rows, (span[1],))] if b > span[0]}


def _overlaps(span: Span, spans: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in spans)
