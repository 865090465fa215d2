"""What a reader puts right on a page → labels, corrections, copies parted; with who and why, and the way back by its number.

The same that `sayso correct`, `label` and `undo` record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.ledger import BadEntry
from sayso.nouns import Claim
from sayso.scales import Stance, Verdict
from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.asking import LONGEST
from sayso.showing.room.claims import find, is_mine, past
from sayso.showing.room.pages import visitor_of
from sayso.showing.room.rendering import render
from sayso.showing.room.writing import REASON, Refused, audit
from sayso.views import Unknown, decide
from sayso.wire import decode_claim

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sayso.ledger import Ledger, Record
    from sayso.showing.room.desk import Desk

AROUND = 160  # characters before and after the words
T = TypeVar("T")
BACK = ("claim", "article", "review")  # where one comes from, and goes back to


def lay_out(app: FastAPI, desk: Desk) -> None:
    """Put the pages that correct into the app."""

    async def shown(request: Request, template: str, make: Any, *args: Any) -> Response:
        visitor = visitor_of(request)
        return HTMLResponse(await desk.ask(lambda ledger: render(template, visitor, **make(ledger, *args))))

    async def line(request: Request) -> Response:
        back = _back(request.query_params)
        return await shown(
            request, "correct.html", line_page, request.path_params["id"], visitor_of(request).name, back
        )

    async def label(request: Request) -> Response:
        return await shown(request, "label.html", label_page, request.path_params["id"])

    async def apart(request: Request) -> Response:
        other = request.query_params.get("from", "")
        return await shown(request, "apart.html", apart_page, request.path_params["id"], other)

    async def record_line(request: Request) -> Response:
        form, id_ = _plain(await request.form()), request.path_params["id"]
        changes = line_changes(id_, form)
        done = await put_right(desk, request, changes, form.get("reason", ""), needed=form.get("act") != "right")
        place = form.get("story" if _back(form) == "review" else "document", "")
        return _after(_where(_back(form), place, id_), id_, done, "corrected")

    async def record_label(request: Request) -> Response:
        form, id_ = _plain(await request.form()), request.path_params["id"]
        name = " ".join(form.get("name", "").split())
        if not name:
            raise Refused("what is it to be called?")
        change = {"judgement": Verdict.CALLED.value, "a": id_, "b": name[:LONGEST]}
        done = await put_right(desk, request, [change], form.get("reason", ""))
        return _after(_where("claim", "", id_), id_, done, "called")

    async def record_apart(request: Request) -> Response:
        form, id_ = _plain(await request.form()), request.path_params["id"]
        other = form.get("other", "")
        await desk.ask(apart_page, id_, other)  # both are there, and one is told to be a copy of the other
        change = {"judgement": Verdict.NOT_SAME.value, "a": id_, "b": other}
        done = await put_right(desk, request, [change], form.get("reason", ""))
        return _after(f"/article/{quote(id_, safe='')}", id_, done, "apart")

    async def take_back(request: Request) -> Response:
        form = _plain(await request.form())
        numbers = [int(each) for each in form.get("seq", "").split() if each.isascii() and each.isdigit()]
        of, person = form.get("of", ""), visitor_of(request).name
        now = datetime.now(UTC)

        def act(ledger: Ledger) -> None:
            check_mine(ledger, of, numbers, person)
            for seq in reversed(numbers):
                ledger.undo(seq, by=person, now=now, reason="taken back")

        await _acting(desk, act)
        audit.info("%s %s: took back %s", now.isoformat(), phrases.in_line(person), " ".join(map(str, numbers)))
        back = form.get("back", "")
        inside = (
            back.startswith(("/claim/", "/article/", "/line/", "/review?")) and back.isprintable() and "\\" not in back
        )
        return RedirectResponse(back if inside else "/", 303)

    for path, show, record in (
        ("/line/{id:path}/correct", line, record_line),
        ("/claim/{id:path}/label", label, record_label),
        ("/article/{id:path}/apart", apart, record_apart),
    ):
        app.add_route(path, show, methods=["GET"], include_in_schema=False)
        app.add_route(path, record, methods=["POST"], include_in_schema=False)
    app.add_route("/take-back", take_back, methods=["POST"], include_in_schema=False)


async def put_right(
    desk: Desk, request: Request, changes: Sequence[Record], reason: str, needed: bool = True
) -> list[int]:
    """Record changes under the visitor's name, all or none; their numbers. Raises `Refused` or `Unknown`."""
    person, now = visitor_of(request).name, datetime.now(UTC)
    why = phrases.in_line(reason.strip()[:REASON])
    if needed and not why:
        raise Refused("say why: the reason is kept with it")

    def act(ledger: Ledger) -> list[int]:
        numbers: list[int] = []
        try:
            for change in changes:
                done = decide(ledger, change, person, why or None, now)
                numbers += [done.seq] if done.seq is not None else []
        except (BadEntry, Unknown):
            for seq in reversed(numbers):
                ledger.undo(seq, by=person, now=now, reason="not recorded whole")
            raise
        return numbers

    numbers = await _acting(desk, act)
    for each in changes:
        what = each.get("correction") or each.get("judgement")
        about = " ".join(str(each[name]) for name in ("of", "a", "b") if each.get(name))
        audit.info("%s %s: %s %s", now.isoformat(), phrases.in_line(person), what, phrases.in_line(about))
    return numbers


