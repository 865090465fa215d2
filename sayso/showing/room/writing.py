"""What a reader decides on a page → judgements, with who and why; and the way back. The same that `sayso import` takes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.nouns import Claim
from sayso.scales import Verdict
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.asking import LONGEST
from sayso.showing.room.claims import find
from sayso.showing.room.pages import visitor_of
from sayso.showing.room.rendering import render
from sayso.views import Unknown
from sayso.wire import decode_claim

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sayso.ledger import Ledger, Record
    from sayso.showing.room.desk import Desk

OFFERED = 24  # claims to merge with
PAIRS = 400  # judgements of one split
REASON = 500  # letters

audit = logging.getLogger("sayso.audit")


class Refused(ValueError):
    """What was asked for cannot be recorded; the message is for the one who asked."""


def lay_out(app: FastAPI, desk: Desk) -> None:
    """Put the pages that write into the app."""

    async def merge(request: Request) -> Response:
        words = request.query_params.get("q", "").strip()[:LONGEST]
        return await _shown(request, "merge.html", merge_page, words)

    async def split(request: Request) -> Response:
        return await _shown(request, "split.html", split_page)

    async def _shown(request: Request, template: str, make: Any, *args: Any) -> Response:
        visitor, id_ = visitor_of(request), request.path_params["id"]
        return HTMLResponse(await desk.ask(lambda ledger: render(template, visitor, **make(ledger, id_, *args))))

    async def record_merge(request: Request) -> Response:
        form, id_ = await request.form(), request.path_params["id"]
        other = str(form.get("with", ""))
        if not other:
            raise Refused("no claim was chosen to merge with")
        record = {"judgement": "same_claim", "a": id_, "b": other}
        return await _record(request, [record], str(form.get("reason", "")), id_)

    async def record_split(request: Request) -> Response:
        form, id_ = await request.form(), request.path_params["id"]
        chosen = [str(each) for each in form.getlist("line")]
        records = await desk.ask(split_records, id_, chosen)
        return await _record(request, records, str(form.get("reason", "")), id_)

    async def _record(request: Request, records: list[Record], reason: str, claim: str) -> Response:
        await record(desk, request, records, reason)
        first = records[0]
        told = {"verdict": first["judgement"], "a": first["a"], "b": first["b"], "done": first["judgement"]}
        return RedirectResponse(f"/claim/{quote(claim, safe='')}?{urlencode(told)}", 303)

    async def undo(request: Request) -> Response:
        form = await request.form()
        given = {name: str(form[name]) for name in ("verdict", "a", "b", "party") if form.get(name)}
        claim = str(form.get("claim", ""))
        records = await desk.ask(undo_records, given, visitor_of(request).name)
        await record(desk, request, records, "taken back")
        where = f"/claim/{quote(claim or records[0]['a'], safe='')}"
        return RedirectResponse(where, 303)

    app.add_route("/claim/{id:path}/merge", merge, methods=["GET"], include_in_schema=False)
    app.add_route("/claim/{id:path}/merge", record_merge, methods=["POST"], include_in_schema=False)
    app.add_route("/claim/{id:path}/split", split, methods=["GET"], include_in_schema=False)
    app.add_route("/claim/{id:path}/split", record_split, methods=["POST"], include_in_schema=False)
    app.add_route("/undo", undo, methods=["POST"], include_in_schema=False)


async def record(desk: Desk, request: Request, records: Sequence[Record], reason: str) -> list[bool]:
    """Take records in under the visitor's name, with the time and the reason; a line of audit for each. Raises `Refused`."""
    person, now = visitor_of(request).name, datetime.now(UTC).isoformat(timespec="microseconds")
    reason = phrases.in_line(reason.strip()[:REASON])
    if not reason:
        raise Refused("say why: the reason is kept with it")
    complete = [{**each, "by": person, "person": True, "at": now, "reason": reason} for each in records]
    taken = await desk.record(complete)
    faults = [each for each in taken if isinstance(each, str)]
    if faults:
        raise Refused(faults[0])
    for each in complete:
        about = " ".join(str(each[name]) for name in ("a", "b") if each.get(name))
        back = "took back " if each.get("withdrawn") else ""
        audit.info("%s %s: %s%s %s", now, phrases.in_line(person), back, each["judgement"], phrases.in_line(about))
    return [each for each in taken if isinstance(each, bool)]


