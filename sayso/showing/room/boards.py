"""A ledger and what is asked for → what the board shows: which claims, as of when, and the time that it runs over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sayso import moments
from sayso.nouns import Claim
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.asking import STANCES, Asked
from sayso.showing.room.charts import Axis, Pace, axis, pace
from sayso.showing.room.choosing import GROUPS, LONG_AGO, Choices, Facets, choices, choose, facets_of, facets_of_claim
from sayso.showing.room.rendering import render
from sayso.showing.room.rows import row
from sayso.views import Unknown, When, count_checked, list_claims
from sayso.wire import decode_claim

if TYPE_CHECKING:
    from sayso.ledger import Card, Ledger
    from sayso.showing.room.desk import Desk

PAGE = 30  # rows
MOST_FACETS = 500_000
WARMED = 3  # stories


@dataclass(frozen=True, slots=True)
class Stand:
    """Where all claims of a story stand at a moment; `claims` holds them where they had to be weighed anew."""

    facets: Sequence[Facets]
    at: str | None
    claims: Mapping[str, Claim] | None
    offered: Choices
    parties: int


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a story, its articles, and the moments of change."""

    published: Sequence[tuple[str, bool]]
    axis: Axis


def find_stand(ledger: Ledger, desk: Desk, story: str | None, moment: str | None) -> Stand:
    """The stand of a story; kept until the ledger changes."""
    return desk.recall(ledger, ("stand", story, moment), lambda: _stand(ledger, desk, story, moment))


def _stand(ledger: Ledger, desk: Desk, story: str | None, moment: str | None) -> Stand:
    if moment is None and not ledger.is_changed():
        facets = [_facets(desk, card) for card in ledger.catalogue(story).cards()]
        return Stand(facets, ledger.view().latest(), None, choices(facets), _parties(facets))
    page = list_claims(ledger, story, When(moment))
    facets = [facets_of_claim(claim) for claim in page.claims]
    return Stand(facets, page.at, {claim.id: claim for claim in page.claims}, choices(facets), _parties(facets))


def _facets(desk: Desk, card: Card) -> Facets:
    """What a claim is chosen by; a record that was seen before is not opened again."""
    key = blake2b(card.text.encode(), digest_size=16, salt=b"checked" if card.checked else b"").digest()
    found: Facets | None = desk.facets.get(key)
    if found is None:
        found = facets_of(card.record(), card.checked)
        if len(desk.facets) >= MOST_FACETS:
            desk.facets.clear()
        desk.facets[key] = found
    return found


def _parties(facets: Sequence[Facets]) -> int:
    return len({name for each in facets for name, _ in each.sides})


def warm(ledger: Ledger, desk: Desk) -> None:
    """Lay out what the boards of the largest stories are made of, before somebody asks for one."""
    stories = sorted(ledger.view().stories(), key=lambda each: -each.utterances)[:WARMED]
    for story in stories:
        asked = Asked(story.name)
        stand, span = find_stand(ledger, desk, story.name, None), find_span(ledger, desk, story.name)
        find_pace(ledger, desk, stand, span, asked)
        find_checked(ledger, desk, story.name)
        find_chosen(ledger, desk, stand, asked)


def find_span(ledger: Ledger, desk: Desk, story: str | None) -> Span:
    """The time that a story runs over."""

    def made() -> Span:
        published = ledger.catalogue(story).published()
        return Span(published, axis([public for public, _ in published], 0, 760))

    return desk.recall(ledger, ("span", story), made)


def find_claims(ledger: Ledger, stand: Stand, ids: Sequence[str]) -> dict[str, Claim]:
    """These claims, by their ids."""
    if stand.claims is not None:
        return {each: stand.claims[each] for each in ids}
    lines = ledger.shelf().holding(ids)
    return {each: decode_claim(lines[each]) for each in ids if each in lines}