async def _acting(desk: Desk, act: Callable[[Ledger], T]) -> T:
    try:
        return await desk.act(act)
    except BadEntry as fault:
        raise Refused(phrases.in_line(str(fault))) from None


def check_mine(ledger: Ledger, of: str, numbers: Sequence[int], person: str) -> None:
    """Raise `Unknown` unless this person decided all of these, of that line, article or claim, and they stand."""
    found = {each.seq: each for each in ledger.history().by_people([of])}
    if not numbers or any(seq not in found or not is_mine(found[seq], person) for seq in numbers):
        raise Unknown("there is no decision of yours like that")


def line_changes(id_: str, form: Mapping[str, str]) -> list[Record]:
    """What was chosen on the page of a line. Who corrects a line has checked it.

    >>> line_changes("u1", {"act": "stance", "stance": "denies"})
    [{'correction': 'stance', 'of': 'u1', 'value': 'denies'}]
    """
    act = form.get("act", "")
    if act == "right":
        return [{"correction": "checked", "of": id_, "value": True}]
    if act == "stance":
        if form.get("stance") not in set(Stance):
            raise Refused("what does it do, then? choose one")
        return [{"correction": "stance", "of": id_, "value": form["stance"]}]
    if act == "speaker":
        given = {name: " ".join(form.get(name, "").split())[:LONGEST] for name in ("name", "party")}
        if not given["name"]:
            raise Refused("who says it, then? give a name")
        return [{"correction": name, "of": id_, "value": value} for name, value in given.items() if value]
    raise Refused("choose what is wrong with it")


# ---- what the pages show ----


def line_page(ledger: Ledger, given: str, person: str, back: str) -> dict[str, Any]:
    """A line, to be corrected or found right. Raises `Unknown`."""
    entry = next(iter(ledger.view().among([given])), None)
    if entry is None:
        raise Unknown(f"no line {given!r} in this ledger")
    utterance, document = entry.utterance, entry.document
    kept = ledger.shelf().holding([utterance.id]).get(utterance.id)
    claim = decode_claim(kept) if kept else None
    first, last = utterance.content.spans[0][0], utterance.content.spans[-1][1]
    stories = ledger.catalogue().stories_of(document.id)
    return {
        "story": stories[0] if stories else None, "here": "board", "claim": claim, "title": telling.title(claim) if claim else None,
        "utterance": utterance, "document": document, "words_": telling.words(utterance), "who": telling.speaker(utterance),
        "did": telling.STANCES[utterance.stance], "before": _flat(document.text[max(0, first - AROUND) : first]),
        "after": _flat(document.text[last : last + AROUND]), "checked": telling.checked(utterance),
        "stances": [(each.value, telling.STANCES[each]) for each in Stance], "copy_of": _copied(ledger, claim, utterance.id),
        "back": back, "leave": _where(back if claim else "article", document.id, utterance.id),
        "past": list(past(ledger.history().by_people([utterance.id]), person)),
    }  # fmt: skip


def _flat(words: str) -> str:
    """White space made single, also at the ends."""
    flat = phrases.in_line(words)
    return f"{' ' if words[:1].isspace() else ''}{flat}{' ' if words[-1:].isspace() and flat else ''}"


def _copied(ledger: Ledger, claim: Claim | None, utterance: str) -> str | None:
    """The article that this line's is a copy of."""
    copied = next((each.copy_of for each in claim.members if each.utterance.id == utterance), None) if claim else None
    found = ledger.view().find_documents(copied) if copied else []
    return found[0] if len(found) == 1 else None


def label_page(ledger: Ledger, given: str) -> dict[str, Any]:
    """A claim, to be named."""
    claim = find(ledger, given, None).claim
    return {**_story(ledger, claim), "claim": claim, "title": telling.title(claim)}


def apart_page(ledger: Ledger, given: str, other: str) -> dict[str, Any]:
    """Two articles that are told to be copies, to be parted. Raises `Unknown`."""
    document = ledger.view().document(given)
    beside = next((each for each in ledger.catalogue().kin(given) if each.id == other), None)
    if document is None or beside is None:
        raise Unknown("no two articles like that are told to be copies")
    stories = ledger.catalogue().stories_of(given)
    return {"story": stories[0] if stories else None, "here": "articles", "document": document, "beside": beside}


def _story(ledger: Ledger, claim: Claim) -> dict[str, Any]:
    stories = ledger.catalogue().stories_with(claim.id)
    return {"story": stories[0] if stories else None, "here": "board"}


# ---- there and back ----


def _plain(form: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _back(given: Mapping[str, str]) -> str:
    return given.get("back", "") if given.get("back") in BACK else BACK[0]


def _where(back: str, place: str, id_: str) -> str:
    """Where one came from: an article, the review of a story, or the claim."""
    if back == "review":
        return f"/review?{urlencode({**({'story': place} if place else {}), 'after': id_})}"
    if back == "article" and place:
        return f"/article/{quote(place, safe='')}"
    return f"/claim/{quote(id_, safe='')}"


def _after(where: str, of: str, numbers: Sequence[int], done: str) -> Response:
    told = {"done": done, "seq": " ".join(map(str, numbers)), "of": of}
    mark = f"#{quote(of, safe='')}" if of.startswith("u") and "?" not in where else ""
    return RedirectResponse(f"{where}{'&' if '?' in where else '?'}{urlencode(told)}{mark}", 303)
