"""A ledger and a span of time → what changed in it; and the questions that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso import moments
from sayso.board import Table
from sayso.ledger import Ledger
from sayso.nouns import Claim
from sayso.scales import Status
from sayso.views import PRESENT, When, list_claims
from sayso.weighing import Turn, admitted, turns


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed in a story after `since` and up to `until`; how many articles came in, and how many of the story's lines
    a person has checked."""

    story: str | None
    since: str
    until: str
    turns: Sequence[Turn]
    articles: int
    notes: int
    lines: int
    checked: int
    orphans: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the claims that answer it so far, and whether anybody has: `open` where nobody did."""

    claim: Claim
    answers: tuple[Claim, ...]
    open: bool


def find_brief(
    ledger: Ledger, story: str | None, since: str, until: str | None, now: datetime, known_as_of: str | None = None
) -> Brief:
    """What changed. A bare day counts whole: `since` from its start, `until` to its end; without one, until now."""
    view = ledger.view(story, known_as_of)
    around = ledger.around(view.spoken(), known_as_of)
    start = moments.eve(since)
    end = moments.end(until) if until else max(now, moments.end(view.latest()) or now)
    if start is None or end is None:
        raise ValueError(f"{since!r} or {until!r} is not an ISO 8601 date or time")
    there = view.filed()
    courses = [
        each
        for each in Table(around.entries, around.judgements, known_as_of, around.ids).courses(start, end)
        if any(member.document.id in there for member in each.after.members)
    ]
    lines = {each.utterance.id: each for each in around.entries if each.document.id in there}
    fresh = [each for each in lines.values() if start < admitted(each) <= end]
    came, noted = ({each.document.id for each in fresh if bool(each.document.note) is note} for note in (False, True))
    checked = sum(each.utterance.checked is not None for each in lines.values())
    shown = until or end.astimezone(UTC).isoformat(timespec="seconds")
    return Brief(
        story, since, shown, turns(courses), len(came), len(noted), len(lines), checked, len(ledger.history().orphans())
    )


def find_questions(ledger: Ledger, story: str | None = None, when: When = PRESENT) -> tuple[list[Asked], str | None]:
    """What is still unknown, the oldest question first, and the moment it is asked for: claims that nobody has answered, and
    claims that are said, but neither settled nor without somebody who asks or declines."""
    page = list_claims(ledger, story, when)
    answers: dict[str, list[Claim]] = {}
    for claim in page.claims:
        if claim.answers:
            answers.setdefault(claim.answers, []).append(claim)
    found = [Asked(each, tuple(answers.get(each.id, ())), each.status is Status.OPEN) for each in page.claims]
    return [each for each in found if each.open or _is_asked(each.claim)], page.at


def _is_asked(claim: Claim) -> bool:
    """Said, but not settled, and somebody asks whether it is so, or will not say."""
    settled = claim.rule == "S13" or claim.status in (Status.CONFIRMED, Status.CORROBORATED, Status.WITHDRAWN)
    return not settled and any(each.standing for each in (*claim.questioned_by, *claim.declined_by))