def board_page(ledger: Ledger, desk: Desk, asked: Asked) -> dict[str, Any]:
    """What the template of the board is given."""
    if asked.story is not None and not ledger.view().holds(asked.story):
        raise Unknown(f"no story {asked.story!r} in this ledger")
    stand = find_stand(ledger, desk, asked.story, asked.moment)
    span = find_span(ledger, desk, asked.story)
    chosen = find_chosen(ledger, desk, stand, asked)
    pages = max(1, -(-len(chosen) // PAGE))
    here = chosen[(asked.page - 1) * PAGE : asked.page * PAGE]
    rows = find_rows(ledger, desk, stand, here, span, asked)
    shown = find_pace(ledger, desk, stand, span, asked)
    return {
        "story": asked.story,
        "here": "board",
        "asked": asked,
        "suffix": f"?as_of={asked.as_of}".replace("+", "%2B") if asked.as_of else "",
        "summary": summary(stand, span),
        "looked_at": None if asked.moment else phrases.checked(*find_checked(ledger, desk, asked.story)),
        "groups": list(_groups(chosen, here, rows, asked)),
        "ticks": span.axis.over(8, 172).days(7),
        "shown": f"{len(chosen):,}",
        "total": len(stand.facets),
        "pages": pages,
        "clear": Asked(asked.story, as_of=asked.as_of, order=asked.order).address(),
        "pace": shown,
        "stop": _stop(shown, asked) if shown else 0,
        "at_words": phrases.instant(asked.as_of or (span.published[-1][0] if span.published else None))
        or "the present",
        "statuses": [(each.value, f"{each.value} claims") for each in GROUPS],
        "parties": [(name, name) for name in stand.offered.parties],
        "places": [(name, f"in {name}") for name in stand.offered.places],
        "stances": [(each, "did not answer on" if each == "silent" else each) for each in STANCES],
        "sinces": list(_sinces(stand)),
    }


def find_chosen(ledger: Ledger, desk: Desk, stand: Stand, asked: Asked) -> list[Facets]:
    """The claims that are asked for, on all pages, in order."""

    def made() -> list[Facets]:
        words = ledger.catalogue(asked.story).containing(asked.q) if asked.q else None
        return choose(stand.facets, asked, words)

    return desk.recall(ledger, ("chosen", replace(asked, page=1)), made)


def find_pace(ledger: Ledger, desk: Desk, stand: Stand, span: Span, asked: Asked) -> Pace | None:
    """What the slider stands under."""

    def made() -> Pace | None:
        changes = [each.changed for each in stand.facets]
        return pace(span.published, changes, span.axis) if span.published else None

    return desk.recall(ledger, ("pace", asked.story, asked.as_of), made)


def find_checked(ledger: Ledger, desk: Desk, story: str | None) -> tuple[int, int]:
    """How many lines a person has checked, and how many there are."""
    return desk.recall(ledger, ("checked", story), lambda: count_checked(ledger, story))


def find_rows(
    ledger: Ledger, desk: Desk, stand: Stand, here: Sequence[Facets], span: Span, asked: Asked
) -> dict[str, str]:
    """Rows as HTML, each kept until the ledger changes."""
    suffix = f"?as_of={asked.as_of}".replace("+", "%2B") if asked.as_of else ""

    def made(ids: list[str]) -> dict[str, str]:
        found = find_claims(ledger, stand, ids)
        over = span.axis.over(0, 180)
        return {id_: render("_row.html", None, row=row(claim, over), suffix=suffix) for id_, claim in found.items()}

    return desk.recall_rows(ledger, (asked.story, asked.as_of), [each.id for each in here], made)


def _groups(
    chosen: Sequence[Facets], here: Sequence[Facets], rows: Mapping[str, str], asked: Asked
) -> Iterator[tuple[str, int, list[Markup]]]:
    """Rows by status, where that is the order; with how many there are of it on all pages."""
    made = {id_: Markup(html) for id_, html in rows.items()}  # noqa: S704  made by a template of ours, which escapes
    if asked.order:
        yield "", len(chosen), [made[each.id] for each in here if each.id in made]
        return
    counts: dict[str, int] = {}
    for each in chosen:
        counts[each.status] = counts.get(each.status, 0) + 1
    for status in GROUPS:
        mine = [made[each.id] for each in here if each.status == status.value and each.id in made]
        if mine:
            yield status.value, counts[status.value], mine


def summary(stand: Stand, span: Span) -> str:
    """How much there is, in a sentence."""
    copies = sum(copied for _, copied in span.published)
    told = f"{phrases.count(len(stand.facets), 'claim')} by {phrases.count(stand.parties, 'party', 'parties')} in "
    told += phrases.count(len(span.published), "article")
    return told + (f", {copies:,} of which {'is a copy' if copies == 1 else 'are copies'}." if copies else ".")


def _sinces(stand: Stand) -> Iterator[tuple[str, str]]:
    """Days to count changes from, back from the last."""
    last = moments.start(stand.at) or max((each.changed for each in stand.facets), default=None)
    if last is None or last == LONG_AGO:
        return
    for days in (0, 1, 2, 6, 29):
        day = (last - timedelta(days=days)).astimezone(UTC).date().isoformat()
        yield day, f"since {telling.short(day)}"


def _stop(shown: Pace, asked: Asked) -> int:
    """At which stop the slider stands."""
    moment = moments.end(asked.as_of)
    if moment is None:
        return len(shown.stops) - 1
    before = [at for at, stop in enumerate(shown.stops) if datetime.fromisoformat(stop) <= moment]
    return before[-1] if before else 0
