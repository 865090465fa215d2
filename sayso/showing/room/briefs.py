"""A ledger and what is asked for → what the pages of the brief and of the open questions show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sayso import moments
from sayso.briefing import Asked as Question
from sayso.briefing import find_brief, find_questions
from sayso.nouns import Claim, Side
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.asking import LONGEST, Asked
from sayso.views import Unknown, When

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.showing.room.desk import Desk

QUESTIONS = 40  # on a page


@dataclass(frozen=True, slots=True)
class Span:
    """What time a brief is to tell of, as its address says it. Empty text: as it always is."""

    story: str | None = None
    since: str = ""
    until: str = ""
    full: bool = False

    def address(self, **changes: str | bool) -> str:
        """The address of the same brief, but for what changes.

        >>> Span("ferry fire", "2026-03-10", full=True).address(until="2026-03-11")
        '/brief?story=ferry+fire&since=2026-03-10&until=2026-03-11&full=yes'
        """
        told = replace(self, **changes)  # type: ignore[arg-type]
        given = {"story": told.story, "since": told.since, "until": told.until, "full": "yes" if told.full else ""}
        pairs = {name: value for name, value in given.items() if value}
        return f"/brief?{urlencode(pairs)}" if pairs else "/brief"


def ask_span(story: str | None, given: Mapping[str, str]) -> Span:
    """A query → what time is asked for; what is no date counts as not said.

    >>> ask_span("ferry", {"since": "2026-03-10", "until": "soon", "full": "yes"})
    Span(story='ferry', since='2026-03-10', until='', full=True)
    """
    told = {name: given.get(name, "").strip()[:LONGEST] for name in ("since", "until")}
    known = {name: value if moments.span(value) else "" for name, value in told.items()}
    return Span(story, known["since"], known["until"], given.get("full") == "yes")


def brief_page(ledger: Ledger, desk: Desk, asked: Span, now: datetime) -> dict[str, Any]:
    """What the template of the brief is given; without a day, it begins with that of the latest article."""
    from sayso.showing.brief import sheet  # noqa: PLC0415  loads rich

    view = ledger.view(asked.story)
    if asked.story is not None and not view.holds(asked.story):
        raise Unknown(f"no story {asked.story!r} in this ledger")
    published = [moments.start(each) for each, _ in ledger.catalogue(asked.story).published()]
    known = [each for each in published if each] or [now]
    day = max(known).date()
    since = asked.since or day.isoformat()
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    key = "brief", asked.story, since, asked.until, hour if not asked.until else None
    found = desk.recall(ledger, key, lambda: find_brief(ledger, asked.story, since, asked.until or None, now))
    offered = [
        ("the last day", asked.address(since=day.isoformat(), until="")),
        ("the last week", asked.address(since=(day - timedelta(days=6)).isoformat(), until="")),
        ("all of it", asked.address(since=min(known).date().isoformat(), until="")),
    ]
    return {
        "story": asked.story, "here": "brief", "sheet": sheet(found, asked.full, more=""), "span": asked, "since": since,
        "offered": offered, "full": asked.address(full=True), "cut": asked.address(full=False),
        "kinds": {name: "date" if len(value) in (0, 10) else "text" for name, value in (("since", since), ("until", asked.until))},
    }  # fmt: skip


# ---- open questions ----


@dataclass(frozen=True, slots=True)
class Open:
    """A question as the page lists it: `told`: who asks, who would not say; `answers`: title, status, id."""

    id: str
    title: telling.Words
    stands: str
    open: bool
    told: Sequence[str]
    answers: Sequence[tuple[telling.Words, str, str]]


def questions_page(ledger: Ledger, desk: Desk, asked: Asked) -> dict[str, Any]:
    """What is still unknown: what nobody has answered first, then what is said and still asked."""
    if asked.story is not None and not ledger.view().holds(asked.story):
        raise Unknown(f"no story {asked.story!r} in this ledger")

    def made() -> tuple[list[Open], str | None]:
        found, at = find_questions(ledger, asked.story, When(asked.moment))
        return [_open(each) for each in sorted(found, key=lambda one: not one.open)], at

    found, at = desk.recall(ledger, ("questions", asked.story, asked.as_of), made)
    pages = max(1, -(-len(found) // QUESTIONS))
    pairs = {"story": asked.story, "as_of": asked.as_of}
    base = {name: value for name, value in pairs.items() if value}
    suffix = f"?{urlencode({'as_of': asked.as_of})}" if asked.as_of else ""
    return {
        "story": asked.story, "here": "questions", "asked": asked, "questions": found[(asked.page - 1) * QUESTIONS : asked.page * QUESTIONS],
        "total": len(found), "unanswered": sum(each.open for each in found), "suffix": suffix, "pages": pages,
        "at_words": phrases.instant(at) if asked.as_of else "", "present": f"/questions?{urlencode({'story': asked.story})}" if asked.story else "/questions",
        "before": f"/questions?{urlencode({**base, 'page': asked.page - 1})}" if asked.page > 1 else None,
        "after": f"/questions?{urlencode({**base, 'page': asked.page + 1})}" if asked.page < pages else None,
    }  # fmt: skip


def _open(asked: Question) -> Open:
    claim = asked.claim
    answers = [(telling.title(each), each.status.value, each.id) for each in asked.answers]
    return Open(claim.id, telling.title(claim), claim.status.value, asked.open, list(_told(claim)), answers)


def _told(claim: Claim) -> Iterator[str]:
    for words, sides, last in (
        ("asked by", claim.questioned_by, False),
        ("would not say:", claim.declined_by, True),
        ("did not answer:", claim.silent_by, True),
    ):
        if sides:
            yield f"{words} {_names(sides)}, {'last on' if last else 'since'} {telling.short(sides[-1 if last else 0].at)}"


def _names(sides: Sequence[Side]) -> str:
    return ", ".join(dict.fromkeys(telling.name(each.party, each.source) for each in sides))
