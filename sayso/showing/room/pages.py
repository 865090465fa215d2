"""Addresses of pages → HTML. Each page is put together in a thread of the desk; nothing here weighs anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.showing import phrases
from sayso.showing.room import telling
from sayso.showing.room.articles import article_page
from sayso.showing.room.asking import Asked, ask, ask_undo
from sayso.showing.room.boards import board_page, find_stand
from sayso.showing.room.briefs import ask_span, brief_page, questions_page
from sayso.showing.room.claims import find, show
from sayso.showing.room.guard import Visitor
from sayso.showing.room.rendering import render
from sayso.views import Unknown, When, find_source, list_sources

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sayso.ledger import Ledger
    from sayso.showing.room.desk import Desk

VOICES = 60  # sources on a page
ARTICLES = 60


def visitor_of(request: Request) -> Visitor:
    """Who asks; the guard has seen to it that it is somebody."""
    found: Visitor = request.scope["visitor"]
    return found


def lay_out(app: FastAPI, desk: Desk) -> None:
    """Put the pages that only show into the app."""

    async def page(request: Request, template: str, find: Callable[..., dict[str, Any]], *args: Any) -> HTMLResponse:
        visitor = visitor_of(request)

        def made(ledger: Ledger) -> str:
            return render(template, visitor, **find(ledger, desk, *args))

        return HTMLResponse(await desk.ask(made))

    async def stories(request: Request) -> Response:
        return await page(request, "stories.html", stories_page)

    async def board(request: Request) -> Response:
        asked = ask(request.path_params.get("story"), request.query_params)
        shown = await page(request, "board.html", lambda ledger, desk: board_page(ledger, desk, asked))
        if request.headers.get("hx-request") == "true":
            shown.headers["hx-push-url"] = asked.address()
        return shown

    async def claim(request: Request) -> Response:
        asked = ask(None, request.query_params)
        told, person = request.query_params, visitor_of(request).name
        return await page(request, "claim.html", claim_page, request.path_params["id"], asked.moment, person, told)

    async def life(request: Request) -> Response:
        asked = ask(None, request.query_params)

        def made(ledger: Ledger) -> str:
            given = claim_page(ledger, desk, request.path_params["id"], asked.moment, "", {})
            return render("life.svg", None, life=given["shown"].life, now_words=given["now_words"])

        return Response(await desk.ask(made), media_type="image/svg+xml", headers=_attached("life.svg"))

    async def words(request: Request) -> Response:
        asked = ask(None, request.query_params)
        made = await desk.ask(words_table, request.path_params["id"], asked.moment)
        return Response(made, media_type="text/csv; charset=utf-8", headers=_attached("words.csv"))

    async def line(request: Request) -> Response:
        id_ = request.path_params["id"]
        found = await desk.ask(lambda ledger: find(ledger, id_, None).claim.id)
        return RedirectResponse(f"/claim/{_quoted(found)}#{_quoted(id_)}", 303)

    async def article(request: Request) -> Response:
        beside = request.query_params.get("beside")
        id_ = request.path_params["id"]
        undo = ask_undo(request.query_params, f"/article/{_quoted(id_)}")
        return await page(request, "article.html", lambda ledger, _: article_page(ledger, id_, beside, undo))

    async def articles(request: Request) -> Response:
        asked = ask(request.query_params.get("story"), request.query_params)
        return await page(request, "articles.html", articles_page, asked)

    async def sources(request: Request) -> Response:
        asked = ask(request.query_params.get("story"), request.query_params)
        return await page(request, "sources.html", sources_page, asked)

    async def source(request: Request) -> Response:
        asked = ask(request.query_params.get("story"), request.query_params)
        return await page(request, "source.html", source_page, request.query_params.get("name", ""), asked)

    async def brief(request: Request) -> Response:
        asked = ask_span(request.query_params.get("story"), request.query_params)
        return await page(request, "brief.html", brief_page, asked, datetime.now(UTC))

    async def review(request: Request) -> Response:
        from sayso.showing.room.reviews import review_page  # noqa: PLC0415  it shows a page that corrects

        given = request.query_params
        story, after, first = given.get("story"), given.get("after", ""), given.get("first", "")
        again = urlencode({**({"story": story} if story else {}), "first": given.get("of", "")})
        undo = ask_undo(given, f"/review?{again}")
        return await page(request, "correct.html", review_page, story, after, first, visitor_of(request).name, undo)

    async def questions(request: Request) -> Response:
        asked = ask(request.query_params.get("story"), request.query_params)
        return await page(request, "questions.html", questions_page, asked)

    async def places(request: Request) -> Response:
        asked = ask(request.query_params.get("story"), request.query_params)
        return await page(request, "places.html", places_page, asked)

    async def rules(request: Request) -> Response:
        return await page(request, "rules.html", lambda *_: {"here": "rules"})

    async def keys(request: Request) -> Response:
        return await page(request, "keys.html", lambda *_: {"here": "keys"})

    for path, shown in (
        ("/", stories), ("/board", board), ("/story/{story:path}", board), ("/claim/{id:path}/life.svg", life),
        ("/claim/{id:path}/words.csv", words), ("/line/{id:path}", line), ("/article/{id:path}", article),
        ("/articles", articles), ("/sources", sources), ("/source", source), ("/questions", questions),
        ("/brief", brief),
        ("/review", review),        ("/places", places), ("/rules", rules), ("/keys", keys), ("/claim/{id:path}", claim),
    ):  # fmt: skip
        app.add_route(path, shown, methods=["GET"], include_in_schema=False)


def stories_page(ledger: Ledger, _: Desk) -> dict[str, Any]:
    """The stories of the ledger."""
    return {"here": "stories", "story": None, "stories": ledger.view().stories(), "ledger": ledger.database.name}


def claim_page(
    ledger: Ledger, _: Desk, given: str, moment: str | None, person: str, told: Mapping[str, str]
) -> dict[str, Any]:
    """A claim. Raises `Unknown`."""
    found = find(ledger, given, moment)
    ids = [member.utterance.id for member in found.claim.members]
    own = {member.utterance.id for member in telling.own(found.claim)}
    copied = [
        part for member in found.claim.members if member.copy_of for part in (member.document.id, member.document.url)
    ]
    judged = ledger.view().judgements_on([*ids, *(part for part in copied if part)])
    mine = {*ids, *copied}
    judged = [each for each in judged if each.a in mine or each.b in mine]
    stories = ledger.catalogue().stories_with(found.claim.id)
    latest = ledger.view().latest()
    return {
        "story": stories[0] if stories else None,
        "here": "board",
        "shown": show(found, judged, ledger.history().by_people(ids), person),
        "ids": own,
        "as_of": moment,
        "suffix": f"?{urlencode({'as_of': moment})}" if moment else "",
        "now_words": telling.short(moment or latest),
        "undo": ask_undo(told, f"/claim/{found.claim.id}"),
    }


def words_table(ledger: Ledger, given: str, moment: str | None) -> str:
    """A claim's utterances as CSV, copies too."""
    claim = find(ledger, given, moment).claim
    out = io.StringIO()
    table = csv.writer(out)
    names = (
        "said",
        "source",
        "party",
        "stance",
        "factuality",
        "quote",
        "words",
        "numbers",
        "outlet",
        "published",
        "url",
    )
    table.writerow([*names, "characters", "sha256", "copy_of", "utterance"])
    for member in claim.members:
        utterance, document = member.utterance, member.document
        numbers = "; ".join(f"{telling.figure(each)} {each.unit or ''}".strip() for each in utterance.quantities)
        spans = " ".join(f"{start}-{end}" for start, end in utterance.content.spans)
        cells = (
            telling.said_at(utterance, document), phrases.who(utterance), utterance.source.party, utterance.stance,
            utterance.factuality, utterance.quote, utterance.content.text, numbers, document.outlet,
            document.published, document.url, spans, document.sha256, member.copy_of, utterance.id,
        )  # fmt: skip
        table.writerow([_cell(each) for each in cells])
    return out.getvalue()


