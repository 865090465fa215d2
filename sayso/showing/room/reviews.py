"""A story → the line that is to be checked next, those that decide a status first; and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sayso.reviewing import waiting
from sayso.showing import phrases
from sayso.showing.room.asking import Undo
from sayso.showing.room.boards import find_checked
from sayso.showing.room.correcting import line_page
from sayso.views import Unknown, list_claims

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.showing.room.desk import Desk

TOGETHER = 200  # lines that are looked at for one that nobody has checked


def review_page(
    ledger: Ledger, desk: Desk, story: str | None, after: str, first: str, person: str, undo: Undo | None
) -> dict[str, Any]:
    """The line that comes `after` another, or the one that is to be seen `first` again. Raises `Unknown`."""
    if story is not None and not ledger.view().holds(story):
        raise Unknown(f"no story {story!r} in this ledger")
    tally = find_checked(ledger, desk, story)
    told = {"story": story, "here": "review", "undo": undo, "tally": phrases.checked(*tally)}
    found = first or next_line(ledger, find_queue(ledger, desk, story, tally[1]), after)
    if found is None:
        return {**told, "utterance": None}
    later = urlencode({**({"story": story} if story else {}), "after": found})
    return {**line_page(ledger, found, person, "review"), **told, "later": f"/review?{later}", "asked_story": story}


def find_queue(ledger: Ledger, desk: Desk, story: str | None, lines: int) -> list[str]:
    """Lines in the order in which they are to be checked, kept while no line comes in: those checked since are passed over."""
    key = story, lines
    found = desk.queues.get(key)
    if found is None:
        claims = list_claims(ledger, story).claims
        found = [each.utterance for each in waiting(ledger.view(story).entries(), claims)]
        desk.queues = {each: kept for each, kept in desk.queues.items() if each[0] != story} | {key: found}
    return found


def next_line(ledger: Ledger, queue: list[str], after: str) -> str | None:
    """The first behind that one that nobody has checked; behind the last comes the first. None where all are checked."""
    at = queue.index(after) + 1 if after in queue else 0
    order = queue[at:] + queue[:at]
    for start in range(0, len(order), TOGETHER):
        some = order[start : start + TOGETHER]
        there = {each.utterance.id for each in ledger.view().among(some) if each.utterance.checked is None}
        if found := next((each for each in some if each in there), None):
            return found
    return None
