"""Readings → Judgements → clusters of utterances: which are about the same proposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sayso.linking.candidates import ENOUGH, keys, pairs
from sayso.linking.claims import claims, components
from sayso.linking.gists import Gist, gists
from sayso.linking.likeness import BY, reason, score
from sayso.nouns import Entry, Judgement, Reading, Utterance
from sayso.scales import Factuality, Stance, Verdict

__all__ = ["ENOUGH", "claims", "components", "keys", "link"]

LEAST = 0.15  # a score below says no more than none: a pair that nobody judged counts 0


def link(reading: Reading, nearby: Iterable[Entry]) -> list[Judgement]:
    """A reading, and all utterances of the documents around it → what the machine thinks belongs together.

    The same pair gets the same score whichever of the two documents came first.
    """
    mine = gists(reading.document, reading.utterances)
    theirs = [gist for some in _by_document(nearby) for gist in some if gist.setting.id != reading.document.id]
    found = [*_opens_none(reading.utterances), *_same(mine, theirs)]
    return sorted(found, key=lambda each: (each.verdict, each.a, each.b or ""))


def _opens_none(utterances: Sequence[Utterance]) -> Iterator[Judgement]:
    """Commands, wishes, values: said by somebody, and neither certain nor uncertain (RULES.md, U8). Where a reader tells of
    no utterance how certain it is, that says nothing."""
    told = any(each.factuality is not Factuality.UNKNOWN for each in utterances)
    for each in utterances if told else ():
        if each.stance is Stance.ASSERTS and each.factuality is Factuality.UNKNOWN and each.cue is not None:
            yield Judgement(Verdict.NOT_CLAIM, each.id, None, BY, score=0.9, reason="a wish, a command or a value")


def _same(mine: Sequence[Gist], theirs: Sequence[Gist]) -> Iterator[Judgement]:
    for one, other in pairs(mine, theirs):
        likely = round(score(one, other), 3)
        if likely >= LEAST:
            a, b = sorted((one.id, other.id))
            yield Judgement(Verdict.SAME_CLAIM, a, b, BY, score=likely, reason=reason(one, other))


def _by_document(nearby: Iterable[Entry]) -> Iterator[list[Gist]]:
    ordered = sorted(nearby, key=lambda each: (each.document.id, each.utterance.id))
    for _, group in groupby(ordered, key=lambda each: each.document.id):
        held = list(group)
        yield gists(held[0].document, [each.utterance for each in held])