def _cell(value: str | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = phrases.in_line(value or "")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def articles_page(ledger: Ledger, _: Desk, asked: Asked) -> dict[str, Any]:
    """The articles of a story, the latest first."""
    _check(ledger, asked.story)
    found = ledger.catalogue(asked.story).articles()[::-1]
    return {
        "here": "articles",
        "asked": asked,
        "articles": _page(found, asked.page, ARTICLES),
        **_paged("/articles", asked, len(found), ARTICLES),
    }


def sources_page(ledger: Ledger, _: Desk, asked: Asked) -> dict[str, Any]:
    """Who speaks, by name."""
    _check(ledger, asked.story)
    found, total = list_sources(ledger, asked.story, VOICES, (asked.page - 1) * VOICES)
    return {"here": "sources", "asked": asked, "voices": found, **_paged("/sources", asked, total, VOICES)}


def source_page(ledger: Ledger, _: Desk, name: str, asked: Asked) -> dict[str, Any]:
    """What a source said, by time."""
    _check(ledger, asked.story)
    speech = find_source(ledger, name, asked.story, When(asked.moment))
    said = speech.said[::-1]
    lines = [
        {
            "when": telling.short(telling.said_at(each.utterance, each.document)),
            "words": telling.words(each.utterance),
            "mark": telling.mark(each.utterance),
            "tone": telling.tone(each.utterance.stance),
            "stance": telling.STANCES[each.utterance.stance],
            "outlet": phrases.in_line(each.document.outlet or "unknown outlet"),
            "document": each.document.id,
            "utterance": each.utterance.id,
            "claim": each.claim.id if each.claim else None,
            "status": each.claim.status.value if each.claim else None,
            "copied": each.copy_of is not None,
            "later": [
                f"later {later.did} by {telling.name(later.by.party, later.by.source)}, {telling.short(later.by.at)}"
                for later in each.later
            ],
        }
        for each in _page(said, asked.page, VOICES)
    ]
    where = f"/source?{urlencode({'name': name, **({'story': asked.story} if asked.story else {})})}"
    return {
        "here": "sources",
        "asked": asked,
        "speech": speech,
        "lines": lines,
        **_paged(where, asked, len(said), VOICES),
    }


def places_page(ledger: Ledger, desk: Desk, asked: Asked) -> dict[str, Any]:
    """The places of a story, each with its claims."""
    _check(ledger, asked.story)
    counts: dict[str, int] = {}
    for each in find_stand(ledger, desk, asked.story, asked.moment).facets:
        for name in each.places:
            counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    places = [(name, number, Asked(asked.story, place=name).address()) for name, number in ordered]
    return {"here": "map", "asked": asked, "places": places, "story": asked.story}


def _check(ledger: Ledger, story: str | None) -> None:
    if story is not None and not ledger.view().holds(story):
        raise Unknown(f"no story {story!r} in this ledger")


def _page(found: Any, page: int, most: int) -> Any:
    return found[(page - 1) * most : page * most]


def _paged(where: str, asked: Asked, total: int, most: int) -> dict[str, Any]:
    """Where the pages before and after are."""
    base = where if "?" in where else f"{where}?{urlencode({'story': asked.story} if asked.story else {})}"
    pages = max(1, -(-total // most))
    join = "" if base.endswith("?") else "&"
    return {
        "story": asked.story,
        "total": total,
        "pages": pages,
        "before": f"{base}{join}page={asked.page - 1}" if asked.page > 1 else None,
        "after": f"{base}{join}page={asked.page + 1}" if asked.page < pages else None,
    }


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


def _quoted(text: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(text, safe="")
