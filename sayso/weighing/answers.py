"""Weighed claims → the same, each answer led to its question's claim, and questions ruled by their answers (RULES.md, S13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sayso.nouns import Claim
from sayso.scales import Status

_SETTLES = {Status.CONFIRMED: 0, Status.CORROBORATED: 1}


def answered(claims: Iterable[Claim]) -> list[Claim]:
    """A question stays open until an answer is confirmed or corroborated; then it stands where its answer stands."""
    claims = list(claims)
    home = {member.utterance.id: claim.id for claim in claims for member in claim.members}
    led = [_led(claim, home) for claim in claims]
    answers: dict[str, list[Claim]] = defaultdict(list)
    for claim in led:
        if claim.answers is not None and claim.status in _SETTLES:
            answers[claim.answers].append(claim)
    return [_settled(claim, answers.get(claim.id, ())) for claim in led]


def _led(claim: Claim, home: dict[str, str]) -> Claim:
    """`answers` as weighed is an utterance of the question; any utterance leads to its present claim."""
    question = home.get(claim.answers or "")
    return replace(claim, answers=question if question != claim.id else None)


def _settled(claim: Claim, answers: Iterable[Claim]) -> Claim:
    best = min(answers, key=lambda each: (_SETTLES[each.status], each.since, each.id), default=None)
    if best is None or claim.status is not Status.OPEN:
        return claim
    return replace(claim, status=best.status, rule="S13", because=best.because, since=best.since)
