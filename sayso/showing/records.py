"""Views → the records that `--json` prints of them, beside those of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.wire import VERSION, member_record, version_record

if TYPE_CHECKING:
    from sayso.briefing import Asked, Brief
    from sayso.nouns import Claim
    from sayso.weighing import Change, Turn

Record = dict[str, Any]


def brief_record(brief: Brief) -> Record:
    """A brief, all of it (schema: `brief`)."""
    return {
        "sayso": VERSION,
        "story": brief.story,
        "since": brief.since,
        "until": brief.until,
        "articles": brief.articles,
        "checked": {"lines": brief.lines, "checked": brief.checked},
        "orphans": brief.orphans,
        "turns": [_turn(each) for each in brief.turns],
    }


def question_record(asked: Asked) -> Record:
    """An open question (schema: `question`)."""
    claim = asked.claim
    sides = ("questioned_by", "declined_by", "silent_by")
    told = {
        name: [
            {field: getattr(side, field) for field in ("party", "source", "at", "utterance", "standing")}
            for side in getattr(claim, name)
        ]
        for name in sides
    }
    return {
        "sayso": VERSION,
        **_named(claim),
        "open": asked.open,
        **told,
        "answers": [_named(x) for x in asked.answers],
    }


def _turn(turn: Turn) -> Record:
    before = turn.before
    return {
        "claim": _named(turn.claim),
        "before": {"status": before.status, "rule": before.rule} if before else None,
        "way": list(turn.way),
        "changes": [_change(each) for each in turn.changes],
    }


def _named(claim: Claim) -> Record:
    headline = {"text": claim.headline.text, "utterance": claim.headline.utterance}
    told = {name: getattr(claim, name) for name in ("status", "rule", "since")}
    return {"id": claim.id, "headline": headline, "label": claim.label, **told}


def _change(change: Change) -> Record:
    return {
        "what": change.what,
        "party": change.party,
        "source": change.source,
        "was": version_record(change.was) if change.was else None,
        "numbers": [version_record(each) for each in change.numbers],
        "utterance": member_record(change.member) if change.member else None,
    }
