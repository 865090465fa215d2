"""Mentions of times, in order of the text → the times they name, those that count from another time of the text among them.

"A day earlier", "that evening" and a clock without a day count from the day named last; "a week before the crash" from the
day of the crash, where the text tells it (RULES.md, N2).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from sayso.nouns import Anchor, Span, Time
from sayso.reading import calendar
from sayso.reading.cores import Apart
from sayso.reading.mentions import Mention
from sayso.reading.sentences import find_sentences
from sayso.reading.times import Reference, moment_of, place
from sayso.reading.tokens import Token, word_set

_REACH = 2  # sentences back in which "a day earlier" finds the day it counts from
# Words for whatever harm the text tells of ("the tragedy"), the words of such harm, and what else happens on a day.
_ANY = word_set("accident disaster tragedy incident calamity catastrophe")
_HARM = word_set(
    "blast explosion crash collision sinking fire blaze flood flooding quake earthquake attack raid shooting killing murder",
    "storm hurricane cyclone typhoon landslide avalanche wreck derailment eruption collapse spill leak bombing ambush stabbing",
    "capsizing robbery heist burglary hack breach blackout outage",
    "sank sunk sinks crashed exploded overturned capsized collapsed burned burnt derailed struck erupted burst drowned",
    "destroyed attacked bombed stormed raided shot stabbed robbed flooded tore swept",
)
_EVENTS = (
    _ANY
    | _HARM
    | word_set(
        "strike vote election elections referendum poll ballot verdict ruling trial hearing match game final concert",
        "ceremony summit meeting talks merger launch landing outbreak arrest funeral coup protest march rally kidnapping",
        "abduction escape theft recall announcement wedding death departure opening closure release evacuation sale auction",
        "inauguration deadline ceasefire truce invasion walkout",
    )
)
_NEAR = 14  # tokens between the word for what happened and its day


class Timeline:
    """The mentions of one text, and the days they name."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        leans: Sequence[bool | None],
        since: Reference | None,
    ) -> None:
        self._text, self._tokens, self._mentions, self.leans = text, tokens, mentions, leans
        self.times: list[Time | None] = [
            place(text, mention, since, lean) for mention, lean in zip(mentions, leans, strict=True)
        ]
        for n, (mention, lean) in enumerate(zip(mentions, leans, strict=True)):
            if mention.resolve is None and since is not None:
                self.times[n] = self._told_elsewhere(n, mention, since, lean)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text."""
        return find_sentences(self._text)

    def _told_elsewhere(self, n: int, mention: Mention, since: Reference, lean: bool | None) -> Time | None:
        if mention.apart is None:
            return self._clock(n, mention, since, lean) if mention.clock else None
        if mention.apart.events:
            base, events = self._event(n, mention.apart.events), True
        else:
            base, events = self.day_before(n), False
        if base is None:
            return None
        day = count_from(base, mention.apart)
        if day is None or (day > since.day and not lean):
            return None
        start, end = mention.span
        if events:
            end = self._event_end(end, mention.apart.events)
        return Time(Anchor.at(self._text, (start, end)), day.isoformat(), day.isoformat())

    def _clock(self, n: int, mention: Mention, since: Reference, lean: bool | None) -> Time | None:
        """A time of day whose day stands elsewhere: in its sentence, before it, or else the one of publication."""
        base = self._day_in_sentence(n) or self.day_before(n, reach=3)
        if base is None:
            if lean is not False or since.moment is None or not mention.clock:
                return None
            later = mention.clock > (since.moment.hour, since.moment.minute)
            base = since.day - timedelta(days=1) if later else since.day
        moment = moment_of(base, mention, since)
        return Time(Anchor.at(self._text, mention.span), moment, moment)

    def day_before(self, n: int, reach: int = _REACH) -> date | None:
        """The day named last before a mention, not too far back."""
        here = self._sentence(self._mentions[n].span[0])
        for other in range(n - 1, -1, -1):
            if here - self._sentence(self._mentions[other].span[0]) > reach:
                return None
            if (day := self.day(other)) is not None:
                return day
        return None

    def day(self, n: int) -> date | None:
        """The one day that a mention names, none where it names more."""
        time, mention = self.times[n], self._mentions[n]
        if time is None or not time.start or not time.end or time.start[:10] != time.end[:10]:
            return None
        return date.fromisoformat(time.start[:10]) if mention.exact or mention.deictic or mention.apart else None

    def _day_in_sentence(self, n: int) -> date | None:
        here = self._sentence(self._mentions[n].span[0])
        for step in (1, -1):
            other = n + step
            while 0 <= other < len(self._mentions) and self._sentence(self._mentions[other].span[0]) == here:
                if (day := self.day(other)) is not None:
                    return day
                other += step
        return None

    def _sentence(self, at: int) -> int:
        return bisect_right(self.sentences, at, key=lambda sentence: sentence[1])

    def _event(self, n: int, words: tuple[str, ...]) -> date | None:
        """The day of what happened: named in a sentence that has the word and one day; any event for "the tragedy"."""
        names = [word for word in words[:4] if word in _EVENTS]
        if not names or words[0] not in ("the", "his", "her", "its", "their", "a", "an", "that"):
            return None
        wanted = _HARM | _ANY if names[0] in _ANY else {names[0]}
        days = [
            (other, day)
            for other in range(len(self._mentions))
            if other != n and (day := self.day(other)) is not None and self._tells(other, wanted, n)
        ]
        return days[0][1] if days else None

    def _tells(self, n: int, wanted: frozenset[str] | set[str], asked: int) -> bool:
        """Whether the sentence of a mention tells of such an event."""
        start, end = self.sentences[min(self._sentence(self._mentions[n].span[0]), len(self.sentences) - 1)]
        here = bisect_left(self._tokens, self._mentions[n].span[0], key=lambda token: token.start)
        asked_at = self._mentions[asked].span[1]
        return any(
            token.lower in wanted and start <= token.start < end and not asked_at <= token.start < asked_at + 40
            for token in self._tokens[max(0, here - _NEAR) : here + _NEAR]
        )

    def _event_end(self, end: int, words: tuple[str, ...]) -> int:
        """Where "the crash" of "a week before the crash" ends."""
        first = bisect_left(self._tokens, end, key=lambda token: token.start)
        for token in self._tokens[first : first + len(words)]:
            if token.lower in _EVENTS:
                return token.end
        return end


def count_from(base: date, apart: Apart) -> date | None:
    """A day so far from another.

    >>> count_from(date(2026, 3, 4), Apart(-1, "week"))
    datetime.date(2026, 2, 25)
    """
    if apart.unit in ("year", "quarter", "decade", "century", "month"):
        return None  # "a year earlier" compares, it names no day
    try:
        return calendar.shift(base, apart.count, apart.unit)
    except (OverflowError, ValueError):
        return None
