"""Sentences that nobody is named for → the outlet's own lines: questions, hedges, dated numbers and events (RULES.md, U8, U10).

Precision first: background, captions, titles and what somebody's words already cover yield nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.nouns import Span
from sayso.reading.cast import Text

_QUESTION = re.compile(
    r"\b(?:(?:it|that|this) (?:is|was|remains?|remained) (?:still |yet |also |not (?:immediately |yet |entirely |possible to (?:establish|verify|say|tell|confirm) ?)?|un)?(?:clear|unclear|known|unknown|certain|uncertain|determined|possible to)"
    r"|(?:is|are|was|were|remains?|remained) (?:not (?:yet )?(?:known|clear|established|determined|decided|identified)|unknown|unclear|uncertain|open|undecided|in doubt|disputed|under investigation|being investigated|anyone's guess|a mystery|to be seen)"
    r"|(?:could|has|have|had) not (?:yet |immediately |independently )?(?:be(?:en)? )?(?:independently )?(?:verified|confirmed|established|determined|decided|identified|said|explained|ruled out)"
    r"|(?:nobody|no one) (?:knows|says|could say|can say|has said|has explained)|no word (?:yet )?on|no one says|the question (?:of|is|remains)|nor is it clear|has nowhere been|it was not (?:possible|said|immediately))\b",
    re.IGNORECASE,
)
_WH_SUBJECT = re.compile(
    r"^(?:Whether|How|Who|What|Why|Where|When|Which|By whom)\b[^?]*\b(?:is|are|was|were|remains?|remained|has|have)\b"
)
_EVENT = re.compile(
    r"\b(?:died|killed|hurt|injured|wounded|missing|arrested|detained|charged|opened|closed|shut|collapsed|crashed|exploded|burned|burnt|sank|fell|rose|dropped|climbed|grew|lost|won|voted|signed|launched|seized|rescued|evacuated"
    r"|recovered|found|struck|hit|fired|shot|stabbed|walked out|resigned|appointed|named|elected|acquired|bought|sold|paid|fined|jailed|sentenced|cleared|adjourned|suspended|cancelled|postponed|resumed|resumes|cut|raised|released|freed"
    r"|held|met|landed|departed|derailed|flooded|damaged|destroyed|removed|recalled|withdrawn|reopened|reopens|took off|took|came|rejected|approved|passed|began|ended|started|halted|stopped|turned back|moved|left|arrived|settled)\b",
)
_AMOUNT = re.compile(
    r"(?<![\w-])(?:\d[\d.,]*(?:\s?(?:per cent|percent|%|million|billion|km|tonnes))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds|thousands|none|both|forty|fifty|thirty|twenty)(?![\w-])",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:on |last |next |since )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|tonight|overnight|January|February|March|April|May|June|July|August|September|October|November|December|19\d\d|20\d\d)\b"
)
_COMING = re.compile(
    r"\b(?:is|are) (?:due|set|scheduled|expected|to (?:be|open|close|appear|vote|meet|decide))\b|\bwill\b|\bresumes?\b|\breopens?\b"
)
_HEDGE = re.compile(
    r"\b(?:reportedly|apparently|may have|might have|appears? to|seems? to|is believed to|is thought to)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:has about|has more than|employs|is home to|is known for|was founded|founded in|is located|lies|population|is required by law|is one of|has (?:long|traditionally)|dates from|is the (?:largest|oldest|world's|country's)|takes its name"
    r"|aged|is \d+|contributed to this|editing by|reporting by|click|subscribe|read more|follow us|©|correction:)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|according to|reported|wrote|claimed|denied|confirmed|announced|declined|asked|added|called|insisted|warned|urged|accused|admitted|refused)\b"
)


@dataclass(frozen=True, slots=True)
class Narrated:
    """A line in the outlet's own voice."""

    content: tuple[Span, ...]
    question: bool


def find_narration(text: Text, taken: Iterable[Span], title: str | None = None) -> list[Narrated]:
    """The sentences outside `taken` (sources, cues and contents) that carry a question, a hedge, a number or a dated event."""
    covered = sorted(taken)
    found = []
    for start, end in text.sentences:
        begin, stop = _trim(text.text, start, end)
        sentence = text.text[begin:stop]
        if (
            (title and sentence.strip(" .") == title.strip(" ."))
            or stop - begin < 12
            or any(a < stop and begin < b for a, b in covered)
        ):
            continue
        if (
            text.quoted(begin + 1)
            or sentence.isupper()
            or not re.search(r"[a-z]", sentence)
            or (_SPEECH.search(sentence) and not _QUESTION.search(sentence))
        ):
            continue
        if sentence.endswith("?") or _QUESTION.search(sentence) or _WH_SUBJECT.match(sentence):
            found.append(Narrated(((begin, stop),), True))
        elif _tells(sentence):
            found.append(Narrated(((begin, stop),), False))
    return found


def _tells(sentence: str) -> bool:
    """Whether a sentence carries a number of an event, a dated event or a hedge, and is no standing background."""
    if _BACKGROUND.search(sentence) or len(sentence.split()) < 4:
        return False
    event, coming = bool(_EVENT.search(sentence)), bool(_COMING.search(sentence))
    return (
        (event and bool(_AMOUNT.search(sentence) or _DATED.search(sentence)))
        or (coming and bool(_DATED.search(sentence)))
        or bool(_HEDGE.search(sentence))
    )


def _trim(text: str, start: int, end: int) -> Span:
    """A sentence without a dateline before it and the full stop after it."""
    dateline = re.match(r"[A-Z][A-Z' .-]{2,}(?:,[^—–\n-]{1,30})?(?:\([^)]*\)\s*)?\s*(?:—|–|--| - )\s*", text[start:end])
    start += dateline.end() if dateline else 0
    lead = re.match(r"(?:But|And|Meanwhile,|So far,)\s", text[start:end])
    start += lead.end() if lead else 0
    while end > start and text[end - 1] in ".,;: ":
        end -= 1
    return start, end