def merge_page(ledger: Ledger, given: str, words: str) -> dict[str, Any]:
    """A claim, and those it may be one with: those in which the words stand, else those of the same parties."""
    claim = find(ledger, given, None).claim
    stories = ledger.catalogue().stories_with(claim.id)
    ids: set[str] = set()
    for wanted in [words] if words else _telling(claim)[:4]:
        ids |= ledger.catalogue().containing(wanted) - {claim.id}
    lines = ledger.shelf().holding(sorted(ids)[:OFFERED])
    found = [decode_claim(line) for line in lines.values()]
    offered = [
        {"id": each.id, "title": telling.title(each), "status": each.status.value, "count": telling.count(each)}
        for each in sorted(found, key=lambda each: each.headline.text)
    ]
    return {
        "story": stories[0] if stories else None, "here": "board", "claim": claim, "title": telling.title(claim),
        "searched": words, "offered": offered, "count_now": telling.count(claim),
    }  # fmt: skip


def _telling(claim: Claim) -> list[str]:
    """The longest words of its headline: what is likely to stand in other lines about the same."""
    return sorted((each.strip("“”\"'.,;:") for each in claim.headline.text.split()), key=len, reverse=True)


def split_page(ledger: Ledger, given: str) -> dict[str, Any]:
    """A claim and its lines, to say which of them are about something else."""
    claim = find(ledger, given, None).claim
    stories = ledger.catalogue().stories_with(claim.id)
    lines = [
        {
            "id": member.utterance.id,
            "words": telling.words(member.utterance),
            "who": telling.speaker(member.utterance),
            "where": f"{phrases.in_line(member.document.outlet or 'unknown outlet')}, {telling.short(member.document.published)}",
            "stance": telling.STANCES[member.utterance.stance],
            "mark": telling.mark(member.utterance),
            "tone": telling.tone(member.utterance.stance),
        }
        for member in telling.own(claim)
    ]
    return {
        "story": stories[0] if stories else None,
        "here": "board",
        "claim": claim,
        "title": telling.title(claim),
        "lines": lines,
    }


def split_records(ledger: Ledger, given: str, chosen: Sequence[str]) -> list[Record]:
    """Each line that was chosen is not the same as each that was not. Copies follow their originals."""
    claim = find(ledger, given, None).claim
    apart = _with_copies(claim, set(chosen))
    rest = [member.utterance.id for member in claim.members if member.utterance.id not in apart]
    known = [member.utterance.id for member in claim.members if member.utterance.id in apart]
    if not known:
        raise Refused("no line was chosen to split off")
    if not rest:
        raise Refused("all lines were chosen: something must stay")
    pairs = [(one, other) for one in known for other in rest]
    if len(pairs) > PAIRS:
        raise Refused("too many lines at a time: choose fewer")
    return [{"judgement": "not_same", "a": one, "b": other} for one, other in pairs]


def _with_copies(claim: Claim, chosen: set[str]) -> set[str]:
    """These lines, and the same words in the copies of their articles."""
    homes = {
        (part, m.utterance.content.text) for m in claim.members if m.utterance.id in chosen
        for part in (m.document.id, m.document.url) if part
    }  # fmt: skip
    return chosen | {
        m.utterance.id for m in claim.members if m.copy_of and (m.copy_of, m.utterance.content.text) in homes
    }


def undo_records(ledger: Ledger, given: dict[str, str], person: str) -> list[Record]:
    """A judgement that this person made, taken back; with it all that were made in the same act."""
    try:
        verdict = Verdict(given.get("verdict", ""))
    except ValueError:
        raise Refused("no such judgement") from None
    ends = [given[name] for name in ("a", "b") if name in given]
    mine = [
        each
        for each in ledger.view().judgements_on(ends)
        if each.person and each.by == person and each.verdict is verdict
    ]
    named = [each for each in mine if {each.a, each.b} - {None} == set(ends)]
    if not named:
        raise Unknown("there is no judgement of yours like that")
    last = max(named, key=lambda each: each.at or "")
    if last.withdrawn:
        raise Refused("it was taken back before")
    same_act = _same_act(ledger, last.at, last.a, last.b, person, verdict)
    return [
        {"judgement": each[0].value, "a": each[1], "b": each[2], "party": each[3], "withdrawn": True}
        for each in same_act
    ] or [{"judgement": verdict.value, "a": last.a, "b": last.b, "party": last.party, "withdrawn": True}]


def _same_act(
    ledger: Ledger, at: str | None, a: str, b: str | None, person: str, verdict: Verdict
) -> list[tuple[Verdict, str, str | None, str | None]]:
    """All judgements of that verdict that the person made at that very moment about lines that belong together."""
    found: dict[tuple[Verdict, str, str | None, str | None], None] = {}
    edge: set[str] = {each for each in (a, b) if each}
    seen: set[str] = set()
    while edge:
        seen |= edge
        judged = ledger.view().judgements_on(edge)
        near = [
            each for each in judged
            if each.person and each.by == person and each.verdict is verdict and each.at == at and not each.withdrawn
        ]  # fmt: skip
        for each in near:
            found[each.verdict, each.a, each.b, each.party] = None
        edge = {end for each in near for end in (each.a, each.b) if end} - seen
    return list(found)
